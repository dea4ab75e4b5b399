"""The words of the page's furniture."""

from __future__ import annotations

from dataclasses import astuple

import pytest

from offprint.editions.wording import WORDING, wording
from offprint.terms import TERMS, terms


def test_every_language_of_the_editions_has_them() -> None:
    """Where an edition speaks a language, the page's buttons speak it too."""
    assert WORDING.keys() == TERMS.keys()
    assert all(all(astuple(words)) for words in WORDING.values())


@pytest.mark.parametrize(("lang", "cite"), [("de-AT", "Zitieren"), ("pt-BR", "Citar"), ("tlh", "Cite this")])
def test_a_country_or_an_unknown_language_gets_the_nearest(lang: str, cite: str) -> None:
    """As for all other words: those of the language, else English."""
    assert wording(terms(lang)).cite == cite
