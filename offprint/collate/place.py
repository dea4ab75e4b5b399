"""Finds where in the manuscript a difference comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from offprint.collate.difference import Difference
from offprint.manuscript import Manuscript
from offprint.problems import Place, Problem, problem

_PRINT_HINT = "look in styles/print for a rule that hides or cuts it; if there is none, report this as a bug"
_HINT = "look in styles/page, if its templates are yours; else report this as a bug"
_KEYS = {"authors": "author", "language": "lang", "rights": "license"}
_WORDS = re.compile(r"\w+(?:[ ]\w+)+|\w{5,}")
_TRIES = 8


def placed(found: Difference, manuscript: Manuscript) -> Problem:
    """Return the problem that a difference is, at its place: the file, if none is found."""
    hint = _PRINT_HINT if found.edition == "PDF" else _HINT
    return problem(found.rule, found.message, _place(found, manuscript), hint)


def _place(found: Difference, manuscript: Manuscript) -> Place:
    if found.key and (cited := next(manuscript.search.citations(found.key), None)):
        return cited
    for words in [*_pieces(found.near), *reversed(list(_pieces(found.before)))][:_TRIES]:
        if spot := next(manuscript.search.literal(words), None):
            return spot
    places = manuscript.metadata.places if found.name else {}
    own = places.get(_KEYS.get(found.name, found.name)) or places.get(f"{found.name}s")
    return own or Place(manuscript.text.place(1).path)


def _pieces(words: str) -> Iterator[str]:
    """Yield runs of words between marks: as an author wrote them, whatever the marks became."""
    for run in sorted(_WORDS.findall(words[:400]), key=len, reverse=True)[:4]:
        yield " ".join(run.split()[:8])
