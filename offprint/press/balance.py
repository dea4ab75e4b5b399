"""Lines of even length for titles and headings, where a style sheet asks for `--text-wrap: balance`.

WeasyPrint 70.0 has no `text-wrap: balance` (CSS Text 4, §6.4); a title's last line may be a lone
word. The narrowest measure that needs no line more than the full one is what balances it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from weasyprint.formatting_structure.boxes import Box, LineBox

_STEPS = 7
"""How often the measure is halved: to a hundredth of itself."""


def apply() -> None:
    """Teach the engine to balance; call it once, after it was imported."""
    from weasyprint.layout import block

    original = block._linebox_layout  # noqa: SLF001 - the engine offers no other way

    def linebox_layout(context, box, index, child, *more):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN002, ANN202 - WeasyPrint's own signature
        full, left = box.width, box.position_x
        if _wants_balance(box, child):
            box.width = _balanced(context, box, child)
        if box.style["direction"] == "rtl":
            box.position_x += full - box.width
        result = original(context, box, index, child, *more)
        box.width, box.position_x = full, left
        return result

    block._linebox_layout = linebox_layout  # noqa: SLF001


def _wants_balance(box: Box, line: LineBox) -> bool:
    asked = [token.value for token in box.style["__text_wrap"] if token.type == "ident"]
    return asked == ["balance"] and not any(one.footnote for one in line.descendants())


def _balanced(context: object, box: Box, line: LineBox) -> float:
    """Return the narrowest width in px in which the text has as few lines as in the full one."""
    full: float = box.width
    wanted = _lines(context, box, line)
    if wanted < 2:
        return full
    narrow, wide = full / 2, full
    for _ in range(_STEPS):
        box.width = (narrow + wide) / 2
        if _lines(context, box, line) > wanted:
            narrow = box.width
        else:
            wide = box.width
    return wide


def _lines(context: object, box: Box, line: LineBox) -> int:
    """Return the number of lines in a box's present width; nothing is placed."""
    from weasyprint.layout import inline

    lines = inline.iter_line_boxes(context, line, 0, 0, None, box, [], [], None, None)
    return sum(1 for _ in lines)
