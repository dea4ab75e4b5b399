"""What comes after the collation: validators, publishing, the report on the build."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from offprint import limits, scratch
from offprint.manuscript import Manuscript
from offprint.problems import Judgement, Place, Problem, RejectedError, ToolError
from offprint.report import size_in_words
from offprint.report.account import Account
from offprint.search import Search
from offprint.source import SourceText

if TYPE_CHECKING:
    from offprint.editions.edition import Edition
    from offprint.validators import Verdict


@dataclass(frozen=True, slots=True)
class Published:
    """An edition as it lies in the output folder; its size in bytes, its extent in words."""

    path: Path
    size: int
    extent: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build gave: the editions, and the warnings."""

    editions: tuple[Published, ...]
    warnings: tuple[Problem, ...]
    agreement: str = ""
    """The collation in a line; empty if the author let a difference pass."""
    verdicts: tuple[Verdict, ...] = ()
    reports: tuple[Path, ...] = ()

    def lines(self) -> Iterator[str]:
        """Yield a line an edition: path, extent, size; one for the collation, each validator, the report."""
        for one in self.editions:
            yield "  ".join(filter(None, (Place(one.path).file, one.extent, size_in_words(one.size))))
        if self.agreement:
            yield self.agreement
        yield from map(str, self.verdicts)
        yield from (Place(path).file for path in self.reports)


def validate(account: Account, text: Manuscript, judge: Judgement) -> None:
    """Have the editions validated before they are published.

    Raises `RejectedError` if there is an error, with what each validator said in its notes.
    """
    from offprint import validators
    from offprint.publish import publish

    with scratch.folder() as folder:
        paths = publish(account.editions, folder / "editions")
        files = {_format(path): path for path in paths}
        verdicts = validators.examine(files, account.project.output, Search(text.text, text.front))
    account.verdicts = tuple(one.graded(judge) for one in verdicts)
    try:
        account.warnings += judge.pass_or_reject([one for each in verdicts for one in each.problems])
    except RejectedError as error:
        for one in account.verdicts:
            error.add_note(str(one))
        raise


def _format(path: Path) -> str:
    """Return what a file is to validators: the PDF for a printer claims other standards than the readers'."""
    return "press" if path.name.endswith(".press.pdf") else path.suffix.removeprefix(".")


def published(account: Account, record: Edition, *, with_report: bool) -> Outcome:
    """Publish the editions, the record of their collation, and the report, all of them or none."""
    from offprint import publish

    editions, collation = account.editions, account.collation
    account.warnings = tuple(dict.fromkeys(account.warnings))
    reports: tuple[Edition, ...] = ()
    if with_report:
        from offprint.report.making import reports as made

        reports = made(account)
    paths = publish.publish([*editions, record, *reports], account.project.output)
    lines = (
        Published(path, len(edition.data) + sum(map(len, edition.beside.values())), edition.extent)
        for path, edition in zip(paths, editions, strict=False)
    )
    return Outcome(
        tuple(lines),
        account.warnings,
        collation.summary if collation else "",
        account.verdicts or (),
        tuple(paths[len(editions) + 1 :]),
    )


def report_failure(account: Account, error: RejectedError | ToolError | MemoryError) -> None:
    """Publish the report alone, and note on the error where it is; it may not hide what went wrong."""
    from offprint import publish
    from offprint.report import making

    failure = error if isinstance(error, RejectedError) else limits.failure(error)
    with suppress(ToolError):  # a full disk may be what went wrong
        paths = publish.publish(making.reports(account, failure), account.project.output)
        error.add_note(f"{Place(paths[0]).file} tells more")


def state_of(text: SourceText) -> Mapping[Path, tuple[int, int]]:
    """Return when each file of the text was last written, and its size in bytes."""
    texts = {path: path.stat() for path in text.files if path.exists()}
    return {path: (about.st_mtime_ns, about.st_size) for path, about in texts.items()}


def refuse_changes(text: SourceText, state: Mapping[Path, tuple[int, int]]) -> None:
    """Raise `ToolError` if the text is not what was read: an edition would carry another than it shows."""
    now = state_of(text)
    for path, before in state.items():
        if now.get(path) != before:
            raise ToolError(f"“{Place(path).file}” was changed during the build", "build again")
