"""axe-core in a browser: what keeps people out of a web page (WCAG 2.2 AA, and good practice).

`browse.py` opens the page for it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict

from offprint.validators.validator import (
    Command,
    Finding,
    Validator,
    browser,
    installed_file,
    run,
    script,
    understood,
)

_NAME = "axe"
_ADVICE = "best-practice"
"""The tag of rules that no standard makes."""
_SCRIPT = ("axe_playwright_python", "axe.min.js")
_scripted = script("browse.py", "playwright", "/".join(_SCRIPT))


class _Violation(TypedDict):
    id: str
    help: str
    tags: list[str]
    parts: list[str]


def _examine(command: Command, file: Path) -> Iterator[Finding]:
    process = run(_NAME, [*command, str(file), browser()])
    with understood(_NAME, process):
        visits: list[tuple[str, list[_Violation]]] = json.loads(process.stdout)
        first: dict[tuple[str, str], Finding] = {}
        for where, violations in visits:
            for one in violations:
                words, grave = f"{one['id']}: {one['help']}", _ADVICE not in one["tags"]
                for part in one["parts"]:
                    first.setdefault((words, part), Finding(words, where, part, grave=grave))
        yield from first.values()


def _find() -> Command | None:
    """Return the command that opens the page; None without a browser on the PATH."""
    return _scripted() if browser() else None


def _version(_: Command) -> str:
    """Return axe-core's version, which stands at the head of its script."""
    script = installed_file(*_SCRIPT)
    match = re.match(rb"/\*! axe v([\d.]+)", script.read_bytes()[:40]) if script else None
    return match[1].decode() if match else ""


AXE = Validator(
    _NAME,
    ("html",),
    "pip install axe-playwright-python, and Chromium on the PATH",
    _find,
    _examine,
    _version,
)
