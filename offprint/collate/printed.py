"""Reads a PDF as a screen reader does: by its structure tree, and the glyphs by what they mean.

Artifacts are left out (ISO 32000-1, §14.8.2.2). A glyph is what the font's ToUnicode says, a run
what its ActualText says, a figure or a formula what its Alt says (§14.9). Positions are asked only
whether a run is on the page: a text layer that guesses from them where words end proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import TypeAlias
from urllib.parse import unquote

import pikepdf

from offprint.collate.glyphs import Font, Page, read_content
from offprint.collate.reading import (
    BLOCK,
    FIGURE,
    FORMULA,
    HEADING,
    JOINT,
    NOTE,
    REFERENCE,
    Reading,
    Transcript,
    thing,
)  # fmt: skip
from offprint.collate.web import PART, note_called
from offprint.collate.xmp import facts_in

Tree: TypeAlias = pikepdf.Object

_BLOCKS = frozenset(
    """Document Part Art Sect Div BlockQuote Caption P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD
    THead TBody TFoot""".split()
)
_HEADINGS = frozenset(["H1", "H2", "H3", "H4", "H5", "H6"])
_FURNITURE = frozenset(["TOC", "TOCI", "Index", "Artifact"])
_THINGS = {"Figure": FIGURE, "Formula": FORMULA}
_LOST = Page({}, frozenset())
_NOTE_ID = re.compile(r"fn(\d+)")


def read_print(data: bytes) -> Reading:
    """Return the reading of a printed edition; raises `ValueError` for what is none."""
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            if "/StructTreeRoot" not in pdf.Root:
                raise ValueError("it is not a tagged PDF")
            reader = _Reader(pdf)
            reader.walk_kids(pdf.Root.StructTreeRoot, _Where())
            taken = reader.transcript
            return Reading("PDF", taken.passages(), taken.links(), facts_in(pdf), printed=True)
    except pikepdf.PdfError as error:
        raise ValueError(f"it is not a whole PDF: {error}") from error


@dataclass(frozen=True, slots=True)
class _Where:
    """Where in the tree the reader is: in which passage, on which page."""

    passage: str = ""
    page: tuple[int, int] = (0, 0)
    in_references: bool = False


class _Reader:
    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.transcript = Transcript()
        fonts: dict[tuple[int, int], Font] = {}
        self._pages: Mapping[tuple[int, int], Page] = {
            page.obj.objgen: read_content(page, fonts) for page in pdf.pages
        }

    def _page(self, number: tuple[int, int]) -> Page:
        """Return a page's content; none, if the file has lost the page."""
        return self._pages.get(number, _LOST)

    def walk_kids(self, element: pikepdf.Object, where: _Where) -> None:
        """Take down what is in a structure element, or in the root of the tree."""
        for kid in _kids(element):
            content = _marked(kid, where)
            if content:
                self.transcript.add(where.passage, JOINT + self._run(*content) + JOINT)
            elif isinstance(kid, pikepdf.Object) and "/S" in kid:
                self.walk(kid, where)

    def _runs_in(self, element: Tree, where: _Where) -> Iterator[str]:
        """Yield the runs of an element, those of the elements in it too."""
        for kid in _kids(element):
            if isinstance(kid, pikepdf.Object) and "/S" in kid:
                yield from self._runs_in(kid, where)
            elif content := _marked(kid, where):
                yield self._run(*content)

    def _run(self, page: tuple[int, int], mcid: int) -> str:
        return self._page(page).runs.get(mcid, "")

    def walk(self, element: Tree, where: _Where) -> None:
        """Take down a structure element and what is in it."""
        kind = str(element.S)[1:]
        if kind in _FURNITURE or (kind == "Lbl" and _is_counted(element)):
            return
        around = where.passage
        where = self._entered(element, where)
        block = BLOCK if kind in _BLOCKS else ""
        self.transcript.add(where.passage, block)
        if kind in _HEADINGS and where.passage == around:
            self.transcript.add(where.passage, thing(HEADING, kind[1]))
        if kind in _THINGS:
            self._take_thing(element, kind, where)
        elif kind == "Link":
            self._follow(element, where)
        else:
            self.walk_kids(element, where)
        self.transcript.add(where.passage, block)

    def _entered(self, element: Tree, where: _Where) -> _Where:
        """Return where an element's content stands: its page, and the passage that it begins."""
        page, name, inside = where.page, where.passage, where.in_references
        on, full = element.get("/Pg"), element.get("/ID")
        page = page if on is None else on.objgen
        if full is None:
            return where if page == where.page else _Where(name, page, inside)
        own = str(full).partition(" ")[0]
        if own.startswith(PART):
            name = own.removeprefix(PART)
        elif element.S == "/Note" and (note := _NOTE_ID.fullmatch(own)):
            name = f"note {note[1]}"
        elif own == "refs":
            inside = True
        elif inside and own.startswith("ref-"):
            key = own.removeprefix("ref-")
            if own == str(full):
                self.transcript.add(name, BLOCK + thing(REFERENCE, key) + BLOCK)
            name = f"reference {key}"
        return _Where(name, page, inside)

    def _take_thing(self, element: Tree, kind: str, where: _Where) -> None:
        """Take down a figure or a formula, if it is painted."""
        content = [one for kid in _kids(element) if (one := _marked(kid, where))]
        if any(mcid in self._page(page).painted for page, mcid in content):
            alt = str(element.Alt) if "/Alt" in element else ""
            self.transcript.add(where.passage, JOINT + thing(_THINGS[kind], alt) + JOINT)

    def _follow(self, element: Tree, where: _Where) -> None:
        """Take down a link: a note's call as a thing, any other as text that leads somewhere."""
        target = next(_targets(element), "")
        name = where.passage
        if _NOTE_ID.fullmatch(target) and not name.startswith("note "):
            shown = "".join(self._runs_in(element, where))
            self.transcript.add(name, thing(NOTE, note_called(shown, target)))
        else:
            start = self.transcript.position(name)
            self.walk_kids(element, where)
            self.transcript.link(name, target, start)


