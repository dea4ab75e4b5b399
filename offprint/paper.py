"""Sizes of paper: by name, or as two lengths."""

from __future__ import annotations

import re
from collections.abc import Mapping

SIZES: Mapping[str, tuple[float, float]] = {
    "a4": (210, 297),
    "letter": (215.9, 279.4),
    "a5": (148, 210),
    "royal": (156, 234),
    "b5": (176, 250),
    "6x9": (152.4, 228.6),
}
"""Width and height in mm; `royal` is the trimmed royal octavo, `b5` is ISO 216's."""
SMALLEST, LARGEST = (90.0, 120.0), (450.0, 600.0)
"""Between these (width and height in mm) a page can be set on one measure."""

_UNITS = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72}
_LENGTHS = re.compile(
    r"(?P<width>\d+(?:\.\d+)?)\s*(?P<unit>mm|cm|in|pt)?\s*(?:[x×,]|\s)\s*"
    r"(?P<height>\d+(?:\.\d+)?)\s*(?P<last>mm|cm|in|pt)"
)


def measures(written: str) -> tuple[float, float] | None:
    """Return the width and height in mm of a size such as `royal`, `170mm 240mm` or `17 × 24 cm`.

    None if it is neither a name nor two lengths.
    """
    if written.lower() in SIZES:
        return SIZES[written.lower()]
    match = _LENGTHS.fullmatch(written.strip().lower())
    if match is None:
        return None
    height_unit = _UNITS[match["last"]]
    width_unit = _UNITS[match["unit"]] if match["unit"] else height_unit
    return round(float(match["width"]) * width_unit, 3), round(float(match["height"]) * height_unit, 3)


def can_be_set(width: float, height: float) -> bool:
    """Tell whether a page of this width and height in mm has room for a text block."""
    return SMALLEST[0] <= width <= LARGEST[0] and SMALLEST[1] <= height <= LARGEST[1]
