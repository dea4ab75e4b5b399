"""Columns of numbers in tables: which are seen, and how far each cell is from the longest fraction."""

from __future__ import annotations

import pytest
from lxml import html

from offprint import columns


def classes(cells: str, lang: str = "en") -> list[str]:
    """Return the classes of a column's cells, written with blanks between them, `_` for a blank inside."""
    rows = "".join(f"<tr><td>{cell.replace('_', chr(0xA0))}</td></tr>" for cell in cells.split())
    table = html.fragment_fromstring(f"<div><table><tbody>{rows}</tbody></table></div>")
    columns.align(table, lang)
    return [cell.get("class", "") for cell in table.iter("td")]


@pytest.mark.parametrize(
    ("cells", "lang", "expected"),
    [
        ("0.5 12.25 −3", "en", ["number lacks-1", "number", "number whole-2"]),
        ("1,200 31 12,000", "en", ["number", "number", "number"]),
        ("1,5 2,25", "de", ["number lacks-1", "number"]),
        ("1.200,5 31,25", "de", ["number lacks-1", "number"]),
        ("1,200.5 31", "de", ["number", "number whole-1"]),
        ("12.5_% 3_%", "en", ["number", "number whole-1"]),
        ("10_000 2.5", "fr", ["number whole-1", "number"]),
        ("0.5 – 12.25", "en", ["number lacks-1", "number lacks-2", "number"]),
    ],
)
def test_numbers_stand_under_one_another(cells: str, lang: str, expected: list[str]) -> None:
    """Each cell says how many places, and whether the sign too, it has less than the longest."""
    assert classes(cells, lang) == expected


@pytest.mark.parametrize("cells", ["1 two 3", "12_% 13", "2020-01-01 2020-02-01", "5", "– – 1"])
def test_other_columns_stay(cells: str) -> None:
    """Words among the numbers, units that differ, dates, or a single number make no column of numbers."""
    assert set(classes(cells)) == {""}


def test_a_head_stands_over_its_column() -> None:
    """The head of a column of numbers is set flush as they are; a call of a note is no part of a number."""
    table = html.fragment_fromstring(
        "<div><table><thead><tr><th>Name</th><th>Mean</th></tr></thead><tbody>"
        "<tr><td>a</td><td>1.5<a role='doc-noteref' href='#fn1'>1</a></td></tr>"
        "<tr><td>b</td><td>2</td></tr></tbody></table></div>"
    )

    columns.align(table, "en")

    assert [cell.get("class") for cell in table.iter("th", "td")] == [
        None, "number", None, "number", None, "number whole-1",
    ]  # fmt: skip


def test_an_author_who_wants_a_column_flush_left_gets_it() -> None:
    """`:--` in Markdown is meant."""
    cell = "<tr><td style='text-align: left'>1</td></tr>"
    table = html.fragment_fromstring(f"<div><table><tbody>{cell}{cell}</tbody></table></div>")

    columns.align(table, "en")

    assert {one.get("class") for one in table.iter("td")} == {None}
