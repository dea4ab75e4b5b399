"""An entry of the bibliography: its fields, and those that it inherits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from offprint.problems import Place, Problem, problem

NAMES = frozenset(
    """author editor editora editorb editorc translator annotator commentator introduction foreword
    afterword bookauthor director holder shortauthor shorteditor""".split()
)
"""Fields that hold names joined by “and” (biblatex manual §2.2.2)."""

TITLES = frozenset(
    """title subtitle titleaddon booktitle booksubtitle booktitleaddon maintitle mainsubtitle
    maintitleaddon journal journaltitle journalsubtitle issuetitle issuesubtitle eventtitle series
    shorttitle shortjournal origtitle""".split()
)

TEXTS = NAMES | TITLES | frozenset(
    """publisher institution school organization address location venue edition volume volumes part
    number issue pages bookpagination chapter note addendum howpublished type version eid pubstate
    origpublisher origlocation pagetotal""".split()
)  # fmt: skip
"""Fields whose LaTeX is printed: what stands in them must not be lost."""

DATES = frozenset({"date", "urldate", "eventdate", "origdate"})

_CHAPTERS = frozenset(
    "inbook bookinbook suppbook incollection suppcollection inproceedings conference".split()
)
_KEPT_BACK = frozenset(
    """crossref xref xdata ids entryset execute label options presort related relatedoptions
    relatedstring relatedtype shorthand shorthandintro sortkey keywords""".split()
)
_OF_ONE_AUTHOR = frozenset(
    (book, part) for book in ("book", "mvbook") for part in ("inbook", "bookinbook", "suppbook")
)
_TITLE_PARTS = ("title", "subtitle", "titleaddon")


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its name in small letters, its value without enclosures, and where it stands."""

    name: str
    value: str
    place: Place


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry: its key, its type in small letters, and its fields by name."""

    key: str
    kind: str
    place: Place
    fields: Mapping[str, Field]

    def text(self, *names: str) -> str:
        """Return the first of the fields that is not empty, blanks as single spaces."""
        found = (" ".join(self.fields[name].value.split()) for name in names if name in self.fields)
        return next((value for value in found if value), "")

    def having(self, *names: str) -> Iterator[Field]:
        """Yield those of the fields that are there and not empty."""
        for name in names:
            if self.text(name):
                yield self.fields[name]

    def keys(self, name: str) -> list[str]:
        """Return the keys that a field such as `crossref` names."""
        return [key.strip() for key in self.text(name).split(",") if key.strip()]

    def fault(self, rule: str, field: Field | None, what: str, hint: str = "") -> Problem:
        """Return a problem of this entry, at the field's own line."""
        place = field.place if field else self.place
        return problem(rule, f"“{self.key}”: {what}", place, hint)


def inherited(entries: Mapping[str, Entry]) -> dict[str, Entry]:
    """Return the entries with what they inherit through `xdata` and `crossref` (biblatex manual, app. B)."""
    whole: dict[str, Entry] = {}
    for key in entries:
        _inherit(key, entries, whole, frozenset())
    return whole


def _inherit(key: str, entries: Mapping[str, Entry], whole: dict[str, Entry], below: frozenset[str]) -> Entry:
    """Return one entry as a whole, and note it; who stands `below` it in a circle gives it nothing."""
    if key in whole:
        return whole[key]
    entry = entries[key]
    fields = dict(entry.fields)
    links = [(link, up) for link in ("xdata", "crossref") for up in entry.keys(link)]
    for link, up in ((link, up) for link, up in links if up in entries and up not in below | {key}):
        parent = _inherit(up, entries, whole, below | {key})
        for field in parent.fields.values():
            for name in _passed_on(field.name, link, parent.kind, entry.kind):
                fields.setdefault(name, field)
    whole[key] = replace(entry, fields=fields)
    return whole[key]


def _passed_on(name: str, link: str, source: str, target: str) -> tuple[str, ...]:
    """Return the names under which a child gets its parent's field."""
    if name in _KEPT_BACK or (name == "titleaddon" and source == "periodical"):
        return ()
    if link == "crossref" and name in _TITLE_PARTS:
        chapter = "book" if target in _CHAPTERS else ""
        return ({"periodical": "journal"}.get(source, "main" if source.startswith("mv") else chapter) + name,)
    if link == "crossref" and name == "author" and (source, target) in _OF_ONE_AUTHOR:
        return ("bookauthor", "author")
    return (name,)


def outside_braces(text: str) -> str:
    """Return the text, as long as it was, with what stands in braces masked."""
    depth, letters = 0, []
    for token in re.finditer(r"\\.|[{}]|[^\\{}]+|\\", text, re.DOTALL):
        depth += (token[0] == "{") - (token[0] == "}")
        masked = depth > 0 or token[0] == "}"
        letters.append("\x01" * len(token[0]) if masked else token[0])
    return "".join(letters)
