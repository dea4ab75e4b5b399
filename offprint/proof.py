"""Proofreading: what an editor would mark in the text before anything is set.

One small function for each check. The tree says *that* something is wrong; the place is found in
the text only then, so that a sound manuscript costs no search.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from offprint import citations, notes, pandoc, pictures, scripts, sheets
from offprint.bibliography import Bibliography
from offprint.manuscript import Manuscript
from offprint.metadata import Metadata
from offprint.pandoc import Node
from offprint.pictures import Picture, PictureError
from offprint.problems import Place, Problem, problem
from offprint.project import Project
from offprint.search import also, first
from offprint.transforms import figures, raw
from offprint.transforms.crossrefs import LATEX_REFERENCE, find, names
from offprint.transforms.labels import PREFIX, Label
from offprint.whereabouts import located

COVER_WIDTH = 1400
"""The least width of a cover in px: what Apple Books asks for, the strictest of the large shops."""
_DIAGRAMS = frozenset({"mermaid", "dot", "graphviz", "plantuml", "d2", "tikz"})
#: Languages by the script that most of their letters are of.
_LONG = 90
_REMOTE = re.compile(r"(?:https?|ftp)://|//", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Proof:
    """What proofreading brought to light: the pictures that were read, and the problems."""

    pictures: Mapping[str, Picture]
    problems: tuple[Problem, ...]


def proofread(
    project: Project, manuscript: Manuscript, bibliography: Bibliography, style: Path | None = None
) -> Proof:
    """Return the pictures of the text and every problem of its content.

    `style` is the citation style's file; where there is none, what it would decide is not checked.
    """
    nodes = _by_kind(manuscript)
    read, faults = _pictures(project, manuscript, nodes["Image"])
    of_text = (
        *faults,
        *_citations(manuscript, bibliography, nodes["Cite"]),
        *citations.faults(manuscript, nodes["Cite"], style if style and style.is_file() else None),
        *notes.faults(manuscript),
        *_latex_references(manuscript, nodes["RawInline"]),
        *_doubled_labels(manuscript),
        *_links(manuscript, nodes["Link"]),
        *_code(manuscript, nodes["CodeBlock"]),
    )
    found = (
        *located(of_text, manuscript.search),
        *_supplements(project, manuscript),
        *_missing_title(manuscript),
        *scripts.faults(manuscript),
        *cover(project, manuscript.metadata)[1],
        *sheets.faults(project),
    )
    return Proof(read, found)


def _by_kind(manuscript: Manuscript) -> dict[str, list[Node]]:
    kinds: dict[str, list[Node]] = {kind: [] for kind in ("Image", "Cite", "RawInline", "Link", "CodeBlock")}
    for node in pandoc.walk([manuscript.tree["meta"], manuscript.tree["blocks"]]):
        if node["t"] in kinds:
            kinds[node["t"]].append(node)
    return kinds


def cited_keys(manuscript: Manuscript) -> tuple[str, ...]:
    """Return the keys that the text cites, cross-references left out, in order."""
    labels = {label.id for label in manuscript.labels}
    nodes = pandoc.walk([manuscript.tree["meta"], manuscript.tree["blocks"]])
    keys = (one["citationId"] for node in nodes if node["t"] == "Cite" for one in node["c"][0])
    return tuple(dict.fromkeys(key for key in keys if key not in labels))


def _citations(
    manuscript: Manuscript, bibliography: Bibliography, cites: Sequence[Node]
) -> Iterator[Problem]:
    labels = {label.id: label for label in manuscript.labels}
    keys = Counter(one["citationId"] for node in cites for one in node["c"][0])
    for key in keys:
        if key == "*" or key in bibliography.entries or find(key, labels) in labels:
            continue
        places = list(manuscript.search.citations(key))
        if PREFIX.match(key):
            yield _dangling(key, labels, places)
        elif not bibliography.missing:
            yield _unknown(key, bibliography, places)


def _dangling(name: str, labels: Mapping[str, Label], places: Sequence[Place]) -> Problem:
    alike = [label for label in labels if _prefix(label) == _prefix(name)]
    hint = _near(name, alike) or f"put {{#{name}}} behind what it means"
    what = f"nothing has the label “{name}”{also(places)}"
    return problem("dangling-reference", what, first(places), hint)


def _prefix(name: str) -> str:
    """Return what kind of thing a label names: `fig` and `tbl` are never each other's near miss."""
    match = PREFIX.match(name)
    return match[1].lower().replace("tab", "tbl") if match else ""


def _unknown(key: str, bibliography: Bibliography, places: Sequence[Place]) -> Problem:
    folded = {one.lower(): one for one in bibliography.entries}
    hint = _near(key, list(bibliography.entries))
    if key.lower() in folded:
        hint = f"did you mean “{folded[key.lower()]}”? Keys tell capitals from small letters"
    if keyless := next((one for one in bibliography.nameless if _speaks_of(one.text, key)), None):
        hint = f"give it to the entry without a key, {keyless.place.file}:{keyless.place.line}"
    if not hint:
        hint = "add it to the bibliography, or write \\@ if no citation is meant"
    return problem("unknown-citation", f"no entry has the key “{key}”{also(places)}", first(places), hint)


def _speaks_of(entry: str, key: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(key)}(?!\w)", entry, re.IGNORECASE) is not None


def _near(word: str, known: Sequence[str]) -> str:
    close = get_close_matches(word, known, n=1, cutoff=0.7)
    return f"did you mean “{close[0]}”?" if close else ""


