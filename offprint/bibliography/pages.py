"""Page ranges: backwards, without an end, or empty. Hyphens, dashes and letters are fine."""

from __future__ import annotations

import re
from collections.abc import Iterator

from offprint.bibliography.entry import Entry, Field
from offprint.problems import Problem

_DASH = re.compile(r"(?:(?<!\s)\s++)?(?:-{1,3}|[–—−‐‑]|\\text(?:en|em)dash\b|\\bibrangedash\b)\s*+")
_NUMBER = re.compile(r"([^\d\s]*?)(\d{1,9})")
_ROMAN = re.compile(r"(?=[ivxlc])c{0,3}(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def check(entry: Entry) -> Iterator[Problem]:
    """Yield the ranges of `pages` that no book can have."""
    for field in entry.having("pages"):
        for written in re.split(r"[,;]|\s(?:and|&)\s", entry.text("pages")):
            yield from _range(entry, field, written.strip())


def _range(entry: Entry, field: Field, written: str) -> Iterator[Problem]:
    ends = _DASH.split(written)
    if len(ends) != 2:
        return
    first, last = ends
    if not first and not last:
        yield entry.fault(
            "page-range", field, f"the pages “{written}” are empty", "write them, or delete the field"
        )
    elif not first or not last:
        missing = "last" if first else "first"
        what = f"the pages “{written}” lack the {missing} page"
        yield entry.fault("page-range", field, what, "write both pages, or one without a dash")
    elif first == last == "0":
        yield entry.fault("page-range", field, f"there are no pages “{written}”", "delete the field")
    elif _backwards(first, last):
        yield entry.fault(
            "page-range", field, f"the pages “{written}” run backwards", "write the first page first"
        )


def _backwards(first: str, last: str) -> bool:
    """Tell whether `last` comes before `first`; the last page may be shortened: 123–9 means 129."""
    if _ROMAN.fullmatch(first) and _ROMAN.fullmatch(last):
        return _roman(last) < _roman(first)
    numbers = _NUMBER.fullmatch(first), _NUMBER.fullmatch(last)
    if not numbers[0] or not numbers[1] or numbers[1][1] not in ("", numbers[0][1]):
        return False
    start, end = numbers[0][2], numbers[1][2]
    whole = start[: len(start) - len(end)] + end if len(end) < len(start) else end
    return int(whole) < int(start)


def _roman(written: str) -> int:
    values = [_VALUES[letter] for letter in written]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < after else value for value, after in pairs)
