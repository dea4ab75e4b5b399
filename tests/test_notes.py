"""Notes and reference links that lead nowhere, each beside what is told of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Checked = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("A word.[^x]",
         [("5:10: error[undefined-note]: there is no note “x”: “[^x]” would be printed as it stands; "
          "write the note as [^x]: …, or \\[^x] if no note is meant")]),
        ("One[^a] and[^a].",
         [("5:6: error[undefined-note]: there is no note “a”: “[^a]” would be printed as it stands "
          "(also in line 5); write the note as [^a]: …, or \\[^a] if no note is meant")]),
        ("Both[^a][^b].",
         [("5:7: error[undefined-note]: there is no note “a”: “[^a]” would be printed as it stands; "
          "write the note as [^a]: …, or \\[^a] if no note is meant"),
          ("5:11: error[undefined-note]: there is no note “b”: “[^b]” would be printed as it stands; "
          "write the note as [^b]: …, or \\[^b] if no note is meant")]),
        ("A word.[^a]\n\n[^a]: One.\n\n[^a]: Two.",
         [("9:2: error[duplicate-note]: the note “a” is written 2 times, and only the last would be printed; "
          "give each note a key of its own")]),
        ("A word.\n\n[^a]: One.",
         [("7:2: warning[unused-note]: nothing calls the note “a”, and it is left out; "
          "write [^a] where it belongs, or delete it")]),
        ("See [the manual][man].",
         [("5:5: warning[undefined-link]: the link “[the manual][man]” would be printed as it stands: "
          "nothing defines “man”; write [man]: with its address, or \\[ if no link is meant")]),
        ("See [manual][].",
         [("5:5: warning[undefined-link]: the link “[manual][]” would be printed as it stands: "
          "nothing defines “manual”; write [manual]: with its address, or \\[ if no link is meant")]),
        ("A map: ![map][m].",
         [("5:8: error[image-missing]: the image “![map][m]” would be printed as it stands: "
          "nothing defines “m”; write [m]: with its address, or \\[ if no link is meant")]),
        ("See [a].\n\n[a]: https://a.example/\n[a]: https://b.example/",
         [("8:2: error[duplicate-link]: “[a]” has several addresses, and every link to it takes the last; "
          "give each address a label of its own")]),
        ("See [there](#nowhere).",
         [("5:13: error[broken-anchor]: nothing has the id “nowhere”; "
          "put {#nowhere} behind the heading, figure or table that is meant")]),
        ("Text.\n\n::: aside\nMore.",
         [("7:1: warning[unclosed-div]: the fenced division that opens here is never closed; "
          "write ::: on a line of its own where it ends")]),
    ],
)  # fmt: skip
def test_what_would_vanish_or_print_its_brackets(checked: Checked, written: str, told: list[str]) -> None:
    """Each is told at its own line, with what to do."""
    assert checked(written) == [f"paper.md:{line}" for line in told]


def test_lines_hold_below_front_matter_that_is_text(checked: Checked) -> None:
    """An abstract is parsed with the text; the lines that pandoc then counts are put right."""
    told = checked("Text.\n\n::: aside\nMore.", lang="en-GB\nabstract: |\n  One.\n\n  Two.[^x]")

    assert [line.partition("]")[0] for line in told] == [
        "paper.md:7:9: error[undefined-note",
        "paper.md:11:1: warning[unclosed-div",
    ]


def test_a_note_of_the_text_that_the_front_matter_calls(checked: Checked) -> None:
    """The front matter knows only notes in place."""
    told = checked("Text.[^x]\n\n[^x]: A note.", lang="en-GB\nabstract: One.[^x] Two.^[In place.]")

    assert told == [
        (
            "paper.md:4:17: error[undefined-note]: the note “x” cannot be called from the front matter; "
            "write it in place there, as ^[…]"
        )
    ]


@pytest.mark.parametrize(
    "written",
    [
        "A word.[^a]\n\n[^a]: One, and `[^x]` in code.",
        "Not a note: \\[^x], nor `[^x]`, nor <!-- [^x] -->.",
        "A formula, $[^x]$, and `[^x]`.",
        "An inline note.^[Like this.]",
        "A rate of $k$[A][B], or [A][B], and [12][13], and a[i][j].",
        "See [the manual][man] and [man] and [Man][].\n\n[man]: https://example.org/",
        "See [the end][End].\n\n# End",
        (
            "See [a](#end), [b](#s), [c](#d), [d](#h), [e](#ref-lynch2003) and [f](#).\n\n# End\n\n"
            '[x]{#s}\n\n::: {#d}\ny\n:::\n\n<span id="h">z</span> @lynch2003'
        ),
        "[@lynch2003][@webber2001]",
        "Escaped \\[the manual][man].",
        "See [a].\n\n[a]: https://a.example/\n[a]: https://a.example/",
        "::: aside\nText.\n:::",
    ],
)
def test_what_is_in_order(checked: Checked, written: str) -> None:
    """Notes that exist, escaped brackets, code, formulas, symbols and headings are left in peace."""
    assert checked(written) == []
