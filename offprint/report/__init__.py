"""How problems are told: to a person, to a program, to GitHub."""

from __future__ import annotations

import json
from collections.abc import Sequence

from offprint import junit, sarif
from offprint.problems import Place, Problem, Severity, ToolError

FORMATS = ("text", "json", "github", "sarif", "junit")
DOCUMENTS = ("json", "sarif", "junit")
"""Formats that are one document, alone on standard output."""

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.OFF: "0"}


def as_text(problems: Sequence[Problem], *, colour: bool) -> list[str]:
    """Return a line for each problem, and one that counts them."""
    lines = [_coloured(one) if colour else str(one) for one in problems]
    return [*lines, count(problems)] if problems else []


def _coloured(one: Problem) -> str:
    tag = f"{one.severity}[{one.rule}]"
    return str(one).replace(tag, f"\x1b[{_COLOURS[one.severity]}m{tag}\x1b[0m", 1)


def count(problems: Sequence[Problem]) -> str:
    """Return how many errors and warnings there are, in words; empty if there are none."""
    errors = sum(one.severity is Severity.ERROR for one in problems)
    warnings = len(problems) - errors
    parts = [_plural(number, word) for number, word in ((errors, "error"), (warnings, "warning")) if number]
    return ", ".join(parts)


def _plural(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def size_in_words(size: int) -> str:
    """Return a number of bytes as people read it: `139 kB`, `12.5 MB`."""
    return f"{size / 1000:.0f} kB" if size < 10_000_000 else f"{size / 1e6:.1f} MB"


def as_document(
    form: str, problems: Sequence[Problem], failure: ToolError | None = None, about: Place | None = None
) -> str:
    """Return one of the `DOCUMENTS`; `failure` is the tool that kept the command from its end.

    `about` is what a problem is about that has no place of its own.
    """
    if form == "sarif":
        return sarif.log(problems, failure, about)
    if form == "junit":
        return junit.report(problems, failure)
    return "\n".join(as_json(problems))


def as_json(problems: Sequence[Problem]) -> list[str]:
    """Return one JSON array, as `docs/problems.schema.json` tells; 0 is an unknown line or column."""
    return [json.dumps([_record(one) for one in problems], ensure_ascii=False, indent=2)]


def _record(one: Problem) -> dict[str, str | int]:
    place = one.place
    return {
        "rule": one.rule,
        "severity": str(one.severity),
        "message": one.message,
        "hint": one.hint,
        "file": place.file if place else "",
        "line": place.line if place else 0,
        "column": place.column if place else 0,
    }


def as_github(problems: Sequence[Problem]) -> list[str]:
    """Return GitHub's workflow commands, which mark the line in the pull request."""
    return [_annotation(one) for one in problems]


def _annotation(one: Problem) -> str:
    spot = {"file": "", "line": 0, "col": 0}
    if one.place:
        spot = {"file": one.place.file, "line": one.place.line, "col": one.place.column}
    properties = [f"{key}={_escaped(str(value), ',:')}" for key, value in spot.items() if value]
    properties.append(f"title={_escaped(one.rule, ',:')}")
    words = f"{one.message}; {one.hint}" if one.hint else one.message
    return f"::{one.severity} {','.join(properties)}::{_escaped(words)}"


def as_github_failure(failure: ToolError) -> str:
    """Return the workflow command that shows a tool's failure."""
    return f"::error title=tool::{_escaped(f'{failure.message}; {failure.hint}')}"


def _escaped(text: str, more: str = "") -> str:
    """Escape as GitHub's runner reads it back: percent, line ends, and in properties `,` and `:`."""
    for letter in "%\r\n" + more:
        text = text.replace(letter, f"%{ord(letter):02X}")
    return text
