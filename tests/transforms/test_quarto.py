"""What a manuscript for Quarto holds beside Markdown: shortcodes, tabs, conditions, cells, listings."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from offprint.body import Element, inner, words_of
from offprint.cli import main as offprint

Composed = Callable[..., Element]
Checked = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("{{< meta title >}}!", "T!"),
        ("Press {{< kbd Ctrl-C >}}.", "Press <kbd>Ctrl-C</kbd>."),
        ("one{{< br >}}two", "one<br>\ntwo"),
        ('{{< video film.mp4 title="A film" >}}', '<a href="film.mp4" class="uri">A film</a>'),
        ("`{{< br >}}` is code", "<code>{{&lt; br &gt;}}</code> is code"),
    ],
)
def test_shortcodes_become_what_they_mean(composed: Composed, written: str, made: str) -> None:
    """Those that need no program; in code they are code."""
    assert inner(next(composed(written).iter("p"))) == made


def test_a_page_break_is_one_in_print(composed: Composed) -> None:
    """It has no words, and a class that the printed page breaks at."""
    assert len(composed("A.\n\n{{< pagebreak >}}\n\nB.").find_class("new-page")) == 1


def test_other_shortcodes_are_told(checked: Checked) -> None:
    """They would be printed as they stand."""
    hint = "means nothing here, and would be printed as it stands; write what it gives, or take it out"
    assert checked("One.\n\nSo {{< fa star >}} and\n{{< lipsum 2 >}}.") == [
        f"paper.md:7:4: error[shortcode]: “{{{{< fa star >}}}}” {hint}",
        f"paper.md:8:1: error[shortcode]: “{{{{< lipsum 2 >}}}}” {hint}",
    ]


def test_tabs_stand_one_after_another(composed: Composed) -> None:
    """Their titles are no sections of the text."""
    main = composed("::: panel-tabset\n## R\n\nOne.\n\n## Python\n\nTwo.\n:::\n\n# After\n\nEnd.")

    assert [words_of(one) for one in main.find_class("tab")] == ["R One.", "Python Two."]
    assert [words_of(one) for one in main.iter("h2")] == ["After"]


@pytest.mark.parametrize(
    ("opening", "kept"),
    [
        ('{.content-visible when-format="pdf"}', True),
        ('{.content-visible when-format="html"}', False),
        ('{.content-visible unless-format="html"}', True),
        ('{.content-hidden when-format="pdf"}', False),
        ('{.content-hidden unless-format="pdf"}', True),
        ('{.content-visible when-profile="draft"}', False),
        ("{.content-hidden}", False),
        ("{.content-visible}", True),
    ],
)
def test_print_decides_what_is_shown(composed: Composed, opening: str, kept: bool) -> None:
    """What paper has, all editions have."""
    assert ("Part." in words_of(composed(f"Whole.\n\n::: {opening}\nPart.\n:::"))) is kept


def test_conditions_that_would_part_the_editions_are_told(checked: Checked) -> None:
    """One that holds in all of them, or in none, is not."""
    told = checked(
        '::: {.content-visible when-format="html"}\nA.\n:::\n\n'
        '::: {.content-visible when-format="docx"}\nB.\n:::\n\n[C.]{.content-hidden when-format="epub"}'
    )

    said = "warning[conditional]: the editions say the same: what is under"
    assert told == [
        (
            f"paper.md:5:23: {said} “when-format=html” is left out of all;"
            " take the condition away to have it in all"
        ),
        f"paper.md:13:22: {said} “when-format=epub” stands in all; take it out if it is not wanted",
    ]


def test_listings_have_captions_in_markdown_and_the_names_of_files(composed: Composed) -> None:
    """In Quarto's spelling; a file's name stands above its code."""
    main = composed('```{#lst-a .python filename="a.py" lst-cap="Half of *it*"}\nx\n```\n\nSee @lst-a.')

    figure = next(main.iter("figure"))
    assert [words_of(one) for one in figure] == ["a.py", "x", "Listing 1. Half of it"]
    assert words_of(main.findall("p")[-1]) == "See Listing 1."


def test_options_of_cells_are_no_code(composed: Composed) -> None:
    """They name a listing; a cell that is not to be seen is not."""
    main = composed(
        '```{python}\n#| lst-label: lst-a\n#| lst-cap: "Half"\n#| echo: true\nx = 1\n```\n\n'
        "```{r}\n#| include: false\nlibrary(x)\n```"
    )

    assert words_of(main) == "x = 1 Listing 1. Half"


def test_included_files_stand_where_they_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Files may include others; problems are told at their own lines."""
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "_a.md").write_text("One.\n\n{{< include _b.md >}}\n")
    (tmp_path / "parts" / "_b.md").write_text("Two, {{< fa star >}}.\n")
    (tmp_path / "paper.md").write_text(
        "---\ntitle: T\n---\n\n{{< include parts/_a.md >}}\n\nThree, @sec-x.\n"
    )
    monkeypatch.chdir(tmp_path)
    offprint(["check", "paper.md"])

    told = [re.split("[;,]", line)[0] for line in capsys.readouterr().err.splitlines()[:-1]]
    assert told == [
        "paper.md:7:9: error[dangling-reference]: nothing has the label “sec-x”",
        "parts/_b.md:1:6: error[shortcode]: “{{< fa star >}}” means nothing here",
    ]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("_gone.md", "is not there; paths start at the including file or the project's root"),
        ("../_out.md", "lies outside the project; copy it into the project"),
        ("paper.md", "includes itself; break the circle"),
    ],
)
def test_includes_that_cannot_be(checked: Checked, tmp_path: Path, name: str, why: str) -> None:
    """They are told at the name; a circle is one."""
    (tmp_path.parent / "_out.md").write_text("Secret.\n")

    assert checked(f"One.\n\n{{{{< include {name} >}}}}") == [
        f"paper.md:7:13: error[template-include]: “{name}” {why}"
    ]