def _latex_references(manuscript: Manuscript, nodes: Sequence[Node]) -> Iterator[Problem]:
    labels = {label.id: label for label in manuscript.labels}
    for source in dict.fromkeys(node["c"][1] for node in nodes if node["c"][0] == "tex"):
        match = LATEX_REFERENCE.fullmatch(source.strip())
        for name in names(match) if match else ():
            if name not in labels:
                yield _dangling(name, labels, list(manuscript.search.literal(source)))


def _doubled_labels(manuscript: Manuscript) -> Iterator[Problem]:
    counts = Counter(label.id for label in manuscript.labels)
    for name in (name for name, count in counts.items() if count > 1):
        pattern = re.compile(rf"#({re.escape(name)})(?=[\s}}])|\\label\s*\{{({re.escape(name)})\}}")
        places = list(manuscript.search.pattern(pattern))
        what = f"the label “{name}” stands {counts[name]} times{also(places)}"
        yield problem("duplicate-label", what, first(places), "give each thing a label of its own")


def _links(manuscript: Manuscript, links: Sequence[Node]) -> Iterator[Problem]:
    for target in dict.fromkeys(node["c"][2][0] for node in links):
        if raw.scheme(target) not in raw.SCHEMES:
            places = list(manuscript.search.address(target))
            what = f"the address “{target[:60]}” is not one that a reader can visit"
            yield problem(
                "unsafe-link", what, first(places), "link to https:, mailto: or a place in the text"
            )


def _code(manuscript: Manuscript, blocks: Sequence[Node]) -> Iterator[Problem]:
    """Diagrams are not drawn and code is not run: nothing of a stranger's may run here."""
    for node in blocks:
        classes, source = node["c"][0][1], node["c"][1]
        kind = next(filter(_DIAGRAMS.__contains__, classes), "")
        if not kind and "cell" not in classes:
            continue
        opening = next((line for line in source.splitlines() if line.strip()), kind)
        place = first(list(manuscript.search.literal(opening)))
        if kind:
            what = f"a diagram in {kind} is shown as its code"
            yield problem("diagram", what, place, "export it as SVG, and write ![…](diagram.svg)")
        else:
            what = f"code in {classes[0]} is shown and not run"
            yield problem("unrun-code", what, place, "put what it gives into the text")


def _supplements(project: Project, manuscript: Manuscript) -> Iterator[Problem]:
    metadata = manuscript.metadata
    for name in metadata.supplements:
        path = project.find(name)
        if path is None or not path.is_file() or not project.holds(path):
            place = metadata.places.get("supplementary-files")
            what = f"the supplementary file “{name}” is not in the project"
            yield problem("front-matter-value", what, place, "paths start at the text or the root")


def _missing_title(manuscript: Manuscript) -> Iterator[Problem]:
    if "title" not in manuscript.tree["meta"]:
        what = f"no title; “{manuscript.title}” stands in"
        yield problem("missing-title", what, manuscript.text.place(1), "write title: … in the front matter")


def _pictures(
    project: Project, manuscript: Manuscript, images: Sequence[Node]
) -> tuple[dict[str, Picture], list[Problem]]:
    """Return the pictures by the address that the text gives them, and what is wrong with them."""
    read: dict[str, Picture] = {}
    faults: list[Problem] = []
    for source in dict.fromkeys(node["c"][2][0] for node in images):
        try:
            read[source] = pictures.read(_picture_file(project, source))
        except PictureError as error:
            places = list(manuscript.search.address(source))
            faults.append(problem(error.rule, error.message + also(places), first(places), error.hint))
    for source in dict.fromkeys(one["c"][2][0] for one in images if not figures.alternative(one)):
        place = first(list(manuscript.search.address(source)))
        hint = 'write ![what it shows](…), or alt="…" behind it'
        faults.append(problem("missing-alt", f"“{source}” has no text alternative", place, hint))
    return read, faults


def cover(project: Project, metadata: Metadata) -> tuple[Picture | None, list[Problem]]:
    """Return the cover that the front matter names, if there is one, and what is wrong with it."""
    source = metadata.cover
    place = metadata.places.get("cover") or metadata.places.get("cover-image")
    if not source:
        return None, []
    try:
        picture = pictures.read(_picture_file(project, source))
    except PictureError as error:
        return None, [problem(error.rule, error.message, place, error.hint)]
    if picture.media_type not in ("image/jpeg", "image/png"):
        what = f"the cover “{source}” is neither JPEG nor PNG"
        return None, [problem("image-unreadable", what, place, "save it as one of them: shops take no other")]
    size = f"the cover “{source}” has {picture.width} × {picture.height} px"
    hint = "make it 1600 × 2560 px, upright"
    if picture.width > picture.height:
        return picture, [problem("cover", f"{size}: it lies on its side", place, hint)]
    if picture.width < COVER_WIDTH:
        what = f"{size}, and shops ask for {COVER_WIDTH} in width"
        return picture, [problem("cover", what, place, hint)]
    return picture, []


def _shortened(address: str) -> str:
    """Return an address with its end, where the file's name is, if it is too long to be shown."""
    return address if len(address) <= _LONG else f"{address[:40]}…{address[-40:]}"


def _picture_file(project: Project, source: str) -> Path:
    if source.startswith("data:"):
        what = f"“{_shortened(source)}” is not a file of the project"
        raise PictureError("image-remote", what, "save it in the project and name the file")
    if _REMOTE.match(source):
        what = f"“{_shortened(source)}” lies on the network, which a build never reaches"
        raise PictureError("image-remote", what, "save it in the project and name the file")
    path = project.find(pictures.address(source))
    if path is None:
        raise PictureError("image-missing", f"“{source}” is not there", "paths start at the text or the root")
    if refusal := project.refusal(path):
        raise PictureError("image-outside", f"“{source}” {refusal.why}", refusal.hint)
    return path
