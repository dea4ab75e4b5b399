"""The record of a collation: a JSON file beside the editions, for archives and for programs.

    schema      1; grows by new keys, any other change gives a new number
    agree       whether every edition says the same
    revision    the state of the sources, as the colophons print it; empty if nobody named one
    work        title, authors, date, language, identifier, rights, as the editions give them
    counts      words, citations, references, notes, figures, formulas
    editions    for each file its name, its size in bytes and its SHA-256
    beside      the same of each file that lies beside an edition, such as the images of --assets
    engines     the packages that made the editions, with their versions
    citations   each citation in order: the keys that it cites, its words as printed
    references  each reference in order: its key, its words as printed

The same sources give the same bytes, with the same engines.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version

from offprint import __version__
from offprint.collate.reading import (
    FIGURE,
    FORMULA,
    REFERENCE,
    THING,
    UNWITNESSED,
    Facts,
    Reading,
    citations_of,
    plain,
)
from offprint.editions.edition import Edition

SCHEMA = 1
_ENGINES = ("pypandoc_binary", "weasyprint", "typst", "fonttools", "uharfbuzz")
_EXTRA = "mathra"
"""An engine that an installation may lack."""
_WORD = re.compile(r"\w")
_THIN = "\u202f"
_UNCOUNTED = UNWITNESSED | {"revision"}


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is of each; a word is what stands between blanks and has a letter or digit."""

    words: int = 0
    citations: int = 0
    references: int = 0
    notes: int = 0
    figures: int = 0
    formulas: int = 0

    def __str__(self) -> str:
        """Return the counts in words; of figures and formulas only if there are any."""
        always = ("words", "citations", "references", "notes")
        shown = {name: number for name, number in asdict(self).items() if number or name in always}
        return ", ".join(f"{grouped(number)} {_named(name, number)}" for name, number in shown.items())


def grouped(number: int) -> str:
    """Return a number with its thousands apart (ISO 80000-1, §7.3.1)."""
    return f"{number:,}".replace(",", _THIN)


def _named(plural: str, number: int) -> str:
    return plural[:-1] if number == 1 else plural


def counts_of(reading: Reading) -> Counts:
    """Return the counts of a reading, without what templates lay out from the metadata."""
    said = {name: words for name, words in reading.passages.items() if name not in _UNCOUNTED}
    things = [match[1] for words in said.values() for match in THING.finditer(words)]
    return Counts(
        words=sum(bool(_WORD.search(word)) for words in said.values() for word in _shown(words)),
        citations=sum(1 for _ in _citations(reading)),
        references=sum(name.startswith("reference ") for name in said),
        notes=sum(name.startswith("note ") for name in said),
        figures=things.count(FIGURE),
        formulas=things.count(FORMULA),
    )


def _shown(words: str) -> list[str]:
    return plain(THING.sub("", words)).split()


def _citations(reading: Reading) -> Iterator[tuple[tuple[str, ...], str]]:
    for words in reading.passages.values():
        yield from citations_of(words)


def record(reading: Reading, counts: Counts, editions: Sequence[Edition], *, agree: bool) -> bytes:
    """Return the record as UTF-8 JSON, its keys in the order that is documented above."""
    references = [
        match[2]
        for words in reading.passages.values()
        for match in THING.finditer(words)
        if match[1] == REFERENCE
    ]
    facts = next(iter(reading.facts.values()), Facts())
    told = {
        "schema": SCHEMA,
        "agree": agree,
        "revision": plain(reading.passages.get("revision", "")),
        "work": asdict(facts),
        "counts": asdict(counts),
        "editions": [_file(one.name, one.data) for one in editions],
        "beside": [_file(name, data) for one in editions for name, data in one.beside.items()],
        "engines": dict(_engines()),
        "citations": [{"keys": keys, "text": text} for keys, text in _citations(reading)],
        "references": [
            {"key": key, "text": plain(reading.passages.get(f"reference {key}", ""))} for key in references
        ],
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def _engines() -> Iterator[tuple[str, str]]:
    yield "offprint", __version__
    for name in _ENGINES:
        yield name, version(name)
    with suppress(PackageNotFoundError):
        yield _EXTRA, version(_EXTRA)


def _file(name: str, data: bytes) -> dict[str, str | int]:
    return {"file": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
