"""The sample `full`: each construct that a manuscript can hold, read back from the three editions."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from lxml import html

CONSTRUCTS = (
    "callout-note callout-tip callout-warning callout-caution callout-important epigraph dedication verse"
    " statement proof end-mark tab file-name unbroken rows"
    " line-block tasks panels caption-label equation-number table-notes landscape row-headers dots smallcaps"
).split()


def page_of(output: Path) -> html.HtmlElement:
    """Return the web page."""
    return html.document_fromstring((output / "article.html").read_bytes())


def test_the_editions_agree(full: Path) -> None:
    """Each word, citation, note, figure and formula is in all three."""
    record = json.loads((full / "article.collation.json").read_text())

    assert record["agree"]
    assert {name: record["counts"][name] for name in ("citations", "notes", "figures", "formulas")} == {
        "citations": 4, "notes": 3, "figures": 5, "formulas": 15,
    }  # fmt: skip


@pytest.mark.parametrize("name", CONSTRUCTS)
def test_each_construct_is_there(full: Path, name: str) -> None:
    """The web page and the e-book have it under the same name, which their styles set."""
    with zipfile.ZipFile(full / "article.epub") as book:
        texts = [book.read(one) for one in book.namelist() if one.endswith(".xhtml")]

    assert page_of(full).find_class(name)
    assert any(html.document_fromstring(text).find_class(name) for text in texts)


def test_pages_are_told_in_print_only(full: Path) -> None:
    """`@tbl:sizes{page}` says the page where it is known; the web page has the link."""
    with pypdfium2.PdfDocument(full / "article.pdf") as document:
        printed = " ".join(document[1].get_textpage().get_text_bounded().split())

    assert "Table 2 on page 4" in printed
    assert "on page" not in "".join(page_of(full).itertext())


def test_languages_keep_their_direction_and_their_marks(full: Path) -> None:
    """Hebrew and Arabic run from the right, German has its own quotation marks."""
    said = {one.get("lang"): (one.get("dir"), one.text_content()) for one in page_of(full).iter("span")}

    assert said["ar"] == ("rtl", "كتاب")
    assert said["de"] == (None, "„Donaudampfschifffahrt“")


def test_no_picture_tells_who_took_it(full: Path) -> None:
    """The photograph's notes are in none of the files."""
    with zipfile.ZipFile(full / "article.epub") as book:
        pictures = [book.read(one) for one in book.namelist() if one.endswith(".jpg")]
    with pikepdf.open(full / "article.pdf") as pdf:
        streams = [one.read_raw_bytes() for one in pdf.objects if isinstance(one, pikepdf.Stream)]

    assert len(pictures) == 1
    assert not any(b"Nobody's Business" in data for data in (*pictures, *streams))
