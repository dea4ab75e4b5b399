"""Cross-references, each as it is written beside what every edition says."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from offprint.body import Element, words_of

Composed = Callable[..., Element]
Checked = Callable[..., list[str]]

THINGS = """

![X](pic.svg){#fig:x}

![Y](pic.svg){#fig:y}

![Z](pic.svg){#fig-z}

::: {#fig:pair}
![Left](pic.svg){#fig:left}
![Right](pic.svg){#fig:right}

Both.
:::

| a | b |
|---|---|
| 1 | 2 |

: Counts {#tbl:t}

$$x$$ {#eq:a}

$$y$$ {#eq:b}

# Method {#sec:m}

# Data {#sec:data .appendix}

# Proofs {#sec:proofs .appendix}
"""


def first_words(main: Element) -> str:
    """Return what the first paragraph says, no-break spaces as blanks."""
    return words_of(next(main.iter("p"))).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("In @fig:x and @fig-z.", "In Figure 1 and Figure 3."),
        ("In [@fig:x; @fig:y].", "In Figures 1 and 2."),
        ("In [@fig:x; @fig:y; @fig-z].", "In Figures 1–3."),
        ("In [@fig:x; @fig-z].", "In Figures 1 and 3."),
        ("In [@fig:x; @tbl:t; @fig:y].", "In Figure 1, Table 1 and Figure 2."),
        ("In [Fig. @fig:x].", "In Fig. 1."),
        ("In [see @fig:x, left].", "In see Figure 1, left."),
        ("In [-@fig:x; -@fig:y; -@fig-z].", "In 1–3."),
        ("In @fig:left; in [@fig:left; @fig:right] of @fig:pair.",
         "In Figure 4a; in Figures 4a and 4b of Figure 4."),
        ("In @sec:data, [@sec:data; @sec:proofs].", "In Appendix A, Appendices A and B."),
        (r"In \cref{fig:x,fig:y}, Figure~\ref{fig:x}.", "In Figures 1 and 2, Figure 1."),
        (r"In \crefrange{fig:x}{fig-z} and \eqref{eq:a}.", "In Figures 1–3 and (1)."),
        ("In @fig:x{page}.", "In Figure 1."),
        ("So [@lynch2003; @fig:x] and [@fig:y; @lynch2003, p. 3].",
         "So (Lynch 2003; Figure 1) and (Figure 2; Lynch 2003, 3)."),
    ],
)  # fmt: skip
def test_references_in_words(composed: Composed, written: str, said: str) -> None:
    """Several share a noun, three in a row are a range, and words before replace the noun."""
    assert first_words(composed(written + THINGS)) == said


@pytest.mark.parametrize(
    ("lang", "written", "said"),
    [
        ("fr", "Voir @fig:x. @fig:y montre…", "Voir figure 1. Figure 2 montre…"),
        ("fr", "Cf. @fig:x, [@tbl:t; @eq:a].", "Cf. figure 1, tableau 1 et équation 1."),
        ("fr", r"Voir \autoref{fig:x}. \autoref{fig:y} montre…", "Voir figure 1. Figure 2 montre…"),
        ("es", "Véanse [@fig:x; @fig:y].", "Véanse figuras 1 y 2."),
        ("de", "Siehe [@sec:data; @sec:proofs].", "Siehe Anhänge A und B."),
        ("ru", "См. @tbl:t. @Tbl:t и @fig:x.", "См. таблица 1. Таблица 1 и рисунок 1."),
    ],
)
def test_nouns_follow_the_language(composed: Composed, lang: str, written: str, said: str) -> None:
    """A noun is capital where the language has it so, and where a sentence begins."""
    assert first_words(composed(written + THINGS, lang)) == said


@pytest.mark.parametrize(
    ("lang", "written", "said"),
    [
        ("en", "Figure @fig:x shows.", "Figure 1 shows."),
        ("en", "See Fig. @fig:x (Table @tbl:t, Eq. [@eq:a]).", "See Fig. 1 (Table 1, Eq. 1)."),
        ("en", "In Figures @fig:x, @fig:y and @fig-z.", "In Figures 1, 2 and 3."),
        ("en", "In Figures @fig:x and @fig:y, @fig-z differs.", "In Figures 1 and 2, Figure 3 differs."),
        ("en", "In Figures [@fig:x; @fig:y].", "In Figures 1 and 2."),
        ("en", "In Table @fig:x.", "In Table Figure 1."),
        ("en", "In +@fig:x and (!@fig:y).", "In Figure 1 and (2)."),
        ("de", "In Abbildung\\ @fig:x und Tab. @tbl:t.", "In Abbildung 1 und Tab. 1."),
        ("ru", "На рисунке @fig:x, рис. @fig:y.", "На рисунке рисунок 1, рис. 2."),
    ],
)
def test_a_noun_of_the_authors_own_is_not_said_twice(
    composed: Composed, lang: str, written: str, said: str
) -> None:
    """Pandoc-fignos and Manubot print the number alone; the author writes “Figure @fig:x”."""
    assert first_words(composed(written + THINGS, lang)) == said


def test_each_number_is_a_link(composed: Composed) -> None:
    """The links of several references lead each to its own thing."""
    main = composed("In [@fig:x; @fig:y; @tbl:t]." + THINGS)

    links = [(link.get("href"), words_of(link)) for link in next(main.iter("p")).iter("a")]

    assert links == [("#fig:x", "Figures 1"), ("#fig:y", "2"), ("#tbl:t", "Table 1")]


def test_captions_and_headings_are_numbered(composed: Composed) -> None:
    """Panels have letters, appendices are called so; each stands under its own id."""
    main = composed("In @fig:left." + THINGS)

    captions = {one.xpath("string(../@id)"): words_of(one) for one in main.iter("figcaption", "caption")}
    headings = [words_of(one) for one in main.iter("h2")]

    assert captions["fig:pair"] == "Figure 4. Both."
    assert captions["fig:right"] == "(b) Right"
    assert captions["tbl:t"] == "Table 1. Counts"
    assert headings == ["Method", "Appendix A Data", "Appendix B Proofs"]


def test_sections_of_appendices_are_numbered(composed: Composed) -> None:
    r"""`\appendix` begins them, as in LaTeX; their sections go by the letter."""
    text = "# One\n\n## Two\n\n\\appendix\n\n# Data\n\n## Raw\n\nSee @sec:x.\n\n### Deep {#sec:x}\n"
    main = composed(text, front="number-sections: true")

    assert [words_of(one) for one in main.iter("h2", "h3", "h4")] == [
        "1 One", "1.1 Two", "Appendix A Data", "A.1 Raw", "A.1.1 Deep",
    ]  # fmt: skip
    assert first_words(main) == "See Appendix A.1.1."


def test_a_page_of_latex_is_told_how_to_be_written(checked: Checked) -> None:
    """A web page has no pages, and the words around the number would stay there."""
    [told] = checked("# One {#sec:x}\n\nOn page \\pageref{sec:x}.")

    assert told.startswith(
        "paper.md:7:9: error[raw-format]: “\\pageref{sec:x}” is meant for tex and would vanish"
    )
    assert told.endswith("; only print has pages: write @sec:x{page}, which tells the page there")


def test_dangling_and_doubled_labels_are_told(checked: Checked) -> None:
    """Each at its place: one of several, a panel's, both ends of a range."""
    told = checked(
        "See [@fig:x; @fig:no].\n\n\\crefrange{fig:x}{fig:none}\n\n"
        "![X](references.bib){#fig:x}\n\n::: {#fig:p}\n![X](references.bib){#fig:x}\n\nAll.\n:::"
    )

    assert [one for one in told if "image" not in one] == [
        "paper.md:5:15: error[dangling-reference]: nothing has the label “fig:no”; did you mean “fig:x”?",
        ("paper.md:7:1: error[dangling-reference]: nothing has the label “fig:none”; "
         "put {#fig:none} behind what it means"),
        ("paper.md:9:23: error[duplicate-label]: the label “fig:x” stands 2 times (also in line 12); "
         "give each thing a label of its own"),
    ]  # fmt: skip


def test_a_draft_shows_where_a_reference_is_missing(composed: Callable[..., Element]) -> None:
    """LaTeX's references to nothing are two question marks, as there; the author is told of them."""
    assert words_of(composed(r"See \ref{fig:none}.")) == "See ??."
