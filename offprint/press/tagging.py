"""The tags of a print: what WeasyPrint 70.0 has drawn is given to the structure of the page.

Takes the place of the engine's own tags; held to its version by `mends.apply`. What each part mends
is told in `artifacts` (what is no text), `structure` (what is read in which order), `links` and
`wording` (what letters mean).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from offprint.press import artifacts, floats, links, tables, wording
from offprint.press.roles import numbering_of
from offprint.press.structure import Annotation, Content, Node, Tree
from offprint.press.written import Written

if TYPE_CHECKING:
    import pydyf
    from weasyprint import Document
    from weasyprint.formatting_structure.boxes import Box
    from weasyprint.pdf.stream import Stream

_CELLS = frozenset(["tr", "th", "td"])
"""Elements that count even if there is nothing in them."""
_PT_IN_PX = 0.75


def apply() -> None:
    """Let our tags take the place of the engine's; call it once, after it was imported."""
    from weasyprint import pdf

    artifacts.apply()
    links.apply()
    wording.apply()
    pdf.add_tags = _add_tags


def prepare(document: Document) -> None:
    """Note on each laid out box whether it is furniture."""
    artifacts.prepare(document)


def _add_tags(pdf: pydyf.PDF, document: Document, _: object, streams: Sequence[Stream]) -> None:
    """Give what the pages' streams have drawn to a structure tree, and write it."""
    pages = [page._page_box for page in document.pages]  # noqa: SLF001 - the engine offers no other way
    tree = Tree(next(box.element for box in pages[0].children if box.element is not None))
    for number, (page, stream) in enumerate(zip(pages, streams, strict=True)):
        _Page(tree, number, stream._tags, page.height).fill(page)  # noqa: SLF001
    floats.put_back(tree)
    for number, table in enumerate(node for node in tree.root.walk() if node.type == "Table"):
        tables.finish(table, number)
    Written(pdf).write(tree.root, [len(stream._tags) for stream in streams])  # noqa: SLF001


@dataclass(frozen=True, slots=True)
class _Page:
    """Gives what is drawn on a page to the nodes of its elements."""

    tree: Tree
    number: int
    marks: dict[Box, dict[str, int]]
    height: float
    """In px."""

    def fill(self, box: Box) -> None:
        """Give what a box and those in it have drawn to their nodes."""
        if box.is_artifact:
            return
        if box.link_annotation is not None:
            self._link(box)
        elif target := getattr(box, "leads_to", ""):
            self.tree.node(box.element).leads_to = target
        mark = self.marks.get(box)
        if mark is not None:
            self._home(box).put(Content(self.number, mark["mcid"]))
        elif box.element_tag in _CELLS:
            self.tree.node(box.element).place()
        elif box.element_tag == "li":
            self._item(box).place()
        for child in artifacts.children(box):
            self.fill(child)

    def _home(self, box: Box) -> Node:
        """Return the node that takes what a box has drawn."""
        node = self.tree.node(box.element)
        if node.type in ("Figure", "Formula"):
            node.attributes.setdefault("Layout", {"BBox": self._edges(box)})
        return self._label(box) if str(box.element_tag).endswith("::marker") else node

    def _item(self, box: Box) -> Node:
        """Return the item whose body an element is."""
        node = self.tree.node(box.element)
        return node.parent if node.type == "LBody" and node.parent is not None else node

    def _label(self, box: Box) -> Node:
        """Return the label of an item, before its body; note on the list how it is numbered."""
        item = self._item(box)
        if item.parent is not None:
            numbering = numbering_of(box.style["list_style_type"])
            item.parent.attributes["List"] = {"ListNumbering": f"/{numbering}"}
        label = item.kids[0] if item.kids else None
        return label if isinstance(label, Node) and label.type == "Lbl" else Node("Lbl", item)

    def _edges(self, box: Box) -> list[float]:
        """Return the edges of a picture in pt, from the page's lower left corner (§14.8.5.4)."""
        left, top = box.content_box_x(), self.height - box.content_box_y()
        edges = (left, top - box.height, left + box.width, top)
        return [round(edge * _PT_IN_PX, 3) for edge in edges]

    def _link(self, box: Box) -> None:
        annotation = box.link_annotation
        self.tree.node(box.element).put(Annotation(self.number, annotation.reference))
