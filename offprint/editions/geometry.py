"""The printed page's geometry: for each size its margins and its type, on one baseline grid.

The measure holds 60 to 72 characters; there is more room below than above and, on two-sided pages,
more outside than inside. The text block is a whole number of lines high.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from offprint.metadata import Page

_PT_IN_MM = 25.4 / 72


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

    def margins(self, *, two_sided: bool) -> tuple[float, float, float, float]:
        """Return top, outer, bottom and inner margin in mm."""
        # a thousandth more than the lines take: rounded, they would be one less
        bottom = self.height - self.top - self.lines * self.leading * _PT_IN_MM - 0.001
        free = self.width - self.measure
        inner = free * 0.42 if two_sided else free / 2
        return self.top, free - inner, bottom, inner


GEOMETRIES: Mapping[str, Geometry] = {
    "a4": Geometry(210, 297, 124, 30, 42, 11.5, 15.5, "one"),
    "letter": Geometry(215.9, 279.4, 124, 28, 39, 11.5, 15.5, "one"),
    "a5": Geometry(148, 210, 102, 20, 33, 10.5, 14, "two"),
    "royal": Geometry(156, 234, 108, 22, 37, 10.75, 14.25, "two"),
    "b5": Geometry(176, 250, 116, 24, 38, 11, 14.75, "two"),
    "6x9": Geometry(152.4, 228.6, 106, 21, 37, 10.75, 14.25, "two"),
}


def page_rules(page: Page, title: str, author: str) -> str:
    """Return the `@page` rules for a page: size, margins, running heads and folios."""
    geometry = GEOMETRIES[page.size]
    two_sided = (page.sides or geometry.sides) == "two"
    top, outer, bottom, inner = geometry.margins(two_sided=two_sided)
    margins = f"{top}mm {outer:.3f}mm {bottom:.3f}mm {inner:.3f}mm"
    leading = f"{geometry.leading}pt"
    rules = [
        f"@page {{ size: {geometry.width}mm {geometry.height}mm; margin: {margins} }}",
        f"html {{ font-size: {geometry.type}pt; line-height: {leading}; --line: {leading} }}",
    ]
    if not two_sided:
        return "\n".join([*rules, _heads("", "left", _string(title), "right"), _FIRST]) + "\n"
    mirrored = f"@page :left {{ margin-left: {outer:.3f}mm; margin-right: {inner:.3f}mm }}"
    verso = _heads(":left", "right", _string(author), "left")
    recto = _heads(":right", "left", _string(title), "right")
    return "\n".join([*rules, mirrored, verso, recto, _FIRST]) + "\n"


def _heads(side: str, head: str, words: str, folio: str) -> str:
    return (
        f"@page {side} {{ @top-{head} {{ content: {words} }}"
        f" @top-{folio} {{ content: counter(page); text-align: {folio} }} }}"
    )


_FIRST = (
    "@page :first { @top-left { content: none } @top-right { content: none }"
    " @bottom-center { content: counter(page) } }"
)


def _string(words: str) -> str:
    """Return a CSS string (CSS Syntax 3, §4.3.7): all but letters, digits and blanks escaped."""
    safe = (letter if letter.isalnum() or letter == " " else f"\\{ord(letter):x} " for letter in words)
    return f'"{"".join(safe)}"'
