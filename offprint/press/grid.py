"""One grid of lines for a whole work, which WeasyPrint 70.0 does not have.

The grid's step is the leading of the root element, and it begins at the top of each page's text. A
style sheet asks for it with the property of CSS Line Grid 1, §4, as a custom one, since the engine
drops what it does not know; it is inherited:

    --box-snap: block-start   text: its lines stand on the grid
    --box-snap: center        a figure: what is missing before the text after it is parted above and below it
    --box-snap: block-end     a heading: what is missing before the text after it stands above it
    --box-snap: none          left alone (the initial value)

What is missing is added to the margins that meet before the text, so that nothing of it is left at
the top of a page. What stands at the top of a page stays there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from weasyprint.formatting_structure.boxes import Box, LineBox
    from weasyprint.layout import LayoutContext

NEAR = 0.02
"""Distance in px from the grid that is none."""
_INTRUSION = 0.3
"""What a line's height may exceed the step by, in steps, above or below, without a further line's room.

A line holds smaller type or a superior figure whose own line is a little off; there is no ink there."""
_SHARES = {"center": 0.5, "block-end": 1.0}


def apply() -> None:
    """Teach the engine the grid; call it once, after it was imported."""
    _set_lines_on_grid()
    _move_what_stands_before()


def snap(box: Box) -> str:
    """Return what a box's style asks for."""
    tokens = box.style["__box_snap"]
    return next((token.value for token in tokens if token.type == "ident"), "none") if tokens else "none"


def step(context: LayoutContext) -> float:
    """Return the grid's step in px; 0 where the root has no leading of its own."""
    leading = _page(context).style["line_height"]
    return leading.value if getattr(leading, "unit", None) == "px" else 0.0


def _page(context: LayoutContext) -> Box:
    return context.current_footnote_area.page


def _missing(context: LayoutContext, y: float) -> float:
    """Return how far the next line of the grid is below a place, in px."""
    one = step(context)
    if not one:
        return 0.0
    over = (y - _page(context).content_box_y()) % one
    return 0.0 if min(over, one - over) < NEAR else one - over


def _set_lines_on_grid() -> None:
    from weasyprint.layout import block

    original = block._linebox_layout  # noqa: SLF001 - the engine offers no other way

    def linebox_layout(context, box, index, child, children, page_is_empty, *more):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN002, ANN202, PLR0913 - WeasyPrint's own
        _, _, margins, _, y, *_ = more
        moved = 0.0
        if snap(box) == "block-start":
            moved = _missing(context, y + block.collapse_margin(margins))
            if moved:
                margins.append(max((0.0, *margins)) + moved)
        if vars(context).get("offprint_moved") is None:
            context.offprint_moved = moved
        return original(context, box, index, child, children, page_is_empty, *more)

    block._linebox_layout = linebox_layout  # noqa: SLF001


def _move_what_stands_before() -> None:
    """Share what was added before a text with the figure, the heading or the list's mark before it."""
    from weasyprint.layout import block

    original = block._in_flow_layout  # noqa: SLF001 - the engine offers no other way

    def in_flow_layout(context, box, index, child, new_children, *more):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN002, ANN202 - WeasyPrint's own
        before, count = vars(context).get("offprint_moved"), len(new_children)
        context.offprint_moved = None
        result = original(context, box, index, child, new_children, *more)
        moved = context.offprint_moved or 0.0
        context.offprint_moved = moved if before is None else before
        if moved and not result[0] and result[6] is new_children and len(new_children) == count + 1:
            _share(context, new_children[:-1], moved)
        return result

    block._in_flow_layout = in_flow_layout  # noqa: SLF001


def _share(context: LayoutContext, boxes: list[Box], moved: float) -> None:
    for box in reversed(boxes):
        if not box.is_in_normal_flow():
            if box.is_outside_marker:
                box.translate(dy=moved)
            continue
        at_top = box.border_box_y() < _page(context).content_box_y() + NEAR
        share = _SHARES.get(snap(box), 0.0)
        if share and not at_top:
            box.translate(dy=moved * share)
        return


def set_line(context: LayoutContext, line: LineBox, container: Box) -> None:
    """Let a line take a whole number of steps, its baseline on the grid."""
    from weasyprint.text.line_break import strut

    one = step(context)
    if not line.height or abs(line.height - one) < NEAR or snap(container) != "block-start":
        return
    height, baseline = strut(container.style)
    if abs(height - one) > NEAR:
        return
    above = line.baseline - baseline
    shift = _whole(above, one)
    line.translate(dy=shift - above)
    line.position_y -= shift - above
    below = line.height - one - above
    line.height = one + shift + _whole(below, one)
    line.baseline = baseline + shift


def _whole(excess: float, one: float) -> float:
    """Return the room for what exceeds a line: none, or whole steps."""
    return max(0.0, -(-(excess - _INTRUSION * one) // one)) * one
