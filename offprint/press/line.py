"""One line of a paragraph, set by WeasyPrint 70.0 in more ways than its own.

A line is set with spaces that shrink or with no hyphen, and knows afterwards how wide its spaces
are. Which way is best for a paragraph is not asked here (see `paragraph`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from offprint.press import grid

if TYPE_CHECKING:
    from weasyprint.formatting_structure.boxes import Box, LineBox
    from weasyprint.layout import LayoutContext

Skip: TypeAlias = "dict[int, Skip] | None"
"""A place in a box, as the engine has it: the number of a child, and the place in it."""
Set: TypeAlias = "tuple[LineBox | None, Skip]"
"""A line, if there was one to set, and where the next begins."""

SHRINK_MOST = 0.3
"""How much narrower than its own width a space gets at most."""
LOOSEST = 4.0
"""A line whose spaces would get wider than this many times their own width is left ragged."""
STUB = 5
"""A last line has as many letters at least."""


def apply() -> None:
    """Teach the engine other ways to set a line; call it once, after it was imported and mended."""
    _shrink_spaces()
    _hyphenate_on_demand()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What the engine needs to set a line of a paragraph."""

    context: LayoutContext
    box: LineBox
    container: Box
    bottom_space: float
    absolute: list[Box]
    fixed: list[Box]
    first_letter: object = None
    first_line: object = None

    def line(self, y: float, skip: Skip, *, slack: float = 0.0, hyphens: bool = True) -> Set:
        """Set one line, `slack` px wider than there is room for."""
        from weasyprint.layout import inline

        context, container = self.context, self.container
        context.offprint_slack, context.offprint_hyphens = slack, hyphens
        container.width += slack
        try:
            line, resume_at = inline.get_next_linebox(
                context, self.box, y, self.bottom_space, skip, container, self.absolute, self.fixed,
                self.first_letter, self.first_line,
            )  # fmt: skip
            if line is not None:
                grid.set_line(context, line, container)
            return line, resume_at
        finally:
            container.width -= slack
            context.offprint_slack, context.offprint_hyphens = 0.0, True


def is_plain(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph is justified text from left to right, of which a line can be set twice."""
    box = paragraph.box
    known: bool | None = box.__dict__.get("offprint_plain")
    if known is None:
        style = box.style
        known = box.offprint_plain = (
            style["text_align_all"] == "justify"
            and style["direction"] == "ltr"
            and style["white_space"] == "normal"
            and all(one.is_in_normal_flow() and not one.is_leader for one in box.descendants())
        )
    return known and paragraph.first_letter is None and paragraph.first_line is None


def ends_in_hyphen(line: LineBox) -> bool:
    """Tell whether a line ends inside a word."""
    box = line
    while getattr(box, "children", ()):
        box = box.children[-1]
    text = getattr(box, "text", "")
    return bool(text) and line.style["hyphens"] != "none" and text.endswith(line.style["hyphenate_character"])


def words(box: Box) -> Iterator[str]:
    """Yield the text of a line; a picture counts as a word."""
    for one in box.descendants():
        if hasattr(one, "text"):
            yield one.text
        elif hasattr(one, "replacement"):
            yield "." * STUB


def space(box: Box) -> float:
    """Return the width of a space in px."""
    style = box.style
    known: float | None = style.__dict__.get("offprint_space")
    if known is None:
        from weasyprint.text.line_break import Layout, line_size

        layout = Layout(style)
        layout.set_text(" ")
        known = style.offprint_space = line_size(layout.get_first_line()[0], style)[0]
    return known


def space_in(line: LineBox) -> float:
    """Return how wide a line's spaces are, 1 for their own width."""
    ratio: float = line.__dict__.get("offprint_ratio", 1.0)
    return ratio


def _shrink_spaces() -> None:
    """Justify a line that is a little too long, too, and note how wide its spaces get."""
    from weasyprint.layout import inline

    original = inline.text_align

    def text_align(context, line, available, last):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 - WeasyPrint's own
        available -= context.__dict__.get("offprint_slack", 0.0)
        if line.style["text_align_all"] != "justify" or (last and line.width <= available):
            return original(context, line, available, last)
        count = inline.count_expandable_spaces(line)
        each, own = (available - line.width) / max(count, 1), space(line)
        line.offprint_ratio = 1 + each / own
        if line.offprint_ratio > LOOSEST and count and line.style["direction"] == "ltr":
            return 0  # formulas that do not break leave lines of two or three words
        if each >= 0 or not count or line.offprint_ratio < 1 - SHRINK_MOST:
            return original(context, line, available, last)
        inline.add_word_spacing(context, line, each, 0)
        return 0

    inline.text_align = text_align


def _hyphenate_on_demand() -> None:
    from weasyprint.layout import inline

    original = inline.split_first_line

    def split_first_line(text, style, context, *more, **options):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN002, ANN003, ANN202 - WeasyPrint's own
        hyphens = style["hyphens"]
        if hyphens != "auto" or context is None or context.__dict__.get("offprint_hyphens", True):
            return original(text, style, context, *more, **options)
        style["hyphens"] = "manual"
        try:
            return original(text, style, context, *more, **options)
        finally:
            style["hyphens"] = hyphens

    inline.split_first_line = split_first_line
