"""Where the lines of a paragraph break: WeasyPrint 70.0 lets us choose each line from a few of its own.

The engine sets line after line, each as full as it gets with spaces of their own width. Here
`_chosen` chooses each line of a justified paragraph: with spaces that shrink a little, so that a
word or a part of one more fits; not the third in a row with a hyphen; none that leaves a last line
of a few letters. Setting a paragraph as a whole (Knuth and Plass, 1981) would replace `lines`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from offprint.press import grid

if TYPE_CHECKING:
    from weasyprint.formatting_structure.boxes import Box, LineBox
    from weasyprint.layout import LayoutContext

    Skip: TypeAlias = dict[int, "Skip"] | None
    Set: TypeAlias = tuple[LineBox | None, Skip]

SHRINK = 0.15
"""How much narrower than its own width a space is taken to be when text is fitted into a line."""
_SHRINK_MOST = 0.2
"""How much narrower a space gets at most."""
_SHRINK_FOR_END = 0.3
"""How much narrower it gets to spare a last line of a few letters."""
LOOSEST = 2.4
"""Most of its own width that a space gets in a line that avoids a hyphen or a short last line."""
STUB = 5
"""A last line has as many letters at least."""
IN_A_ROW = 2
"""As many lines in a row may end in a hyphen."""
_AWAY = (-1.5, -3.0)
"""By how many em a line is shortened to send its last word to the next one."""


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """What the engine needs to set a line of it."""

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
            return inline.get_next_linebox(
                context, self.box, y, self.bottom_space, skip, container, self.absolute, self.fixed,
                self.first_letter, self.first_line,
            )  # type: ignore[no-any-return]  # fmt: skip
        finally:
            container.width -= slack
            context.offprint_slack, context.offprint_hyphens = 0.0, True


def apply() -> None:
    """Choose the lines of paragraphs; call it once, after the engine was imported and mended."""
    from weasyprint.layout import block

    block.iter_line_boxes = lines
    _shrink_spaces()
    _hyphenate_on_demand()
    _end_no_page_with_a_hyphen()


def lines(context, box, y, bottom_space, skip, container, absolute, fixed, first_letter, first_line):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201, PLR0913 - WeasyPrint's own signature
    """Yield the lines of a paragraph with where each ends; in place of the engine's `iter_line_boxes`."""
    from weasyprint.layout import inline

    inline.resolve_percentages(box, container)
    box.text_indent = 0
    if skip is None:
        inline.resolve_one_percentage(box, "text_indent", container.width)
    paragraph = _Paragraph(context, box, container, bottom_space, absolute, fixed, first_letter, first_line)
    hyphens, spaces = 0, int(container.width / box.style["font_size"] / 3)
    while True:
        line, resume_at = _chosen(paragraph, y, skip, hyphens, spaces)
        if line is None:
            return
        inline.handle_leader(context, line, container)
        grid.set_line(context, line, container)
        y = line.position_y + line.height
        yield line, resume_at
        if resume_at is None:
            return
        hyphens = hyphens + 1 if _ends_in_hyphen(line) else 0
        spaces = inline.count_expandable_spaces(line)
        skip, box.text_indent = resume_at, 0
        paragraph = replace(paragraph, first_letter=None, first_line=None)


def _chosen(paragraph: _Paragraph, y: float, skip: Skip, hyphens: int, spaces: int) -> Set:
    """Return the next line of a paragraph, after as many with hyphens and as many spaces in the last."""
    if not _is_plain(paragraph):
        return paragraph.line(y, skip)
    found = paragraph.line(y, skip, slack=spaces * SHRINK * _space(paragraph.box))
    if found[0] is not None and _space_in(found[0]) < 1 - _SHRINK_MOST:
        found = paragraph.line(y, skip)
    if found[0] is None or found[1] is None:
        return found
    if hyphens >= IN_A_ROW and _ends_in_hyphen(found[0]):
        found = _better(found, paragraph.line(y, skip, hyphens=False))
    left = _letters_after(paragraph.box, found[1])
    return _without_stub(paragraph, y, skip, found) if left < STUB else found


