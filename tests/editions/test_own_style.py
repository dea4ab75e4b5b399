"""A journal's own look: ten lines in `styles/print/own.css` change it, and the rest stays as it is."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from offprint.cli import main

SHEET = Path(__file__).parents[1] / "samples/journal/styles/print/own.css"


@pytest.fixture
def journal(sample: Callable[[str], Path]) -> Path:
    """Return the printed page of the sample with a look of its own."""
    project = sample("journal")
    assert main(["build", str(project)]) == 0
    return project / "_build/article.pdf"


def colours(page: pikepdf.Page) -> set[tuple[float, ...]]:
    """Return the fill colours that a page is drawn in."""
    found = pikepdf.parse_content_stream(page, "rg")
    return {tuple(round(float(value), 2) for value in one.operands) for one in found}


def test_ten_lines_change_the_look(journal: Path) -> None:
    """Titles and headings in the journal's red, centred; nothing else of the shipped style is lost."""
    assert len(SHEET.read_text(encoding="utf-8").splitlines()) <= 10
    with pikepdf.open(journal) as pdf:
        assert (0.48, 0.12, 0.17) in colours(pdf.pages[0])
    with pypdfium2.PdfDocument(io.BytesIO(journal.read_bytes())) as pdf:
        page = pdf[0]
        text = page.get_textpage()
        start = text.get_text_range().index("On Gauges")
        left, right = text.get_charbox(start)[0], text.get_charbox(start + len("On Gauges") - 1)[2]
        width = page.get_width()
        margin = width - right
    assert width == pytest.approx(170 / 25.4 * 72, abs=0.5)
    assert left > 150
    assert margin > 150


def test_the_article_begins_on_its_journals_page(journal: Path) -> None:
    """`first-page: 88` is the folio of the first page, and the next is 89 with the running head."""
    with pypdfium2.PdfDocument(io.BytesIO(journal.read_bytes())) as pdf:
        first, second = (page.get_textpage().get_text_bounded().split() for page in list(pdf)[:2])

    assert "88" in first
    assert "89" in second
    assert "89" not in first
