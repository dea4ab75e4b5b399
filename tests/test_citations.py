"""Citations that would vanish or print otherwise than they are meant, each beside what is told of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from offprint.cli import main
from offprint.locators import _MEANT, read, vocabulary
from offprint.pandoc import text
from offprint.project import shipped

Checked = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("written", "column", "lost"),
    [
        ("See [see @lynch2003, p. 3, and also @webber2001, ch. 2].", 38, "“lynch2003”"),
        ("See [@lynch2003 and @webber2001].", 22, "“lynch2003”"),
        ("See [-@lynch2003, @webber2001].", 20, "“lynch2003”"),
        ("See [@webber2001; @lynch2003, quoted in @webber2001].", 42, "“webber2001” and “lynch2003”"),
    ],
)
def test_a_comma_where_a_semicolon_belongs(checked: Checked, written: str, column: int, lost: str) -> None:
    """Pandoc would print only the second work; the place is the second key."""
    assert checked(written) == [
        (
            f"paper.md:5:{column}: error[swallowed-citation]: “@webber2001” stands inside the citation of "
            f"{lost}, which would vanish; put a semicolon between them: [@lynch2003; @webber2001]"
        )
    ]


@pytest.mark.parametrize(
    "written",
    [
        "See [see @lynch2003, p. 3; and also @webber2001, ch. 2].",
        "@lynch2003 [p. 3; @webber2001] and @lynch2003 [see @webber2001].",
        "See [@lynch2003, see @sec:a].\n\n# A {#sec:a}",
        "See [see @sec:a, and @lynch2003].\n\n# A {#sec:a}",
    ],
)
def test_nothing_is_lost_here(checked: Checked, written: str) -> None:
    """Semicolons, citations after a name, and cross-references beside a citation are in order."""
    assert checked(written) == []


@pytest.mark.parametrize(
    ("lang", "written", "told"),
    [
        ("en-GB", "[@lynch2003, chap. 4]",
         ("5:14: warning[locator-word]: “chap.” is not a locator in en-GB: “chap. 4” prints as a remark; "
         "write ch. 4")),
        ("en-GB", "[@lynch2003, pg. 4]",
         ("5:14: warning[locator-word]: “pg.” is not a locator in en-GB: “pg. 4” prints as a remark; "
         "write 4 alone, or p. 4")),
        ("en-GB", "@lynch2003 [sec. 2.1, end]",
         ("5:13: warning[locator-word]: “sec.” is not a locator in en-GB: “sec. 2.1” prints as a remark; "
         "write sect. 2.1")),
        ("de", "[@lynch2003, p. 12]",
         ("5:14: warning[locator-word]: “p.” is not a locator in de: “p. 12” prints as a remark; "
         "write 12 alone, or S. 12")),
        ("sr", "[@lynch2003, p. iv]",
         ("5:14: warning[locator-word]: “p.” is not a locator in sr: “p. iv” prints as a remark; "
         "write iv alone, or стр. iv")),
    ],
)  # fmt: skip
def test_a_locator_in_words_that_the_style_does_not_know(
    checked: Checked, lang: str, written: str, told: str
) -> None:
    """The words come from the style and the language; the one that serves is offered."""
    assert checked(written, lang=lang) == [f"paper.md:{told}"]


@pytest.mark.parametrize(
    ("lang", "written"),
    [
        ("en-GB", "[@lynch2003, ch. 4] [@lynch2003, 4] [@lynch2003, pp. 4--6] @lynch2003 [p. 3]"),
        ("en-US", "[@lynch2003, chap. 4] [@lynch2003, sec. 2.1] [@lynch2003, vol. 2]"),
        ("en-GB", "[@lynch2003, who lists 4 reasons] [@lynch2003, table 3] [@lynch2003, in 1999]"),
        ("de", "[@lynch2003, S. 12] [@lynch2003, Kap. 3]"),
        ("fr", "[@lynch2003, p. 12] [@lynch2003, chap. 3]"),
        ("sr", "[@lynch2003, стр. 12]"),
        ("sr-Latn", "[@lynch2003, str. 12]"),
    ],
)
def test_locators_in_the_words_of_the_language(checked: Checked, lang: str, written: str) -> None:
    """Known words, bare numbers and remarks pass; so does a script for which the locale has no words."""
    assert checked(written, lang=lang) == []


@pytest.mark.parametrize("lang", ["en", "en-GB", "de", "fr", "es", "it", "pt", "nl", "ru", "pl", "sr"])
def test_an_offered_word_is_one_that_the_engine_takes(lang: str) -> None:
    """What the hint says works: the engine itself finds a locator in every word that it offers."""
    style = shipped("csl/chicago-author-date.csl")
    first = vocabulary(style, lang, filter(None, [read(text(", p. 3"))]))
    offers = [f"{first.word(label)} 3" for label in _MEANT if first.word(label)]
    found = [locator for offer in offers if (locator := read(text(f", {offer}")))]
    words = vocabulary(style, lang, found)

    assert len(offers) > 5
    assert found
    assert [one.written for one in found if not words.known(one)] == []


@pytest.mark.parametrize(
    ("written", "column", "key"),
    [
        ("As @lynch2003, p. 4, says", 16, "lynch2003"),
        ("As @lynch2003 (pp. 4--5) says", 16, "lynch2003"),
        ("As [@webber2001, p. 4] and @webber2001 p. 4 say", 40, "webber2001"),
    ],
)
def test_a_page_outside_the_brackets(checked: Checked, written: str, column: int, key: str) -> None:
    """Without brackets, the page is no part of the citation."""
    word = "pp." if "pp." in written else "p."
    assert checked(written) == [
        (
            f"paper.md:5:{column}: warning[locator-outside]: the page stands outside the citation “@{key}”; "
            f"write @{key} [{word} …]"
        )
    ]


def test_a_style_without_locators(checked: Checked) -> None:
    """Nature prints no pages: those that the text gives are told once, with all their lines."""
    written = "[@lynch2003, p. 12]\n\nand [@webber2001, 7].\n"

    assert checked(written, "--csl", "nature") == [
        (
            "paper.md:5:14: warning[unprinted-locator]: the style “nature” prints no locators: “p. 12” of "
            "“lynch2003” is left out (also in line 7); take a style that prints them, or say it in the text"
        )
    ]
    assert checked(written, "--csl", "apa") == []


@pytest.mark.parametrize(
    "written",
    [
        "`[@nobody]` and\n\n```\n[@nobody]\n```\n",
        "Write to nobody@example.org or <nobody@example.org>.",
        "See https://example.org/@nobody/x and *https://example.org/@nobody*.",
        "See <https://example.org/@nobody> and [here](https://example.org/@nobody).",
        "An escaped \\@nobody, and <!-- [@nobody] --> a comment.",
    ],
)
def test_what_is_not_a_citation(checked: Checked, written: str) -> None:
    """Keys inside code, e-mail addresses, web addresses and comments are not citations."""
    assert checked(written) == []


def test_an_address_with_an_at_sign_is_printed_whole(tmp_path: Path) -> None:
    """Pandoc takes the end of a bare address for a citation; here it stays an address."""
    (tmp_path / "paper.md").write_text("---\ntitle: T\n---\n\nSee https://example.org/@nobody/x.\n")

    assert main(["build", str(tmp_path / "paper.md"), "--to", "html"]) == 0

    assert ">See https://example.org/@nobody/x.<" in (tmp_path / "_build" / "paper.html").read_text()


def test_the_place_is_the_citation_and_not_its_double(checked: Checked) -> None:
    """A key in code, in an address, or as the beginning of another key is not the place."""
    written = "`@nobody` https://example.org/@nobody \\@nobody @lynch2003 [@nobody]\n"

    assert checked(written) == [
        (
            "paper.md:5:61: error[unknown-citation]: no entry has the key “nobody”; "
            "add it to the bibliography, or write \\@ if no citation is meant"
        )
    ]


def test_a_citation_behind_a_slash_has_a_place(checked: Checked) -> None:
    """`Smith/@nobody` is a citation to pandoc, and is found as one."""
    assert [line.partition("]")[0] for line in checked("See Smith/@nobody.")] == [
        "paper.md:5:12: error[unknown-citation"
    ]


def test_a_place_in_the_front_matter(checked: Checked) -> None:
    """The abstract is a part of the text: what is wrong in it is told at its line."""
    told = checked("Text.", lang="en-GB\nabstract: After [@nobody] and [@lynch2003, chap. 2].")

    assert [line.partition(": ")[0] for line in told] == ["paper.md:4:19", "paper.md:4:44"]
