"""An earlier record of a collation, and what changed since: `--since article.collation.json`.

The record may come from anywhere (the artifacts of another branch, a release): it is read as a
stranger's file, and what is wrong with it is a problem at its place.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from offprint.collate.record import SCHEMA, Counts
from offprint.problems import Place, Problem, RejectedError, plain, problem

MAX_BYTES = 16_000_000
"""The record of a work with some 50,000 references."""
_HINT = "give a file that offprint build wrote, such as article.collation.json"
_COUNTS = tuple(Counts.__dataclass_fields__)
_LONGEST = 200
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class File:
    """An edition as the record tells it: its size in bytes, its SHA-256."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a record says that can be compared."""

    counts: Mapping[str, int]
    editions: Mapping[str, File]
    engines: Mapping[str, str]
    references: Mapping[str, str]
    """The references as printed, by their keys."""


def read(path: Path) -> Earlier:
    """Return what a record says; raises `RejectedError` (`earlier-collation`)."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            what = f"it has {size / 1e6:.0f} MB; no more than {MAX_BYTES // 1_000_000} are read"
            raise RejectedError([_fault(path, what)])
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise RejectedError([_fault(path, f"it cannot be read: {error.strerror}")]) from error
    except UnicodeDecodeError as error:
        raise RejectedError([_fault(path, "it is not UTF-8")]) from error
    return parse(text, path)


def parse(text: str, path: Path) -> Earlier:
    """Return what the text of a record says; raises `RejectedError` (`earlier-collation`)."""
    try:
        told = json.loads(text)
    except json.JSONDecodeError as error:
        fault = _fault(path, f"it is not JSON: {error.msg}", error.lineno, error.colno)
        raise RejectedError([fault]) from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits; nesting
        raise RejectedError([_fault(path, "it is not JSON that a collation has")]) from error
    try:
        return _earlier(_mapping(told, "the whole"))
    except ValueError as error:
        raise RejectedError([_fault(path, str(error))]) from error


def _earlier(told: Mapping[str, object]) -> Earlier:
    if told.get("schema") != SCHEMA:
        raise ValueError(f"its schema is {_shown(told.get('schema'))}, and {SCHEMA} is what can be compared")
    counts = _mapping(told.get("counts"), "counts")
    engines = _mapping(told.get("engines"), "engines")
    references = [_mapping(one, "references") for one in _list(told.get("references"), "references")]
    editions = [_mapping(one, "editions") for one in _list(told.get("editions"), "editions")]
    return Earlier(
        {name: _number(counts.get(name, 0), f"counts.{name}") for name in _COUNTS},
        {_text(one.get("file"), "editions.file"): _file(one) for one in editions},
        {plain(name[:_LONGEST]): _text(value, f"engines.{name}") for name, value in engines.items()},
        {_text(one.get("key"), "references.key"): _text(one.get("text"), "references.text")
         for one in references},
    )  # fmt: skip


def _file(one: Mapping[str, object]) -> File:
    return File(_number(one.get("bytes"), "editions.bytes"), _text(one.get("sha256"), "editions.sha256"))


def _mapping(value: object, name: str) -> Mapping[str, object]:
    return _of(dict, value, name, "an object")


def _list(value: object, name: str) -> Sequence[object]:
    return _of(list, value, name, "a list")


def _text(value: object, name: str) -> str:
    return plain(_of(str, value, name, "a text"))


def _number(value: object, name: str) -> int:
    number = _of(int, value, name, "a number")
    if isinstance(value, bool) or not 0 <= number < 1 << 53:
        raise ValueError(f"“{name}” is {_shown(value)}, not a count")
    return number


def _of(kind: type[T], value: object, name: str, called: str) -> T:
    if not isinstance(value, kind):
        raise ValueError(f"“{name[:_LONGEST]}” is {_shown(value)}, not {called}")  # noqa: TRY004 - of the file
    return value


def _shown(value: object) -> str:
    """Return a value as a message quotes it."""
    if value is None:
        return "missing"
    if isinstance(value, (dict, list)):
        return "an object" if isinstance(value, dict) else "a list"
    return f"“{str(value)[:_LONGEST]}”"


def _fault(path: Path, what: str, line: int = 0, column: int = 0) -> Problem:
    message = f"“{path.name}” is no record of a collation: {what}"
    return problem("earlier-collation", message, Place(path.absolute(), line, column), _HINT)
