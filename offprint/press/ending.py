"""The end of a page: no hyphen across it, which WeasyPrint 70.0 cannot be asked for.

The last line of a page is set without its hyphen, or the two last are set otherwise; where neither
is well, and the paragraph has lines enough, the line is left to the next page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from offprint.press.line import Paragraph, Skip, ends_in_hyphen, is_plain
from offprint.press.paragraph import BAD, Line, Start, after, others

if TYPE_CHECKING:
    from weasyprint.formatting_structure.boxes import Box, LineBox


def apply() -> None:
    """Mend the ends of pages; call it once, after the engine was imported."""
    from weasyprint.layout import block

    original = block._linebox_layout  # noqa: SLF001 - the engine offers no other way

    def linebox_layout(context, box, index, child, children, *more):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN002, ANN202 - WeasyPrint's own
        _, absolute, fixed, _, bottom, _, skip, *_ = more
        result = original(context, box, index, child, children, *more)
        abort, stop, *_ = result
        if abort or not stop or not children or not ends_in_hyphen(children[-1]):
            return result
        ending = _Ending(Paragraph(context, child, box, bottom, absolute, fixed), children, skip)
        ending.mend()
        return (abort, stop, {index: children[-1].resume_at}, *result[3:])

    block._linebox_layout = linebox_layout  # noqa: SLF001


@dataclass(frozen=True, slots=True)
class _Ending:
    """The lines of a paragraph that a page ends with, the last of them with a hyphen."""

    paragraph: Paragraph
    boxes: list[Box]
    skip: Skip

    def mend(self) -> None:
        """Set the last line, or the two last, without the hyphen, or else leave the line to the next page."""
        from weasyprint.layout.block import remove_placeholders

        lines = [box for box in self.boxes if hasattr(box, "resume_at")]
        if not is_plain(self.paragraph) or any(_calls_note(line) for line in lines[-2:]):
            return
        found = min(self._others(lines), key=lambda chain: sum(one.cost for one in chain), default=())
        if found:
            self.boxes[-len(found) :] = [one.line for one in found]
            for one in found:
                one.line.resume_at = one.resume_at
        elif len(lines) > self.paragraph.container.style["orphans"] and not ends_in_hyphen(lines[-2]):
            paragraph = self.paragraph
            remove_placeholders(paragraph.context, lines[-1].children, paragraph.absolute, paragraph.fixed)
            del self.boxes[-1]

    def _others(self, lines: list[LineBox]) -> Iterator[tuple[Line, ...]]:
        from weasyprint.layout.inline import count_expandable_spaces, resolve_one_percentage

        box, latest = self.paragraph.box, _order(lines[-1].resume_at)
        for number in range(max(0, len(lines) - 2), len(lines)):
            skip = lines[number - 1].resume_at if number else self.skip
            box.text_indent = 0
            if skip is None:
                resolve_one_percentage(box, "text_indent", self.paragraph.container.width)
            start = Start(lines[number].position_y, skip, 0, count_expandable_spaces(lines[number]))
            for line in others(self.paragraph, start, box.text_indent):
                last = line if number == len(lines) - 1 else after(self.paragraph, line)
                if last is None or last.resume_at is None or ends_in_hyphen(last.line):
                    continue
                same = last.line.position_y == lines[-1].position_y and last.line.height == lines[-1].height
                if same and _order(last.resume_at) <= latest and max(line.cost, last.cost) < 2 * BAD:
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
