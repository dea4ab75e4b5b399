"""Compose: manuscript + bibliography → `Document`, one tree and its one HTML body.

The transforms run on the tree, citeproc once after them, and one body comes out, from which all
three editions are assembled: the same citation strings by construction.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from lxml import etree

from offprint import bibliography as bib
from offprint import csl, excess, pandoc, scratch
from offprint.bibliography import Bibliography
from offprint.body import Body
from offprint.ending import ENDING
from offprint.manuscript import Manuscript
from offprint.metadata import Metadata
from offprint.narrative import NAMELESS, named
from offprint.pandoc import Node
from offprint.phrases import phrases
from offprint.pictures import Picture
from offprint.problems import Problem, RejectedError, problem
from offprint.proof import cited_keys
from offprint.search import also, first
from offprint.terms import Terms, terms
from offprint.transforms import equations, headings, links, notation, spacing, tasks
from offprint.transforms.crossrefs import CrossReferences
from offprint.transforms.figures import Figures
from offprint.transforms.labels import by_id
from offprint.transforms.language import Quotation, pairs
from offprint.transforms.numbering import Numbering
from offprint.transforms.wording import Wording
from offprint.whereabouts import located

#: Parts of the front matter that are printed, and so go through citeproc with the body.
FRONT = ("title", "subtitle", "abstract", *ENDING)
_EMPTY_FORMULA = re.compile(r"\$\$\s*\$\$")
_FORMLESS = re.compile(r"Citation with no printed form: (.+)")


@dataclass(frozen=True, slots=True)
class Document:
    """The composed work: its metadata, its one HTML body, its pictures, and what to look for in it."""

    metadata: Metadata
    title: str
    terms: Terms
    body: Body
    pictures: Mapping[str, Picture]
    """By the name that the body's images have."""
    manuscript: Manuscript
    bibliography: Bibliography
    style: Path
    """The citation style's file."""
    draft: bool = False
    problems: tuple[Problem, ...] = ()
    revision: str = ""
    """The state of the sources, as the colophons print it."""
    addresses: Mapping[str, str] = field(default_factory=dict)
    """What the text calls each picture, by the picture's name."""


def compose(
    manuscript: Manuscript,
    bibliography: Bibliography,
    pictures: Mapping[str, Picture],
    style: Path,
    *,
    draft: bool = False,
) -> Document:
    """Return the document; raises `RejectedError` for entries that pandoc cannot read."""
    words = terms(manuscript.metadata.lang)
    tree = transform(manuscript, pictures, words)
    cited = [key for key in cited_keys(manuscript) if key in bibliography.entries or key == "*"]
    keys = list(bibliography.entries) if "*" in cited else cited
    excerpt = bib.excerpt(bibliography, keys)
    html, log = _with_citations(tree, excerpt, csl.parse(style) if keys else None, words)
    body = Body.of(html, words, manuscript.metadata.lang)
    if faults := list(excess.of_body(body.main, manuscript.search)):
        raise RejectedError(faults)
    problems = [*_math_faults(manuscript, excerpt, log), *_unprinted(manuscript, log, style)]
    problems += [*_broken_anchors(manuscript, body), *_doubled_ids(manuscript, body)]
    problems = [*located(problems, manuscript.search)]
    named = {picture.name: picture for picture in pictures.values()}
    addresses = {picture.name: source for source, picture in pictures.items()}
    return Document(
        manuscript.metadata, manuscript.title, words, body, named, manuscript, bibliography, style,
        draft, tuple(problems),
        addresses=addresses,
    )  # fmt: skip


def transform(manuscript: Manuscript, pictures: Mapping[str, Picture], words: Terms) -> pandoc.Tree:
    """Return the tree as the editions need it: every transform, in order."""
    tree = manuscript.tree
    blocks = _front(tree["meta"]) + tree["blocks"]
    labels = by_id(manuscript.labels)
    wording = Wording(words, phrases(manuscript.metadata.lang))
    for step in (
        headings.filled,
        headings.shift,
        tasks.apply,
        Figures(pictures).apply,
        CrossReferences(labels, wording).apply,
        Numbering(labels, wording).apply,
        links.apply,
        notation.apply,
        partial(spacing.apply, lang=manuscript.metadata.lang),
        _emptied,
        partial(_place_references, words=words),
    ):
        blocks = step(blocks)
    meta = {
        "lang": {"t": "MetaString", "c": manuscript.metadata.lang},
        "link-citations": {"t": "MetaBool", "c": True},
        **{key: value for key, value in tree["meta"].items() if key == "nocite"},
    }
    return Quotation(words).apply(pandoc.document(blocks, meta))


def _front(meta: Mapping[str, Node]) -> list[Node]:
    """Return the front matter's printed parts as blocks, for `Body` to take out again."""
    return [
        pandoc.div(_as_blocks(meta[name]), identifier=f"offprint-{name}") for name in FRONT if name in meta
    ]


def _as_blocks(value: Node) -> list[Node]:
    if value["t"] == "MetaBlocks":
        return list(value["c"])
    inlines = value["c"] if value["t"] == "MetaInlines" else pandoc.text(str(value["c"]))
    return [{"t": "Para", "c": inlines}]


