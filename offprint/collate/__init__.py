"""Collate: the finished editions are read as strangers read them, and proved complete and alike.

Works on the bytes that are about to be published, never on what their makers remember. Each edition
gives a `Reading`; the readings are compared with one another and with the witness, the composed
document (`witness.py` says what it vouches for).
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from offprint.collate.compare import compare
from offprint.collate.place import placed
from offprint.collate.reading import Reading
from offprint.collate.record import Counts, counts_of, record
from offprint.document import Document
from offprint.editions.edition import Edition
from offprint.problems import Place, Problem, problem

_ORDER = ("html", "epub", "pdf")


@dataclass(frozen=True, slots=True)
class Collation:
    """The result: what was counted, its record for archives, and every disagreement."""

    names: tuple[str, ...]
    """The editions, as messages call them."""
    counts: Counts
    record: bytes
    problems: tuple[Problem, ...] = ()

    def file(self, name: str) -> Edition:
        """Return the record as it lies beside the editions of that name."""
        return Edition(f"{name}.collation.json", self.record)

    @property
    def summary(self) -> str:
        """The line that tells of the agreement; empty if there is none."""
        return "" if self.problems else f"{self._agreement}: {self.counts}"

    @property
    def _agreement(self) -> str:
        if len(self.names) < 2:
            return f"{self.names[0]} agrees with the manuscript"
        return f"{', '.join(self.names[:-1])} and {self.names[-1]} agree"


class Collator:
    """Reads each edition as soon as it is there, and compares them when all are."""

    def __init__(self, document: Document, formats: Sequence[str]) -> None:
        from offprint.collate.witness import read_witness

        self._document = document
        self._readings = [read_witness(document)]
        self._editions: list[Edition] = []
        if "pdf" in formats:
            importlib.import_module("offprint.collate.printed")  # while the press is at work

    def read(self, edition: Edition) -> Edition:
        """Read a finished edition, and return it."""
        self._editions.append(edition)
        self._readings.append(_read(edition.name, edition.data, edition.beside.__contains__))
        return edition

    def finish(self) -> Collation:
        """Return the collation of what was read."""
        problems = tuple(placed(one, self._document.manuscript) for one in compare(self._readings))
        return _collation(self._readings, self._editions, problems)


def collate_files(paths: Sequence[Path]) -> Collation:
    """Compare finished files of different formats with one another; a problem's place is its file."""
    ordered = sorted(paths, key=_rank)
    problems: list[Problem] = []
    editions, readings = [], []
    for path in ordered:
        editions.append(Edition(path.name, path.read_bytes()))
        try:
            readings.append(_read(path.name, editions[-1].data, _lies_beside(path)))
        except ValueError as error:
            what = f"“{path.name}” cannot be read: {error}"
            problems.append(problem("collation-file", what, Place(path), "make the editions anew"))
    if not problems:
        problems = [problem(one.rule, one.message) for one in compare(readings)]
    return _collation(readings, editions, tuple(problems))


def format_of(path: PurePath) -> str:
    """Return the format of an edition's file by its ending; empty for any other file."""
    ending = path.suffix.lower().lstrip(".")
    return ending if ending in _ORDER else ""


def _rank(path: Path) -> int:
    return _ORDER.index(format_of(path))


def _lies_beside(page: Path) -> Callable[[str], bool]:
    """Return a test of whether a file is there that a page refers to."""
    return lambda name: (page.parent / name).is_file()


def _read(name: str, data: bytes, beside: Callable[[str], bool]) -> Reading:
    """Return the reading of a finished edition; raises `ValueError` for what is none."""
    form = format_of(PurePath(name))
    if form == "html":
        from offprint.collate.web import read_page

        return read_page(data, beside)
    if form == "epub":
        from offprint.collate.ebook import read_book

        return read_book(data)
    from offprint.collate.printed import read_print

    return read_print(data)


def _collation(
    readings: Sequence[Reading], editions: Sequence[Edition], problems: tuple[Problem, ...]
) -> Collation:
    names = tuple(format_of(PurePath(edition.name)).upper() for edition in editions)
    fullest = readings[0] if readings else Reading("", {})
    counts = counts_of(fullest)
    return Collation(names, counts, record(fullest, counts, editions, agree=not problems), problems)
