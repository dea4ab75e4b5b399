"""A place for each problem of the text: where the words stand that it quotes, else the text as a whole.

What tells of a problem seeks its place itself, and best. But a text can be written in more ways than
a pattern foresees, and a problem without a place leaves its reader nowhere to look.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from offprint.problems import Place, Problem
from offprint.search import Search

_QUOTED = re.compile("“([^”]+)”")
_WORD = re.compile(r"[\w:-]{4,}")
_TRIES = 8


def located(found: Iterable[Problem], search: Search) -> Iterator[Problem]:
    """Yield the problems of a text, each of them with a place."""
    for one in found:
        yield one if one.place else replace(one, place=_near(one.message, search))


def _near(message: str, search: Search) -> Place:
    """Return where the words that a message quotes stand, or the longest of them; else the file."""
    for words in _QUOTED.findall(message):
        longest = sorted(_WORD.findall(words), key=len, reverse=True)
        for sought in [words.removeprefix("@"), *longest][:_TRIES]:
            if len(sought) > 1 and (place := next(search.literal(sought), None)):
                return place
    return Place(search.text.place(1).path)
