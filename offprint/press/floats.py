"""Numbered figures and tables that do not fit make room for the text, and stand on the next page.

WeasyPrint 70.0 has no page floats (CSS Page Floats 3): a table that does not fit leaves the rest of
its page empty. Where a style sheet says `--float: page`, the paragraphs after such a thing fill the
page before it, as far as the next heading or the next such thing. In the tags it stays where the
manuscript has it, so that the print is read aloud, and compared, in the order of the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from offprint.press.structure import Node, Tree

if TYPE_CHECKING:
    from weasyprint.formatting_structure.boxes import Box

CLASS = "afloat"
"""The class of what may float: the style is inherited, the class is not."""


def apply() -> None:
    """Teach the engine to float; call it once, after it was imported."""
    from weasyprint.layout import block

    original = block._in_flow_layout  # noqa: SLF001 - the engine offers no other way

    def in_flow_layout(context, box, index, child, new_children, *more):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN002, ANN202 - WeasyPrint's own signature
        child = _present(box, index, child)
        if not _can_be_passed(box, index):
            return original(context, box, index, child, new_children, *more)
        margins = list(more[3])
        result = original(context, box, index, child, list(new_children), *more)
        if not _was_put_off(result, index):
            return result
        passing = _swap(box, index)
        plain = _indent(box, passing)
        retried = original(context, box, index, passing, new_children, *more[:3], margins, *more[4:])
        if retried[0] or _was_put_off(retried, index):
            passing.children[0].style = plain
            _swap(box, index)
            return result
        return retried

    block._in_flow_layout = in_flow_layout  # noqa: SLF001


def put_back(tree: Tree) -> None:
    """Let what floated be read before the paragraphs that passed it, as it was written (§14.7.2)."""
    for element in tree.page.iter():
        if CLASS in element.get("class", "").split():
            _put_back(tree, element)


def _put_back(tree: Tree, element: Element) -> None:
    around, home = tree.around(element)
    inside, behind = set(element.iter()), list(around)[list(around).index(element) + 1 :]
    own = [kid for kid in home.kids if isinstance(kid, Node) and kid.element in inside]
    passed = next((kid for kid in home.kids if isinstance(kid, Node) and kid.element in behind), None)
    if passed is None or not own or home.kids.index(passed) > home.kids.index(own[0]):
        return
    for kid in own:
        home.kids.remove(kid)
    at = home.kids.index(passed)
    home.kids[at:at] = own


def _present(box: Box, index: int, child: Box) -> Box:
    """Return the child that stands at `index` now: the engine walks the children as they once stood."""
    present = box.children[index]
    if present is not child:
        present.position_x, present.position_y = child.position_x, child.position_y
    return present


def _can_be_passed(box: Box, index: int) -> bool:
    """Tell whether the child at `index` may float, and a paragraph of plain lines follows it."""
    child = box.children[index]
    if not _floats(child) or index + 1 == len(box.children):
        return False
    after = box.children[index + 1]
    lines = [type(one).__name__ for one in getattr(after, "children", ())]
    return after.element_tag == "p" and lines == ["LineBox"] and not _has_notes(child)


def _floats(box: Box) -> bool:
    element = box.element
    if element is None or box.element_tag != element.tag or CLASS not in element.get("class", "").split():
        return False
    return [token.value for token in box.style["__float"] if token.type == "ident"] == ["page"]


def _has_notes(box: Box) -> bool:
    return any(getattr(one, "footnote", None) is not None for one in box.descendants())


def _was_put_off(result: tuple[object, ...], index: int) -> bool:
    """Tell whether the layout stopped before the child at `index`, which goes to the next page whole."""
    abort, stop, resume_at, *_ = result
    return bool(not abort and stop and resume_at == {index: None})


def _swap(box: Box, index: int) -> Box:
    """Change places with the next child, and return what now stands first."""
    children = list(box.children)
    children[index : index + 2] = reversed(children[index : index + 2])
    box.children = children
    first: Box = _present(box, index, children[index + 1])
    return first


def _indent(box: Box, paragraph: Box) -> object:
    """Indent a paragraph as those in the running text are; return the style that it had."""
    lines = [one.children[0] for one in box.children if one.element_tag == "p" and one.children]
    indents = [line.style["text_indent"] for line in lines if type(line).__name__ == "LineBox"]
    line = paragraph.children[0]
    plain, line.style = line.style, line.style.copy()
    line.style["text_indent"] = max(indents, key=lambda indent: indent.value)
    return plain
