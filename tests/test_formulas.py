"""Formulas as they are set for print."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from offprint.body import Element
from offprint.formulas import Formula, Setting, typeset
from offprint.project import shipped
from offprint.transforms.equations import numbered


def settings(*sources: str, display: bool = False) -> list[Setting]:
    """Return the settings of formulas in TeX."""
    formulas = [Formula(tex, display) for tex in sources]
    return list(typeset(formulas, shipped("fonts"), 28).values())


def test_lines_inside_a_formula_stay_inside() -> None:
    """They stand one below another beside what is before them, and do not break the formula."""
    lines, one, beside = settings(
        r"\begin{aligned} a &= b \\ c &= d \end{aligned}",
        "a = b",
        r"x = \left\{ \begin{aligned} a &= b \\ c &= d \end{aligned} \right.",
        display=True,
    )

    assert beside.height < lines.height + one.height
    assert beside.width > lines.width + 1.5


@pytest.mark.parametrize(
    ("small", "large"),
    [
        (r"\left. a \right|_0", r"\left. \frac{\frac{a}{b}}{\frac{c}{d}} \right|_0"),
        (r"\left\{ a \right.", r"\left\{ \frac{\frac{a}{b}}{\frac{c}{d}} \right."),
    ],
)
def test_a_bracket_on_one_side_grows(small: str, large: str) -> None:
    """It is as high as what it holds, as it is with another on the other side."""
    low, high = settings(small, large)
    (both,) = settings(r"\left( \frac{\frac{a}{b}}{\frac{c}{d}} \right)")

    assert high.height >= both.height > 1.5 * low.height


def test_an_array_has_its_columns_and_rules() -> None:
    """It is as high as its rows, and what stands beside it stands on its middle."""
    bare, array = settings(
        r"\begin{matrix} a & b \\ c & d \end{matrix}", r"\begin{array}{c|c} a & b \\ \hline c & d \end{array}"
    )

    assert array.height == pytest.approx(bare.height, abs=0.6)
    assert b"<path" in array.svg
    assert array.svg.count(b"stroke=") > bare.svg.count(b"stroke=")


def test_numbers_of_lines_stand_at_the_margin() -> None:
    """A formula with the measure to itself is as wide as it; any other is as wide as it needs."""
    tex = numbered(r"\begin{align} a &= b \\ c &= d \end{align}", ["(1)", "(2)"])
    whole, narrow = typeset([Formula(tex, True, True), Formula(tex, True)], shipped("fonts"), 28).values()

    assert whole.width == pytest.approx(28, abs=0.01)
    assert narrow.width < 10


def test_a_display_has_no_blank_of_its_own() -> None:
    """What stands above and below it is the style's matter; a number beside it is on its middle."""
    (display,), (inline,) = settings("n", display=True), settings("n")

    assert display.height == pytest.approx(inline.height)


@pytest.mark.parametrize("norm", [r"\left\lVert %s \right\rVert", r"\left\| %s \right\|"])
def test_the_signs_of_a_norm_grow(norm: str) -> None:
    """They are as high as what they hold, and no relation: nothing parts them from it."""
    small, large, bare = settings(norm % "x", norm % r"\frac{\frac{a}{b}}{\frac{c}{d}}", "x")

    assert large.height > 2 * small.height
    assert small.width < bare.width + 1.5


def test_bars_are_brackets() -> None:
    """Blanks in pandoc's markup around them are none in print; a lone bar keeps its distance."""
    absolute, bare, lone = settings("|x|", "x", "a|b")

    assert absolute.width < bare.width + 0.7
    assert lone.width > absolute.width


def test_letters_of_units_stand_together() -> None:
    """Words of one letter each are one word."""
    unit, word = settings(r"\si{\km}", r"\mathrm{km}")

    assert unit.width == pytest.approx(word.width, abs=0.05)


def test_parallel_lines_stay_a_relation() -> None:
    r"""`\parallel` is not a norm: it keeps its distance from what it relates."""
    relation, norm = settings(r"a \parallel b", r"\left\lVert a b \right\rVert")

    assert relation.width > norm.width + 0.1


def test_a_norm_has_its_own_sign_in_the_page(composed: Callable[..., Element]) -> None:
    """Browsers set the sign for parallels apart, as the relation that it is (MathML Core, Appendix B)."""
    signs = [sign.text for sign in composed(r"$\left\lVert x \right\rVert$ and $a \parallel b$").iter("mo")]

    assert signs == ["‖", "‖", "∥"]
