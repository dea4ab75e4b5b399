"""Columns of numbers: their cells get classes by which the styles set decimal signs one under another.

`number` is set flush to the column's end; `lacks-2` has two decimal places fewer than the longest,
`whole-3` has neither the three places nor the sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import html

_NUMBER = re.compile(r"[-−–+±~≈<>]?\s?(?P<digits>\d(?:[\d\u00a0\u2009\u202f'’.,]*\d)?)(?P<unit>\s?[%‰])?")
_EMPTY = frozenset({"", "-", "–", "—", "−", "…", "n/a", "NA", "N/A"})
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
_POINT = frozenset({"en", "he", "ja", "ko", "th", "zh"})
"""Languages that write a decimal point; the others write a comma, though many authors do not."""
_DEEPEST = 6
"""Places that the styles can make up for."""
_LONG = 15
"""A table of more rows may be broken over pages: kept whole, it would leave a large blank."""
_MANY, _MOST = 7, 10
"""A table of more columns is set smaller in print."""


def align(main: html.HtmlElement, lang: str) -> None:
    """Mark the columns of numbers of all tables; and tables that are long, or have many columns."""
    for table in main.iter("table"):
        _mark(table, *_extent(table))
        rows = [*table.iterfind("./tbody/tr"), *table.iterfind("./tfoot/tr")]
        heads = list(table.iterfind("./thead/tr"))
        if len(rows) < 2 or table.xpath(".//*[@colspan or @rowspan]"):
            continue
        for column in zip(*map(list, rows), strict=False):
            _align_column(column, lang)
            position = list(column[0].getparent()).index(column[0])
            if "number" in (column[0].get("class") or ""):
                for head in heads:
                    _mark(head[position], "number")


def _extent(table: html.HtmlElement) -> Iterator[str]:
    rows = table.findall(".//tr")
    columns = max((len(row) for row in rows), default=0)
    if len(rows) > _LONG:
        yield "long"
    if columns > _MANY:
        yield "many" if columns <= _MOST else "most"


def _align_column(cells: Sequence[html.HtmlElement], lang: str) -> None:
    if any("left" in (cell.get("style") or "") or cell.tag == "th" for cell in cells):
        return
    words = [_words(cell) for cell in cells]
    matches = [_NUMBER.fullmatch(said) for said in words]
    numbers = [match for match in matches if match]
    empty = sum(said in _EMPTY for said in words)
    if len(numbers) < 2 or len(numbers) + empty < len(cells) or len({match["unit"] for match in numbers}) > 1:
        return
    sign = _decimal_sign([match["digits"] for match in numbers], lang)
    places = [_places(match, sign) if match else 0 for match in matches]
    most = max(places)
    for cell, match, own in zip(cells, matches, places, strict=True):
        _mark(cell, "number", *_short(most - own, whole=own == 0 and match is not None))


def _words(cell: html.HtmlElement) -> str:
    """Return what a cell says, without calls of notes."""
    return "".join(_texts(cell)).strip()


def _texts(element: html.HtmlElement) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.get("role") != "doc-noteref":
            yield from _texts(child)
        yield child.tail or ""


def _decimal_sign(numbers: Sequence[str], lang: str) -> str:
    """Return the sign that parts the places off; empty if the column has whole numbers only."""
    for first, second in (",.", ".,"):
        if any(first in number and second in number.partition(first)[2] for number in numbers):
            return second
    if lang.partition("-")[0].lower() in _POINT:
        commas = [number for number in numbers if "," in number]
        return "." if all(_THOUSANDS.fullmatch(number.partition(".")[0]) for number in commas) else ","
    return "," if any("," in number for number in numbers) else "."


def _places(match: re.Match[str], sign: str) -> int:
    return len(match["digits"].rpartition(sign)[2]) if sign in match["digits"] else 0


def _short(lacking: int, *, whole: bool) -> Iterator[str]:
    if 0 < lacking <= _DEEPEST:
        yield f"{'whole' if whole else 'lacks'}-{lacking}"


def _mark(cell: html.HtmlElement, *names: str) -> None:
    classes = " ".join(filter(None, [cell.get("class"), *names]))
    if classes:
        cell.set("class", classes)
    if cell.tag != "table":
        cell.attrib.pop("style", None)
