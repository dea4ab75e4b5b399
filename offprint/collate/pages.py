"""Compares where the printed pages begin: in print itself, and where other editions say so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from offprint.collate.difference import Difference
from offprint.collate.reading import LETTERS, PageWords, Reading, plain, squeezed
from offprint.collate.witness import NAME

_RULE = "collation-page"
_WORD = 40
"""Letters that the part of a broken word on the page before may have."""
_SHOWN = 40


def compare_pages(readings: Sequence[Reading]) -> Iterator[Difference]:
    """Yield where an edition has a printed page begin elsewhere, or does not know it.

    An edition that marks no pages at all was made without the print; in a build, where the witness
    is, it may not.
    """
    built = any(reading.name == NAME for reading in readings)
    print_ = next((reading for reading in readings if reading.printed), None)
    if print_ is None:
        return
    title = squeezed(plain(print_.passages.get("title", "")))[:LETTERS]
    for reading in readings:
        if reading.printed or reading.name == NAME or not (reading.pages or built):
            continue
        for label, words in print_.pages.items():
            if told := "" if _opens(reading, label, words, title) else _told(reading, label, words):
                yield Difference(_RULE, told, near=words.after, edition=reading.name)


def _opens(reading: Reading, label: str, words: PageWords, title: str) -> bool:
    """Tell whether the work's title begins this page: no mark stands there, but at what follows it.

    The title moves to the second page with a first table or figure that fills a page of its own.
    """
    return bool(title) and words.after == title and label in reading.pages


def _told(reading: Reading, label: str, words: PageWords) -> str:
    """Return what is wrong with a page in an edition; nothing, if it begins as in print."""
    marked = reading.pages.get(label)
    if marked is None:
        return f"the {reading.name} does not say where page {label} begins"
    if _agree(words, marked.after):
        return ""
    has, wants = marked.after[:_SHOWN], words.after[:_SHOWN]
    return f"the {reading.name} has page {label} begin with “{has}”, the PDF with “{wants}” (blanks left out)"


def _agree(words: PageWords, marked: str) -> bool:
    """Tell whether a mark stands before a page's first letters, or before the word that they end."""
    parts = range(min(len(words.before), _WORD) + 1)
    wanted = (words.before[len(words.before) - part :] + words.after for part in parts)
    return any(one[:LETTERS].casefold() == marked.casefold() for one in wanted)
