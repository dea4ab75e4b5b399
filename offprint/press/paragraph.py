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

from offprint.press import line as setting
from offprint.press.line import SHRINK_MOST, STUB, Paragraph, Skip, ends_in_hyphen, space_in

if TYPE_CHECKING:
    from weasyprint.formatting_structure.boxes import LineBox

SHRINK = 0.15
"""How much narrower than its own width a space is taken to be when text is fitted into a line."""
IN_A_ROW = 2
"""As many lines in a row may end in a hyphen."""
BAD = 4.0
"""Cost of a line from which on others are tried: its spaces are twice as wide as their own width."""
_AWAY = (-1.5, -3.0)
"""By how many em a line is shortened to send its last word to the next one."""
_HYPHEN, _HYPHEN_IN_A_ROW, _STUB_LEFT = 0.5, 8.0, 12.0


def apply() -> None:
    """Choose the lines of paragraphs; call it once, after the engine was imported and mended."""
    from weasyprint.layout import block

    block.iter_line_boxes = lines


def lines(context, box, y, bottom_space, skip, container, absolute, fixed, first_letter, first_line):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201, PLR0913 - WeasyPrint's own signature
    """Yield the lines of a paragraph with where each ends; in place of the engine's `iter_line_boxes`."""
    from weasyprint.layout import inline

    inline.resolve_percentages(box, container)
    box.text_indent = 0
    if skip is None:
        inline.resolve_one_percentage(box, "text_indent", container.width)
    paragraph = Paragraph(context, box, container, bottom_space, absolute, fixed, first_letter, first_line)
    spaces = int(container.width / box.style["font_size"] / 3)
    chosen = _plain_lines if setting.is_plain(paragraph) else _lines
    for number, (line, resume_at) in enumerate(chosen(paragraph, Start(y, skip, 0, spaces)), 1):
        inline.handle_leader(context, line, container)
        needed = max(0, container.style["orphans"] - number) if resume_at else 0
        context.offprint_line = (line.position_y, line.height, bottom_space + needed * line.height)
        yield line, resume_at


def _lines(paragraph: Paragraph, start: Start) -> Iterator[tuple[LineBox, Skip]]:
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


def _plain_lines(paragraph: Paragraph, start: Start) -> Iterator[tuple[LineBox, Skip]]:
    """Yield lines of which each was chosen with a look at the next one."""
    indent = paragraph.box.text_indent
    line = _fitted(paragraph, start)
    while line is not None:
        paragraph.box.text_indent = 0
        following = after(paragraph, line)
        if line.cost + (following.cost if following else 0) >= BAD:
            line, following = _best(paragraph, start, indent, (line, following))
        yield line.line, line.resume_at
        if following is None:
            return
        start, line, indent = line.end, following, 0


def _best(paragraph: Paragraph, start: Start, indent: float, pair: Pair) -> Pair:
    """Return a line and the one after it, as even as can be had."""
    best, least = pair, _cost(pair)
    for line in others(paragraph, start, indent):
        found = line, after(paragraph, line)
        if _cost(found) < least:
            best, least = found, _cost(found)
    return best


def _cost(pair: Pair) -> float:
    return sum(line.cost for line in pair if line is not None)


def others(paragraph: Paragraph, start: Start, indent: float) -> Iterator[Line]:
    """Yield other ways to set a line: fuller, without a hyphen, and with one word less or two."""
    size = paragraph.box.style["font_size"]
    ways = [(STUB * size, True), (0.0, False), *((em * size, False) for em in _AWAY)]
    for slack, hyphens in ways:
        paragraph.box.text_indent = indent
        line, resume_at = paragraph.line(start.y, start.skip, slack=slack, hyphens=hyphens)
        paragraph.box.text_indent = 0
        if line is not None and space_in(line) >= 1 - SHRINK_MOST:
            yield Line(line, resume_at, start)


def _fitted(paragraph: Paragraph, start: Start) -> Line | None:
    """Return the next line, as full as it gets with spaces that are a little narrower."""
    slack = start.spaces * SHRINK * setting.space(paragraph.box)
    line, resume_at = paragraph.line(start.y, start.skip, slack=slack)
    if line is not None and space_in(line) < 1 - SHRINK * 4 / 3:
        line, resume_at = paragraph.line(start.y, start.skip)
    return None if line is None else Line(line, resume_at, start)


def after(paragraph: Paragraph, line: Line) -> Line | None:
    """Return the line after a line; None at the paragraph's end."""
    return None if line.resume_at is None else _fitted(paragraph, line.end)


Pair: TypeAlias = "tuple[Line, Line | None]"


@dataclass(frozen=True, slots=True)
class Start:
    """Where a line begins, after how many lines with hyphens and how many spaces in the last."""

    y: float
    skip: Skip
    hyphens: int
    spaces: int


class Line:
    """A line as it could be set."""

    def __init__(self, line: LineBox, resume_at: Skip, start: Start) -> None:
        self.line = line
        self.resume_at = resume_at
        self._start = start
        self._hyphens = start.hyphens + 1 if ends_in_hyphen(line) else 0
        self.cost = self._reckon()

    @property
    def end(self) -> Start:
        """Where the next line begins."""
        from weasyprint.layout.inline import count_expandable_spaces

        y = self.line.position_y + self.line.height
        return Start(y, self.resume_at, self._hyphens, count_expandable_spaces(self.line))

    def _reckon(self) -> float:
        """Return how bad the line is: 1 for spaces that are half as wide again, or narrower by `SHRINK`."""
        last = self.resume_at is None and self._start.skip is not None
        if last and len("".join(setting.words(self.line)).strip()) < STUB:
            return _STUB_LEFT
        off = space_in(self.line) - 1
        cost = (off / (0.5 if off > 0 else SHRINK)) ** 2
        if self._hyphens:
            cost += _HYPHEN_IN_A_ROW if self._hyphens > IN_A_ROW else _HYPHEN
        return cost
