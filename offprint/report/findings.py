"""What the report says, put into words once for the page and for Markdown.

Nothing here depends on the clock, on where the project lies or on where the command was started:
the same sources give the same report.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from offprint.problems import Place, Problem, RejectedError, ToolError, plain
from offprint.project import Project
from offprint.report import count, size_in_words
from offprint.report.account import Account
from offprint.report.excerpt import Excerpt, Sources
from offprint.report.since import Change, News, news

if TYPE_CHECKING:
    from offprint.collate import Collation
    from offprint.editions.edition import Edition
    from offprint.validators import Verdict

MOST = 300
"""Problems that are shown; the rest is told by number."""
_NAMES = {"html": "web page", "epub": "e-book", "pdf": "PDF"}
_QUOTED = re.compile("(“[^”]*”)")
_STEPS = {
    "read": "reading",
    "proofread": "proofreading",
    "compose": "composing",
    "make": "making the editions",
    "collate": "collating",
    "validate": "validating",
    "publish": "publishing",
}


@dataclass(frozen=True, slots=True)
class Told:
    """A problem as the report tells it; `spot` is its line and column."""

    rule: str
    severity: str
    message: str
    hint: str
    spot: str
    excerpt: Excerpt | None
    line: int = 0

    @property
    def parts(self) -> tuple[str, ...]:
        """The message, what it quotes apart: that may run from right to left, in an English sentence."""
        return tuple(filter(None, _QUOTED.split(self.message)))


@dataclass(frozen=True, slots=True)
class FileOf:
    """A file and its problems; without a name, those that are of no one file."""

    name: str
    problems: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """A published edition: what it is, its file, its extent, its size in words, its SHA-256."""

    kind: str
    file: str
    extent: str
    size: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A validator: what it read, its version, empty if it was not run, and what came of it."""

    name: str
    file: str
    version: str
    outcome: str
    is_clean: bool


@dataclass(frozen=True, slots=True)
class Report:
    """All that the report says."""

    title: str
    lang: str
    outcome: str
    """`published`, `differing`, `rejected` or `failed`."""
    headline: str
    detail: str
    problems: str
    """How many there are, in words; empty if there are none."""
    files: tuple[FileOf, ...]
    hidden: int
    """Problems that are not shown."""
    editions: tuple[Made, ...]
    compared: tuple[str, ...]
    """The editions that were compared."""
    differences: int
    figures: tuple[Change, ...]
    news: News | None
    verdicts: tuple[Judged, ...] | None
    stopped: str = ""
    """In which step the build ended; empty if it came to its end."""


def findings(account: Account, failure: RejectedError | ToolError | None = None) -> Report:
    """Return what there is to say of a build, and of what kept it from its end."""
    found = _problems(account, failure)
    shown = found[:MOST]
    editions = () if failure else account.editions
    outcome, headline, detail = _outcome(account, failure, found)
    collation = account.collation
    return Report(
        title=plain(account.title or account.project.name),
        lang=account.lang,
        outcome=outcome,
        headline=headline,
        detail=detail,
        problems=count(found),
        files=tuple(_by_file(account.project, shown)),
        hidden=len(found) - len(shown),
        editions=tuple(map(_made, editions)),
        compared=collation.names if collation else (),
        differences=len(collation.problems) if collation else 0,
        figures=_figures(collation, account),
        news=news(account.earlier, collation, editions) if account.earlier and collation else None,
        verdicts=None if account.verdicts is None else tuple(map(_judged, account.verdicts)),
        stopped=_STEPS.get(account.step, "") if failure else "",
    )


def _problems(account: Account, failure: RejectedError | ToolError | None) -> list[Problem]:
    """Return every problem once, as it was graded last, in the order of their places."""
    rejected = failure.problems if isinstance(failure, RejectedError) else ()
    known = {(one.rule, one.message, one.place) for one in rejected}
    kept = [one for one in account.warnings if (one.rule, one.message, one.place) not in known]
    return sorted([*rejected, *kept], key=lambda one: (one.place is None, one.place or Place(Path())))


def _outcome(
    account: Account, failure: RejectedError | ToolError | None, found: Sequence[Problem]
) -> tuple[str, str, str]:
    if isinstance(failure, ToolError):
        what = bare(f"{failure.message}; {failure.hint}", account.project)
        return "failed", "The build could not be finished.", what
    if failure:
        headline = _REJECTED.get(account.step, "The manuscript was rejected.")
        return "rejected", headline, f"{count(found)}."
    left = f"To look at: {count(found)}." if found else "Nothing is left to correct."
    counts = f"{account.collation.counts}. " if account.collation else ""
    return *_agreement(account.collation), counts + left


_REJECTED = {
    "make": "The editions could not be made from this manuscript.",
    "collate": "The editions do not agree.",
    "validate": "A validator found faults in the editions.",
}


def _agreement(collation: Collation | None) -> tuple[str, str]:
    """Return how a build ended that came to its end, and that in words."""
    if collation is None or collation.problems:
        return "differing", "The editions are published, and the differences between them were let pass."
    names = collation.names
    if len(names) == 1:
        return "published", f"The {_NAMES[names[0].lower()]} agrees with the manuscript."
    return "published", "Both editions agree." if len(names) == 2 else "All three editions agree."


def _by_file(project: Project, found: Sequence[Problem]) -> Iterator[FileOf]:
    sources = Sources(project)
    files: dict[str, list[Told]] = {}
    for one in found:
        name = _name(project, one.place) if one.place else ""
        files.setdefault(name, []).append(_told(one, project, sources))
    for name in sorted(files, key=lambda name: name == ""):
        yield FileOf(name, tuple(files[name]))


def _told(one: Problem, project: Project, sources: Sources) -> Told:
    place = one.place
    spot = ":".join(str(number) for number in (place.line, place.column) if number) if place else ""
    message, hint = (bare(words, project) for words in (one.message, one.hint))
    excerpt = sources.excerpt(place)
    return Told(one.rule, str(one.severity), message, hint, spot, excerpt, place.line if place else 0)


def _name(project: Project, place: Place) -> str:
    """Return a file's name as the project calls it; of a file outside, the last part alone."""
    for folder in (project.output, project.root):
        if place.path.is_relative_to(folder):
            return plain(place.path.relative_to(folder).as_posix())
    return plain(place.path.name)


def bare(words: str, project: Project) -> str:
    """Return a message without the folders that the project and its editions lie in."""
    for folder in sorted((str(project.output), str(project.root)), key=len, reverse=True):
        words = words.replace(f"{folder}/", "").replace(folder, Path(folder).name)
    return words


def _made(edition: Edition) -> Made:
    kind = _NAMES.get(edition.name.rpartition(".")[2], "")
    size = size_in_words(len(edition.data) + sum(map(len, edition.beside.values())))
    return Made(kind, edition.name, edition.extent, size, hashlib.sha256(edition.data).hexdigest())


def _figures(collation: Collation | None, account: Account) -> tuple[Change, ...]:
    if collation is None:
        return ()
    before = account.earlier.counts if account.earlier else {}
    changes = (Change(name, now, before.get(name)) for name, now in asdict(collation.counts).items())
    return tuple(one for one in changes if one.now or one.before)


def _judged(one: Verdict) -> Judged:
    validator = one.validator
    outcome = one.outcome if one.version else f"not run: {validator.obtain}"
    return Judged(validator.name, one.file.name, one.version, outcome, one.is_clean)
