"""Faults of WeasyPrint that are mended: each test fails without its mend."""

from __future__ import annotations

import pytest
from setting import layout, lines, set_and_told, set_page, words

from offprint.collate.printed import read_print

NOTES = """
@page { size: 80mm 70mm; margin: 8mm; @footnote { padding-bottom: 1px } }
body { margin: 0; font-size: 10pt; line-height: 13pt; orphans: 2; widows: 2 }
p { margin: 0 }
.note { float: footnote; display: block; font-size: 8pt; line-height: 10pt; footnote-policy: line }
.note::footnote-call { content: "" } .note::footnote-marker { content: none }
"""
NOTE = (
    '<span class="note" role="doc-footnote" id="fn{}">{} note whose words fill two lines at the foot</span>'
)


def test_the_note_of_a_pages_last_line_is_kept() -> None:
    """Room is made for a line by moving a note to the next page; the line's own note goes with it."""
    body = (
        "<div>a</div><div>b</div><div>c</div><div>d</div>"
        f"<p>One word<br/>two{NOTE.format(1, 'First')} here<br/>three<br/>four</p>"
        f"<p>Alpha<br/>beta{NOTE.format(2, 'Second')} here<br/>gamma<br/>delta<br/>epsilon</p><p>end</p>"
    )

    passages = read_print(set_page(NOTES, body)).passages

    assert {name: said.replace("\x07", "")[:11] for name, said in passages.items() if name != "text"} == {
        "note 1": "First note ",
        "note 2": "Second note",
    }


def test_a_line_is_not_broken_for_the_blank_at_its_end() -> None:
    """Where only the blank before a link sticks out, the engine would break at the first word of the run."""
    body = "".join(
        f'<p style="width: {width / 5}mm">Table sets out five editions of the <em>work</em> here.</p>'
        for width in range(200, 330)
    )
    style = "@page { size: 90mm 3000mm } p { margin: 0 }"
    short = [
        sum(len(line.split()) < 3 and line[-1] != "." for line in words(layout(style, body, *without))[0])
        for without in (("mends._break_lines_late", "paragraph"), ("paragraph",))
    ]

    assert short[0] > short[1] == 0


WHOLE = """
@page {{ size: 80mm {}; margin: 8mm }} body {{ margin: 0 }} table {{ break-inside: avoid }}
caption {{ break-after: avoid }}
"""
LONG = f"""<table><caption>Caption</caption><thead><tr><th>Head</th></tr></thead>
<tbody>{"".join(f"<tr><td>row {n}</td></tr>" for n in range(20))}</tbody></table>"""


def test_a_table_longer_than_a_page_begins_where_it_stands() -> None:
    """The engine moves it to the next page first, and leaves its caption alone on another."""
    style = WHOLE.format("70mm")
    pages = words(layout(style, f"<p>one</p>{LONG}"))

    plain = words(layout(style, f"<p>one</p>{LONG}", "mends._keep_captions_with_long_tables"))

    assert plain[:2] == [["one"], ["Caption"]]
    assert pages[0][:4] == ["one", "Caption", "Head", "row 0"]
    assert pages[1][:1] == ["Head"]


def test_a_table_that_fits_on_a_page_stays_whole() -> None:
    """Only what is longer than a page is broken."""
    pages = words(layout(WHOLE.format("170mm"), f"{'<p>text</p>' * 4}{LONG}"))

    assert [page[0] for page in pages] == ["text", "Caption"]


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("p::first-letter { float: left }", "“::first-letter” cannot float: it is set in its line"),
        (".note { columns: 2 }", "notes cannot be set in columns: they are set in one"),
    ],
)
def test_a_style_that_would_stop_the_engine_is_told_and_left_out(rule: str, said: str) -> None:
    """The text is printed without it."""
    data, records = set_and_told(f"{NOTES} {rule}", f"<p>Alpha beta{NOTE.format(1, 'A')} gamma</p>")

    assert {record.message for record in records} == {said}
    assert " ".join(lines(data)).startswith("Alpha beta")


def test_an_image_from_right_to_left_may_have_a_ratio_alone() -> None:
    """The engine would fail on it: it moves the image before it has a place."""
    picture = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'/%3E"
    body = f'<p style="direction: rtl">one <img alt="x" src="{picture}"/> two</p>'

    assert words(layout("@page { size: 80mm 290mm }", body)) == [["one", "two"]]
