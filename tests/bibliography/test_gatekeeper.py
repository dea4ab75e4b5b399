"""Rules for a bibliography as a whole: what is cited twice, confused, idle, or left out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from offprint.cli import main

Told = Callable[..., list[str]]

_BOOK = "booktitle = {C}, year = 2001, isbn = {9783161484100}"
_TITLE = "title = {On the Electrodynamics of Moving Bodies}, author = {Albert Einstein}"

TWINS = {
    "the same DOI, however it is written": (
        "@misc{a, title = {A}, doi = {10.1234/AB}}\n@misc{b, title = {A}, doi = {https://doi.org/10.1234/ab}}",
        [("refs.bib:2:1: warning[same-work]: “b”: “a” is the same work: it has the same DOI;"
         " cite one of them (refs.bib:1)")],
    ),
    "the same ISBN": (
        ("@book{a, author = {A}, title = {B}, year = 2001, isbn = {978-3-16-148410-0}}\n"
        "@book{b, author = {A}, title = {B}, year = 2001, isbn = {9783161484100}}"),
        [("refs.bib:2:1: warning[same-work]: “b”: “a” is the same work: it has the same ISBN;"
         " cite one of them (refs.bib:1)")],
    ),
    "the same title and year": (
        (f"@misc{{a, {_TITLE}, year = 1905}}\n"
        f"@misc{{b, {_TITLE.replace('Moving', '{M}oving')}, date = {{1905-06}}}}"),
        [("refs.bib:2:1: warning[same-work]: “b”: “a” is the same work: it has the same title;"
         " cite one of them (refs.bib:1)")],
    ),
    "the same title in another year": (
        f"@misc{{a, {_TITLE}, year = 1905}}\n@misc{{b, {_TITLE}, year = 1923}}",
        [],
    ),
    "two parts of one work": (
        f"@misc{{a, {_TITLE}, year = 1905, volume = 1}}\n@misc{{b, {_TITLE}, year = 1905, volume = 2}}",
        [],
    ),
    "one title by two authors": (
        (f"@misc{{a, {_TITLE}, year = 1905}}\n"
        f"@misc{{b, {_TITLE.replace('Albert Einstein', 'Jane Doe')}, year = 1905}}"),
        [],
    ),
    "two chapters of one book": (
        (f"@incollection{{a, author = {{A}}, title = {{B}}, {_BOOK}}}\n"
        f"@incollection{{b, author = {{D}}, title = {{E}}, {_BOOK}}}"),
        [],
    ),
    "keys that differ in capitals only": (
        "@misc{Doe, title = {A}}\n@misc{doe, title = {B}}",
        [("refs.bib:2:1: warning[similar-key]: the keys “Doe” and “doe” differ in capitals only;"
         " give one of them another key")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "lines"), TWINS.values(), ids=TWINS.keys())
def test_one_work_under_two_keys(text: str, lines: list[str], told: Told) -> None:
    """The same DOI, ISBN, or title with year is one work; parts, reprints and namesakes are not."""
    assert told(text) == lines


def _entries(count: int) -> str:
    return "\n".join(f"@misc{{k{n}, title = {{Number {n}}}}}" for n in range(count))


@pytest.mark.parametrize(
    ("cited", "lines"),
    [
        (4, []),
        (3, [("refs.bib:4:1: warning[uncited-entry]: 1 of 4 entries is never cited: “k3”;"
             " delete what is not needed, or name it under nocite:")]),
        (2, []),
    ],
)  # fmt: skip
def test_idle_entries_are_told_where_most_are_cited(cited: int, lines: list[str], told: Told) -> None:
    """Of a bibliography made for the text, in one line; a library's idle half is no one's concern."""
    assert told(_entries(4), [f"k{n}" for n in range(cited)]) == lines


def test_damage_in_entries_that_nobody_cites_is_a_warning(told: Told) -> None:
    """They are left out, so nothing is printed wrong."""
    text = "@misc{doe,\n  title = {A {B},\n}\n@misc{, title = {C}}\n@misc{roe, pages = {9--1}, title = {D}}\n"

    assert told(text, []) == [
        (
            "refs.bib:1:1: warning[bibliography-entry]: the entry “doe” cannot be read; nobody cites it,"
            " and it is left out; look for a brace or quotation mark that is not closed,"
            " or a field without “=”"
        ),
        (
            "refs.bib:4:1: warning[bibliography-entry]: an @misc entry without a key; nobody can cite it,"
            " and it is left out; write @type{key, …}"
        ),
    ]


def test_much_damage_in_a_library_is_one_line(told: Told) -> None:
    """A library of thousands does not print hundreds of warnings."""
    text = "\n".join(["@misc{twice, title = {A}}"] * 300 + ["@misc{, title = {B}}"] * 300)

    assert told(text, []) == [
        (
            "refs.bib:2:1: warning[bibliography-entry]: 599 entries that nobody cites are damaged or doubled"
            " (lines 2, 3, 4, 5, 6 …); they are left out"
        )
    ]


def test_faults_of_fields_are_told_of_cited_entries_only(told: Told) -> None:
    """What nobody cites is not printed."""
    assert told("@misc{doe, title = {A}, pages = {9--1}, doi = {none}}", []) == []


def test_a_parent_is_checked_with_its_child(told: Told) -> None:
    """What a cited entry inherits is printed with it."""
    text = (
        "@inproceedings{part,\n  author = {Jane Doe}, title = {A}, crossref = {whole},\n}\n"
        "@proceedings{whole,\n  title = {B},\n  year = {20x0},\n}\n"
    )

    assert told(text, ["part"]) == [
        "refs.bib:6:3: error[impossible-date]: “whole”: there is no year “20x0”; write four digits"
    ]


def test_each_rule_can_be_regraded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`rules:` in the front matter makes an error of a warning, and silence of another."""
    monkeypatch.chdir(tmp_path)
    grading = "rules: {uncited-entry: 'off', url-scheme: error, page-range: warning}"
    (tmp_path / "paper.md").write_text(f"---\ntitle: T\n{grading}\n---\n\n[@k0; @k1; @doe]\n")
    (tmp_path / "references.bib").write_text(
        _entries(3) + "\n@misc{doe,\n  title = {A},\n  url = {example.org},\n  pages = {9--1},\n}\n"
    )

    assert main(["check", "."]) == 1

    assert capsys.readouterr().err.splitlines() == [
        (
            "references.bib:6:3: error[url-scheme]: “doe”: the address “example.org” has no scheme;"
            " begin it with https://"
        ),
        (
            "references.bib:7:3: warning[page-range]: “doe”: the pages “9--1” run backwards;"
            " write the first page first"
        ),
        "1 error, 1 warning",
    ]
