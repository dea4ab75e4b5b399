"""Files → `Manuscript`: the assembled text with its line map, its metadata and its tree."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import dropwhile
from pathlib import Path

from offprint import excess, frontmatter, metadata_files, pandoc, remains
from offprint.includes import included
from offprint.metadata import Metadata, read_metadata
from offprint.problems import Place, Problem, RejectedError, problem
from offprint.project import Project
from offprint.search import Search
from offprint.shaping import DataFiles, Shape
from offprint.source import SourceText
from offprint.transforms import abbreviations, addresses, headings, pantable, tables
from offprint.transforms.labels import Label, collect
from offprint.transforms.written import Written
from offprint.whereabouts import located

#: The opening of a block that other tools run, ```{python}, which pandoc would take for words in a line.
_CELL = re.compile(
    r"^([ \t]*(?:`{3,}|~{3,})[ \t]*)\{([A-Za-z][\w\-]*)(?:[ ,][^}\n]*)?\}[ \t]*$", re.MULTILINE
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Manuscript:
    """What the author wrote: the text as assembled, what it says of itself, and its tree.

    The tree's raw pieces are already cleaned (`transforms.raw`); its `meta` holds title, subtitle,
    abstract and end matter as Markdown was parsed.
    """

    text: SourceText
    metadata: Metadata
    tree: pandoc.Tree
    labels: tuple[Label, ...]
    title: str
    """The title in plain words; the file's name where there is none."""
    front: tuple[SourceText, ...] = ()
    """The front matter as it was written."""
    log: tuple[pandoc.LogEntry, ...] = ()
    """What pandoc said when it parsed the text, at the lines of `text`."""
    problems: tuple[Problem, ...] = ()

    @property
    def search(self) -> Search:
        """Where something stands in the text."""
        return Search(self.text, self.front)


def read(project: Project) -> Manuscript:
    """Return the manuscript; raises `RejectedError` for what leaves nothing to go on with."""
    text, front, metadata, faults = read_source(project)
    if any(one.rule == "front-matter-syntax" for one in faults):
        raise RejectedError(faults)
    parsed, log = parse(text, metadata)
    whole = addresses.apply(parsed) if "/@" in text.text else parsed
    search = Search(text, front)
    files = DataFiles(project, search)
    titled = _titled(whole)
    tree = {**titled, "blocks": pantable.apply(titled["blocks"], files.load)}
    shape = Shape(metadata, files, Written(partial(_words, macros=metadata.macros)))
    cleaned = {**tree, "blocks": shape.apply(tree["blocks"])}
    labels = collect(cleaned["blocks"], number_sections=metadata.number_sections)
    words = pandoc.plain(_uncited(cleaned["meta"].get("title", {}).get("c", []))) or project.name
    pieces = [tree["meta"], tree["blocks"], shape.written.pieces]
    problems = (*faults, *files.problems, *located(remains.faults(pieces, cleaned["blocks"], search), search))
    return Manuscript(text, metadata, cleaned, labels, words, front, log, problems)


def _titled(tree: pandoc.Tree) -> pandoc.Tree:
    """Return the tree with a lone first heading as its title, if the front matter has none."""
    heading = None if "title" in tree["meta"] else headings.title_of(tree["blocks"])
    if heading is None:
        return tree
    title = {"t": "MetaInlines", "c": heading["c"][2]}
    blocks = [block for block in tree["blocks"] if block is not heading]
    return {**tree, "meta": {**tree["meta"], "title": title}, "blocks": blocks}


def _uncited(inlines: list[pandoc.Node]) -> list[pandoc.Node]:
    """Return a title without its citations in brackets: catalogues want the bare title."""
    result: list[pandoc.Node] = pandoc.rewrite(inlines, {"Cite": _without})
    return result


def _without(cite: pandoc.Node) -> list[pandoc.Node] | None:
    return None if cite["c"][0][0]["citationMode"]["t"] == "AuthorInText" else []


def read_source(
    project: Project,
) -> tuple[SourceText, tuple[SourceText, ...], Metadata, tuple[Problem, ...]]:
    """Return the assembled body text, the front matter, what it means, and their problems.

    Raises `RejectedError` for what leaves nothing to go on with: no text, bytes that are not
    UTF-8, a template that fails.
    """
    written = _load(project)
    loaded = [frontmatter.apart(text) for text in written]
    text = SourceText.joined([rest for _, rest in loaded])
    blocks = tuple(_blanked(whole, rest) for whole, (_, rest) in zip(written, loaded, strict=True))
    own = [front for fronts, _ in loaded for front in reversed(fronts)]
    shared = metadata_files.read(project, _merge(own))
    text = replace(text, files=(*text.files, *shared.files))
    metadata, faults = read_metadata(_merge([*own, *shared.fronts]))
    faults = (*faults, *shared.problems)
    if not text.text.strip():
        hint = "write something below the front matter"
        raise RejectedError([*faults, problem("empty-manuscript", "the text is empty", text.place(1), hint)])
    control = _control_characters(text)
    if control:
        raise RejectedError([*faults, *control])
    return text, (*blocks, *shared.texts), metadata, faults


