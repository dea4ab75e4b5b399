"""The Nu HTML Checker (vnu): what breaks the HTML standard in a web page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict

from offprint.validators.validator import (
    Command,
    Finding,
    Validator,
    by_option,
    program,
    run,
    text_at,
    understood,
)

_NAME = "nu"


class _Message(TypedDict, total=False):
    type: str
    message: str
    lastLine: int
    lastColumn: int


def _examine(command: Command, file: Path) -> Iterator[Finding]:
    process = run(_NAME, [*command, "--format", "json", "--stdout", "--exit-zero-always", str(file)])
    with understood(_NAME, process):
        messages: list[_Message] = json.loads(process.stdout)["messages"]
        for one in messages:
            if not _is_false_alarm(one["message"]):
                yield _finding(one, file)


def _is_false_alarm(message: str) -> bool:
    """Tell whether a message takes a `data:` image for forbidden, which the page's policy allows."""
    return "Content Security Policy" in message and "image “data:image/" in message


def _finding(one: _Message, file: Path) -> Finding:
    line, column = one.get("lastLine", 0), one.get("lastColumn", 0)
    where = f"{line}:{column}" if line else ""
    about = text_at(file.read_bytes(), line, column)
    return Finding(one["message"], where, about, grave=one["type"] != "info")


NU = Validator(
    _NAME,
    ("html",),
    "npm install --global vnu-jar, and Java",
    program("vnu"),  # by PATH alone: never one that lies in the project
    _examine,
    by_option,
)
