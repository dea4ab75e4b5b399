"""The cited entries as one .bib text that pandoc reads whole, and the place of each of its lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from offprint.bibliography import dates, grammar
from offprint.bibliography.entry import DATES, NAMES, TEXTS, Entry, Field
from offprint.bibliography.latex import readable, readable_names
from offprint.bibliography.library import Bibliography, Block
from offprint.bibliography.numbers import verbatim
from offprint.identifiers import doi
from offprint.problems import Place, Problem, problem

_ADDRESS = re.compile(r"\\url\s*\{([^{}]*)\}|(https?://\S+)", re.IGNORECASE)
_PANDOC_PLACE = re.compile(r"\(line (\d+), column (\d+)\):\s*(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The cited entries as one .bib text, and the place of each of its lines."""

    text: str
    places: tuple[Place, ...]

    def explain(self, said: str) -> Problem | None:
        """Return pandoc's complaint about this text as a problem at the author's own line."""
        match = _PANDOC_PLACE.search(said)
        if not match or not self.places:
            return None
        place = self.places[min(int(match[1]), len(self.places)) - 1]
        what = f"the entry cannot be read: {' '.join(match[3].split())}"
        return problem("bibliography-syntax", what, place)

    def seek(self, words: str) -> Place | None:
        """Return the place of the field that holds `words`, or None."""
        at = self.text.find(words)
        return self.places[self.text.count("\n", 0, at)] if at >= 0 else None


def excerpt(bibliography: Bibliography, cited: Iterable[str]) -> Excerpt:
    """Return the entries that a build needs, in spellings that pandoc knows."""
    known, _ = grammar.abbreviations(bibliography.abbreviations)
    lines: list[str] = []
    places: list[Place] = []
    for block in bibliography.chosen(cited):
        entry = grammar.read(block, known).entry
        for text, place in _written(entry) if entry else _as_it_was(block):
            own = text.split("\n")
            lines += own
            places += [Place(place.path, place.line + n) for n in range(len(own))]
    return Excerpt("\n".join(lines) + "\n", tuple(places))


def _written(entry: Entry) -> Iterator[tuple[str, Place]]:
    kind = entry.kind if entry.kind.isalpha() else "misc"
    kind = "inproceedings" if kind == "conference" else kind  # BibTeX's other name, unknown to pandoc
    yield f"@{kind}{{{entry.key},", entry.place
    for field in entry.fields.values():
        name, value = _address_by_its_name(entry, field)
        if value.strip():  # pandoc takes an empty year for the year 0
            yield f"  {name} = {{{value}}},", field.place
    yield "}", entry.place


def _address_by_its_name(entry: Entry, field: Field) -> tuple[str, str]:
    """Return a field's name and value; what is published at an address only has that for its `url`.

    Styles print `howpublished` as words, and begin them with a capital: “Https://example.org”.
    """
    address = _ADDRESS.fullmatch(field.value.strip()) if field.name == "howpublished" else None
    if address is None:
        return field.name, _spelt(entry, field)
    url = verbatim(address[1] or address[2])
    known = verbatim(entry.text("url"))
    if known and known != url:
        return field.name, _spelt(entry, field)
    return "url", "" if known else url


def _spelt(entry: Entry, field: Field) -> str:
    """Return a field's value as pandoc is to read it."""
    name, value = field.name, field.value
    if name == "month":
        found = dates.month_and_day(entry.text("month"))
        return str(found[0]) if found else value
    if name in DATES:
        return dates.mended(value)
    if name in TEXTS:
        return _SPELLING.get(name, readable_names if name in NAMES else readable)(value)
    return _SPELLING.get(name, str)(value)


def _doi(value: str) -> str:
    return doi(verbatim(value))


def _pages(value: str) -> str:
    return re.sub(r"(?<=\w)\s*---?\s*(?=\w)", "--", readable(value))


#: How a value of certain fields is written.
_SPELLING: Mapping[str, Callable[[str], str]] = {
    "doi": _doi,
    "url": verbatim,
    "eprint": verbatim,
    "pages": _pages,
}


def _as_it_was(block: Block) -> Iterator[tuple[str, Place]]:
    """Yield an entry that we cannot read: if its rule was switched off, pandoc has the last word."""
    yield block.bare, block.place