def _blanked(whole: SourceText, rest: SourceText) -> SourceText:
    """Return a text's front matter alone: the lines that are not in the rest of it."""
    pairs = zip(whole.text.split("\n"), rest.text.split("\n"), strict=True)
    return SourceText("\n".join("" if one == other else one for one, other in pairs), whole.origins)


def parse(text: SourceText, metadata: Metadata) -> tuple[pandoc.Tree, tuple[pandoc.LogEntry, ...]]:
    """Return pandoc's tree of the body, with the metadata's Markdown parsed beside it, and its log."""
    markdown = {
        "title": metadata.title,
        "subtitle": metadata.subtitle,
        "abstract": metadata.abstract,
        **metadata.ending,
        "nocite": metadata.nocite,
    }
    source = _CELL.sub(r"\1{.\2 .cell}", text.text) if "{" in text.text else text.text
    source = abbreviations.marked(tables.marked(source))
    given = {key: value for key, value in markdown.items() if value}
    if faults := list(excess.of_text(text, metadata.macros)):
        raise RejectedError(faults)
    try:
        tree, log = _parsed(source, given, metadata.macros)
        deepest, words = pandoc.deepest(tree)
    except RecursionError:
        deepest, words = excess.DEPTH + 1, ""
    if deepest > excess.DEPTH:
        what = "lists, quotations, divisions or emphasis are nested too deeply to be set"
        place = next(Search(text).literal(words), None) if words else text.place(1)
        raise RejectedError([problem("nesting", what, place, "nest them less deeply")])
    if faults := list(excess.of_tree(tree, Search(text))):
        raise RejectedError(faults)
    return tree, log


def _words(given: Mapping[str, str], macros: str) -> pandoc.Tree:
    """Return the tree of texts that stand in attributes and cells, each by its name in `meta`."""
    tree, _ = _parsed("", dict(given), macros)
    return addresses.apply(tree)


def _parsed(
    source: str, given: dict[str, str], macros: str
) -> tuple[pandoc.Tree, tuple[pandoc.LogEntry, ...]]:
    """Return pandoc's tree and log; definitions for formulas stand before each text that has some."""
    if not macros:
        return pandoc.parse(source, given)
    defined = {key: f"{macros}\n\n{value}" if "$" in value else value for key, value in given.items()}
    tree, log = pandoc.parse(f"{macros}\n\n{source}", defined)
    tree = {**tree, "meta": {key: _undefined(value) for key, value in tree["meta"].items()}}
    return tree, tuple(replace(entry, line=max(entry.line - 2, 0)) for entry in log)


def _undefined(value: pandoc.Node) -> pandoc.Node:
    """Return a text of the front matter on one line without the definitions before it."""
    if value["t"] != "MetaInlines":
        return value
    return {**value, "c": list(dropwhile(lambda one: one["t"] in ("RawInline", "LineBreak"), value["c"]))}


def _load(project: Project) -> list[SourceText]:
    """Return each text, templates filled in; raises `RejectedError` with the faults of them all."""
    loaded: list[SourceText] = []
    faults: list[Problem] = []
    for path in project.texts:
        try:
            loaded.append(_load_one(project, path))
        except RejectedError as error:
            faults += error.problems
    if faults:
        raise RejectedError(faults)
    return loaded


def _load_one(project: Project, path: Path) -> SourceText:
    from offprint import templates

    written = templates.assemble(project, path) if path.name.endswith(".j2") else SourceText.of_file(path)
    return included(project, written, (path.resolve(),))


def _merge(fronts: Sequence[frontmatter.FrontMatter]) -> frontmatter.FrontMatter:
    """Return one front matter of all blocks: the first text to set a key wins, in a text the last block."""
    values: dict[str, frontmatter.Value] = {}
    places: dict[str, Place] = {}
    for front in reversed(fronts):
        values = {**values, **front.values}
        places = {**places, **front.places}
    faults = tuple(one for front in fronts for one in front.problems)
    return frontmatter.FrontMatter(values, places, faults)


def _control_characters(text: SourceText) -> list[Problem]:
    if not _CONTROL.search(text.text):
        return []
    return [
        problem(
            "control-character",
            f"the character U+{ord(text.text[match.start()]):04X} cannot be printed",
            text.at_offset(match.start()),
            "delete it; it is invisible in most editors",
        )
        for match in _CONTROL.finditer(text.text)
    ]
