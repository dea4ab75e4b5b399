"""Front matter: every place where pandoc looks for it, values as written, faults at their lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from offprint.frontmatter import apart
from offprint.metadata import Metadata, read_metadata
from offprint.source import Origin, SourceText


def text(written: str) -> SourceText:
    """Return a text as if it had been read from `paper.md`."""
    lines = written.count("\n") + 1
    return SourceText(written, tuple(Origin(Path("paper.md"), n) for n in range(1, lines + 1)))


def metadata(written: str) -> tuple[Metadata, list[str]]:
    """Return what the last block of a text says, and the problems as the author sees them."""
    fronts, _ = apart(text(written))
    found, problems = read_metadata(fronts[-1])
    return found, [str(one) for one in problems]


def test_values_are_taken_as_written() -> None:
    """A date, a number or a yes where text belongs is the text that the author typed."""
    found, problems = metadata("---\ntitle: 1984\ndate: 2024-05-01\nkeywords: [3.10, yes]\n---\n")

    assert (found.title, found.date, found.keywords) == ("1984", "2024-05-01", ("3.10", "yes"))
    assert problems == []


def test_a_title_block_is_front_matter() -> None:
    """Pandoc's `%` lines are title, authors and date."""
    fronts, rest = apart(
        text("% A Title\n  in Two Lines\n% Ada Lovelace; Charles Babbage\n% 1843\n\nText.\n")
    )

    assert fronts[0].values == {
        "title": "A Title in Two Lines",
        "author": ["Ada Lovelace", "Charles Babbage"],
        "date": "1843",
    }
    assert rest.text == "\n\n\n\n\nText.\n"


def test_a_block_further_down_is_metadata_if_it_is_a_mapping() -> None:
    """Fences around `key: value` are metadata; around a table or in code they are text."""
    table = "\n---\na b\nc d\n---\n"
    code = "\n```\n\n---\nlang: fr\n---\n```\n"

    fronts, rest = apart(text(f"Text.\n\n---\nlang: de\n---\n{table}{code}"))

    assert [front.values for front in fronts] == [{"lang": "de"}]
    assert rest.text == f"Text.\n\n\n\n\n{table}{code}"


def test_a_closing_fence_opens_nothing() -> None:
    """A blank line before the closing fence does not make an opening one of it."""
    fronts, rest = apart(text("---\nlang: de\n\n---\nNote: text.\n\n---\n\nMore.\n"))

    assert [front.values for front in fronts] == [{"lang": "de"}]
    assert rest.text == "\n\n\n\nNote: text.\n\n---\n\nMore.\n"


@pytest.mark.parametrize(
    ("people", "line", "hint"),
    [
        ("- name: Ada\n orcid: 1", "4:2", "“orcid:” belongs under “name:”, behind 2 blanks"),
        ("  - name: Ada\n  orcid: 1", "4:3", "“orcid:” belongs under “name:”, behind 4 blanks"),
    ],
)
def test_a_key_out_of_line_is_told_where_it_belongs(people: str, line: str, hint: str) -> None:
    """The commonest fault of a front matter: a person's keys do not stand under one another."""
    fronts, _ = apart(text(f"---\nauthors:\n{people}\n---\n"))

    (told,) = map(str, fronts[0].problems)

    assert told.startswith(f"paper.md:{line}: error[front-matter-syntax]")
    assert told.endswith(hint)


def test_a_thematic_break_is_no_fence() -> None:
    """A rule that nothing closes, or that a blank line follows, stays in the text."""
    written = "---\n\nText.\n\n---\n\nMore.\n"

    assert apart(text(written)) == ((), text(written))


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (
            "---\ntitle: a: b\n---\n",
            ("paper.md:2:9: error[front-matter-syntax]: the YAML does not parse: mapping values are not "
            "allowed in this context; put the value in quotes if it holds “: ”, “#”, “{” or "
            "quotation marks, and align the keys"),
        ),
        (
            "Text.\n\n---\nlang: [de\n---\n",
            ("paper.md:4:1: error[front-matter-syntax]: the YAML does not parse: while parsing a flow "
            "sequence, did not find expected ',' or ']'; put the value in quotes if it holds “: ”, “#”, "
            "“{” or quotation marks, and align the keys"),
        ),
        ("---\n- a\n---\n", ("paper.md:2:1: error[front-matter-syntax]: the front matter is not a list of "
         "`key: value` lines")),
        ("---\nlang: klingon?\n---\n", ("paper.md:2:7: error[front-matter-value]: “klingon?” is not a "
         "language tag; write a BCP 47 tag such as en-GB, fr or sr-Latn")),
        ("---\nttle: A\n---\n", ("paper.md:2:7: warning[front-matter-key]: the key “ttle” has no meaning "
         "here; did you mean “title”?")),
        ("---\npage: a3\n---\n", ("paper.md:2:7: error[front-matter-value]: “a3” is no page size; "
         "known: 6x9, a4, a5, b5, letter, royal; or write two lengths: 170mm 240mm")),
    ],
)  # fmt: skip
def test_a_fault_is_told_at_its_line(written: str, told: str) -> None:
    """What the author sees for a fault of the grammar, of a value, of a key."""
    assert metadata(written)[1] == [told]
