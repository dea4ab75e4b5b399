"""The print's tags tell the text from its furniture: each test fails without its mend."""

from __future__ import annotations

from setting import id_tree, lines, marked, notes_of_links, outline, set_page, structure

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


def test_an_items_number_is_its_label() -> None:
    """It is read before its item, and the list says how it counts; a list without numbers has none."""
    body = '<ol id="o" style="list-style: lower-roman"><li>One</li></ol><ul id="u"><li>Two</li></ul>'

    told = outline(set_page("ul { list-style: none }", body))

    assert told == [
        "Part", "  L /LowerRoman", "    LI", "      Lbl: i. ", "      LBody: One",
        "  L", "    LI", "      LBody: Two",
    ]  # fmt: skip


def test_terms_are_labels_and_are_said() -> None:
    """A term and what is said of it are an item; the term is text, unlike a number."""
    body = "<dl><dt>Term</dt><dd>One.</dd><dd>Two.</dd><dt>Other</dt><dd>Three.</dd></dl>"

    data = set_page("", body)

    assert outline(data) == [
        "Part", "  L", "    LI", "      Lbl: Term", "      LBody: One.", "      LBody: Two.",
        "    LI", "      Lbl: Other", "      LBody: Three.",
    ]  # fmt: skip
    assert lines(data) == ["Term", "One.", "Two.", "Other", "Three."]


def test_a_note_is_read_after_the_paragraph_of_its_call() -> None:
    """Its number is its label; in a cell, where no paragraph can follow, it stands at the end."""
    note = '<span role="doc-footnote" id="{0}"><p><a role="doc-backlink" href="#c">{0}</a> Note.</p></span>'
    body = (
        f'<p>One<a id="c" href="#fn1">1</a>{note.format("fn1")} goes on.</p><p>Two.</p>'
        f"<table><tr><td>Cell{note.format('fn2')} too.</td></tr></table>"
    )

    style = "[role=doc-footnote] { float: footnote; footnote-policy: line }"
    told = outline(set_page(f"{style} ::footnote-call, ::footnote-marker {{ content: none }}", body))

    assert told[1:7] == [
        "  P: One[Reference: [Link: 1]] goes on.", "  Note fn1", "    Lbl: [Link: fn1]", "    P:  Note.",
        "  P: Two.", "  Table",
    ]  # fmt: skip
    assert told[7:] == ["    TR", "      TD: Cell too.", "        Note fn2", "          Lbl: [Link: fn2]",
                        "          P:  Note."]  # fmt: skip


def test_a_table_over_two_pages_is_one() -> None:
    """Cells say how far they reach, heads what they head, and cells which heads they have."""
    rows = "".join(f'<tr><th scope="row">r{n}</th><td>{n}</td><td>x</td></tr>' for n in range(6))
    head = '<tr><th></th><th scope="col" colspan="2" id="wide">Wide</th></tr>'

    data = set_page(
        "@page { size: 60mm 40mm; margin: 8mm }", f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>"
    )

    tags = structure(data)
    assert [one.type for one in tags if one.type in ("/Table", "/TR")] == ["/Table", *["/TR"] * 7]
    assert [one.headers for one in tags if one.type == "/TD"][:2] == [("th 0 1 0", "wide")] * 2
    assert [one.scope for one in tags if one.type == "/TH"][:3] == ["/Column", "/Column", "/Row"]


def test_languages_are_told() -> None:
    """A word, a block and a note in another language say so; nonsense is not passed on."""
    body = '<p lang="fr">Bonjour <i lang="de">Wort</i></p><p lang="no such">x</p><p>y <i lang="la">z</i></p>'

    assert outline(set_page("", body)) == [
        "Part", "  P (fr): Bonjour [Span (de): Wort]", "  P: x", "  P: y [Span (la): z]",
    ]  # fmt: skip


def test_a_line_under_words_is_part_of_them() -> None:
    """No artifact stands inside of content."""
    assert marked(set_page("", "<p>a <u>b</u> <del>c</del></p>")) == {"Span": 4}


def test_a_link_over_two_lines_has_an_annotation_for_each() -> None:
    """All in one link, in words, printed; elements inside a link have none of their own."""
    style = "@page { size: 60mm 60mm; margin: 8mm }"
    words = "a link <em>of many <b>words</b></em> that is broken over the end"

    data = set_page(style, f'<p>Here is <a href="https://example.org/">{words}</a>.</p>')

    assert notes_of_links(data) == [("a link of many words that is broken over the end", 4)] * 3
    assert [one.type for one in structure(data)].count("/Link") == 1


def test_a_figure_has_its_words_and_its_caption() -> None:
    """The picture has the text alternative; the caption stands beside it, to be read as well."""
    picture = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/%3E"
    body = f'<figure id="f"><img src="{picture}" alt="A hill."/><figcaption>Hill.</figcaption></figure>'

    assert outline(set_page("", body)) == ["Part", "  Div f", "    Figure “A hill.”", "    Caption: Hill."]


def test_quotations_and_code_are_what_they_are() -> None:
    """Lines of code are a paragraph of code."""
    body = "<blockquote><p>Said.</p></blockquote><pre><code>x = 1</code></pre><p><q>so</q> <kbd>C</kbd></p>"

    assert outline(set_page("q { quotes: none }", body)) == [
        "Part", "  BlockQuote", "    P: Said.", "  P: [Code: x = 1]", "  P: [Quote: so] [Code: C]",
    ]  # fmt: skip