def _emptied(blocks: list[Node]) -> list[Node]:
    """Return the blocks with the author's place for the references empty: what stood there goes before."""
    result: list[Node] = pandoc.rewrite(blocks, {"Div": _before_references})
    return result


def _before_references(node: Node) -> list[Node] | None:
    attr, content = node["c"]
    return [*content, {"t": "Div", "c": [attr, []]}] if attr[0] == "refs" and content else None


def _place_references(blocks: list[Node], words: Terms) -> list[Node]:
    """Return the blocks with a heading and a place for the references, if the author made none."""
    if any(node["t"] == "Div" and node["c"][0][0] == "refs" for node in pandoc.walk(blocks)):
        return blocks
    last = next((block for block in reversed(blocks) if block["t"] not in ("RawBlock", "Null")), None)
    refs = pandoc.div([], identifier="refs")
    if last is not None and last["t"] == "Header" and "appendix" not in last["c"][1][1]:
        return [*blocks, refs]
    attr = pandoc.attr("references", ["unnumbered"])
    return [*blocks, {"t": "Header", "c": [2, attr, pandoc.text(words.references)]}, refs]


def _with_citations(
    tree: pandoc.Tree, excerpt: bib.Excerpt, style: etree._Element | None, words: Terms
) -> tuple[str, tuple[pandoc.LogEntry, ...]]:
    """Return the HTML body with citations and references formatted, and pandoc's log."""
    options = ["-t", "html5", "--mathml", "--wrap=none", "--section-divs"]
    if style is None:
        return pandoc.write(tree, options)
    with scratch.folder() as folder:
        file, sheet = folder / "references.bib", folder / "style.csl"
        file.write_text(excerpt.text, encoding="utf-8")
        lang = str(tree["meta"]["lang"]["c"])
        sheet.write_bytes(csl.with_quotes(style, lang, [mark for pair in pairs(words) for mark in pair]))
        cite = ["--citeproc", f"--bibliography={file}"]
        try:
            if csl.sort(style) in NAMELESS:
                tree = named(tree, file.parent, cite)
            return pandoc.write(tree, [*options, *cite, f"--csl={sheet}"])
        except pandoc.PandocError as error:
            found = excerpt.explain(error.said) if "bibliography" in error.said else None
            if found:
                raise RejectedError([found]) from error
            raise


def _unprinted(manuscript: Manuscript, log: Sequence[pandoc.LogEntry], style: Path) -> list[Problem]:
    """Return the citations that the style prints nothing for: `[-@key]` where it prints names only."""
    faults = []
    for key in dict.fromkeys(match[1] for entry in log if (match := _FORMLESS.fullmatch(entry.message))):
        places = list(manuscript.search.pattern(re.compile(rf"-@\{{?({re.escape(key)})")))
        what = f"the style “{style.stem}” prints nothing for “-@{key}”{also(places)}"
        hint = f"write @{key}, add a locator, or leave it so if the text names the author"
        faults.append(problem("unprinted-citation", what, first(places), hint))
    return faults


def _shows_nothing(node: Node) -> bool:
    return node["t"] == "Math" and not equations.bare(node["c"][1]).strip("{} \\")


def _math_faults(
    manuscript: Manuscript, excerpt: bib.Excerpt, log: Sequence[pandoc.LogEntry]
) -> list[Problem]:
    """Return the formulas that pandoc could not read, with its reason."""
    faults = []
    empty = [node for node in pandoc.walk(manuscript.tree["blocks"]) if _shows_nothing(node)]
    for node in empty:
        place = next(manuscript.search.literal(node["c"][1]), None)
        place = place or next(manuscript.search.pattern(_EMPTY_FORMULA), None)
        faults.append(problem("math", "a formula holds nothing", place, "write one, or delete the signs"))
    for entry in log:
        if entry.kind == "CouldNotConvertTeXMath":
            said = entry.message.removeprefix(entry.subject).replace("^", " ")
            why = " ".join(said.partition("expecting")[0].split())
            place = next(manuscript.search.literal(entry.subject), None) or excerpt.seek(entry.subject)
            what = f"the formula “{' '.join(entry.subject.split())[:60]}” cannot be set: {why}"
            faults.append(problem("math", what, place, "use commands of LaTeX's math mode only"))
    return faults


def _doubled_ids(manuscript: Manuscript, body: Body) -> list[Problem]:
    faults = []
    for name in body.doubled_ids():
        places = list(manuscript.search.pattern(re.compile(rf"[#\"'=]({re.escape(name)})(?![\w-])")))
        what = f"the id “{name}” stands more than once, and links lead to one of its places{also(places[1:])}"
        faults.append(problem("duplicate-id", what, first(places[1:]) or first(places), "choose another"))
    return faults


def _broken_anchors(manuscript: Manuscript, body: Body) -> list[Problem]:
    faults = []
    for name in body.broken_anchors():
        places = list(manuscript.search.address(f"#{name}"))
        hint = f"put {{#{name}}} behind the heading, figure or table that is meant"
        what = f"nothing has the id “{name}”{also(places)}"
        faults.append(problem("broken-anchor", what, first(places), hint))
    return faults
