"""Numbered figures and tables that do not fit make room for the text, and stand on the next page.

WeasyPrint 70.0 has no page floats (CSS Page Floats 3): a table that does not fit leaves the rest of
its page empty. Where a style sheet says `--float: page`, the paragraphs after such a thing fill the
page before it, as far as the next heading or the next such thing. In the tags it stays where the
manuscript has it, so that the print is read aloud, and compared, in the order of the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import pydyf
    from weasyprint.formatting_structure.boxes import Box

    Tag: TypeAlias = pydyf.Dictionary

CLASS = "afloat"
"""The class of what may float: the style is inherited, the class is not."""


def apply() -> None:
    """Teach the engine to float; call it once, after its tags were mended."""
    _let_paragraphs_pass()
    _remember_tags()


def prepare(boxes: Iterator[Box]) -> None:
    """Note on each box of a paragraph that passed a float that it did, before tags are made."""
    every = list(boxes)
    passing = {id(box.passed_by) for box in every if getattr(box, "passed_by", None) is not None}
    for box in every if passing else ():
        box.passes = id(box.element) in passing


def finish(pdf: pydyf.PDF) -> None:
    """Put each float's tag back before the first paragraph that passed it (ISO 32000-1, §14.7.2)."""
    paragraphs: dict[int, Tag] = vars(pdf).get("offprint_passing", {})
    for name, element in vars(pdf).get("offprint_floats", ()):
        paragraph = paragraphs[name]
        old, new = (_parent(pdf, one) for one in (element, paragraph))
        old["K"].remove(element.reference)
        new["K"].insert(new["K"].index(paragraph.reference), element.reference)
        element["P"] = paragraph["P"]


def _let_paragraphs_pass() -> None:
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
        if getattr(child, "passed_by", None) is None:
            child.passed_by = passing.element
        return retried

    block._in_flow_layout = in_flow_layout  # noqa: SLF001


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


def _remember_tags() -> None:
    from weasyprint.pdf import tags

    original = tags._build_box_tree  # noqa: SLF001

    def build(box, parent, pdf, *more):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN002, ANN202 - WeasyPrint's
        for element in original(box, parent, pdf, *more):
            passed_by = getattr(box, "passed_by", None)
            if passed_by is not None:
                vars(pdf).setdefault("offprint_floats", []).append((id(passed_by), element))
            elif getattr(box, "passes", False):
                vars(pdf).setdefault("offprint_passing", {}).setdefault(id(box.element), element)
            yield element

    tags._build_box_tree = build  # noqa: SLF001


def _parent(pdf: pydyf.PDF, element: Tag) -> Tag:
    parent: Tag = pdf.objects[int(element["P"].split()[0])]
    return parent
