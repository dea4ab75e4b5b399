"""Printed pages: where each begins is marked to the word, whatever stands there."""

from __future__ import annotations

import pytest
from lxml import html

from offprint.body import Element
from offprint.editions.pagination import Pagination, blocks, paginate
from offprint.press import PageStart


def marked(source: str, *starts: PageStart) -> tuple[str, Pagination]:
    """Return a text with `|12|` where page 12 begins, and the pages."""
    text: Element = html.fragment_fromstring(source, create_parent="div")
    found = paginate([PageStart("1"), *starts], {"text": blocks(text)})
    for mark in text.xpath(".//span[@role='doc-pagebreak']"):
        mark.text = f"|{mark.get('aria-label')}|"
        mark.drop_tag()
    return html.tostring(text, encoding="unicode").removeprefix("<div>").removesuffix("</div>"), found


@pytest.mark.parametrize(
    ("source", "start", "wanted"),
    [
        ("<p>one two three</p>", PageStart("2", "text.1", 6), "<p>one two |2|three</p>"),
        ("<p>one</p><p>two</p>", PageStart("2", "text.2", 0), "<p>one</p><p>|2|two</p>"),
        ("<p>consideration</p>", PageStart("2", "text.1", 6, broken=True), "<p>|2|consideration</p>"),
        ("<p>a <em>co</em>st</p>", PageStart("2", "text.1", 3, broken=True), "<p>a |2|<em>co</em>st</p>"),
        ("<p>https://a.b/c</p>", PageStart("2", "text.1", 8), "<p>https://|2|a.b/c</p>"),
        ("<p>a <em>b <b>c</b></em></p>", PageStart("2", "text.1", 1), "<p>a |2|<em>b <b>c</b></em></p>"),
        ("<p>x <math></math> y</p>", PageStart("2", "text.1", 1), "<p>x |2|<math></math> y</p>"),
        ("<p>x <math></math> y</p>", PageStart("2", "text.1", 2), "<p>x <math></math> |2|y</p>"),
        ("<div><h2>Head</h2></div>", PageStart("2", "text.2", 0), "<div>|2|<h2>Head</h2></div>"),
        ("<ul><li>a<p>b</p>c</li></ul>", PageStart("2", "text.2", 1), "<ul><li>a<p>b</p>|2|c</li></ul>"),
        ("<p>so\u00adft and ‐ more</p>", PageStart("2", "text.1", 7), "<p>so\u00adft and ‐ |2|more</p>"),
    ],
)  # fmt: skip
def test_a_page_begins_before_its_first_word(source: str, start: PageStart, wanted: str) -> None:
    """Blanks and hyphens at a line's end do not count; a broken word stands behind the mark, whole."""
    text, _ = marked(source, start)

    assert text == wanted


def test_two_pages_in_one_block_keep_their_order() -> None:
    """A long paragraph may run over several pages."""
    text, _ = marked("<p>a b c</p>", PageStart("2", "text.1", 1), PageStart("3", "text.1", 2))

    assert text == "<p>a |2|b |3|c</p>"


def test_a_page_without_a_word_begins_with_the_next() -> None:
    """A page of contents has nothing of the text; a last page with the colophon alone closes the work."""
    text, pages = marked("<p>a</p>", PageStart("2"), PageStart("3", "text.1", 0), PageStart("4"))

    assert text == "<p>|2||3|a</p>"
    assert [folio.label for folio in pages.opening] == ["1"]
    assert [folio.label for folio in pages.inside] == ["2", "3"]
    assert [folio.label for folio in pages.closing] == ["4"]


def test_a_mark_takes_no_id_of_the_manuscript() -> None:
    """A heading “Page 2” has the id `page-2` already."""
    _, pages = marked('<h2 id="page-2">Page 2</h2><p>a</p>', PageStart("2", "text.2", 0))

    assert [folio.id for folio in pages.folios] == ["page-1", "printed-page-2"]


def test_without_print_there_are_no_pages() -> None:
    """A build of the web page and the e-book alone marks nothing."""
    text: Element = html.fragment_fromstring("<p>a</p>", create_parent="div")

    assert paginate([], {"text": blocks(text)}) == Pagination()
