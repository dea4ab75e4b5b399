"""A numbered table that does not fit lets the paragraphs behind it pass, and is read in its place."""

from __future__ import annotations

import io

import pypdfium2
from setting import lines, set_page

STYLE = """
@page { size: 80mm 60mm; margin: 10mm } body { margin: 0; font-size: 10pt; line-height: 5mm }
p { margin: 0; orphans: 2; widows: 2 } p + p { text-indent: 1em } h2 { margin: 0; font-size: 10pt }
div { height: 25mm; break-inside: avoid } .afloat { --float: page }
"""


def pages(body: str) -> list[str]:
    """Return what each page shows, from top to bottom, without blanks."""
    with pypdfium2.PdfDocument(io.BytesIO(set_page(STYLE, body))) as pdf:
        return ["".join(page.get_textpage().get_text_bounded().split()) for page in pdf]


def paragraph(*words: str) -> str:
    """Return a paragraph with a line for each word."""
    return f"<p>{'<br/>'.join(words)}</p>"


def test_paragraphs_pass_what_does_not_fit() -> None:
    """They fill the page, and the table stands at the head of the next one, or as soon as one ends there."""
    body = paragraph(*"abcd") + '<div class="afloat">Table</div>' + paragraph(*"ef") + paragraph(*"ghij")

    assert pages(body) == ["abcdefgh", "ijTable"]
    assert lines(set_page(STYLE, body)) == ["abcd", "Table", "ef", "ghij"]


def test_a_paragraph_that_finds_no_room_passes_nothing() -> None:
    """Two lines would be needed, and there is room for one: the table goes first, as it was written."""
    body = paragraph(*"abcdefg") + '<div class="afloat">Table</div>' + paragraph(*"hi")

    assert pages(body) == ["abcdefg", "Tablehi"]


def test_nothing_passes_over_a_heading_or_without_leave() -> None:
    """What follows a heading stays behind it; what has no number stays where it is."""
    heading = paragraph(*"abcd") + '<div class="afloat">Table</div><h2>Head</h2>' + paragraph(*"ef")
    plain = paragraph(*"abcd") + "<div>Table</div>" + paragraph(*"ef")

    assert pages(heading)[0] == pages(plain)[0] == "abcd"


def test_a_passing_paragraph_is_indented() -> None:
    """Behind a table it begins flush; where it follows a paragraph, it is indented as others are."""
    body = paragraph(*"abc") + paragraph("x") + '<div class="afloat">Table</div>' + paragraph(*"ef")
    with pypdfium2.PdfDocument(io.BytesIO(set_page(STYLE, body))) as pdf:
        text = pdf[0].get_textpage()
        words = text.get_text_range()
        first, passing = (text.get_charbox(words.index(letter))[0] for letter in "xe")

    assert abs(first - passing) < 1
    assert passing > 10 / 25.4 * 72 + 8
