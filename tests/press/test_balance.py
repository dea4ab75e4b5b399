"""Titles and headings get lines of even length, and no line more than they need."""

from __future__ import annotations

import io

import pypdfium2
from setting import set_page

TITLE = "The Security Dialogue between the European Union and Russia"


def printed(style: str) -> list[str]:
    """Return the lines of a heading as printed."""
    data = set_page(
        f"@page {{ size: 90mm 90mm; margin: 5mm }} h1 {{ font-size: 11pt; {style} }}", f"<h1>{TITLE}</h1>"
    )
    with pypdfium2.PdfDocument(io.BytesIO(data)) as pdf:
        text: str = pdf[0].get_textpage().get_text_bounded()
    return [line.rstrip() for line in text.splitlines()]


def test_a_heading_is_balanced_where_its_style_asks() -> None:
    """Without it, the last line is what is left over."""
    assert printed("") == ["The Security Dialogue between the European", "Union and Russia"]
    assert printed("--text-wrap: balance") == [
        "The Security Dialogue between",
        "the European Union and Russia",
    ]


def test_a_heading_from_right_to_left_stays_at_the_right() -> None:
    """What is narrower than the measure begins where lines begin."""
    style = "@page { size: 90mm; margin: 5mm } h1 { font-size: 11pt; direction: rtl; --text-wrap: balance }"
    with pypdfium2.PdfDocument(io.BytesIO(set_page(style, f"<h1>{TITLE}</h1>"))) as pdf:
        text = pdf[0].get_textpage()
        ends = [text.get_rect(n)[2] for n in range(text.count_rects())]

    assert len(ends) == 2
    assert min(ends) * 25.4 / 72 > 82
