"""Lines of a paragraph are chosen for even spaces; each test shows what the engine does by itself."""

from __future__ import annotations

import io

import pypdfium2
from setting import Line, layout, set_page, words

STYLE = """
@page { size: 100mm HEIGHT; margin: 10mm } html { font-size: 10pt; line-height: 15px }
body { margin: 0; text-align: justify; hyphens: auto; orphans: 2; widows: 2 } p { margin: 0 }
"""
TEXT = (
    "The programme deserves mention because it is the exception to what follows. It had money and a "
    "technical object, a Russian interlocutor with an interest in results, and neither side had to "
    "consult the other on anything else. It was assistance, and assistance does not raise the "
    "question who decides."
)


SIZES = range(56, 80)
"""Measures in mm: each text is set in all of them."""


def _set(text: str, *without: str) -> list[list[Line]]:
    """Return a paragraph's lines in each size."""
    style = STYLE.replace("HEIGHT", "400mm") + "p { break-after: page }"
    return layout(style, _in_sizes(text), *without)


def _in_sizes(text: str) -> str:
    return "".join(f'<p style="width: {size}mm">{text}</p>' for size in SIZES)


def test_spaces_shrink_a_little_so_that_more_fits() -> None:
    """No space gets narrower than by three tenths; on the whole they are more even than without."""
    plain, chosen = _set(TEXT, "paragraph"), _set(TEXT)

    assert min(line.space for lines in plain for line in lines) >= 1
    assert 0.7 <= min(line.space for lines in chosen for line in lines) < 1
    uneven = [sum((line.space - 1) ** 2 for lines in one for line in lines) for one in (plain, chosen)]
    assert uneven[1] < uneven[0] / 1.5
    for lines in chosen:
        said = "".join(line.words for line in lines)
        assert said.replace(" ", "").replace("\u2010", "") == TEXT.replace(" ", "")


def test_a_last_line_has_five_letters_at_least() -> None:
    """A line before it takes them in, or gives it a word more."""
    plain, chosen = _set(f"{TEXT} It is.", "paragraph"), _set(f"{TEXT} It is.")

    assert min(len(lines[-1].words) for lines in plain) < 5
    assert min(len(lines[-1].words) for lines in chosen) >= 5


def test_fewer_lines_than_before_are_the_third_in_a_row_to_end_in_a_hyphen() -> None:
    """A line is set without one where its spaces allow it."""
    plain, chosen = _set(TEXT * 3, "paragraph"), _set(TEXT * 3)

    assert sum(map(_thirds, plain)) > sum(map(_thirds, chosen))


def _thirds(lines: list[Line]) -> int:
    ends = "".join("-" if line.words.endswith("\u2010") else " " for line in lines)
    return sum(max(0, len(row) - 2) for row in ends.split(" "))


def test_no_page_ends_in_a_hyphen() -> None:
    """Its last line is set without one, or left to the next page."""
    style, body = STYLE.replace("HEIGHT", "60mm"), _in_sizes(TEXT * 2)
    plain, mended = words(layout(style, body, "ending")), words(layout(style, body))

    assert sum(page[-1].endswith("\u2010") for page in plain) > 1
    assert not any(page[-1].endswith("\u2010") for page in mended)


def test_ragged_text_is_left_alone() -> None:
    """Only justified lines are chosen."""
    text = f'<span style="text-align: left; display: block">{TEXT}</span>'

    assert _set(text) == _set(text, "paragraph")


def test_a_line_of_few_words_is_left_ragged() -> None:
    """Before something that does not break, spaces would get many times as wide."""
    style = "@page { size: 100mm 60mm; margin: 10mm } p { width: 60mm; text-align: justify }"
    wide = '<span style="display: inline-block; width: 55mm">x</span>'
    with pypdfium2.PdfDocument(io.BytesIO(set_page(style, f"<p>two words {wide} end</p>"))) as pdf:
        text = pdf[0].get_textpage()
        _, _, end, _ = text.get_charbox(len("two words") - 1)

    assert end * 25.4 / 72 < 40
