"""What arbitrary input has brought to light: each stays mended."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from offprint import drawings
from offprint.body import Element
from offprint.cli import main
from offprint.pictures import PictureError, read
from offprint.search import mask_code


def test_a_section_called_footnotes_is_kept(composed: Callable[..., Element]) -> None:
    """Pandoc gives its own notes the same id as such a heading, whose section was taken for them."""
    body = composed("A note.[^1]\n\n# Footnotes\n\nWords here.\n\n[^1]: The note.")

    assert "Words here." in body.text_content()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("![x](%00)", "paper.md:5:6: error[image-missing]: “%00” is not there;"),
        ("![x](\\\\\\\\host\\\\x)", "paper.md:5:6: error[image-missing]: “\\\\host\\x” is not there;"),
        ("![x](http://[)", "paper.md:5:6: error[image-remote]: “http://%5B” lies on the network,"),
        ("_@fig:x and_", "paper.md:5:3: error[dangling-reference]: nothing has the label “fig:x”;"),
        ("- [^n]: word", "paper.md:5:3: warning[unused-note]: nothing calls the note “n”,"),
        ("[a]{#fn1}", "paper.md:5:6: error[reserved-id]: the id “fn1” is one that the editions use"),
        ("::: {#offprint-title}\nx\n:::", "paper.md:5:7: error[reserved-id]: the id “offprint-title” is one"),
        ("# A\n\n# \n\nx", "paper.md:7:1: warning[empty-heading]: a heading without words is left out;"),
        (
            "[\n\n| @lynch2003, p. 3 |\n|---|\n| x |",
            "paper.md:7:15: warning[locator-outside]: the page stands outside",
        ),
        (
            "```{.csv #tbl:x}\na\n```\n\n```{.csv #tbl:x}\na\n```",
            "paper.md:5:11: error[duplicate-label]: the label “tbl:x” stands 2 times (also in line 9);",
        ),
        (
            "- ::: {.note}\n    word",
            "paper.md:5:3: warning[unclosed-div]: the fenced division that opens here",
        ),
        (
            "> # *[\\newpage]{.a}*\n\nx",
            "paper.md: warning[empty-heading]: a heading without words is left out;",
        ),
        ("a `b [[[[[[[[[[[[[[[[[\n\nc` d", "paper.md:5:18: error[nesting]: more than 12 square brackets"),
        (
            "$\\frac{" + "{" * 50 + "x" + "}" * 51 + "$",
            "paper.md:5:2: error[nesting]: the formula “\\frac{{{",
        ),
    ],
)
def test_it_is_told_at_its_place(text: str, told: str, checked: Callable[..., list[str]]) -> None:
    """Each of these was told without a place, as a fault of the tool's, or not at all."""
    assert [line for line in checked(text) if line.startswith(told)], checked(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("$$ $$", "paper.md:4:1: error[math]: a formula holds nothing;"),
        ("[a]{#b} [c]{#b}", "paper.md:4:14: warning[duplicate-id]: the id “b” stands more than once,"),
        ("::: {#fig:z}\n\\newpage\n\n[word](#a)\n:::\n\n# A {#a}\n\nWords.", ""),
        ("9" * 5000 + ". one", ""),
        ("```{#y .numberLines}\ntwo words\n```", ""),
        ("| head |\n|---|\n| ![one](pic.svg) |\n| ![other](pic.svg) |", ""),
        ("| ![one](pic.svg) |\n|---|\n| ![other](pic.svg) |\n| a |", ""),
        ("::: {#refs}\nWords.^[A note.]\n\nMore.\n:::\n\nText.", ""),
        ("[a]{#refs} b", "paper.md:4:6: error[reserved-id]: the id “refs” is one that the editions use"),
        ("::: {#fig:z}\npara\n\n`1984`{.landscape}\n\ncap\n:::", ""),
        ("::: {#fig:z}\npara\n\n::: {.landscape}\nWords.\n:::\n\ncap\n:::", ""),
    ],
)
def test_it_is_told_as_it_is_built(
    text: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each of these ended in a traceback, or in editions that did not agree."""
    (tmp_path / "paper.md").write_text(f"---\ntitle: T\n---\n{text}\n")
    (tmp_path / "pic.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0L9 9"/></svg>'
    )
    monkeypatch.chdir(tmp_path)

    code = main(["build", "paper.md"])

    lines = capsys.readouterr().err.splitlines()
    assert code == (1 if "error[" in told else 0)
    assert not told or [line for line in lines if line.startswith(told)], lines


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("[@lynch2003](https://a.org)", ["#ref-lynch2003"]),
        (
            "[see **all of @lynch2003** here](https://a.org)",
            ["https://a.org"] * 2 + ["#ref-lynch2003", "https://a.org"],
        ),
        ("[words^[A note.] here](https://a.org)", ["https://a.org", "#fn1", "https://a.org"]),
        ("[see @sec:x](https://a.org)\n\n# Title {#sec:x}\n\nx", ["https://a.org", "#sec:x"]),
    ],
)
def test_no_link_stands_in_another(text: str, addresses: list[str], composed: Callable[..., Element]) -> None:
    """A link around a citation was one that the PDF did not have; the words around it keep the link."""
    body = composed(text)

    links = [str(link.get("href")) for link in body.iter("a") if link.get("class") != "permalink"]
    assert [one for one in links if not one.startswith("https://doi")] == addresses


def test_a_control_in_the_front_matter_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """YAML can name a character that it cannot hold; pandoc refused what it was given."""
    (tmp_path / "paper.md").write_text('---\ntitle: "a\\u0001b"\n---\nWords.\n')
    monkeypatch.chdir(tmp_path)

    assert main(["check", "paper.md"]) == 1

    told = "paper.md:2:8: error[front-matter-syntax]: a value holds a control character"
    assert capsys.readouterr().err.splitlines()[0] == told


def test_code_in_a_line_ends_with_its_paragraph() -> None:
    """A backtick that never closes hides nothing behind the next blank line; a comment that does, does."""
    text = "a `b\n\nc ``d ` e`` <!-- f\n\ng --> h <!-- i"

    assert mask_code(text).replace("\x00", "·") == "a `b\n\nc ········· ······\n\n····· h <!-- i"


def test_what_a_drawing_draws_is_counted(tmp_path: Path) -> None:
    """Copies of copies count as often as they are drawn; what a figure may draw is far above that."""
    copies = "".join(f'<g id="a{n}"><use href="#a{n - 1}"/><use href="#a{n - 1}"/></g>' for n in range(1, 20))
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><path id="a0"/>{copies}<use href="#a19"/></svg>'
    (tmp_path / "many.svg").write_text(svg)

    with pytest.raises(PictureError, match=f"draws more than {drawings.MOST} elements"):
        read(tmp_path / "many.svg")
