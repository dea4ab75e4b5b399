"""Notes stand at the foot of their page, and go on on the next one if they have to."""

from __future__ import annotations

from setting import layout, set_page, words

from offprint.collate.printed import read_print

STYLE = """
@page { size: 80mm 80mm; margin: 10mm; @footnote { padding-top: 5px } }
html { font-size: 10pt; line-height: 15px } body { margin: 0; orphans: 2; widows: 2 } p { margin: 0 }
.note { float: footnote; display: block; font-size: 8pt; line-height: 11px; footnote-policy: line }
.note::footnote-call { content: "" } .note::footnote-marker { content: none }
.target::after { content: target-counter(attr(href), page) }
"""


def _note(number: int, lines: int) -> str:
    inside = "<br/>".join(f"note {number}.{line}" for line in range(lines))
    return f'<span class="note" role="doc-footnote" id="fn{number}"><p>{inside}</p></span>'


def test_notes_stay_on_the_page_of_their_calls() -> None:
    """Whatever the page's geometry; by itself, the engine compares two rounded heights and moves them."""
    body = "".join(f"<p>text{_note(n, 1)}</p>" for n in range(3))
    style = STYLE.replace("80mm 80mm", "80mm 60mm").replace("line-height: 11px", "line-height: 12pt")
    style = style.replace("padding-top: 5px", "padding-top: 6pt; margin-top: 10pt")

    assert len(layout(style, body)) == 1
    assert len(layout(style, body, "notes._compare_roughly")) > 1


def test_a_long_note_is_continued_where_moving_it_would_leave_room() -> None:
    """Its beginning stands below its call, the rest at the foot of the next page."""
    body = f"<p>one</p><p>call{_note(1, 30)}</p>" + "<p>after</p>" * 12

    pages = layout(STYLE, body)

    notes = words(pages, notes=True)
    assert [len(page) for page in notes] == [16, 12, 2]
    assert [line for page in notes for line in page] == [f"note 1.{n}" for n in range(30)]
    assert words(pages)[0] == ["one", "call"]
    for page in pages:
        text, foot = [[line for line in page if line.is_note is is_note] for is_note in (False, True)]
        assert not foot or text[-1].y + text[-1].height <= foot[0].y


def test_a_note_that_misses_little_moves_with_its_line() -> None:
    """Three lines of a page may stay empty, so that a note is whole."""
    body = "<p>text</p>" * 12 + f"<p>call{_note(1, 3)}</p><p>after</p>"

    assert words(layout(STYLE, body), notes=True) == [[], ["note 1.0", "note 1.1", "note 1.2"]]


def test_a_continued_note_reads_as_one() -> None:
    """In the tags its parts are one note."""
    body = f"<p>one</p><p>call{_note(1, 30)} on</p><p>two{_note(2, 2)}</p>"

    passages = read_print(set_page(STYLE, body)).passages

    said = passages["note 1"].replace("\x07", " ").split()
    assert said == " ".join(f"note 1.{n}" for n in range(30)).split()
    assert passages["note 2"].replace("\x07", " ").split() == "note 2.0 note 2.1".split()


def test_notes_that_are_carried_survive_a_change_of_page_numbers() -> None:
    """A page is made anew when its numbers change; the notes carried from it and to it are kept."""
    body = '<p><a class="target" href="#end">see</a></p>' + f"<p>call{_note(1, 30)}</p>" + "<p>text</p>" * 30
    body += '<p id="end">end</p>'

    assert sum(len(page) for page in words(layout(STYLE, body), notes=True)) == 30
