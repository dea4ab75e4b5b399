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
    _Pair: TypeAlias = "tuple[_Line, _Line | None]"

SHRINK = 0.15
"""How much narrower than its own width a space is taken to be when text is fitted into a line."""
_SHRINK_MOST = 0.3
"""How much narrower a space gets at most, and only to spare a worse line."""
STUB = 5
"""A last line has as many letters at least."""
IN_A_ROW = 2
"""As many lines in a row may end in a hyphen."""
_BAD = 4.0
"""Cost of a line from which on others are tried: its spaces are twice as wide as their own width."""
_AWAY = (-1.5, -3.0)
"""By how many em a line is shortened to send its last word to the next one."""
_HYPHEN, _HYPHEN_IN_A_ROW, _STUB_LEFT = 0.5, 8.0, 12.0


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
    spaces = int(container.width / box.style["font_size"] / 3)
    setting = _plain_lines if _is_plain(paragraph) else _lines
    for number, (line, resume_at) in enumerate(setting(paragraph, _Start(y, skip, 0, spaces)), 1):
        inline.handle_leader(context, line, container)
        needed = max(0, container.style["orphans"] - number) if resume_at else 0
        context.offprint_line = (line.position_y, line.height, bottom_space + needed * line.height)
        yield line, resume_at


def _lines(paragraph: _Paragraph, start: _Start) -> Iterator[Set]:
    """Yield lines as the engine would."""
    y, skip = start.y, start.skip
    while True:
        line, resume_at = paragraph.line(y, skip)
        if line is None:
            return
        yield line, resume_at
        if resume_at is None:
            return
        y, skip, paragraph.box.text_indent = line.position_y + line.height, resume_at, 0
        paragraph = replace(paragraph, first_letter=None, first_line=None)


def _plain_lines(paragraph: _Paragraph, start: _Start) -> Iterator[Set]:
    """Yield lines of which each was chosen with a look at the next one."""
    indent = paragraph.box.text_indent
    line = _fitted(paragraph, start)
    while line is not None:
        paragraph.box.text_indent = 0
        following = _after(paragraph, line)
        if line.cost + (following.cost if following else 0) >= _BAD:
            line, following = _best(paragraph, start, indent, (line, following))
        yield line.line, line.resume_at
        if following is None:
            return
        start, line, indent = line.end, following, 0


def _best(paragraph: _Paragraph, start: _Start, indent: float, pair: _Pair) -> _Pair:
    """Return a line and the one after it, as even as can be had."""
    best, least = pair, _cost(pair)
    for line in _others(paragraph, start, indent):
        found = line, _after(paragraph, line)
        if _cost(found) < least:
            best, least = found, _cost(found)
    return best


def _cost(pair: _Pair) -> float:
    return sum(line.cost for line in pair if line is not None)


def _others(paragraph: _Paragraph, start: _Start, indent: float) -> Iterator[_Line]:
    """Yield other ways to set a line: fuller, without a hyphen, and with one word less or two."""
    size = paragraph.box.style["font_size"]
    ways = [(STUB * size, True), (0.0, False), *((em * size, False) for em in _AWAY)]
    for slack, hyphens in ways:
        paragraph.box.text_indent = indent
        line, resume_at = paragraph.line(start.y, start.skip, slack=slack, hyphens=hyphens)
        paragraph.box.text_indent = 0
        if line is not None and _space_in(line) >= 1 - _SHRINK_MOST:
            yield _Line(line, resume_at, start)


def _fitted(paragraph: _Paragraph, start: _Start) -> _Line | None:
    """Return the next line, as full as it gets with spaces that are a little narrower."""
    slack = start.spaces * SHRINK * _space(paragraph.box)
    line, resume_at = paragraph.line(start.y, start.skip, slack=slack)
    if line is not None and _space_in(line) < 1 - SHRINK * 4 / 3:
        line, resume_at = paragraph.line(start.y, start.skip)
    return None if line is None else _Line(line, resume_at, start)


def _after(paragraph: _Paragraph, line: _Line) -> _Line | None:
    return None if line.resume_at is None else _fitted(paragraph, line.end)


@dataclass(frozen=True, slots=True)
class _Start:
    """Where a line begins, after how many lines with hyphens and how many spaces in the last."""

    y: float
    skip: Skip
    hyphens: int
    spaces: int


