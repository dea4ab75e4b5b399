"""A real browser for the tests: the system's Chromium, driven by Playwright."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, Playwright

NAMES = ("chromium", "google-chrome", "chromium-browser")


def launch(playwright: Playwright) -> Browser:
    """Start the browser that is on the path; as root it must do without its sandbox."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    assert path, f"none of {', '.join(NAMES)} is installed: run `make test`, which sees to it"
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return playwright.chromium.launch(
        executable_path=path, args=["--disable-gpu", "--disable-dev-shm-usage", *sandbox]
    )


@dataclass
class Visit:
    """A page that was opened: what its console said, and what it asked the network for."""

    page: Page
    said: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


@contextmanager
def visit(  # noqa: PLR0913 - each is a way that a reader may come
    browser: Browser,
    file: Path,
    *,
    width: int = 1440,
    scheme: Literal["light", "dark"] = "light",
    script: bool = True,
    touch: bool = False,
) -> Iterator[Visit]:
    """Open a page; afterwards its console must have been silent."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        java_script_enabled=script,
        has_touch=touch,
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = context.new_page()
    visited = Visit(page)
    page.on("console", lambda message: visited.said.append(message.text))
    page.on("pageerror", lambda error: visited.said.append(str(error)))
    page.on("request", lambda request: visited.requests.append(request.url))
    page.goto(file.as_uri())
    try:
        yield visited
    finally:
        context.close()
    assert visited.said == []
