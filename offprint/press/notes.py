"""Notes at the foot of the page, as WeasyPrint 70.0 does not set them: held to one version by `mends.apply`.

- Notes jump to the next page, one a page, because two rounded heights are compared (issue 2502).
- A note that does not fit below its call moves with the line of its call, however much of the page
  stays empty, and one longer than a page is printed over the text (issue 1833). Here it is
  continued on the next page, where moving it would leave more than `EMPTY` lines.
- Pages are made anew when page numbers change, but not those that notes are carried to: the notes
  vanish. Here they are made anew with the page before.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from weasyprint import Document
    from weasyprint.formatting_structure.boxes import Box
    from weasyprint.layout import LayoutContext

    Skip: TypeAlias = dict[int, "Skip"] | None

EMPTY = 3
"""How many lines of a page may stay empty so that a note is whole."""
_MOST = 0.75
"""How much of a page the notes continued from the page before take at most."""
_NEAR = 0.02


def apply() -> None:
    """Mend how notes are set; call it once, after the engine was imported."""
    from weasyprint.layout import LayoutContext

    _compare_roughly(LayoutContext)
    _leave_parts_as_they_are()
    _continue_notes(LayoutContext)
    _take_back_whole(LayoutContext)
    _carry_between_pages()


def overlong(document: Document) -> Iterator[str]:
    """Yield the ids of notes that take so much of a page that they are printed over its text."""
    for page in document.pages:
        box = page._page_box  # noqa: SLF001 - the engine offers no other way
        lines = [one for one in box.children[0].descendants() if type(one).__name__ == "LineBox"]
        low = max((line.position_y + line.height for line in lines), default=box.content_box_y())
        for area in box.children:
            if type(area).__name__ != "FootnoteAreaBox" or area.margin_height() < box.height * _MOST:
                continue
            if area.position_y + area.margin_top < low - 1:
                longest = max(area.children, key=lambda note: note.margin_height())
                yield longest.element.get("id") or ""


def _compare_roughly(context_type: type[LayoutContext]) -> None:
    original = context_type._update_footnote_area  # noqa: SLF001 - the engine offers no other way

    def update(context: LayoutContext) -> bool:
        line = context.offprint_line
        overflows = original(context)
        context.offprint_line = line  # the notes' own lines are not the one of their call
        area = context.current_footnote_area
        return bool(overflows) and (area.style["height"] != "auto" or area.max_height != inf)

    context_type._update_footnote_area = update  # noqa: SLF001


def _continue_notes(context_type: type[LayoutContext]) -> None:
    original = context_type.layout_footnote

    def layout_footnote(context: LayoutContext, note: Box) -> bool:
        before = _foot(context) - context.page_bottom
        overflows: bool = original(context, note)
        if context.offprint_rests:
            return True
        room = _room(context, before)
        if (
            overflows
            or context.in_column
            or context.reported_footnotes
            or not room
            or _foot(context) - context.page_bottom <= room + _NEAR
        ):
            return overflows
        parts = _parted(context, room)
        if parts is None:
            return context.offprint_line is None
        context.offprint_parted[note] = parts
        context.current_page_footnotes[-1] = parts[0]
        context.offprint_rests.append(parts[1])
        context._update_footnote_area()  # noqa: SLF001
        return False

    context_type.layout_footnote = layout_footnote


def _foot(context: LayoutContext) -> float:
    page = context.current_footnote_area.page
    foot: float = page.content_box_y() + page.height
    return foot


def _room(context: LayoutContext, before: float) -> float:
    """Return the height in px that notes may take; 0 if a note is to move with the line of its call.

    `before` is what the notes before it take.
    """
    page = context.current_footnote_area.page
    if context.offprint_line is None:
        return float(page.height) * _MOST
    top, height, bottom_space = context.offprint_line
    empty = _foot(context) - top - before
    if empty <= EMPTY * height and top > page.content_box_y() + height:
        return 0.0
    return float(_foot(context) - top - height - max(bottom_space, 0.0))


def _parted(context: LayoutContext, room: float) -> tuple[Box, Box] | None:
    """Return what of the page's last note fits, and the rest; None if it cannot be parted."""
    from weasyprint.formatting_structure.build import create_anonymous_boxes
    from weasyprint.layout.block import block_level_layout

    area = context.current_footnote_area
    edges = area.margin_bottom + area.padding_bottom + area.border_bottom_width
    frame = create_anonymous_boxes(area.deepcopy())
    kept = context.offprint_line, context.page_bottom, context.current_page_footnotes
    # without notes of its own, lest the engine makes room for lines by moving some
    context.page_bottom, context.current_page_footnotes = area.position_y + room - edges, []
    resume_at = block_level_layout(context, frame, 0, None, area.page, page_is_empty=False)[1]
    context.offprint_line, context.page_bottom, context.current_page_footnotes = kept
    last = len(area.children) - 1
    inner = resume_at.get(last) if resume_at else None
    if inner is None:
        return None
    note = create_anonymous_boxes(area.deepcopy()).children[last]
    parts = _begun(note, inner), _continued(note.deepcopy(), inner)
    for part in parts:
        part.offprint_part = part is parts[1]
    return parts if parts[0].children else None


