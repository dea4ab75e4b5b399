"""The structure of a print: a tree of what its text is, built from the page's own tree (ISO 32000-1, §14.7).

WeasyPrint builds its tree from boxes, page by page: a paragraph over two pages is two, a table is
two tables, and a nested list stands before its item's text. Here an element is one node, however
many boxes and pages it has, and what the boxes draw is given to it in the order of the text. A note
stands behind the paragraph that calls it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias
from xml.etree.ElementTree import Element

from offprint.press.roles import GROUPING, INLINE, OWN_LINES, language_of, types_of

Attributes: TypeAlias = dict[str, object]


@dataclass(frozen=True, slots=True)
class Content:
    """Marked content of a page: the page's position, and the content's number on it."""

    page: int
    number: int


@dataclass(frozen=True, slots=True, eq=False)
class Annotation:
    """A link's annotation on a page, by its reference in the file."""

    page: int
    reference: bytes


@dataclass(slots=True, eq=False)
class Node:
    """A structure element. It takes its place in the tree when something is put into it."""

    type: str
    parent: Node | None = None
    element: Element | None = None
    kids: list[Node | Content | Annotation] = field(default_factory=list)
    called_in: Node | None = None
    """The paragraph that a note is called in."""
    followers: list[Node] = field(default_factory=list)
    """Notes that are called in it, and read after it."""
    attributes: dict[str, Attributes] = field(default_factory=dict)
    """By their owner (§14.8.5)."""
    id: str = ""
    lang: str = ""
    alt: str = ""
    leads_to: str = ""
    """The id of what a link leads to, if no annotation says so."""
    placed: bool = False

    def place(self) -> Node:
        """Take a place in the tree, behind all that is there by now; return the node itself."""
        if self.placed or self.parent is None:
            return self
        self.placed = True
        if self.called_in is not None:
            self.called_in.place().followers.append(self)
            return self
        if self.type in INLINE and self.parent.type in GROUPING:
            self.parent = self.parent.paragraph()
        self.parent.place().kids.append(self)
        return self

    def put(self, thing: Content | Annotation) -> None:
        """Put something that is drawn into the node."""
        home = self.paragraph() if self.type in GROUPING else self
        home.place().kids.append(thing)

    def paragraph(self) -> Node:
        """Return the paragraph at the node's end, for text that stands between its blocks."""
        last = self.kids[-1] if self.kids else None
        if isinstance(last, Node) and last.element is None and last.type == "P":
            return last
        return Node("P", self).place()

    def walk(self) -> Iterator[Node]:
        """Yield the node and all below it, in the order of reading."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.walk()
                for follower in kid.followers:
                    yield from follower.walk()


class Tree:
    """Gives each element of a page its node."""

    def __init__(self, page: Element) -> None:
        self.root = Node("Document", placed=True)
        self.page = page
        self._parents = {child: parent for parent in page.iter() for child in parent}
        self._nodes: dict[Element, Node] = {}
        self._items: dict[Node, Node] = {}
        self._ids: set[str] = set()

    def node(self, element: Element) -> Node:
        """Return the node that an element's text stands in."""
        known = self._nodes.get(element)
        if known is None:
            known = self._nodes[element] = self._made(element)
        return known

    def around(self, element: Element) -> tuple[Element, Node]:
        """Return the element around an element, and its node."""
        parent = self._parents[element]
        return parent, self.node(parent)

    def _made(self, element: Element) -> Node:
        parent = self._parents.get(element)
        if parent is not None and "folio" in element.get("class", "").split():
            return self.node(next(parent.iter("a"), parent))  # it belongs to the entry's link
        around = self.root if parent is None else self.node(parent)
        if element.tag in ("dt", "dd"):
            types: tuple[str, ...] = ("Lbl",) if element.tag == "dt" else ("LBody",)
            around = self._item(element, around)
        else:
            types = types_of(element, around.type, parent)
            around = self._home(element, types[0] if types else "", around)
        outermost = None
        for type_ in types:
            around = Node(type_, around, element)
            outermost = outermost or around
        if outermost is not None:
            self._name(outermost, element)
            if outermost.type == "Note":
                self._behind_its_call(outermost)
        return around

    def _home(self, element: Element, type_: str, around: Node) -> Node:
        """Return where an element's node stands: a label before its body, all else where it is written."""
        if type_ == "Lbl" and element.get("role") == "doc-backlink":
            while around.type != "Note" and around.parent is not None:
                around = around.parent
        elif type_ == "Lbl" and around.type == "LBody":
            return around.parent or around
        return around

    def _item(self, element: Element, around: Node) -> Node:
        """Return the item of a list of terms: a term begins one, unless the last has nothing but terms."""
        item = self._items.get(around)
        if item is None or (element.tag == "dt" and any(_is(kid, "LBody") for kid in item.kids)):
            item = self._items[around] = Node("LI", around, element)
        return item

    def _name(self, node: Node, element: Element) -> None:
        name = element.get("id", "")
        if name and name not in self._ids:
            self._ids.add(name)
            node.id = name
        node.lang = language_of(element)
        if node.type in ("Figure", "Formula"):
            node.alt = " ".join(element.get("alt", "").split())

    def _behind_its_call(self, note: Node) -> None:
        """Let a note be read after the paragraph of its call, lest it break the sentence (§14.8.4.4.1)."""
        block = note.parent
        while block is not None and block.type in INLINE:
            block = block.parent
        note.parent = block
        if block is not None and block.type in OWN_LINES:
            note.parent, note.called_in = block.parent, block


def _is(kid: Node | Content | Annotation, type_: str) -> bool:
    return isinstance(kid, Node) and kid.type == type_
