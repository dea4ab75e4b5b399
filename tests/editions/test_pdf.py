"""The printed page: a sound file, our fonts, notes on the page of their call, tags, outline."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from offprint.cli import main
from offprint.fonts import Face, static
from offprint.press import Job, Press
from offprint.project import shipped


def run(*command: str | Path) -> str:
    """Return what a program prints; it must succeed."""
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def pages(output: Path) -> list[str]:
    """Return the text of each page."""
    with pypdfium2.PdfDocument(output / "article.pdf") as document:
        return [page.get_textpage().get_text_bounded() for page in document]


@pytest.mark.parametrize("name", ["everything", "example", "full"])
def test_qpdf_finds_nothing(name: str, request: pytest.FixtureRequest) -> None:
    """The files' structure is sound."""
    output: Path = request.getfixturevalue(name)

    assert "No syntax or stream encoding errors found" in run("qpdf", "--check", output / "article.pdf")


def test_only_our_fonts_are_inside(everything: Path) -> None:
    """Every font is embedded, and none comes from the machine."""
    rows = run("pdffonts", everything / "article.pdf").splitlines()[2:]

    assert rows
    assert all(re.search(r" yes yes yes ", row) for row in rows), rows
    assert all(re.match(r"[A-Z]{6}\+(EB-Garamond|Source-Code-Pro|STIX-Two-Math)", row) for row in rows), rows


def test_pictures_are_set_in_their_weight(example: Path) -> None:
    """The article has bold words in its figure only, and they are bold in print."""
    assert "EB-Garamond-Bold" in run("pdffonts", example / "article.pdf")


def test_the_file_names_its_work(everything: Path) -> None:
    """Title, authors and language are in the file, and it is tagged."""
    facts = run("pdfinfo", everything / "article.pdf")

    assert re.search(r"Title: +The Offprint of Everything", facts)
    assert re.search(r"Author: +Ada Lovelace, Charles Babbage", facts)
    assert re.search(r"Tagged: +yes", facts)


def test_a_note_stands_on_the_page_of_its_call(everything: Path) -> None:
    """The call's number and the note's words are on one page."""
    first = " ".join(pages(everything)[0].split())

    assert "and has a note.1" in first
    assert "A note with emphasis and a citation" in first


def test_the_outline_follows_the_headings(everything: Path) -> None:
    """The bookmarks are the headings, nested as they are."""
    with pypdfium2.PdfDocument(everything / "article.pdf") as document:
        outline = [(entry.level, entry.get_title()) for entry in document.get_toc()]

    assert outline == [
        (0, "Beginnings"), (1, "Formulas"), (2, "Code"), (0, "Endings"), (0, "References"),
        (0, "Acknowledgements"), (0, "Cite this"),
    ]  # fmt: skip


def test_formulas_are_drawn_not_printed_as_tex(everything: Path) -> None:
    """No page shows TeX."""
    text = " ".join(pages(everything))

    assert "frac" not in text
    assert "\\sum" not in text
    assert "mc^2" not in text


def test_the_press_sees_nothing_but_its_job() -> None:
    """A page that names a file of the machine or an address gets neither, and says so."""
    face = Face("Body", shipped("fonts/EBGaramond.ttf"))
    source = (
        '<html lang="en"><head><title>t</title>'
        "<style>@font-face { font-family: Body; src: url(offprint:body) } body { font-family: Body }</style>"
        "</head><body>"
        '<img alt="a" src="file:///etc/passwd"/><img alt="b" src="http://127.0.0.1:9/x.png"/></body></html>'
    )
    press = Press()
    try:
        press.start(Job(source, {"offprint:body": static(face, frozenset("ab"))}, 0))
        printed = press.result()
    finally:
        press.stop()

    assert [record.message for record in printed.records] == [
        "Failed to load image at 'file:///etc/passwd': ValueError: not a file of this job",
        "Failed to load image at 'http://127.0.0.1:9/x.png': ValueError: not a file of this job",
    ]


MIXED = """---
title: Mixed
lang: en-GB
---

Text.[^n]

[^n]: A note with $a + b$ and a list:

    c. three
    d. four

iv. fourth
v. fifth

![a red dot](cmyk.jpg)

![a grey dot](grey.png)
"""


def test_lists_formulas_in_notes_and_pictures_of_all_sorts(tmp_path: Path) -> None:
    """Lists count as they are written, a formula in a note is set, and no colour is CMYK."""
    (tmp_path / "paper.md").write_text(MIXED)
    Image.new("CMYK", (8, 8), (0, 255, 255, 0)).save(tmp_path / "cmyk.jpg")
    Image.new("I;16", (8, 8), 0x8000).save(tmp_path / "grey.png")

    assert main(["build", str(tmp_path), "--to", "pdf"]) == 0

    path = tmp_path / "_build" / "paper.pdf"
    text = run("pdftotext", "-layout", path, "-")
    assert re.findall(r"^ *(\w+)\. +(\w+)$", text, re.MULTILINE) == [
        ("iv", "fourth"), ("v", "fifth"), ("c", "three"), ("d", "four"),
    ]  # fmt: skip
    with pypdfium2.PdfDocument(path) as document:
        drawn = [one.get_bitmap().to_pil() for one in document[0].get_objects(filter=[3])]
    assert [image.convert("RGB").getpixel((4, 4)) for image in drawn] == [(255, 0, 0), (128, 128, 128)]
