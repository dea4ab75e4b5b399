"""Ace by DAISY, the accessibility checker of e-books: what keeps a reader out of a book.

It opens the book in a browser, and writes its answer into a folder.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict

from offprint import scratch
from offprint.validators.validator import (
    Command,
    Finding,
    Validator,
    browser,
    by_option,
    program,
    run,
    understood,
)

_NAME = "ace"

_Test = TypedDict("_Test", {"dct:title": str, "help": dict[str, str], "rulesetTags": list[str]})


class _Result(TypedDict):
    html: str


_Assertion = TypedDict("_Assertion", {"earl:test": _Test, "earl:result": _Result})
_File = TypedDict("_File", {"earl:testSubject": dict[str, str], "assertions": list[_Assertion]})
_ADVICE = "best-practice"
"""The tag of rules that no standard makes."""


def _examine(command: Command, file: Path) -> Iterator[Finding]:
    with scratch.folder() as folder:
        path = os.environ.get("PUPPETEER_EXECUTABLE_PATH") or browser()
        driven = {"PUPPETEER_EXECUTABLE_PATH": path} if path else {}  # else the one that came with Ace
        process = run(_NAME, [*command, "--force", "--silent", "--outdir", str(folder), str(file)], **driven)
        with understood(_NAME, process):
            files: list[_File] = json.loads((folder / "report.json").read_text("utf-8"))["assertions"]
            for one in files:
                for assertion in one["assertions"]:
                    yield _finding(assertion, one["earl:testSubject"]["url"])


def _finding(one: _Assertion, where: str) -> Finding:
    test = one["earl:test"]
    return Finding(
        f"{test['dct:title']}: {test['help']['dct:description']}",
        where,
        one["earl:result"].get("html", ""),
        grave=_ADVICE not in test["rulesetTags"],
    )


ACE = Validator(
    _NAME,
    ("epub",),
    "npm install --global @daisy/ace-cli, and Chromium",
    program("ace-cli", "ace"),
    _examine,
    by_option,
)
