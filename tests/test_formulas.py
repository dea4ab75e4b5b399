"""Formulas as they are set for print."""

from __future__ import annotations

import pytest

from offprint.formulas import Formula, Setting, typeset
from offprint.project import shipped


def settings(*sources: str, display: bool = False) -> list[Setting]:
    """Return the settings of formulas in TeX."""
    formulas = [Formula(tex, display) for tex in sources]
    return list(typeset(formulas, shipped("fonts")).values())


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


def test_parallel_lines_stay_a_relation() -> None:
    r"""`\parallel` is not a norm: it keeps its distance from what it relates."""
    relation, norm = settings(r"a \parallel b", r"\left\lVert a b \right\rVert")

    assert relation.width > norm.width + 0.1
