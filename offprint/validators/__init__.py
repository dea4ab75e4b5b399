"""Validators of finished editions: other people's programs, run where they are installed.

What is not there is told as not run, never passed over. A message is led back to the line of the
manuscript where the words that it is about stand there once. Each program has a module of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path

from offprint.problems import Judgement, Place, Problem, Severity, ToolError, problem
from offprint.search import Search
from offprint.validators.ace import ACE
from offprint.validators.axe import AXE
from offprint.validators.epubcheck import EPUBCHECK
from offprint.validators.nu import NU
from offprint.validators.page_validation import PAGE_VALIDATION
from offprint.validators.qpdf import QPDF
from offprint.validators.validator import Finding, Validator
from offprint.validators.verapdf import VERAPDF

VALIDATORS = (NU, AXE, EPUBCHECK, ACE, QPDF, PAGE_VALIDATION, VERAPDF)
NAMES = tuple(one.name for one in VALIDATORS)
#: Between words that stand so in the manuscript: tags, and what typography makes of a writer's signs.
_BETWEEN = re.compile(r"<[^<>]*>?|^[^<>]*>|[“”‘’„‚«»…–—\u00a0\u202f\u2060\u00ad]")
_SHORT = 8
"""Letters below which words are no clue to a place."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one validator: its version, empty if it is not installed; what it found."""

    validator: Validator
    version: str
    file: Path
    problems: tuple[Problem, ...] = ()

    def __str__(self) -> str:
        """Return a line: the validator, the file, the outcome."""
        if not self.version:
            return f"{self.validator.name}  not run: {self.validator.obtain}"
        return f"{self.validator.name} {self.version}  {Place(self.file).file}  {self.outcome}"

    def graded(self, judge: Judgement) -> Verdict:
        """Return the verdict as this build grades its problems."""
        return replace(self, problems=judge.grade(self.problems))

    @property
    def is_clean(self) -> bool:
        """Whether it was run and found no error."""
        return bool(self.version) and not any(one.severity is Severity.ERROR for one in self.problems)

    @property
    def outcome(self) -> str:
        """What it found, in words."""
        if not self.problems:
            return "nothing to correct"
        return f"{len(self.problems)} message{'s' if len(self.problems) > 1 else ''}"


def installed(validator: Validator) -> str:
    """Return the validator's version; empty if it is not installed."""
    command = validator.find()
    return "" if command is None else validator.version(command) or "of unknown version"


def require(names: Sequence[str]) -> None:
    """Raise `ToolError` if one of the validators is not installed."""
    missing = [one for one in VALIDATORS if one.name in names and one.find() is None]
    if missing:
        what = f"not installed: {', '.join(one.name for one in missing)}"
        raise ToolError(what, "; ".join(f"{one.name}: {one.obtain}" for one in missing))


def examine(files: Mapping[str, Path], folder: Path, search: Search) -> tuple[Verdict, ...]:
    """Return what each validator says of the editions, by their formats; raises `ToolError`.

    `folder` is where the editions are published, as the messages tell it.
    """
    return tuple(  # one after another: two browsers that start at once on a busy machine give up
        _verdict(one, files[name], folder, search)
        for one in VALIDATORS
        for name in one.reads
        if name in files
    )


def _verdict(validator: Validator, file: Path, folder: Path, search: Search) -> Verdict:
    published = folder / file.name
    command = validator.find()
    if command is None:
        return Verdict(validator, "", published)
    found = (_problem(validator, file, published, one, search) for one in validator.examine(command, file))
    return Verdict(validator, installed(validator), published, tuple(dict.fromkeys(found)))


def _problem(validator: Validator, file: Path, published: Path, found: Finding, search: Search) -> Problem:
    rule = "invalid-edition" if found.grave else "doubtful-edition"
    where = f" ({file.name}: {found.where})" if found.where else f" ({file.name})"
    words = found.words.replace(str(file), file.name)
    return problem(rule, f"{validator.name}: {words}{where}", _place(found.about, search) or Place(published))


def _place(about: str, search: Search) -> Place | None:
    """Return the one place in the manuscript where the words stand; None if there are none or many."""
    pieces = sorted((unescape(one).strip() for one in _BETWEEN.split(about)), key=len, reverse=True)
    for words in (one for one in pieces if len(one) >= _SHORT):
        places = list(search.literal(words))
        if len(places) == 1:
            return places[0]
    return None