def _begun(box: Box, skip: Skip) -> Box:
    """Return a box up to a place in it."""
    (index, inner), *_ = (skip or {0: None}).items()
    if hasattr(box, "text"):
        return _with_text(box, box.text.encode()[:index])
    kept = list(box.children[:index])
    if inner is not None:
        kept += [
            one for one in [_begun(box.children[index], inner)] if one.children or getattr(one, "text", "")
        ]
    return box.copy_with_children(kept)


def _continued(box: Box, skip: Skip) -> Box:
    """Return a box from a place in it on."""
    from weasyprint.css.properties import INITIAL_VALUES

    (index, inner), *_ = (skip or {0: None}).items()
    if hasattr(box, "text"):
        return _with_text(box, box.text.encode()[index:])
    kept = list(box.children[index:])
    heads = [one for one in box.children[:index] if getattr(one, "is_header", False)]
    if inner is not None:
        kept[0] = _continued(kept[0], inner)
    rest = box.copy_with_children([*heads, *kept])
    if inner is not None:
        rest.style = rest.style.copy()
        rest.style["text_indent"] = INITIAL_VALUES["text_indent"]
    return rest


def _with_text(box: Box, text: bytes) -> Box:
    """Return a copy with a text, which may be empty at the end of a line of code."""
    copy = box.copy()
    copy.text = text.decode()
    return copy


def _leave_parts_as_they_are() -> None:
    """Do not complete the boxes of a note's parts again: they were complete before it was parted."""
    from weasyprint.formatting_structure import build
    from weasyprint.formatting_structure.boxes import FootnoteAreaBox

    original = build.create_anonymous_boxes

    def create_anonymous_boxes(box: Box) -> Box:
        if not isinstance(box, FootnoteAreaBox):
            return original(box)
        children: list[Box] = []
        for note in box.children:
            children += (
                [note] if "offprint_part" in vars(note) else original(box.copy_with_children([note])).children
            )
        return box.copy_with_children(children)

    build.create_anonymous_boxes = create_anonymous_boxes


def _take_back_whole(context_type: type[LayoutContext]) -> None:
    """Undo the parting of a note whose line, or itself, is moved to the next page."""
    unlayout, report = context_type.unlayout_footnote, context_type.report_footnote

    def unlayout_footnote(context: LayoutContext, note: Box) -> None:
        unlayout(context, _whole(context, note))

    def report_footnote(context: LayoutContext, note: Box) -> None:
        whole = _whole(context, note)
        report(context, whole)
        if vars(whole).get("offprint_part"):  # continued here: it comes before those called here
            context.reported_footnotes.remove(whole)
            context.reported_footnotes.insert(0, whole)

    context_type.unlayout_footnote, context_type.report_footnote = unlayout_footnote, report_footnote


def _whole(context: LayoutContext, note: Box) -> Box:
    """Put a note's beginning and rest together again, and return it."""
    for whole, (begun, rest) in context.offprint_parted.items():
        if note in (whole, begun):
            notes = context.current_page_footnotes
            notes[notes.index(begun)] = whole
            context.offprint_rests.remove(rest)
            del context.offprint_parted[whole]
            return whole
    return note


def _carry_between_pages() -> None:
    from weasyprint import layout

    make_page, remake_page, make_all = layout.page.make_page, layout.page.remake_page, layout.make_all_pages

    def made(context, *more):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN002, ANN202 - WeasyPrint's own
        context.offprint_line, context.offprint_parted, context.offprint_rests = None, {}, []
        result = make_page(context, *more)
        context.reported_footnotes = [*context.offprint_rests, *context.reported_footnotes]
        return result

    def remade(index, context, *more):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN002, ANN202 - WeasyPrint's own
        result = remake_page(index, context, *more)
        carrying = context.__dict__.setdefault("offprint_carrying", set())
        carrying.discard(index)
        if context.reported_footnotes:
            carrying.add(index)
            context.page_maker[index + 1][-1]["content_changed"] = True
        return result

    def all_made(context, *more):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN002, ANN202 - WeasyPrint's own
        for index in context.__dict__.get("offprint_carrying", ()):
            for state in context.page_maker[index : index + 2]:
                state[-1]["content_changed"] = True
        return make_all(context, *more)

    layout.page.make_page, layout.page.remake_page, layout.make_all_pages = made, remade, all_made