def _is_counted(label: Tree) -> bool:
    """Tell whether a label is a note's number or an item's, which the style counts, or a term of the text."""
    item = label.get("/P")
    if item is None or item.get("/S") != "/LI":
        return item is not None
    owned = item.P.get("/A", pikepdf.Array())
    return any("/ListNumbering" in one for one in (owned if isinstance(owned, pikepdf.Array) else [owned]))


def _kids(element: pikepdf.Object) -> list[pikepdf.Object | int]:
    """Return the kids of a structure element; a table's caption before its rows, as in HTML."""
    kids = element.get("/K")
    if kids is None:
        return []
    found: list[pikepdf.Object | int] = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    if len(found) > 1 and element.get("/S") == "/Table":
        found.sort(key=lambda kid: not isinstance(kid, pikepdf.Object) or kid.get("/S") != "/Caption")
    return found


def _marked(kid: pikepdf.Object | int, where: _Where) -> tuple[tuple[int, int], int] | None:
    """Return the page and number of the marked content that a kid is; None if it is something else."""
    if type(kid) is int:
        return where.page, kid
    if isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid:
        return kid.Pg.objgen if "/Pg" in kid else where.page, int(kid.MCID)
    return None


def _targets(link: Tree) -> Iterator[str]:
    """Yield the ids that a link leads to: by its annotations (ISO 32000-1, §12.5.6.5) or its tag.

    A PDF for a printer has no annotations; its tags name the tags of their targets (ISO 32000-2, §14.7.2).
    """
    for target in link.get("/Ref", ()):
        yield str(target.get("/ID", ""))
    for kid in _kids(link):
        annotation = kid.get("/Obj") if isinstance(kid, pikepdf.Dictionary) else None
        if annotation is not None and "/Dest" in annotation:
            yield unquote(str(annotation.Dest))
