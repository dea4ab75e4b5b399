"""Faults of WeasyPrint 70.0 that are mended here, each with its reason; nothing else is patched.

The mends hold for exactly this version: with any other they are refused, so that an upgrade looks
at each of them again.
"""

from __future__ import annotations

from math import inf
from types import ModuleType

VERSION = "70.0"


def apply(weasyprint: ModuleType) -> None:
    """Mend the engine; raises `RuntimeError` for a version that nobody has looked at."""
    if weasyprint.__version__ != VERSION:
        raise RuntimeError(f"the mends are for WeasyPrint {VERSION}, not {weasyprint.__version__}")
    _break_lines_late()


def _break_lines_late() -> None:
    """Do not break a line because the blank at the end of a text run does not fit.

    When only the trailing blank of a run before an inline element (a link, emphasis) sticks out,
    `split_first_line` breaks at the run's first word, about once in a hundred lines. A blank at the
    end of a line hangs (CSS Text 3, §4.1.2), so the run is measured without it first.
    """
    from weasyprint.layout import inline

    original = inline.split_first_line
    if getattr(original, "mended", False):
        return

    def split_first_line(text, style, context, max_width, spacing, is_line_start=True, minimum=False):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202, PLR0913 - WeasyPrint's own signature
        bare = text.rstrip(" ")
        collapses = style["white_space"] in ("normal", "pre-line")
        if bare and bare != text and max_width not in (None, inf) and collapses:
            fitted = original(bare, style, context, max_width, spacing, is_line_start, minimum)
            resume_index, width = fitted[2], fitted[3]
            if resume_index is None and width <= max_width:
                return original(text, style, context, None, spacing, is_line_start, minimum)
        return original(text, style, context, max_width, spacing, is_line_start, minimum)

    split_first_line.mended = True  # type: ignore[attr-defined] # so that it is mended once
    inline.split_first_line = split_first_line
