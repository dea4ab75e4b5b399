"""Faults of WeasyPrint 70.0 that are mended here, each with its reason; nothing else is patched.

The mends hold for exactly this version: with any other they are refused, so that an upgrade looks
at each of them again.
"""

from __future__ import annotations

from math import inf
from types import ModuleType

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
    _keep_captions_with_tables()


def _break_lines_late() -> None:
    """Do not break a line because the blank at the end of a text run does not fit.

    When only the trailing blank of a run before an inline element (a link, emphasis) sticks out,
    `split_first_line` breaks at the run's first word, about once in a hundred lines. A blank at the
    end of a line hangs (CSS Text 3, §4.1.2), so a run that could fit is measured without it.
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
    neither set nor moved, and vanish. They follow those that were moved.
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


def _keep_captions_with_tables() -> None:
    """Keep a caption with its table when the table is longer than a page.

    `break-inside: avoid` is left on the table itself, inside the wrapper that holds its caption too:
    a table that fits on no page is sent on from its caption to the next page, and broken only there.
    It belongs to the wrapper (CSS 2.2, §17.4: the wrapper is what takes part in the flow).
    """
    from weasyprint.css import properties

    properties.TABLE_WRAPPER_BOX_PROPERTIES.add("break_inside")
