"""What an entry inherits: by `xdata` everything, by `crossref` under the name that fits."""

from __future__ import annotations

from pathlib import Path

import pytest

from offprint.bibliography.entry import Entry, Field, inherited, outside_braces
from offprint.problems import Place

HERE = Place(Path("refs.bib"), 1)


def entry(key: str, kind: str, **fields: str) -> Entry:
    """Return an entry with these fields."""
    return Entry(key, kind, HERE, {name: Field(name, value, HERE) for name, value in fields.items()})


@pytest.mark.parametrize(
    ("child", "parent", "gained"),
    [
        (
            entry("a", "inproceedings", crossref="b", title="Part"),
            entry("b", "proceedings", title="Whole", subtitle="Sub", year="2001", keywords="x"),
            {"booktitle": "Whole", "booksubtitle": "Sub", "year": "2001"},
        ),
        (
            entry("a", "book", crossref="b", title="Volume"),
            entry("b", "mvbook", title="Whole", author="A"),
            {"maintitle": "Whole", "author": "A"},
        ),
        (
            entry("a", "article", crossref="b", title="Part"),
            entry("b", "periodical", title="Journal", titleaddon="x"),
            {"journaltitle": "Journal"},
        ),
        (
            entry("a", "inbook", crossref="b", title="Part"),
            entry("b", "book", title="Whole", author="A"),
            {"booktitle": "Whole", "bookauthor": "A", "author": "A"},
        ),
        (
            entry("a", "book", xdata="b", title="Own"),
            entry("b", "xdata", title="Other", publisher="P", location="L"),
            {"publisher": "P", "location": "L"},
        ),
        (entry("a", "book", xref="b", title="Own"), entry("b", "book", year="2001"), {}),
    ],
)
def test_what_is_inherited(child: Entry, parent: Entry, gained: dict[str, str]) -> None:
    """Own fields win; titles move up a level; bookkeeping stays where it is (biblatex manual, app. B)."""
    whole = inherited({"a": child, "b": parent})["a"]

    assert {name: field.value for name, field in whole.fields.items() if name not in child.fields} == gained


def test_inheritance_goes_through_generations_and_ends_in_a_circle() -> None:
    """A grandparent's fields arrive; a circle, which is a fault of its own, ends."""
    entries = {
        "a": entry("a", "inbook", crossref="b"),
        "b": entry("b", "book", xdata="c", title="Whole"),
        "c": entry("c", "xdata", xdata="d"),
        "d": entry("d", "xdata", xdata="c", publisher="P"),
    }

    assert inherited(entries)["a"].text("publisher", "booktitle") == "P"


def test_what_stands_in_braces_is_masked() -> None:
    """Commas and “and” in braces separate nothing; positions stay."""
    assert outside_braces(r"a {b, {c}} \{d") == "a " + "\x01" * 8 + r" \{d"
