"""Faults of WeasyPrint that are mended: each test fails without its mend."""

from __future__ import annotations

import io

import pypdfium2
from setting import set_page

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


def test_the_caption_of_a_long_table_stays_with_it() -> None:
    """A table that fits on no page begins under its caption, even if breaks inside it are to be avoided."""
    style = "@page { size: 80mm 60mm; margin: 10mm } table { break-inside: avoid } td { height: 10mm }"
    rows = "".join(f"<tr><td>Row {n}</td></tr>" for n in range(6))

    data = set_page(style, f"<p>Before</p><table><caption>Caption</caption><tbody>{rows}</tbody></table>")

    with pypdfium2.PdfDocument(io.BytesIO(data)) as pdf:
        shown = [page.get_textpage().get_text_bounded().split("\r\n") for page in pdf]
    assert shown[:2] == [["Before"], ["Caption", "Row 0", "Row 1", "Row 2"]]
