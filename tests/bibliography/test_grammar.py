"""Syntax: what is damaged is told at its line, and the rest of the file is read all the same."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Told = Callable[..., list[str]]

_SOUND = "@misc{roe,\n  title = {Sound},\n}\n"

DAMAGED = {
    "a missing comma puts the next field inside the last one": (
        "@article{doe,\n  title = {A}\n  year = 2001,\n}\n",
        (
            "refs.bib:2:3: error[bibliography-syntax]: “doe”: the field “title” is not closed by a comma;"
            " put a comma after its value"
        ),
    ),
    "a brace too many closes the entry early": (
        "@article{doe,\n  title = {A}},\n  year = {2001},\n}\n",
        (
            "refs.bib:2: error[bibliography-syntax]: “doe” is closed before its field “year”;"
            " look for a brace too many"
        ),
    ),
    "a brace that nothing closes": (
        "@book{doe,\n  title = {A {B},\n}\n",
        (
            "refs.bib:1:1: error[bibliography-syntax]: the entry “doe” cannot be read;"
            " look for a brace or quotation mark that is not closed, or a field without “=”"
        ),
    ),
    "a quotation mark that nothing closes": (
        '@book{doe,\n  title = "A,\n}\n',
        (
            "refs.bib:1:1: error[bibliography-syntax]: the entry “doe” cannot be read;"
            " look for a brace or quotation mark that is not closed, or a field without “=”"
        ),
    ),
    "a field without a value": (
        "@book{doe,\n  title,\n}\n",
        (
            "refs.bib:1:1: error[bibliography-syntax]: the entry “doe” cannot be read;"
            " look for a brace or quotation mark that is not closed, or a field without “=”"
        ),
    ),
    "round brackets, which pandoc does not read": (
        "@book(doe,\n  title = {A}\n)\n",
        "refs.bib:1:1: error[bibliography-syntax]: “doe” stands in round brackets; write @type{…}",
    ),
    "a blank in a key": (
        "@book{jane doe,\n  title = {A},\n}\n",
        (
            "refs.bib:1:1: error[bibliography-syntax]: no comma follows the key “jane”, or it holds a blank;"
            " write @type{key, …}"
        ),
    ),
    "a key with a character that keys cannot have": (
        "@book{d|e,\n  title = {A},\n}\n",
        (
            "refs.bib:1:1: error[bibliography-syntax]: the key “d|e” holds a character that keys cannot have;"
            " use letters, digits, “-”, “_”, “:” and “.”"
        ),
    ),
    "one field, two values": (
        "@misc{doe,\n  title = {A},\n  Title = {B},\n}\n",
        (
            "refs.bib:3:3: error[duplicate-field]: “doe” has the field “title” twice, with different values;"
            " keep one of them"
        ),
    ),
    "one key, two entries": (
        "@misc{doe,\n  title = {A},\n}\n@misc{doe,\n  title = {B},\n}\n",
        (
            "refs.bib:4:1: error[duplicate-key]: the key “doe” is taken: refs.bib:1 has it;"
            " delete one of the two, or give it a key of its own"
        ),
    ),
    "one entry, twice": (
        "@misc{doe,\n  title = {A},\n}\n@misc{doe, title = {A},\n}\n",
        (
            "refs.bib:4:1: warning[same-work]: “doe” stands at refs.bib:1 already, word for word;"
            " delete one of the two"
        ),
    ),
    "an abbreviation that nobody defined": (
        "@misc{doe,\n  title = {A},\n  publisher = cup,\n}\n",
        (
            "refs.bib:3:3: error[undefined-string]: “doe”: no @string defines “cup”;"
            " put the value of “publisher” in braces, or write @string{cup = {…}}"
        ),
    ),
    "a circle of crossrefs": (
        "@misc{doe,\n  title = {A},\n  crossref = {doe},\n}\n",
        (
            "refs.bib:1:1: error[crossref-cycle]: “doe” inherits from itself through crossref or xdata;"
            " break the circle"
        ),
    ),
    "a parent that is not there": (
        "@misc{doe,\n  title = {A},\n  crossref = {book},\n}\n",
        (
            "refs.bib:3:3: warning[dangling-crossref]: “doe”: there is no entry “book” to inherit from;"
            " add it, or delete “crossref”"
        ),
    ),
}


@pytest.mark.parametrize(("text", "line"), DAMAGED.values(), ids=DAMAGED.keys())
def test_damage_is_told_once_and_the_rest_is_read(text: str, line: str, told: Told) -> None:
    """A damaged entry is told at its line; the sound one behind it is not drawn in."""
    assert told(text + _SOUND, ["doe", "jane", "d|e", "roe"]) == [line]


@pytest.mark.parametrize(
    "text",
    [
        "@misc{doe,\n  title = {A}, % remarks, with = and { in them\n  % year = 2001,\n  note = {B}\n}\n",
        '@misc{doe,\n  title = "A " # {B} # " {"}C{"}",\n  month = may,\n  number = W07,\n}\n',
        '@string{cup = "Cambridge"}\n@misc{doe,\n  title = {A},\n  publisher = CUP # { UP},\n}\n',
        "@misc{doe,\n  title = {A},\n  note = {twice},\n  note = {twice},\n}\n",
        "@comment this has no braces\n@preamble{{\\newcommand{\\x}{y}}}\n@misc{doe, title = {A}}\n",
        "%@misc{old,\n%  title = {A}\n%}\n@misc{doe,\n  title = {a {\\{} b \\} c @ d},\n}\n",
        "@misc{doe,\n  title = {A},\n}}\n",
        "@misc{метод+2/3:a.b_c*, title = {A}}\n@misc{10.1016/S0092-8674(00)81683-9, title = {B}}\n",
        (
            "@inbook{doe,\n  author = {A}, title = {B}, pages = {1}, crossref = {whole},\n}\n"
            "@book{whole,\n  editor = {C}, title = {D}, year = 2001,\n}\n"
        ),
    ],
)
def test_sound_entries_are_left_in_peace(text: str, told: Told) -> None:
    """Remarks, concatenation, abbreviations, escaped braces and inheritance are no faults."""
    assert told(text) == []
