"""The excerpt: the cited entries as pandoc is given them, and where each line came from."""

from __future__ import annotations

from pathlib import Path

import pytest

from offprint import bibliography as bib
from offprint.problems import Place

REFERENCES = r"""% The author's own file.
@string{oup = "Oxford University Press"}

@article{doe,
  author = {{\'E}. Doe and {\L}ukasz Roe},
  title  = "On " # {{\DJ}or{\dj}e},   % a remark
  month  = {Sept.}, year = {},
  date   = {5 May 2020},
  pages  = {10---12},
  doi    = {https://doi.org/10.1234/a\_b},
  url    = {\url{https://example.org/~a\_b\&c}}
}
@misc{idle, title = {Nobody cites it}}
@conference{fox, title = {A}, crossref = {whole}}
@proceedings{whole, publisher = oup,
  title = {B}}
"""

EXCERPT = r"""@article{doe,
  author = {É. Doe and Łukasz Roe},
  title = {On {Đ}or{đ}e},
  month = {9},
  date = {2020-05-05},
  pages = {10--12},
  doi = {10.1234/a_b},
  url = {https://example.org/~a_b&c},
}
@inproceedings{fox,
  title = {A},
  crossref = {whole},
}
@proceedings{whole,
  publisher = {Oxford University Press},
  title = {B},
}
"""


@pytest.fixture
def excerpt(tmp_path: Path) -> bib.Excerpt:
    """Give the excerpt of two cited entries."""
    file = tmp_path / "refs.bib"
    file.write_text(REFERENCES, encoding="utf-8")
    return bib.excerpt(bib.read([file]), ["fox", "doe", "unknown"])


def test_the_excerpt_is_what_pandoc_reads_whole(excerpt: bib.Excerpt) -> None:
    """Cited entries and their parents: LaTeX as Unicode, dates as ISO, DOIs bare, empty fields left out."""
    assert excerpt.text == EXCERPT


def test_each_line_knows_its_place(excerpt: bib.Excerpt, tmp_path: Path) -> None:
    """What pandoc says of a line is told at the author's own; so are words that stand in it."""
    complaint = excerpt.explain("Error reading bibliography (line 3, column 9):\nunexpected brace\n")

    assert complaint is not None
    assert complaint.place == Place(tmp_path / "refs.bib", 6)
    assert complaint.message == "the entry cannot be read: unexpected brace"
    assert excerpt.seek("Oxford") == Place(tmp_path / "refs.bib", 15)
    assert excerpt.seek("nowhere") is None


@pytest.mark.parametrize(
    ("fields", "written"),
    [
        (r"howpublished = {\url{https://example.org/a\_b}}", "url = {https://example.org/a_b},"),
        ("howpublished = {https://example.org/a}", "url = {https://example.org/a},"),
        ("howpublished = {https://e.org}, url = {https://e.org}", "url = {https://e.org},"),
        (
            "howpublished = {https://e.org}, url = {https://f.org}",
            "howpublished = {https://e.org},\n  url = {https://f.org},",
        ),
        (r"howpublished = {At \url{https://e.org}}", r"howpublished = {At \url{https://e.org}},"),
    ],
)
def test_an_address_in_howpublished_is_the_works_address(tmp_path: Path, fields: str, written: str) -> None:
    """Styles would print it as words, and begin it with a capital: “Https://example.org”."""
    (tmp_path / "refs.bib").write_text(f"@misc{{a, title = {{T}}, {fields}}}\n")

    text = bib.excerpt(bib.read([tmp_path / "refs.bib"]), ["a"]).text

    assert text == f"@misc{{a,\n  title = {{T}},\n  {written}\n}}\n"
