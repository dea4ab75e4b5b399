"""What an edition's metadata say of the cited works: in plain words, for those who index pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from offprint.bibliography import grammar
from offprint.bibliography.entry import Entry, inherited
from offprint.bibliography.latex import letters
from offprint.bibliography.library import Bibliography
from offprint.bibliography.names import split
from offprint.bibliography.numbers import verbatim
from offprint.identifiers import doi, is_doi

_YEAR = re.compile(r"\d{4}")
_PAGES = re.compile(r"\b(\w++)\s*+[-–]++\s*+(\w+)")
_CONTAINERS = ("journaltitle", "journal", "booktitle", "maintitle")
_PUBLISHERS = ("publisher", "institution", "school", "organization")


@dataclass(frozen=True, slots=True)
class Work:
    """A cited work; what its entry does not say is empty."""

    key: str
    kind: str
    title: str
    authors: tuple[str, ...]
    """Each as “Family, Given”, or an organisation's name."""
    container: str
    publisher: str
    year: str
    volume: str
    issue: str
    first_page: str
    last_page: str
    doi: str
    url: str


def works(bibliography: Bibliography, keys: Iterable[str]) -> Iterator[Work]:
    """Yield the works with these keys, in their order; an entry that cannot be read is left out."""
    wanted = list(keys)
    known, _ = grammar.abbreviations(bibliography.abbreviations)
    read = {block.key: grammar.read(block, known).entry for block in bibliography.chosen(wanted)}
    whole = inherited({key: entry for key, entry in read.items() if entry})
    yield from (_work(whole[key]) for key in wanted if key in whole)


def _work(entry: Entry) -> Work:
    def said(*names: str) -> str:
        return letters(entry.text(*names))

    pages = letters(entry.text("pages", "eid"))
    range_ = _PAGES.search(pages)
    year = _YEAR.search(entry.text("date", "year"))
    subtitle = said("subtitle")
    number = doi(verbatim(entry.text("doi")))
    return Work(
        entry.key,
        entry.kind,
        f"{said('title')}: {subtitle}" if subtitle else said("title"),
        tuple(_name(name) for name in split(entry.text("author", "editor")) if name),
        said(*_CONTAINERS),
        said(*_PUBLISHERS),
        year[0] if year else "",
        said("volume"),
        said("number", "issue"),
        range_[1] if range_ else pages,
        range_[2] if range_ else "",
        number if is_doi(number) else "",
        verbatim(entry.text("url")),
    )


def _name(written: str) -> str:
    """Return a name as catalogues write it; an organisation's is in braces, or one word."""
    plain = letters(written)
    words = plain.split()
    if "," in plain or written.startswith("{") or len(words) < 2 or "=" in plain:
        return plain
    start = next((n for n, word in enumerate(words[:-1]) if n and word[0].islower()), len(words) - 1)
    return f"{' '.join(words[start:])}, {' '.join(words[:start])}"
