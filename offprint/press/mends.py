"""Faults of WeasyPrint 70.0 that are mended here, each with its reason; nothing else is patched.

The mends hold for exactly this version: with any other they are refused, so that an upgrade looks
at each of them again.
"""

from __future__ import annotations

from math import inf
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from weasyprint.formatting_structure.boxes import Box
    from weasyprint.layout import LayoutContext

VERSION = "70.0"
_HANGING = ("normal", "pre-line")
_NARROWEST = 0.15
"""Width in em that no character in a run of text is narrower than on average."""


def apply(weasyprint: ModuleType) -> None:
    """Mend the engine; raises `RuntimeError` for a version that nobody has looked at."""
    if weasyprint.__version__ != VERSION:
        raise RuntimeError(f"the mends are for WeasyPrint {VERSION}, not {weasyprint.__version__}")
    _break_lines_late()
    _keep_notes_of_last_lines()
    _keep_captions_with_long_tables()
    _set_first_letters_in_line()
    _set_notes_in_one_column()
    _measure_images_from_right_to_left()


def _break_lines_late() -> None:
    """Do not break a line because the blank at the end of a text run does not fit.

    When only the trailing blank of a run before an inline element (a link, emphasis) sticks out,
    `split_first_line` breaks at the run's first word, about once in a hundred lines. A blank at the
    end of a line hangs (CSS Text 3, §4.1.2), so a run that could fit is measured without it. Near to
    upstream's issue 1614 (where lines of several boxes may break); this one is not reported there.
    """
    from weasyprint.layout import inline

    original = inline.split_first_line

    def split_first_line(text, style, context, max_width, spacing, is_line_start=True, minimum=False):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202, PLR0913 - WeasyPrint's own signature
        broken = original(text, style, context, max_width, spacing, is_line_start, minimum)
        bare = text.rstrip(" ") if style["white_space"] in _HANGING else ""
        if broken[2] is None or max_width in (None, inf) or bare in ("", text):
            return broken
        if len(bare) * style["font_size"] * _NARROWEST > max_width:
            return broken
        fitted = original(bare, style, context, max_width, spacing, is_line_start, minimum)
        if fitted[2] is None and fitted[3] <= max_width:
            return original(text, style, context, None, spacing, is_line_start, minimum)
        return broken

    inline.split_first_line = split_first_line


def _keep_notes_of_last_lines() -> None:
    """Do not lose the note of a page's last line.

    Where a paragraph can only break after the line that is too much, `_linebox_layout` makes room
    for it by moving notes to the next page, and stops: the notes called in that very line are
    neither set nor moved, and vanish. They follow those that were moved. The moving came with
    upstream's issue 2432; the loss is not reported there.
    """
    from weasyprint.layout import block

    original = block._linebox_layout  # noqa: SLF001 - the engine offers no other way

    def linebox_layout(context, box, index, child, new_children, *more):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN002, ANN202 - WeasyPrint's own signature
        result = original(context, box, index, child, new_children, *more)
        abort, stop, _, _, new_footnotes, _ = result
        if stop and not abort and new_children:
            for descendant in new_children[-1].descendants():
                note = descendant.footnote
                if note is not None and note in context.footnotes:
                    context.footnotes.remove(note)
                    context.reported_footnotes.append(note)
                    new_footnotes.append(note)
        return result

    block._linebox_layout = linebox_layout  # noqa: SLF001


def _keep_captions_with_long_tables() -> None:
    """Begin a table that is longer than a page where it stands, and its caption with it.

    A table that must not break moves to the next page before it breaks after all, and leaves the
    rest of its page empty. Its caption has moved already, but counts as what the table could be
    moved away from, and is left alone on a page. Not reported upstream.
    """
    from weasyprint.formatting_structure.boxes import TableCaptionBox
    from weasyprint.layout import block

    in_flow, table_layout = block._in_flow_layout, block.table_layout  # noqa: SLF001 - the engine offers no other way

    def in_flow_layout(context, box, index, child, new_children, *more):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN002, ANN202 - WeasyPrint's own signature
        page_is_empty = more[0]
        above = box.is_table_wrapper and all(isinstance(one, TableCaptionBox) for one in new_children)
        context.offprint_table_first = bool(above and page_is_empty)
        return in_flow(context, box, index, child, new_children, *more)

    def layout(context, table, bottom_space, skip_stack, wrapper, *more):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN002, ANN202 - WeasyPrint's own signature
        page_is_empty, *lists = more
        empty, context.offprint_table_first = page_is_empty or context.offprint_table_first, False
        result = table_layout(context, table, bottom_space, skip_stack, wrapper, empty, *lists)
        if result[0] is None and _is_longer_than_a_page(context, table, wrapper, *lists):
            for one in (table, wrapper):
                one.style["break_inside"] = "auto"
            result = table_layout(context, table, bottom_space, skip_stack, wrapper, empty, *lists)
        return result

    block._in_flow_layout, block.table_layout = in_flow_layout, layout  # noqa: SLF001


def _is_longer_than_a_page(
    context: LayoutContext, table: Box, wrapper: Box, absolute: list[Box], fixed: list[Box]
) -> bool:
    from weasyprint.layout.block import avoid_page_break, remove_placeholders
    from weasyprint.layout.table import table_layout

    if not avoid_page_break(table.style["break_inside"], context):
        return False
    whole = table_layout(context, table, -inf, None, wrapper, True, absolute, fixed)[0]
    remove_placeholders(context, [whole], absolute, fixed)
    return bool(whole.height > context.current_footnote_area.page.height)


def _set_first_letters_in_line() -> None:
    """Do not fail on `::first-letter { float: left }`, and say so: such a letter is not set rightly anyway.

    The letter is taken from the text while lines of it are set; where that is done twice, the engine
    stops (an assertion, as in upstream's issue 1638), or prints the letter over the text.
    """
    from weasyprint.layout import inline
    from weasyprint.logger import LOGGER

    original = inline.first_letter_to_box

    def first_letter_to_box(box: Box, skip_stack: object, style: dict[str, object] | None) -> object:
        if style and style.get("float", "none") != "none":
            style["float"] = "none"
            LOGGER.warning("“::first-letter” cannot float: it is set in its line")
        return original(box, skip_stack, style)

    inline.first_letter_to_box = first_letter_to_box


def _set_notes_in_one_column() -> None:
    """Do not fail on notes whose style asks for columns, and say so.

    The engine adds the width of a column's automatic margin to a number, and stops. Not reported
    upstream.
    """
    from weasyprint.layout import LayoutContext
    from weasyprint.logger import LOGGER

    original = LayoutContext.layout_footnote

    def layout_footnote(context: LayoutContext, note: Box) -> bool:
        if (note.style["column_count"], note.style["column_width"]) != ("auto", "auto"):
            note.style["column_count"] = note.style["column_width"] = "auto"
            LOGGER.warning("notes cannot be set in columns: they are set in one")
        return bool(original(context, note))

    LayoutContext.layout_footnote = layout_footnote


def _measure_images_from_right_to_left() -> None:
    """Do not fail on an image in a line from right to left that has a ratio, but no width of its own.

    Its width is reckoned as that of a block, which is moved to the right edge before it has a place
    at all; the line gives it its place afterwards. Not reported upstream.
    """
    from weasyprint.formatting_structure.boxes import InlineReplacedBox

    InlineReplacedBox.position_x = 0
