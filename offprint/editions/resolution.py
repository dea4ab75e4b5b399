"""Images that are coarse in print: told with their resolution at the size that they were set at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from offprint.document import Document
from offprint.press import Placed
from offprint.problems import Problem, problem
from offprint.search import also, first

FINE = 300
"""Dots per inch that a printer asks of photographs."""
_INCH = 25.4


def coarse(document: Document, placed: Sequence[Placed]) -> Iterator[Problem]:
    """Yield the images of a printed document that have too few pixels for their size on the page."""
    largest: dict[str, Placed] = {}
    for one in placed:
        name = one.source.removeprefix("offprint:")
        if name not in largest or dpi(one) < dpi(largest[name]):
            largest[name] = one
    for name, one in largest.items():
        if dpi(one) < FINE:
            yield _told(document, document.addresses.get(name, name), one)


def dpi(one: Placed) -> int:
    """Return the dots per inch of a printed image, in the direction that has fewer."""
    return round(min(pixels / size * _INCH for pixels, size in zip(one.pixels, one.size, strict=True)))


def _told(document: Document, address: str, one: Placed) -> Problem:
    places = list(document.manuscript.search.address(address))
    across, down = one.pixels
    width = one.size[0]
    what = f"“{address}” has {dpi(one)} dpi in print: {across} × {down} px, {width:.0f} mm wide{also(places)}"
    wanted = round(width / _INCH * FINE)
    hint = f"{FINE} dpi take {wanted} px in width; print it smaller, or export a drawing as SVG"
    return problem("low-resolution", what, first(places), hint)
