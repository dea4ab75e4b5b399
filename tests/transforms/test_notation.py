r"""Chemistry, powers of ten and norms, as the engines read them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from offprint.body import Element

Composed = Callable[..., Element]


def tex(main: Element) -> str:
    """Return the TeX of the only formula, blanks left out."""
    return "".join("".join(one.text or "" for one in main.iter("annotation")).split())


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("H2O", r"\mathrm{H}_{2}\mathrm{O}"),
        ("SO4^2-", r"\mathrm{SO}_{4}^{2-}"),
        ("Na+ + Cl-", r"\mathrm{Na}^{+}+\mathrm{Cl}^{-}"),
        ("^{14}_{6}C", r"{}^{14}_{6}\mathrm{C}"),
        ("Fe^{III}", r"\mathrm{Fe}^{\mathrm{III}}"),
        ("Ca(OH)2", r"\mathrm{Ca}(\mathrm{OH})_{2}"),
        ("CuSO4*5H2O", r"\mathrm{CuSO}_{4}\cdot5\,\mathrm{H}_{2}\mathrm{O}"),
        ("CH3-CH=CH2", r"\mathrm{CH}_{3}{-}\mathrm{CH}{=}\mathrm{CH}_{2}"),
        ("2H2 -> 4H", r"2\,\mathrm{H}_{2}\rightarrow4\,\mathrm{H}"),
        ("A ->[heat] B", r"\mathrm{A}\overset{\mathrm{heat}}{\rightarrow}\mathrm{B}"),
        ("CO2(g) v", r"\mathrm{CO}_{2}\mathrm{(g)}\downarrow"),
        ("1/2 O2", r"\tfrac{1}{2}\,\mathrm{O}_{2}"),
    ],
)
def test_chemistry_is_tex(composed: Composed, written: str, made: str) -> None:
    """As mhchem sets it: upright letters, numbers below, charges above."""
    assert tex(composed(f"$\\ce{{{written}}}$")) == made


@pytest.mark.parametrize(
    ("written", "made"),
    [
        (r"\num{1e5}", r"1\times10^{5}"),
        (r"\SI{3e-4}{\m}", r"3\times10^{-4}\,\si{\m}"),
        (r"2\|x\|", r"2\lVertx\rVert"),
        (r"a \| b", r"a\|b"),
        (r"\mathbf{E}", r"\textbf{E}"),
    ],
)
def test_other_notation(composed: Composed, written: str, made: str) -> None:
    """A lone sign of a norm is what it was."""
    assert tex(composed(f"${written}$")) == made