def _without_stub(paragraph: _Paragraph, y: float, skip: Skip, found: Set) -> Set:
    """Return a line that takes what little is left into it, or else leaves more."""
    size = paragraph.box.style["font_size"]
    whole = paragraph.line(y, skip, slack=STUB * size)
    if whole[0] is not None and whole[1] is None and _space_in(whole[0]) >= 1 - _SHRINK_FOR_END:
        return whole
    for em in _AWAY:
        shorter = paragraph.line(y, skip, slack=em * size, hyphens=False)
        if _letters_after(paragraph.box, shorter[1]) >= STUB:
            return _better(found, shorter)
    return found


def _better(found: Set, other: Set) -> Set:
    """Return the other line, if its spaces are not too wide."""
    line = other[0]
    return other if line is not None and 1 - _SHRINK_MOST <= _space_in(line) <= LOOSEST else found


def _is_plain(paragraph: _Paragraph) -> bool:
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


def _ends_in_hyphen(line: LineBox) -> bool:
    box = line
    while getattr(box, "children", ()):
        box = box.children[-1]
    text = getattr(box, "text", "")
    return bool(text) and line.style["hyphens"] != "none" and text.endswith(line.style["hyphenate_character"])


def _letters_after(box: Box, skip: Skip) -> int:
    """Return how many bytes of a paragraph's text come after a place, up to some; 0 for its end."""
    if skip is None:
        return 0
    return len("".join(_text_after(box, skip)).strip().encode()[: 4 * STUB].decode(errors="ignore"))


def _text_after(box: Box, skip: Skip) -> Iterator[str]:
    if hasattr(box, "text"):
        at = next(iter(skip)) if skip else 0
        yield box.text.encode()[at : at + 8 * STUB].decode(errors="ignore")
        return
    children = getattr(box, "children", ())
    if not hasattr(box, "children") or not (children or hasattr(box, "text_indent")):
        yield "." * STUB
        return
    (index, inner), *_ = skip.items() if skip else {0: None}.items()
    length = 0
    for number, child in enumerate(children[index:]):
        for text in _text_after(child, inner if number == 0 else None):
            yield text
            length += len(text)
        if length > 2 * STUB:
            return


def _space(box: Box) -> float:
    """Return the width of a space in px."""
    style = box.style
    known: float | None = style.__dict__.get("offprint_space")
    if known is None:
        from weasyprint.text.line_break import Layout, line_size

        layout = Layout(style)
        layout.set_text(" ")
        known = style.offprint_space = line_size(layout.get_first_line()[0], style)[0]
    return known


def _space_in(line: LineBox) -> float:
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
        each, own = (available - line.width) / max(count, 1), _space(line)
        line.offprint_ratio = 1 + each / own
        if each >= 0 or not count or line.offprint_ratio < 1 - _SHRINK_FOR_END:
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


def _end_no_page_with_a_hyphen() -> None:
    from weasyprint.layout import block

    original = block._linebox_layout  # noqa: SLF001 - the engine offers no other way

    def linebox_layout(context, box, index, child, children, page_is_empty, absolute, fixed, margins, bottom, y, skip, *more):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN002, ANN202, E501, PLR0913 - WeasyPrint's own
        result = original(
            context, box, index, child, children, page_is_empty, absolute, fixed, margins, bottom, y, skip, *more
        )
        abort, stop, *_ = result
        if abort or not stop or not children or not _ends_in_hyphen(children[-1]):
            return result
        before = children[-2].resume_at if len(children) > 1 and hasattr(children[-2], "resume_at") else skip
        paragraph = _Paragraph(context, child, box, bottom, absolute, fixed)
        line = _unhyphenated(paragraph, children[-1], before)
        children[-1] = line
        return (abort, stop, {index: line.resume_at}, *result[3:])

    block._linebox_layout = linebox_layout  # noqa: SLF001


def _unhyphenated(paragraph: _Paragraph, line: LineBox, skip: Skip) -> LineBox:
    """Return a page's last line without its hyphen, if that is well."""
    if not _is_plain(paragraph) or any(one.footnote for one in line.descendants()):
        return line
    if skip is None:
        paragraph.box.text_indent = line.children[0].position_x - paragraph.container.content_box_x()
    other, resume_at = paragraph.line(line.position_y, skip, hyphens=False)
    if other is None or resume_at is None or _space_in(other) > LOOSEST:
        return line
    grid.set_line(paragraph.context, other, paragraph.container)
    other.resume_at = resume_at
    return other if abs(other.height - line.height) < grid.NEAR else line
