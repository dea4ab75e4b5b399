"""The pipeline: read → proofread → compose → make → collate → publish.

Each step takes finished values and gives new ones; a step that finds errors rejects the manuscript
with all of them, and nothing is written.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from offprint import bibliography as bib
from offprint import citation_style, finishing, manuscript, proof
from offprint.bibliography import Bibliography
from offprint.finishing import Outcome
from offprint.manuscript import Manuscript
from offprint.metadata import Metadata
from offprint.press import Press, Source
from offprint.problems import Judgement, Place, Problem, RejectedError, ToolError, problem
from offprint.project import Project
from offprint.proof import Proof, cited_keys
from offprint.report.account import Account
from offprint.search import Search
from offprint.sources import sources_of
from offprint.transforms.labels import PREFIX

if TYPE_CHECKING:
    from offprint.document import Document
    from offprint.editions.edition import Order
    from offprint.validators import Verdict

T = TypeVar("T")
_NO_LIBRARY = frozenset({"missing-bibliography", "encoding"})
STEPS = ("read", "proofread", "compose", "make", "collate", "publish")
_UNDATED = datetime(1980, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asks for."""

    to: tuple[str, ...] = ("html", "epub", "pdf")
    csl: str = ""
    draft: bool = False
    strict: bool = False
    revision: str = ""
    for_printer: bool = False
    embed_sources: bool = True
    assets: str = ""
    validate: bool = False
    required: tuple[str, ...] = ()
    """The validators that have to be installed."""
    report: bool = False
    since: Path | None = None
    """An earlier record of a collation, which the report compares this one with."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What was read: the manuscript, the bibliography, and the style for its citations."""

    manuscript: Manuscript
    bibliography: Bibliography
    csl: Path
    problems: tuple[Problem, ...]

    def embedded(self) -> tuple[Source, ...]:
        """Return what the PDF carries: the texts, and what they cite of the bibliography."""
        return sources_of(self.manuscript, self.bibliography)


Announce = Callable[[str], None]
"""Called with the name of each step as it begins."""


def build(project: Project, options: Options, announce: Announce, press: Press | None) -> Outcome:
    """Build the editions, the PDF on a running press.

    Raises `RejectedError` or `ToolError`, and then nothing is written but the report, if one is wanted.
    """
    from offprint import publish

    account = Account(project, announce)
    if options.report:
        from offprint.report.making import keep_others

        keep_others(project)
    publish.check_writable(project.output)
    try:
        return _build(project, options, press, account)
    except (RejectedError, ToolError, MemoryError) as error:
        if options.report:
            finishing.report_failure(account, error)
        raise


def _build(project: Project, options: Options, press: Press | None, account: Account) -> Outcome:
    """Take the six steps, keeping account of each."""
    from offprint import document
    from offprint.collate import Collator
    from offprint.editions import EDITIONS

    account.begin("read")
    _look_ahead(options, account)
    sources = read(project, options)
    state = finishing.state_of(sources.manuscript.text)
    account.begin("proofread")
    judge = judgement(sources.manuscript.metadata, options)
    account.title, account.lang = sources.manuscript.title, sources.manuscript.metadata.lang
    found = proof.proofread(project, sources.manuscript, sources.bibliography, sources.csl)
    account.warnings += judge.pass_or_reject([*sources.problems, *found.problems])
    account.begin("compose")
    composed = document.compose(
        sources.manuscript, sources.bibliography, found.pictures, sources.csl, draft=options.draft
    )
    account.warnings += judge.pass_or_reject(composed.problems)
    account.begin("make")
    composed = replace(composed, revision=options.revision)
    order = _order(project, options, sources, composed, press)
    makers = {name: EDITIONS[name](order) for name in options.to}
    for name in sorted(makers, key="pdf".__ne__):  # the press works while the others begin
        makers[name].begin()
    collator = Collator(composed, options.to)
    account.editions = tuple(collator.read(maker.finish()) for maker in makers.values())
    account.warnings += judge.pass_or_reject([one for made in account.editions for one in made.problems])
    account.begin("collate")
    account.collation = collation = collator.finish()
    account.warnings += judge.pass_or_reject(collation.problems)
    if options.validate or options.required:
        account.begin("validate")
        finishing.validate(account, sources.manuscript, judge)
    finishing.refuse_changes(sources.manuscript.text, state)
    account.begin("publish")
    record = collation.file(order.printed_name)
    return finishing.published(account, record, with_report=options.report)


def _look_ahead(options: Options, account: Account) -> None:
    """Refuse before the work begins what the end would fail on: a validator, an earlier collation."""
    if options.required:
        from offprint import validators

        validators.require(options.required)
    if options.since:
        from offprint.report import earlier

        account.earlier = earlier.read(options.since)


def _order(
    project: Project, options: Options, sources: Sources, composed: Document, press: Press | None
) -> Order:
    """Return what is to be made; the work's own reference is being formatted from here on."""
    from offprint.editions import citing
    from offprint.editions.edition import Order

    dated = stamp(sources.manuscript.metadata)
    embedded = sources.embedded() if options.embed_sources and press else ()
    citation = citing.begun(composed)
    return Order(
        project, composed, dated, options.to, press, options.for_printer, embedded, citation, options.assets
    )


