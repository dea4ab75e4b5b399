"""Printed pages: each begins in the e-book and on the web with the words that it has in print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree, html

from offprint.cli import main
from offprint.collate.ebook import read_book
from offprint.collate.pages import compare_pages
from offprint.collate.printed import read_print
from offprint.collate.reading import PageWords, Reading
from offprint.collate.web import read_page


def first_words(pdf: Path) -> dict[str, str]:
    """Return what stands at the head of each page, as PDFium guesses it, without blanks."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return {str(number): letters(text)[:400] for number, text in enumerate(pages, 1)}


def letters(text: str) -> str:
    """Return letters and digits alone."""
    return re.sub(r"\W", "", text)


def marked_words(tree: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield each page that is marked in a tree, with the letters that follow in it."""
    for mark in tree.iter():
        if mark.get("role") == "doc-pagebreak":
            following = mark.xpath("following::text()[not(ancestor::*[@role='doc-footnote'])]")
            yield mark.get("aria-label") or mark.get("title") or "", letters("".join(following[:40]))[:30]


def test_the_words_after_each_mark_open_the_page_in_print(example: Path) -> None:
    """Read by another program than collation does, from the article's finished web page and PDF."""
    printed = first_words(example / "article.pdf")
    marked = dict(marked_words(html.document_fromstring((example / "article.html").read_bytes())))

    assert [*marked] == [*printed]
    missing = {page: words for page, words in marked.items() if page != "1" and words not in printed[page]}
    assert missing == {}


def test_every_page_is_read_back_from_each_edition(example: Path) -> None:
    """All thirteen pages begin alike in print, in the e-book and on the web."""
    print_ = read_print((example / "article.pdf").read_bytes())
    book = read_book((example / "article.epub").read_bytes())
    page = read_page((example / "article.html").read_bytes(), lambda _: False)

    assert len(print_.pages) == 13
    assert [*print_.pages] == [*book.pages] == [*page.pages]
    assert list(compare_pages([print_, book, page])) == []


def reading(name: str, *, printed: bool = False, **pages: PageWords) -> Reading:
    """Return a reading that knows nothing but pages."""
    return Reading(name, {}, printed=printed, pages=pages)


@pytest.mark.parametrize(
    ("marked", "agrees"),
    [
        ("consideration of", True),  # the word that is broken stands behind the mark, whole
        ("sideration of", True),
        ("eration of", True),
        ("ration of", False),
        ("under consideration of", False),
    ],
)
def test_a_broken_word_may_stand_behind_its_mark(marked: str, *, agrees: bool) -> None:
    """Print ends a page with “consid-”: the mark stands at the hyphen, or before what is before it."""
    print_ = reading("PDF", printed=True, p2=PageWords("erationof", "alongconsid"))
    book = reading("EPUB", p2=PageWords(marked.replace(" ", "")))

    assert (not list(compare_pages([print_, book]))) is agrees


def test_a_book_made_without_print_is_not_asked_for_pages() -> None:
    """`offprint collate` compares pages only where an edition marks them."""
    print_ = reading("PDF", printed=True, p2=PageWords("word"))

    assert list(compare_pages([print_, reading("EPUB")])) == []
    assert list(compare_pages([reading("manuscript"), print_, reading("EPUB")])) != []


def test_pages_that_begin_in_the_middle_of_things_are_marked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Long paragraphs, a table, a list, code and quotations over several pages: all agree, to the word."""
    monkeypatch.chdir(tmp_path)
    words = " ".join(f"wordnumber{n} considerations" for n in range(420))
    table = "| a | b |\n|---|---|\n" + "\n".join(f"| row {n} | cell {n} with $x_{n}$ |" for n in range(70))
    items = "\n".join(f"{n}. item {n} says *something* of note" for n in range(1, 60))
    code = "```python\n" + "\n".join(f"value_{n} = compute({n})" for n in range(60)) + "\n```"
    quote = "> " + " ".join(f"quoted{n}" for n in range(300))
    text = f"{words}\n\n{table}\n\n{items}\n\n{code}\n\n{quote}"
    Path("paper.md").write_text(f"---\ntitle: T\npage: a5\n---\n\n{text}\n", encoding="utf-8")

    assert main(["build", "paper.md", "--strict"]) == 0
    book = read_book(Path("_build/paper.epub").read_bytes())

    assert len(book.pages) > 8
    assert all(words.after for words in book.pages.values())
