r"""Formulas of several lines, tags, and macros, as they are written beside what is set."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from offprint.body import Element, words_of
from offprint.frontmatter import Value
from offprint.macros import definitions
from offprint.transforms.equations import Row, numbered, rows

Composed = Callable[..., Element]
LINES = (
    r"\begin{align}a &= \begin{cases}1 & 2 \\ 3\end{cases} \label{eq:a} \\ "
    r"b &= c \notag \\[2pt] d \label{eq:d}\end{align}"
)
PARTS = (
    r"\begin{subequations}\label{eq:s}\begin{align} a &= b \label{eq:a} \\ "
    r"c &= d \label{eq:b}\end{align}\end{subequations}"
)


def tex(main: Element) -> list[str]:
    """Return the TeX of the formulas, as MathML notes it."""
    return [(one.text or "").strip() for one in main.iter("annotation")]


def test_the_lines_of_a_formula() -> None:
    """A line ends at its own level only; what marks it is taken off."""
    assert rows(LINES) == [
        Row(r"a &= \begin{cases}1 & 2 \\ 3\end{cases}", "eq:a"),
        Row("b &= c"),
        Row("d", "eq:d"),
    ]
    assert rows(r"x \tag{A} \\ y") == [Row(r"x  \\ y", "", "(A)")]


def test_numbers_stand_in_a_column() -> None:
    """Lines with fewer columns are filled up, so that the numbers stand one under another."""
    assert numbered(LINES, ["(1)", "", "(2)"]) == (
        r"\begin{align} a &= \begin{cases}1 & 2 \\ 3\end{cases} & {}\qquad\text{(1)} \\ b &= c \\ "
        r"d && {}\qquad\text{(2)} \end{align}"
    )


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("$$x \\label{eq:a}$$\n\n$$y$$ {#eq:b}\n\nSee @eq:a and @eq:b.", "See Equation 1 and Equation 2."),
        ((r"\begin{equation}x \label{eq:a}\end{equation}" "\n\n" r"See \eqref{eq:a}."), "See (1)."),
        (LINES + "\n\n" r"See \eqref{eq:a} and \eqref{eq:d}.", "See (1) and (2)."),
        ((r"$$x \tag{A} \label{eq:a}$$" "\n\n" r"See \eqref{eq:a}, @eq:a."), "See (A), Equation A."),
        (
            PARTS + "\n\n$$x$$ {#eq:c}\n\nSee \\eqref{eq:s}, \\eqref{eq:a}, @eq:b, @eq:c.",
            "See (1), (1a), Equation 1b, Equation 2.",
        ),
        ("$$x \\tag{A}$$ {#eq:a}\n\n$$y$$ {#eq:b}\n\nSee @eq:a, @eq:b.", "See Equation A, Equation 1."),
    ],
)
def test_references_to_formulas(composed: Composed, written: str, said: str) -> None:
    """Each labelled line has a number of its own; a tag is the author's number."""
    main = composed(written)

    assert [words_of(one).replace("\u00a0", " ") for one in main.iter("p")][-1] == said


def test_lines_that_do_not_align_are_formulas_of_their_own(composed: Composed) -> None:
    """Each has its number beside it, and is what a reference to it leads to."""
    main = composed(
        r"$$\begin{gather} a \label{eq:a} \\ b \notag \\ c \tag{C} \end{gather}$$" "\n\nSee @eq:a."
    )

    assert tex(main) == ["a", "b", "c"]
    assert [(one.get("id"), words_of(one[-1])) for one in main.find_class("equation")] == [
        ("eq:a", "(1)"),
        (None, "(C)"),
    ]


@pytest.mark.parametrize(
    ("written", "large"),
    [
        (r"\begin{align} a &= b \\ c &= d \end{align}", ["true"]),
        (r"$$x = \begin{aligned} a &= b \\ c &= d \end{aligned}$$", ["true"]),
        (r"$$\begin{pmatrix} a & b \end{pmatrix}$$", [None]),
        (r"$\begin{aligned} a &= b \end{aligned}$", [None]),
    ],
)
def test_lines_are_as_large_as_formulas(composed: Composed, written: str, large: list[str | None]) -> None:
    """MathML would set them small, as it rightly does in a matrix."""
    assert [one.get("displaystyle") for one in composed(written).iter("mtable")] == large


@pytest.mark.parametrize(
    ("written", "beside"),
    [(r"$$x \tag{A}$$", "(A)"), (r"$$x \tag*{Bayes}$$", "Bayes"), (r"$$x \label{eq:a}$$", "(1)")],
)
def test_a_tag_is_never_lost(composed: Composed, written: str, beside: str) -> None:
    """It stands beside its formula in every edition, and not in its TeX."""
    main = composed(written)

    assert [words_of(one) for one in main.find_class("equation-number")] == [beside]
    assert tex(main) == ["x"]


@pytest.mark.parametrize(
    ("front", "text"),
    [
        ("macros:\n  R: \\mathbb{R}", r"$\R$"),
        ("macros: {bb: ['\\mathbb{#1}', 1]}", r"$\bb{R}$"),
        ("header-includes: |\n  \\usepackage{x}\n  \\newcommand{\\R}{\\mathbb{R}}", r"$\R$"),
        ("", "\\newcommand{\\R}{\\mathbb{R}}\n\n$\\R$"),
        ("", "\\def\\R{\\mathbb{R}}\n\n$\\R$"),
    ],
)
def test_macros_of_the_authors_own(composed: Composed, front: str, text: str) -> None:
    """From the front matter, from LaTeX's preamble there, or from the text."""
    assert tex(composed(text, front=front)) == [r"\mathbb{R}"]


def test_a_definition_changes_no_line_and_is_no_loss(checked: Callable[..., list[str]]) -> None:
    """Problems behind definitions are told at their own lines; definitions themselves are no problem."""
    told = checked("\\newcommand{\\Z}{z}\n\n::: x\n\n$\\R$", lang="en\nmacros: {R: r}")

    assert [one.partition("]")[0] for one in told] == ["paper.md:8:1: warning[unclosed-div"]


@pytest.mark.parametrize(
    ("values", "written"),
    [
        ({"macros": {"\\norm": "\\lVert #1 \\rVert"}}, "\\newcommand{\\norm}[1]{\\lVert #1 \\rVert}"),
        ({"macros": {"bad name": "x", "n1": "y"}}, ""),
        ({"header-includes": ["\\newcommand{\\a}{b", "\\usepackage{c}"]}, ""),
        ({}, ""),
    ],
)
def test_what_defines_a_macro(values: dict[str, Value], written: str) -> None:
    """Names are letters, arguments are counted; half a definition is none."""
    assert definitions(values) == written
