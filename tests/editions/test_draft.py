"""A draft's mark: on every printed page, beside the text, and no part of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from pypdfium2.raw import FPDF_PAGEOBJ_TEXT

from offprint.cli import main

Sample = Callable[[str], Path]


def marks(file: Path) -> list[list[tuple[str, float]]]:
    """Return the upright words of each page, blanks left out, and their distance from its left edge in pt."""
    found = []
    with pypdfium2.PdfDocument(file) as document:
        for page in document:
            texts = page.get_objects(filter=[FPDF_PAGEOBJ_TEXT], textpage=page.get_textpage())
            upright = [one for one in texts if abs(one.get_matrix().b) > 0.1]
            found.append([("".join(one.extract().split()), one.get_bounds()[0]) for one in upright])
    return found


def test_each_page_says_draft_in_its_outer_margin(sample: Sample) -> None:
    """The mark has the revision; it stands at the edge of an A5 page, left and right in turn."""
    project = sample("everything")
    text = project / "article.md.j2"
    text.write_text(text.read_text().replace("lang: en-GB", "lang: en-GB\npage: a5"))

    assert main(["build", str(project), "--draft", "--revision", "v7"]) == 0

    pages = marks(project / "_build/article.pdf")
    assert [[words for words, _ in page] for page in pages] == [["Draft·v7"]] * 3
    assert [page[0][1] for page in pages] == [pytest.approx(left, abs=12) for left in (378, 42, 378)]


def test_nothing_else_is_marked(everything: Path) -> None:
    """Without `--draft` no page says so."""
    assert marks(everything / "article.pdf") == [[], []]


@pytest.mark.parametrize(("lang", "word"), [("de", "Entwurf"), ("ru", "Черновик")])
def test_the_mark_is_in_the_language_of_the_text(lang: str, word: str, tmp_path: Path) -> None:
    """As the other words that editions say themselves."""
    (tmp_path / "paper.md").write_text(f"---\ntitle: T\nlang: {lang}\n---\n\nText.\n")

    assert main(["build", str(tmp_path), "--draft", "--to", "pdf"]) == 0

    assert [words for words, _ in marks(tmp_path / "_build/paper.pdf")[0]] == [word]
