"""The print's tags tell the text from its furniture: each test fails without its mend."""

from __future__ import annotations

from setting import id_tree, lines, marked, set_page, structure

from offprint.collate.printed import read_print


def test_heads_folios_and_generated_content_are_no_text() -> None:
    """What the style puts on the page is an artifact; what the page says is not."""
    style = """
    @page { @top-left { content: "Running head" } @bottom-center { content: counter(page) } }
    li::before { content: "* " } .stop::after { content: "!" } ul { list-style: none }
    """

    data = set_page(style, '<ul><li>One</li></ul><p class="stop">Go <q>now</q></p>')

    assert lines(data) == ["One", "Go now"]
    assert marked(data) == {
        "Span": 3, "Artifact": 4, "Artifact/Pagination/Header": 1, "Artifact/Pagination/Footer": 1
    }  # fmt: skip


def test_a_tables_head_counts_once() -> None:
    """On each page that it is repeated on, it is an artifact; all cells name the cells of the first."""
    rows = "".join(f"<tr><td>{n}</td></tr>" for n in range(6))
    table = f'<table><thead><tr><th scope="col">Head</th></tr></thead><tbody>{rows}</tbody></table>'

    data = set_page("@page { size: 60mm 40mm; margin: 8mm }", table)

    assert lines(data) == ["Head", "0", "1", "2", "3", "4", "5"]
    tags = structure(data)
    assert [one.headers for one in tags if one.type == "/TD"] == [
        (one.id,) for one in tags if one.type == "/TH"
    ] * 6


def test_blanks_of_one_glyph_read_as_they_were_written() -> None:
    """Where one glyph serves two letters, the run carries its text."""
    thin, wide = "a\u202fb", "a\u2009b"

    assert lines(set_page("", f"<p>{thin}</p><p>{wide}</p>"), exact=True) == [thin, wide]


def test_text_from_right_to_left_reads_from_its_beginning() -> None:
    """The glyphs stand in the order of the page, the text in that of its reading."""
    assert lines(set_page("", "<p>\u202eabc def\u202c</p>")) == ["\u202eabc def\u202c"]


def test_a_list_stays_in_its_item() -> None:
    """What follows a list inside an item is read after it; bullets and numbers are labels."""
    body = "<ol><li><p>One</p><ul><li>a</li><li>b</li></ul><p>still one</p></li><li>Two</li></ol>"

    assert lines(set_page("ul { list-style: disc }", body)) == ["One", "a", "b", "still one", "Two"]


def test_types_and_ids() -> None:
    """Notes, contents and formulas have their types; what has an id in the page has it in the print."""
    body = (
        '<nav role="doc-toc"><ol id="c"><li><a href="#s">Text</a></li></ol></nav>'
        '<section id="s"><p id="p">Text</p></section>'
        '<p><span role="doc-footnote" id="fn1">A note.</span></p>'
    )

    data = set_page("", body)

    types = {one.id: one.type for one in structure(data)}
    del types[""]
    assert types == {"offprint-text": "/Part", "c": "/TOC", "s": "/Sect", "p": "/P", "fn1": "/Note"}
    assert lines(data) == ["Text"]
    assert read_print(data).passages["note 1"] == "\x07A note.\x07"


def test_a_paragraph_over_two_pages_keeps_one_id() -> None:
    """It is one paragraph, on however many pages it stands."""
    style = "@page { size: 60mm 40mm; margin: 8mm } p { font-size: 10pt; line-height: 14pt }"

    data = set_page(style, f'<p id="long">{"word " * 60}</p>')

    assert id_tree(data) == ["long", "offprint-text"]
    assert [one.id for one in structure(data) if one.type == "/P"] == ["long"]
    assert len(lines(data)) == 1
    assert "".join(lines(data)).replace(" ", "") == "word" * 60
