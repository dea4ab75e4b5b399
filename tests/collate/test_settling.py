"""A printed line's end may hide a blank, and nothing else."""

from __future__ import annotations

import pytest

from offprint.collate.reading import as_printed, passage
from offprint.collate.settling import settled

SETTLED = [
    pytest.param("to the\x07Council", "to the Council", "to the Council", id="a blank is lost"),
    pytest.param(
        "Sup\u2010\x07pressed", "Suppressed", "Sup\u2010 pressed", id="a hyphen that is not written"
    ),
    pytest.param("re\u2010\x07elect", "re\u2010elect", "re\u2010elect", id="the author's hyphen"),
    pytest.param("twenty-\x07first", "twenty-first", "twenty-first", id="a hyphen before a line's end"),
    pytest.param("example\x07.org", "example.org", "example.org", id="a broken address"),
    pytest.param("one \x07two", "one two", "one two", id="a blank that is printed"),
    pytest.param("One.\nTwo.", "One.\nTwo.", "One.\nTwo.", id="blocks"),
    pytest.param("A page\nends.", "A page ends.", "A page ends.", id="a block goes on over a page's end"),
    pytest.param("One.\x07Two.", "One.\nTwo.", "One. Two.", id="a block that does not begin"),
    pytest.param("one two", "onetwo", "one two", id="a blank inside a line"),
    pytest.param("on\x07e", "one", "one", id="a run ends inside a word"),
    pytest.param("one \x07two", "onetwo", "one two", id="a blank that is printed and not written"),
    pytest.param("Sup-pressed", "Suppressed", "Sup-pressed", id="a hyphen inside a line"),
    pytest.param("a lost\x07end", "a lost end of it", "a lost end", id="words are missing"),
]


@pytest.mark.parametrize(("printed", "reference", "expected"), SETTLED)
def test_only_joints_are_settled(printed: str, reference: str, expected: str) -> None:
    """What the reference has at a joint is taken; elsewhere the print stays as it is."""
    assert settled(printed, reference) == expected


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("e\ufb03cient \ufb01nd", "efficient find"),
        ("co\u00adoperate", "cooperate"),
        ("Sup\u00ad\x07\x07pressed", "Suppressed"),
        ("Figure\u00a01, 10\u202f000", "Figure 1, 10 000"),
        ("e\u0301tude", "\u00e9tude"),
        ("non\u2011breaking", "non\u2010breaking"),
        ("\u00bd \u2460 x\u00b2", "\u00bd \u2460 x\u00b2"),
        ("\x0eturing1936\x10(Turing 1936)\x0f", "(Turing 1936)"),
    ],
)
def test_what_glyphs_cannot_tell_is_folded(source: str, printed: str) -> None:
    """Ligatures, soft hyphens, kinds of blanks; nothing else that looks alike."""
    assert as_printed(passage([source])) == printed
