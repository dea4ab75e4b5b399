"""Formulas in words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from offprint.body import Element
from offprint.speech import spoken

Composed = Callable[..., Element]


@pytest.mark.parametrize(
    ("lang", "tex", "said"),
    [
        ("en-GB", r"\frac{a}{b}", "a over b"),
        ("fr", r"\frac{3}{4}", "trois quarts"),
        ("en", r"\begin{align} a &= b & {}\qquad\text{(1)} \end{align}", "a equals b (1)"),
        ("he", r"\frac{a}{b}", ""),
        ("en", r"\unheard{x}", ""),
        ("en", "x" * 2000, ""),
    ],
)
def test_formulas_in_words(lang: str, tex: str, said: str) -> None:
    """In the language of the text; what is not known is not guessed at."""
    assert spoken(tex, lang) == said


def test_a_formula_is_said_in_the_language_around_it(composed: Composed) -> None:
    """A French quotation in an English text is read in French throughout."""
    main = composed(r"$\frac{3}{4}$ and [le $\frac{3}{4}$]{lang=fr}")

    assert [one.get("alttext") for one in main.iter("math")] == ["3 over 4", "trois quarts"]
