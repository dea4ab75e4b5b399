"""One work under two keys: the same DOI, the same ISBN, or the same title and year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from offprint.bibliography.entry import Entry
from offprint.bibliography.latex import letters
from offprint.bibliography.numbers import verbatim
from offprint.identifiers import doi, is_doi, is_isbn
from offprint.problems import Problem

_WHOLE = frozenset("book collection manual proceedings thesis phdthesis report techreport".split())
_TELL_APART = tuple(
    """volume number pages eid doi eprint edition version chapter part journal journaltitle booktitle date
    month isbn subtitle url""".split()
)
_SHORTEST = 20
"""Letters of a title that is not a mere “Introduction”."""


def check(entries: Sequence[Entry]) -> Iterator[Problem]:
    """Yield each cited entry whose work an earlier one has already; it would be listed twice."""
    first: dict[tuple[str, ...], Entry] = {}
    for entry in entries:
        for mark in _marks(entry):
            other = first.setdefault(mark, entry)
            if other is not entry and (mark[0] != "title" or not _differ(entry, other)):
                what = f"“{other.key}” is the same work: it has the same {mark[0]}"
                place = f"{other.place.file}:{other.place.line}"
                hint = f"cite one of them ({place})"
                yield entry.fault("same-work", None, what, hint)
                break


def _marks(entry: Entry) -> Iterator[tuple[str, ...]]:
    """Yield what makes the work known, the surest first."""
    bare = doi(verbatim(entry.text("doi"))).lower()
    title = _folded(entry.text("title"))
    if is_doi(bare):
        yield "DOI", bare, "" if entry.kind in _WHOLE else title[:_SHORTEST]
    isbn = entry.text("isbn")
    if entry.kind in _WHOLE and is_isbn(isbn):
        yield "ISBN", re.sub(r"[^\dX]", "", isbn.upper()), entry.text("volume", "title")
    if len(title) >= _SHORTEST:
        yield "title", title, _folded(entry.text("subtitle")), _year(entry), entry.kind


def _year(entry: Entry) -> str:
    return entry.text("date", "year").strip("{}")[:4]


def _differ(one: Entry, other: Entry) -> bool:
    """Tell whether two entries of one title and year are different works all the same."""
    pairs = ((one.text(name), other.text(name)) for name in _TELL_APART)
    if any(_folded(a) != _folded(b) for a, b in pairs if a and b):
        return True
    people = [
        set(re.findall(r"\w{3,}", letters(entry.text("author", "editor")).lower())) for entry in (one, other)
    ]
    return not people[0] & people[1] and bool(people[0] | people[1])


def _folded(text: str) -> str:
    return "".join(re.findall(r"\w", letters(text).casefold()))