class _Line:
    """A line as it could be set."""

    def __init__(self, line: LineBox, resume_at: Skip, start: _Start) -> None:
        self.line = line
        self.resume_at = resume_at
        self._start = start
        self._hyphens = start.hyphens + 1 if _ends_in_hyphen(line) else 0
        self.cost = self._reckon()

    @property
    def end(self) -> _Start:
        """Where the next line begins."""
        from weasyprint.layout.inline import count_expandable_spaces

        y = self.line.position_y + self.line.height
        return _Start(y, self.resume_at, self._hyphens, count_expandable_spaces(self.line))

    def _reckon(self) -> float:
        """Return how bad the line is: 1 for spaces half as wide again, or narrower by as much as is planned."""
        if self.resume_at is None and self._start.skip is not None:
            if len("".join(_words(self.line)).strip()) < STUB:
                return _STUB_LEFT
        off = _space_in(self.line) - 1
        cost = (off / (0.5 if off > 0 else SHRINK)) ** 2
        if self._hyphens:
            cost += _HYPHEN_IN_A_ROW if self._hyphens > IN_A_ROW else _HYPHEN
        return cost


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


def _words(box: Box) -> Iterator[str]:
    """Yield the text of a line; a picture counts as a word."""
    for one in box.descendants():
        if hasattr(one, "text"):
            yield one.text
        elif hasattr(one, "replacement"):
            yield "." * STUB


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
        if each >= 0 or not count or line.offprint_ratio < 1 - _SHRINK_MOST:
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
        ending = _Ending(_Paragraph(context, child, box, bottom, absolute, fixed), children, skip)
        ending.mend()
        return (abort, stop, {index: children[-1].resume_at}, *result[3:])

    block._linebox_layout = linebox_layout  # noqa: SLF001


@dataclass(frozen=True, slots=True)
class _Ending:
    """The lines of a paragraph that a page ends with, the last of them with a hyphen."""

    paragraph: _Paragraph
    boxes: list[Box]
    skip: Skip

    def mend(self) -> None:
        """Set the last line, or the two last, without the hyphen, or else leave the line to the next page."""
        from weasyprint.layout.block import remove_placeholders

        lines = [box for box in self.boxes if hasattr(box, "resume_at")]
        if not _is_plain(self.paragraph) or any(_calls_note(line) for line in lines[-2:]):
            return
        found = min(self._others(lines), key=lambda chain: sum(one.cost for one in chain), default=())
        if found:
            self.boxes[-len(found) :] = [one.line for one in found]
            for one in found:
                one.line.resume_at = one.resume_at
        elif len(lines) > self.paragraph.container.style["orphans"] and not _ends_in_hyphen(lines[-2]):
            paragraph = self.paragraph
            remove_placeholders(paragraph.context, lines[-1].children, paragraph.absolute, paragraph.fixed)
            del self.boxes[-1]

    def _others(self, lines: list[LineBox]) -> Iterator[tuple[_Line, ...]]:
        from weasyprint.layout.inline import count_expandable_spaces, resolve_one_percentage

        box, latest = self.paragraph.box, _order(lines[-1].resume_at)
        for number in range(max(0, len(lines) - 2), len(lines)):
            skip = lines[number - 1].resume_at if number else self.skip
            box.text_indent = 0
            if skip is None:
                resolve_one_percentage(box, "text_indent", self.paragraph.container.width)
            start = _Start(lines[number].position_y, skip, 0, count_expandable_spaces(lines[number]))
            for line in _others(self.paragraph, start, box.text_indent):
                last = line if number == len(lines) - 1 else _after(self.paragraph, line)
                if last is None or last.resume_at is None or _ends_in_hyphen(last.line):
                    continue
                same = last.line.position_y == lines[-1].position_y and last.line.height == lines[-1].height
                if same and _order(last.resume_at) <= latest and max(line.cost, last.cost) < 2 * _BAD:
                    yield (line,) if last is line else (line, last)


def _order(skip: Skip) -> tuple[int, ...]:
    """Return a place in a paragraph as what can be compared."""
    found = []
    while skip:
        (index, skip), *_ = skip.items()
        found.append(index)
    return tuple(found)


def _calls_note(line: LineBox) -> bool:
    return any(one.footnote is not None for one in line.descendants())
