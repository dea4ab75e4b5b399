"""The printed pages in the e-book and on the web: a mark where each of them begins, to the word.

The press tells of each page with which block of the text it begins, and after how much of it. The
blocks of a part are numbered before anything else is done to its copy, so that the same number means
the same block in each edition; what stands in a block is counted in letters and things (`press.counted`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from lxml import html

from offprint.body import Element
from offprint.editions.edition import Order
from offprint.press import BLOCK, PageStart, counted

Parts: TypeAlias = Mapping[str, Sequence[Element]]
"""The blocks of each part of the work, in order."""

_BLOCKS = frozenset(
    """address article aside blockquote caption dd details div dl dt figcaption figure footer h1 h2 h3
    h4 h5 h6 header hr li main ol p pre section summary table tbody td tfoot th thead tr ul""".split()
)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_THINGS = frozenset(["img", "math"])
_THING = "\ufffc"
_BLANK = re.compile(r"\s")


def blocks(part: Element) -> list[Element]:
    """Return the blocks of a part that nothing has been done to yet, in the order of their numbers."""
    return [element for element in part.iter() if element.tag in _BLOCKS]


def number(part: Element, name: str) -> None:
    """Write on each block of a part which one it is, for the press to tell."""
    for n, block in enumerate(blocks(part)):
        block.set(BLOCK, f"{name}.{n}")


@dataclass(frozen=True, slots=True)
class Folio:
    """A printed page as other editions mark it: its number, and the mark's id."""

    label: str
    id: str

    def mark(self, naming: str = "aria-label") -> Element:
        """Return the mark of where the page begins (DPUB-ARIA 1.1, doc-pagebreak).

        On the web it is named by its `title`: axe-core takes it for a role that has no label.
        """
        mark = html.Element("span")
        for name, value in (
            ("class", "page-break"),
            ("role", "doc-pagebreak"),
            ("id", self.id),
            (naming, self.label),
        ):
            mark.set(name, value)
        return mark


@dataclass(frozen=True, slots=True)
class Pagination:
    """The printed pages of a work; those that begin in no part open it, or close it."""

    opening: tuple[Folio, ...] = ()
    """The first page, and others that have nothing of the work on them before it begins."""
    inside: tuple[Folio, ...] = ()
    closing: tuple[Folio, ...] = ()

    @property
    def folios(self) -> tuple[Folio, ...]:
        """All pages in order."""
        return (*self.opening, *self.inside, *self.closing)


def paginate(starts: Sequence[PageStart], parts: Parts, naming: str = "aria-label") -> Pagination:
    """Mark in the parts where each page begins, and return the pages.

    A page without a word of the work, such as one of contents, begins where the next one does; the
    first opens the work whatever it begins with.
    """
    taken = _ids(parts)
    folios = [Folio(start.page, _free(f"page-{start.page}", taken)) for start in starts]
    spots = [starts[0]] if starts else []
    following = None
    for start in reversed(starts[1:]):
        following = start if start.block else following
        spots.insert(1, following or start)
    known = [n for n, spot in enumerate(spots) if n and _block(spot, parts) is not None]
    for n in known:
        block = _block(spots[n], parts)
        assert block is not None
        _insert(folios[n].mark(naming), block, spots[n])
    last = max(known, default=0)
    closing = tuple(folios[n] for n in range(last + 1, len(folios)))
    return Pagination(tuple(folios[:1]), tuple(folios[n] for n in known), closing)


def on_the_web(order: Order, parts: Mapping[str, Element]) -> Pagination:
    """Mark in the parts of the web page where each printed page begins; waits for the press.

    Call it before anything else is done to the parts, of which the text is `main`.
    """
    named = {"text" if name == "main" else name: blocks(part) for name, part in parts.items()}
    return paginate(order.page_starts(), named, "title")


def marks(folios: Sequence[Folio], naming: str = "aria-label") -> Element:
    """Return the marks of pages that begin in no part of the work, in a box."""
    box: Element = html.Element("div")
    box.extend([folio.mark(naming) for folio in folios])
    return box


def _ids(parts: Parts) -> set[str]:
    return {name for several in parts.values() for block in several for name in block.xpath(".//@id | @id")}


def _free(name: str, taken: set[str]) -> str:
    """Return a name that the manuscript has not taken: a heading may be called “Page 12”."""
    while name in taken:
        name = f"printed-{name}"
    return name


def _block(start: PageStart, parts: Parts) -> Element | None:
    name, _, position = start.block.rpartition(".")
    several = parts.get(name, ())
    return several[int(position)] if position and int(position) < len(several) else None


@dataclass(frozen=True, slots=True)
class _Run:
    """A run of a block: the text of an element, the text behind it, or a thing."""

    owner: Element
    kind: str
    text: str


def _runs(element: Element) -> Iterator[_Run]:
    """Yield the runs of a block, without the blocks, the notes and the links back in it."""
    yield _Run(element, "text", element.text or "")
    for child in element:
        if child.tag in _THINGS:
            yield _Run(child, "thing", _THING)
        elif isinstance(child.tag, str) and not _is_apart(child):
            yield from _runs(child)
        yield _Run(child, "tail", child.tail or "")


def _is_apart(element: Element) -> bool:
    return element.tag in _BLOCKS or element.get("role") == "doc-footnote" or element.get("class") == "cited"


def _insert(mark: Element, block: Element, start: PageStart) -> None:
    """Put a mark into a block, behind what is set of it on earlier pages.

    A word that is broken over two pages stands behind the mark, whole.
    """
    if block.tag in _HEADINGS and not start.done:
        block.addprevious(mark)
        return
    runs = list(_runs(block))
    full = "".join(run.text for run in runs)
    spots = [n for n, letter in enumerate(full) if counted(letter)]
    spot = spots[start.done] if start.done < len(spots) else len(full)
    if start.broken:
        spot = 1 + max((n for n in range(spot) if _BLANK.match(full[n])), default=-1)
    for run in runs:
        if spot < len(run.text) or run is runs[-1]:
            _split(mark, run, spot)
            return
        spot -= len(run.text)


def _split(mark: Element, run: _Run, spot: int) -> None:
    owner = run.owner
    if run.kind == "thing" or (run.kind == "text" and not spot and owner.tag not in _BLOCKS):
        _outermost(owner).addprevious(mark)
    elif run.kind == "text":
        owner.text, mark.tail = run.text[:spot], run.text[spot:]
        owner.insert(0, mark)
    else:
        owner.tail, mark.tail = None, run.text[spot:]
        owner.addnext(mark)
        owner.tail = run.text[:spot]


def _outermost(element: Element) -> Element:
    """Return the outermost inline element that begins with this one."""
    parent = element.getparent()
    while (
        parent is not None
        and parent.tag not in _BLOCKS
        and parent[0] is element
        and not (parent.text or "").strip()
    ):
        element, parent = parent, parent.getparent()
    return element
