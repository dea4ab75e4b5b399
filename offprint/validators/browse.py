"""The side of axe-core that runs in a process of its own: opens a page, prints what keeps people out.

The page is opened as readers open it, wide and narrow, light and dark, with everything unfolded.
Playwright drives the browser of that path, cut off from the network.
`python browse.py FILE BROWSER`: what was found at each visit, as JSON.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

Violation = dict[str, str | list[str]]
_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_PATIENCE = 120_000
"""Milliseconds that a browser may take to start, or to open the page: a CI's machine may be busy."""
_UNFOLD = "for (const one of document.querySelectorAll('details')) one.open = true"


class Visit(NamedTuple):
    """How a page is opened: the window's width in px, and which colours the reader prefers."""

    width: int
    scheme: Literal["light", "dark"]

    def __str__(self) -> str:
        """Return the visit as a message tells it."""
        return f"{self.width} px, {self.scheme}"


VISITS = (Visit(1440, "light"), Visit(1440, "dark"), Visit(375, "light"))


def browse(file: Path, browser: str) -> Iterator[tuple[str, list[Violation]]]:
    """Yield what axe finds at each visit."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = _launch(playwright, browser)
        for one in VISITS:
            yield str(one), _violations(running, file, one)
        running.close()


def _launch(playwright: Playwright, browser: str) -> Browser:
    """Start the browser; as root it must do without its sandbox."""
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    options = ["--disable-gpu", "--disable-dev-shm-usage", *sandbox]
    return playwright.chromium.launch(executable_path=browser, args=options, timeout=_PATIENCE)


def _violations(running: Browser, file: Path, visit: Visit) -> list[Violation]:
    from axe_playwright_python.sync_playwright import Axe

    context = running.new_context(
        viewport={"width": visit.width, "height": 900},
        color_scheme=visit.scheme,
        reduced_motion="reduce",
        offline=True,
    )
    context.set_default_timeout(_PATIENCE)
    page = context.new_page()
    page.goto(file.resolve().as_uri())
    page.evaluate(_UNFOLD)
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": _TAGS}})
    context.close()
    return [
        {"id": one["id"], "help": one["help"], "tags": one["tags"], "parts": _parts(one["nodes"])}
        for one in found.response["violations"]
    ]


def _parts(nodes: list[dict[str, str]]) -> list[str]:
    return [one["html"] for one in nodes]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(list(browse(Path(sys.argv[1]), sys.argv[2]))))
