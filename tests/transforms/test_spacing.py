"""Blanks that no line may end at, language by language."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from offprint.body import Element, inner

Composed = Callable[..., Element]


def shown(main: Element) -> str:
    """Return the first paragraph, `~` for a blank that does not break, `'` for a narrow one."""
    return inner(next(main.iter("p"))).replace("\u00a0", "~").replace("\u202f", "'")


@pytest.mark.parametrize(
    ("lang", "written", "made"),
    [
        ("fr", "Quoi ? Oui ! Donc : ceci ; (là ?).", "Quoi'? Oui'! Donc~: ceci'; (là'?)."),
        ("fr", "un « mot » de « deux »", "un «'mot'» de «'deux'»"),
        ("en", "So ? Yes : this", "So ? Yes : this"),
        ("cs", "v domě a s *tebou*, k `x`", "v~domě a~s~<em>tebou</em>, k~<code>x</code>"),
        ("pl", "W domu i w lesie", "W~domu i~w~lesie"),
        ("ru", "Москва — город в России", "Москва~— город в~России"),
        ("de", "Also z. B. auf S. 12, Nr. 5 und Abb. 3", "Also z.'B. auf S.~12, Nr.~5 und Abb.~3"),
        ("en", "about 5 kg, 20 °C, 95 % and 10 000 m", "about 5~kg, 20~°C, 95~% and 10~000~m"),
        ("en", "by J. R. Smith (J. Doe) and Prof. Roe", "by J.~R.~Smith (J.~Doe) and Prof.~Roe"),
        ("en", "see Fig. 3, Figure 4, § 5 and Theorem 6", "see Fig.~3, Figure~4, §~5 and Theorem~6"),
        ("en", "in 5 minutes at the end. 3 more", "in 5 minutes at the end. 3 more"),
        ("en", "as `5 kg` and $5 kg$", None),
        ("fr", "et [so ? « x »]{lang=en} ?", 'et <span lang="en">so ? « x »</span>\'?'),
    ],
)  # fmt: skip
def test_words_that_belong_together(composed: Composed, lang: str, written: str, made: str | None) -> None:
    """Each language has its own; code and formulas have none."""
    said = shown(composed(written, lang))

    assert said == made or (made is None and said.startswith("as <code>5 kg</code> and <math"))


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("in C++ and (C++17), g++.", "in {C++} and ({C++17}), {g++}."),
        ("in F# and 1+1", "in F# and 1+1"),
        ("libstdc++/Notepad++", "{libstdc++}/{Notepad++}"),
    ],
)
def test_names_that_end_in_signs(composed: Composed, written: str, made: str) -> None:
    """A line may end between two plus signs (UAX #14), but not in a name."""
    span = made.replace("{", '<span class="unbroken">').replace("}", "</span>")

    assert inner(next(composed(written).iter("p"))) == span


def test_a_break_in_the_source_is_a_blank(composed: Composed) -> None:
    """Where the author's line ends, print's need not."""
    assert shown(composed("by J.\nSmith, 5\nkg")) == "by J.~Smith, 5~kg"
