"""The printed page's geometry: for each size its margins and its type, on one baseline grid.

The measure holds 60 to 72 characters; there is more room below than above and, on two-sided pages,
more outside than inside. The text block is a whole number of lines high.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf

from offprint.metadata import Page
from offprint.paper import measures

_PT_IN_MM = 25.4 / 72
_HEADS = 9.5
"""The type of running heads in pt, as in styles/print/look.css."""


@dataclass(frozen=True, slots=True)
class Geometry:
    """A page: width, height, inner and top margin and measure in mm; type and leading in pt."""

    width: float
    height: float
    measure: float
    top: float
    lines: int
    type: float
    leading: float
    sides: str

    @property
    def ems(self) -> float:
        """The measure in em of the type."""
        return self.measure / _PT_IN_MM / self.type

    @property
    def room(self) -> float:
        """The width of a running head, beside the folio, in em of its type."""
        return self.measure / _PT_IN_MM / _HEADS - 3

    def margins(self, *, two_sided: bool) -> tuple[float, float, float, float]:
        """Return top, outer, bottom and inner margin in mm."""
        # a thousandth more than the lines take: rounded, they would be one less
        bottom = self.height - self.top - self.lines * self.leading * _PT_IN_MM - 0.001
        free = self.width - self.measure
        inner = free * 0.42 if two_sided else free / 2
        return self.top, free - inner, bottom, inner


#: What each size by name is set in: measure, top, lines, type, leading, sides.
_SETTINGS: Mapping[str, tuple[float, float, int, float, float, str]] = {
    "a4": (117, 30, 42, 11.5, 15.5, "one"),
    "letter": (117, 28, 39, 11.5, 15.5, "one"),
    "a5": (102, 20, 33, 10.5, 14, "two"),
    "royal": (108, 22, 37, 10.75, 14.25, "two"),
    "b5": (112, 24, 38, 11, 14.75, "two"),
    "6x9": (106, 21, 37, 10.75, 14.25, "two"),
}
#: For any other: type and leading in pt of a page that is narrower than this, in mm.
_TYPES = ((150.0, 10.5, 14.0), (165.0, 10.75, 14.25), (190.0, 11.0, 14.75), (inf, 11.5, 15.5))
_MEASURE = 28.5
"""The widest measure in em: 71 characters of EB Garamond."""
_OFFICE = 200.0
"""Pages of at least this width in mm are printed in offices, on one side."""


def geometry(size: str) -> Geometry:
    """Return the geometry of a page by its size: a name of `paper.SIZES`, or two lengths."""
    found = measures(size)
    assert found is not None, "sizes are checked with the front matter"
    width, height = found
    if size in _SETTINGS:
        return Geometry(width, height, *_SETTINGS[size])
    type_, leading = next((type_, leading) for below, type_, leading in _TYPES if width < below)
    measure = min(width * 0.715, _MEASURE * type_ * _PT_IN_MM)
    top = height * 0.1
    lines = int((height * 0.87 - top) / (leading * _PT_IN_MM))
    sides = "one" if width >= _OFFICE else "two"
    return Geometry(width, height, measure, top, lines, type_, leading, sides)


def page_rules(page: Page, title: str, author: str, first: int = 1) -> str:
    """Return the `@page` rules for a page: size, margins, running heads, and folios from `first`."""
    form = geometry(page.size)
    two_sided = (page.sides or form.sides) == "two"
    top, outer, bottom, inner = form.margins(two_sided=two_sided)
    margins = f"{top:.3f}mm {outer:.3f}mm {bottom:.3f}mm {inner:.3f}mm"
    leading = f"{form.leading}pt"
    rules = [
        f"@page {{ size: {form.width}mm {form.height}mm; margin: {margins} }}",
        f"@page turned {{ size: {form.height}mm {form.width}mm; margin: {form.top:.3f}mm {outer:.3f}mm }}",
        f"html {{ font-size: {form.type}pt; line-height: {leading}; --line: {leading} }}",
    ]
    if first != 1:
        rules.append(f"@page :first {{ counter-reset: page {first} }}")
    if not two_sided:
        return "\n".join([*rules, _heads("", "left", _string(title), "right"), _FIRST]) + "\n"
    mirrored = f"@page :left {{ margin-left: {outer:.3f}mm; margin-right: {inner:.3f}mm }}"
    if first % 2 == 0:
        rules.append("html { break-before: left }")
    verso = _heads(":left", "right", _string(author), "left")
    recto = _heads(":right", "left", _string(title), "right")
    return "\n".join([*rules, mirrored, _VERSO_MARK, verso, recto, _FIRST]) + "\n"


def _heads(side: str, head: str, words: str, folio: str) -> str:
    return (
        f"@page {side} {{ @top-{head} {{ content: {words} }}"
        f" @top-{folio} {{ content: counter(page); letter-spacing: 0; text-align: {folio} }} }}"
    )


#: A draft's mark is outside on a verso too (`draft.css`).
_VERSO_MARK = "@page :left { @left-middle { content: string(draft-mark) } @right-middle { content: none } }"
_FIRST = (
    "@page :first { @top-left { content: none } @top-right { content: none }"
    " @bottom-center { content: counter(page) } }"
)


def _string(words: str) -> str:
    """Return a CSS string (CSS Syntax 3, §4.3.7): all but letters, digits and blanks escaped."""
    safe = (letter if letter.isalnum() or letter == " " else f"\\{ord(letter):x} " for letter in words)
    return f'"{"".join(safe)}"'