def check(project: Project, options: Options) -> tuple[Problem, ...]:
    """Read and proofread only; return the warnings, raise `RejectedError` with everything else."""
    sources = read(project, options)
    found: Proof = proof.proofread(project, sources.manuscript, sources.bibliography, sources.csl)
    judge = judgement(sources.manuscript.metadata, options)
    return judge.pass_or_reject([*sources.problems, *found.problems])


def validate(project: Project, options: Options) -> tuple[Verdict, ...]:
    """Run the validators that are installed on the finished editions, and return what each one said.

    Raises `RejectedError` if an edition is not there, `ToolError` if one of the required validators is not.
    """
    from offprint import validators

    validators.require(options.required)
    text, front, metadata, _ = manuscript.read_source(project)
    files = {name: project.output / f"{project.name}.{name}" for name in options.to}
    missing = [
        problem("no-edition", f"there is no {Place(file).file}", None, "offprint build makes it")
        for file in files.values()
        if not file.is_file()
    ]
    if missing:
        raise RejectedError(missing)
    verdicts = validators.examine(files, project.output, Search(text, front))
    return tuple(one.graded(judgement(metadata, options)) for one in verdicts)


def read(project: Project, options: Options) -> Sources:
    """Read the manuscript, the bibliography that it cites from, and the citation style."""
    text = manuscript.read(project)
    metadata = text.metadata
    faults = list(text.problems)
    cited = cited_keys(text)
    paths = _bibliographies(project, metadata, faults, needed=any(not PREFIX.match(key) for key in cited))
    library = _gather(faults, lambda: bib.read(paths)) if paths else None
    library = library or Bibliography({}, missing=any(one.rule in _NO_LIBRARY for one in faults))
    keys = library.entries if "*" in cited else cited
    place = metadata.places.get("csl")
    style = _gather(faults, lambda: citation_style.choose(project, options.csl, metadata.csl, place))
    faults += bib.check(library, keys, style)
    return Sources(text, library, style or Path(), tuple(faults))


def _gather(faults: list[Problem], reading: Callable[[], T]) -> T | None:
    """Return what was read, or None, with its problems among the others."""
    try:
        return reading()
    except RejectedError as error:
        faults += error.problems
        return None


def _bibliographies(
    project: Project, metadata: Metadata, faults: list[Problem], *, needed: bool
) -> Sequence[Path]:
    """Return the .bib files: those that the front matter names, else the one that goes without saying."""
    if metadata.bibliography:
        return list(_named_bibliographies(project, metadata, faults, needed=needed))
    usual = project.root / "references.bib"
    if usual.is_file():
        return list(_readable(project, [usual], faults))
    beside = sorted(project.folder.glob("*.bib"))
    if len(beside) > 1 and needed:
        names = ", ".join(path.name for path in beside)
        hint = "say which with bibliography: in the front matter"
        what = f"several .bib files lie beside the text: {names}"
        faults.append(problem("missing-bibliography", what, Place(project.texts[0], 1), hint))
    if not beside and needed:
        hint = "put references.bib beside the text, or name one with bibliography:"
        what = "the text cites, but there is no bibliography"
        faults.append(problem("missing-bibliography", what, Place(project.texts[0], 1), hint))
    return list(_readable(project, beside, faults)) if len(beside) == 1 else []


def _readable(project: Project, paths: Sequence[Path], faults: list[Problem]) -> Iterator[Path]:
    for path in paths:
        if refusal := project.refusal(path):
            what = f"“{path.name}” {refusal.why}"
            faults.append(problem("missing-bibliography", what, Place(project.texts[0], 1), refusal.hint))
        else:
            yield path


def _named_bibliographies(
    project: Project, metadata: Metadata, faults: list[Problem], *, needed: bool
) -> Iterator[Path]:
    for n, name in enumerate(metadata.bibliography):
        place = metadata.places.get(f"bibliography.{n}") or metadata.places.get("bibliography")
        path = project.find(name)
        if path is None or not path.is_file():
            rule = "missing-bibliography" if needed else "idle-bibliography"
            hint = "paths start at the text or the project's root"
            hint = hint if needed else "nothing is cited: delete the line, or cite"
            faults.append(problem(rule, f"“{name}” is not there", place, hint))
        elif refusal := project.refusal(path):
            faults.append(problem("missing-bibliography", f"“{name}” {refusal.why}", place, refusal.hint))
        elif path.suffix.lower() not in (".bib", ".bibtex", ".biblatex"):
            hint = "give a .bib file: pandoc FILE -t biblatex converts CSL JSON and RIS"
            faults.append(problem("missing-bibliography", f"“{name}” is not BibTeX", place, hint))
        else:
            yield path


def judgement(metadata: Metadata, options: Options) -> Judgement:
    """Return how problems are graded in this build."""
    return Judgement(metadata.rules, options.draft, options.strict)


def stamp(metadata: Metadata, environment: Mapping[str, str] = os.environ) -> datetime:
    """Return the time that the editions carry: `SOURCE_DATE_EPOCH`, else the front matter's date.

    Never the clock's, so that the same sources give the same bytes. Raises `ToolError` if the
    variable is not a number of seconds (reproducible-builds.org, SOURCE_DATE_EPOCH).
    """
    epoch = environment.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return max(metadata.issued or _UNDATED, _UNDATED)
    try:
        return max(datetime.fromtimestamp(int(epoch), UTC), _UNDATED)
    except (ValueError, OverflowError, OSError) as error:
        what = f"SOURCE_DATE_EPOCH is “{epoch}”, not a number of seconds"
        raise ToolError(what, "unset it, or set it to a Unix time") from error
