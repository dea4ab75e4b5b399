"""Each validator finds what is broken in an edition that was sound, and tells it where that can be known."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from offprint import validators
from offprint.cli import main

ROOT = Path(__file__).parents[2]
PROGRAMS = Path(sys.prefix) / "bin"
RECORDED = ROOT / "tests" / "recorded"
Told = Callable[[str], list[str]]


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a built project, once for all."""
    folder = tmp_path_factory.mktemp("sound")
    (folder / "paper.md").write_text("---\ntitle: T\nlang: en\n---\n\nFirst.\n\nA sentence of its own.\n")
    assert main(["build", str(folder)]) == 0
    return folder


@pytest.fixture
def project(editions: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a copy of it, with the validators of the tests on the PATH."""
    folder = Path(shutil.copytree(editions, tmp_path / "project"))
    monkeypatch.chdir(folder)
    monkeypatch.setenv("PATH", os.pathsep.join([str(PROGRAMS), os.environ["PATH"]]))
    monkeypatch.setenv("HOME", str(tmp_path))  # Ace keeps a log there
    return folder


@pytest.fixture
def told(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Told:
    """Give `told(name)`: what `offprint check --editions` tells with this validator alone."""

    def tell(name: str) -> list[str]:
        only = tuple(one for one in validators.VALIDATORS if one.name == name)
        monkeypatch.setattr(validators, "VALIDATORS", only)
        capsys.readouterr()
        main(["check", ".", "--require", name])
        return capsys.readouterr().err.splitlines()

    return tell


def in_book(book: Path, old: str, new: str) -> None:
    """Replace a piece of a book's texts."""
    with zipfile.ZipFile(book) as archive:
        files = {one: archive.read(one.filename) for one in archive.infolist()}
    with zipfile.ZipFile(book, "w") as archive:
        for info, data in files.items():
            archive.writestr(info, data.replace(old.encode(), new.encode()))


def in_page(page: Path, old: str, new: str) -> None:
    """Replace a piece of a page."""
    text = page.read_text()
    assert old in text
    page.write_text(text.replace(old, new))


def program(folder: Path, name: str, *lines: str) -> None:
    """Put a program on the PATH that does what the lines of a shell say."""
    path = folder / name
    path.write_text("\n".join(["#!/bin/sh", *lines]) + "\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def test_sound_editions_pass(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`build --validate` runs all of them before anything is published: a line for each, nothing told."""
    names = "nu,axe,epubcheck,ace,qpdf,page-validation"

    assert main(["build", ".", "--validate", "--require", names]) == 0

    shown = capsys.readouterr()
    lines = shown.out.splitlines()[4:]
    assert shown.err == ""
    assert [line.split()[0] for line in lines] == list(validators.NAMES)
    assert [line for line in lines[:-1] if not line.endswith("nothing to correct")] == []
    assert " _build/paper.html " in lines[0]


def test_the_nu_checker_finds_a_wrong_attribute(project: Path, told: Told) -> None:
    """Its message is told at the sentence's line of the manuscript."""
    in_page(project / "_build/paper.html", '<p id="p2">', '<p id="p2" wrong="x">')

    first = told("nu")[0]

    assert first.startswith(
        "paper.md:8:1: error[invalid-edition]: nu: Attribute “wrong” not allowed on element “p”"
    )


def test_axe_finds_a_role_that_does_not_exist(project: Path, told: Told) -> None:
    """Once, though the page is opened three times; good practice that no standard asks for is a doubt."""
    in_page(project / "_build/paper.html", '<p id="p2">', '<p id="p2" role="banana">')
    in_page(project / "_build/paper.html", "<main", "<div")
    in_page(project / "_build/paper.html", "</main", "</div")

    lines = told("axe")

    (first,) = [line for line in lines if "error[" in line]
    assert first == (
        "paper.md:8:1: error[invalid-edition]: axe: aria-roles: ARIA roles used must conform "
        "to valid values (paper.html: 1440 px, light)"
    )
    assert "warning[doubtful-edition]: axe: landmark-one-main: " in "\n".join(lines)


def test_words_that_typography_changed_are_found(project: Path, told: Told) -> None:
    """A quotation mark is a straight one in the manuscript, an ampersand an entity in the page."""
    page = project / "_build/paper.html"
    in_page(page, '<p id="p1">First.', '<p id="p1" wrong="x">It’s the “third &amp; last” sentence.')
    (project / "paper.md").write_text('---\ntitle: T\n---\n\nOne.\n\nIt\'s the "third & last" sentence.\n')

    assert told("nu")[0].startswith("paper.md:7:")


def test_a_spot_is_not_taken_for_another_of_its_line(project: Path, told: Told) -> None:
    """What stands far before the fault is no clue to it, though it is on the same line of the page."""
    page = project / "_build/paper.html"
    in_page(page, '<p id="p1">First.', f'<p id="p1">A sentence of its own.{" x" * 300}<b wrong="x">?</b>')

    assert told("nu")[0].startswith("_build/paper.html: error[invalid-edition]: nu: Attribute “wrong”")


def test_a_pdf_for_printers_is_not_judged_as_a_readers(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It claims PDF/X, which none of them knows, and neither of the standards of the readers' PDF."""
    only = tuple(one for one in validators.VALIDATORS if "pdf" in one.reads)
    monkeypatch.setattr(validators, "VALIDATORS", only)

    assert main(["build", ".", "--press", "--validate"]) == 0

    lines = [line for line in capsys.readouterr().out.splitlines() if ".press.pdf" in line][1:]
    assert [line.split()[0] for line in lines] == ["qpdf"]


def test_epubcheck_finds_a_wrong_attribute(project: Path, told: Told) -> None:
    """A line of the book leads to the sentence's line of the manuscript."""
    in_book(project / "_build/paper.epub", "<p>A sentence", '<p wrong="x">A sentence')

    first = told("epubcheck")[0]

    assert first.startswith("paper.md:8:1: error[invalid-edition]: epubcheck: RSC-005: ")
    assert 'attribute "wrong" not allowed here (paper.epub: EPUB/text-01.xhtml:' in first


def test_ace_finds_a_role_that_does_not_exist(project: Path, told: Told) -> None:
    """What keeps readers out of the book is told by its file and the words it is about."""
    in_book(project / "_build/paper.epub", "<p>A sentence", '<p role="banana">A sentence')

    first = told("ace")[0]

    assert first.startswith("paper.md:8:1: error[invalid-edition]: ace: aria-roles: ")
    assert first.endswith("(paper.epub: text-01.xhtml)")


def test_qpdf_finds_half_a_file(project: Path, told: Told) -> None:
    """What has no words to find has the edition's file."""
    pdf = project / "_build/paper.pdf"
    pdf.write_bytes(pdf.read_bytes()[:2000])

    assert told("qpdf")[0].startswith("_build/paper.pdf: error[invalid-edition]: qpdf: ")


def test_page_validation_finds_a_file_without_tags(project: Path, told: Told) -> None:
    """Both standards that the PDF claims are judged."""
    pdf = project / "_build/paper.pdf"
    with pikepdf.open(pdf, allow_overwriting_input=True) as document:
        del document.Root.MarkInfo
        document.save(pdf)

    lines = told("page-validation")

    assert [line.split(": ")[3] for line in lines[:2]] == [
        "PDF/UA-1, PDFUA1-TAGGED-DOCUMENT-001", "PDF/A-3a, PDFA3A-TAGGED-DOCUMENT-001",
    ]  # fmt: skip


@pytest.mark.parametrize(("ua", "expected"), [("fails", 1), ("passes", 0)])
def test_verapdf_is_read(ua: str, expected: int, project: Path, told: Told, tmp_path: Path) -> None:
    """It is asked once for each standard; a rule that is broken is told with its clause (recorded)."""
    program(
        tmp_path, "verapdf",
        'if [ "$1" = --version ]; then echo "veraPDF 1.28.2"; exit; fi',
        'echo "$@" >> asked',
        f'[ "$2" = ua1 ] && cat {RECORDED}/verapdf-{ua}.xml || cat {RECORDED}/verapdf-passes.xml',
    )  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", os.pathsep.join([str(tmp_path), os.environ["PATH"]]))
        lines = told("verapdf")

    told_of_it = (
        "_build/paper.pdf: error[invalid-edition]: verapdf: PDF/UA-1, 7.3-1: Figure structure element "
        "neither has an alternate description nor a replacement text (paper.pdf)"
    )
    assert lines[:-1] == [told_of_it][:expected]
    assert [line.split()[:2] for line in Path("asked").read_text().splitlines()] == [
        ["--flavour", "ua1"], ["--flavour", "3a"],
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["vnu", "verapdf", "ace-cli"])
def test_a_validator_that_fails_itself_is_no_fault_of_the_author(
    name: str, project: Path, told: Told, tmp_path: Path
) -> None:
    """What cannot be read as an answer is a tool's failure, with its last words."""
    program(tmp_path, name, "echo nonsense", "echo 'out of memory' >&2", "exit 7")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", os.pathsep.join([str(tmp_path), os.environ["PATH"]]))
        called = {"vnu": "nu", "ace-cli": "ace"}.get(name, name)

        assert told(called)[0] == f"error: {called} failed: out of memory"


def test_a_rule_can_be_regraded(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`rules: {invalid-edition: warning}` lets editions with faults be published, and tells them."""
    only = tuple(one for one in validators.VALIDATORS if one.name == "verapdf")
    monkeypatch.setattr(validators, "VALIDATORS", only)
    program(project, "verapdf", f'[ "$1" = --version ] && echo 1.28.2 || cat {RECORDED}/verapdf-fails.xml')
    monkeypatch.setenv("PATH", os.pathsep.join([str(project), os.environ["PATH"]]))
    text = project / "paper.md"

    assert main(["build", ".", "--validate"]) == 1
    assert "verapdf 1.28.2  _build/paper.pdf  2 messages" in capsys.readouterr().err

    text.write_text(text.read_text().replace("lang: en", "lang: en\nrules: {invalid-edition: warning}"))
    assert main(["build", ".", "--validate"]) == 0
    assert "warning[invalid-edition]: verapdf: PDF/UA-1, 7.3-1" in capsys.readouterr().err
