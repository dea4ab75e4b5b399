"""The revision that a build is made of: as written, else the CI's, never git's or the clock's."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from offprint.cli import main
from offprint.revision import revision

Sample = Callable[[str], Path]
HASH = "1f0c9a3be5d24c6f8a7b0d1e2f3a4b5c6d7e8f90"


@pytest.mark.parametrize(
    ("written", "environment", "printed"),
    [
        (None, {}, ""),
        ("v1.2-3-g1f0c9a3", {"GITHUB_SHA": HASH}, "v1.2-3-g1f0c9a3"),
        ("", {"GITHUB_SHA": HASH}, ""),
        (None, {"GITHUB_SHA": HASH, "GITHUB_REF_TYPE": "branch", "GITHUB_REF_NAME": "main"}, "1f0c9a3b"),
        (None, {"GITHUB_SHA": HASH, "GITHUB_REF_TYPE": "tag", "GITHUB_REF_NAME": "v1.2"}, "v1.2"),
        (None, {"CI_COMMIT_SHORT_SHA": "1f0c9a3b"}, "1f0c9a3b"),
        (None, {"CI_COMMIT_SHORT_SHA": "1f0c9a3b", "CI_COMMIT_TAG": "v1.2"}, "v1.2"),
    ],
)
def test_where_a_revision_comes_from(written: str | None, environment: dict[str, str], printed: str) -> None:
    """The option before the CI's variables, a tag before a commit, and nothing if nobody says."""
    assert revision(written, environment) == printed


def test_the_editions_and_the_record_carry_it(sample: Sample) -> None:
    """All three colophons print it in the same words; the PDF's XMP and the record have it too."""
    project = sample("everything")

    assert main(["build", str(project), "--revision", "v1.2-β"]) == 0

    output = project / "_build"
    words = '<span id="offprint-revision">v1.2-β</span>'
    assert f"Revision {words}" in (output / "article.html").read_text()
    with zipfile.ZipFile(output / "article.epub") as book:
        assert f"Revision {words}" in book.read("EPUB/colophon.xhtml").decode()
    with pypdfium2.PdfDocument(output / "article.pdf") as document:
        assert "Revision v1.2-β" in document[len(document) - 1].get_textpage().get_text_bounded()
    with pikepdf.open(output / "article.pdf") as pdf:
        assert b"<xmpMM:VersionID>v1.2-\xce\xb2</xmpMM:VersionID>" in pdf.Root.Metadata.read_bytes()
    assert json.loads((output / "article.collation.json").read_text())["revision"] == "v1.2-β"


def test_without_one_nothing_is_printed(everything: Path) -> None:
    """No colophon has the word."""
    assert "Revision" not in (everything / "article.html").read_text()
    assert json.loads((everything / "article.collation.json").read_text())["revision"] == ""


def test_collation_finds_another_revision(
    sample: Sample, everything: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Editions of two states of a text do not agree."""
    project = sample("everything")
    main(["build", str(project), "--to", "html", "--revision", "v1"])
    main(["build", str(project), "--to", "pdf", "--revision", "v2"])
    capsys.readouterr()

    files = [str(project / "_build" / name) for name in ("article.html", "article.pdf")]

    assert main(["collate", *files]) == 1
    assert "the PDF has “v2” where the HTML has “v1”" in capsys.readouterr().err


def test_a_revision_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """More than a line is wrong usage."""
    with pytest.raises(SystemExit) as stop:
        main(["build", "--revision", "two\nlines"])

    assert stop.value.code == 2
    assert "is not a line of 60 letters at most" in capsys.readouterr().err
