"""What a print carries of what it was made from: the texts as they are, and the cited entries.

A bibliography is cut down to what is cited, each entry as its author wrote it: a library of ten
thousand entries is no part of the article, and what it says of other works is not meant for readers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from offprint.bibliography import Bibliography, Block
from offprint.manuscript import Manuscript
from offprint.press import Source
from offprint.proof import cited_keys

_KINDS: Mapping[str, tuple[str, str]] = {
    ".md": ("text/markdown", "Manuscript"),
    ".j2": ("text/markdown", "Manuscript (template)"),
    ".csv": ("text/csv", "Data"),
    ".tsv": ("text/tab-separated-values", "Data"),
    ".bib": ("text/x-bibtex", "Bibliography: the cited entries"),
}
_OTHER = ("text/plain", "Part of the manuscript")
_ABBREVIATION = re.compile(r"@\w+\s*[{(]\s*([^\s={}()\"]+)\s*=")
_WORD = re.compile(r"[^\s={}()\"#,]+")
_UNPRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069/\\]")
_LONGEST = 120


def sources_of(manuscript: Manuscript, bibliography: Bibliography) -> tuple[Source, ...]:
    """Return the files that the work was made from, in the order in which they were read."""
    cited = cited_keys(manuscript)
    keys = list(bibliography.entries) if "*" in cited else cited
    files = [(path, path.read_bytes()) for path in manuscript.text.files]
    files += _cited(bibliography, keys)
    names = _names([path for path, _ in files])
    return tuple(
        Source(name, data, *_KINDS.get(path.suffix.lower(), _OTHER))
        for name, (path, data) in zip(names, files, strict=True)
    )


def _cited(bibliography: Bibliography, keys: Iterable[str]) -> Iterator[tuple[Path, bytes]]:
    """Yield each bibliography with what is needed of it, in the order of its lines."""
    chosen = bibliography.chosen(keys)
    wanted = [*_abbreviations(bibliography.abbreviations, chosen), *chosen]
    for path in dict.fromkeys(block.place.path for block in wanted):
        own = sorted((block for block in wanted if block.place.path == path), key=_line)
        yield path, ("\n\n".join(block.bare for block in own) + "\n").encode()


def _line(block: Block) -> tuple[int, int]:
    return block.place.line, block.place.column


def _abbreviations(known: Sequence[Block], chosen: Iterable[Block]) -> list[Block]:
    """Return the abbreviations that entries use, and those that these use."""
    by_name = {match[1].lower(): block for block in known if (match := _ABBREVIATION.match(block.text))}
    found: dict[str, Block] = {}
    waiting = list(chosen) if by_name else []
    while waiting:
        words = {word.lower() for word in _WORD.findall(waiting.pop().text)}
        new = {name: by_name[name] for name in words & by_name.keys() - found.keys()}
        found |= new
        waiting += new.values()
    return list(found.values())


def _names(paths: Sequence[Path]) -> Iterator[str]:
    """Yield a name for each file that no other has, in characters that can be seen."""
    taken: set[str] = set()
    for path in paths:
        bare = _UNPRINTED.sub("_", path.name)[-_LONGEST:]
        name, number = bare, 1
        while name.casefold() in taken:
            number += 1
            name = f"{number}-{bare}"
        taken.add(name.casefold())
        yield name
