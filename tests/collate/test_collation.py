"""Collation as a user meets it: a line at the end, a record beside the editions, a verb of its own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from offprint.cli import main
from offprint.collate.record import Counts

Sample = Callable[[str], Path]
SHIPPED = Path(__file__).parents[2] / "styles"
CUTTING = {
    "a fixed height": "main { height: 6cm; overflow: hidden }",
    "past the page's end": "main { display: inline-block }",
    "unseen": "blockquote { color: transparent }",
    "hidden": "blockquote { display: none }",
    "beside the page": "main p { text-indent: -300mm }",
}


@pytest.mark.parametrize("rule", CUTTING.values(), ids=CUTTING)
def test_a_style_that_cuts_text_off_fails_the_build(
    rule: str, sample: Sample, capsys: pytest.CaptureFixture[str]
) -> None:
    """WeasyPrint prints what it can and ends with 0; the build fails, and nothing is published."""
    project = sample("everything")
    style = project / "styles/print/text.css"
    style.parent.mkdir(parents=True)
    style.write_text(f"{(SHIPPED / 'print/text.css').read_text()}\nbody {{ font-size: 16pt }}\n{rule}\n")

    assert main(["build", str(project)]) == 1

    told = capsys.readouterr().err
    assert "error[collation-" in told
    assert "look in styles/print for a rule that hides or cuts it" in told
    assert not (project / "_build").exists()


def test_the_record_names_what_was_collated(everything: Path) -> None:
    """Counts, the hash of each edition, engines, citations and references as printed."""
    record = json.loads((everything / "article.collation.json").read_text())

    assert list(record) == [
        "schema", "agree", "revision", "work", "counts", "editions", "beside", "engines",
        "citations",
        "references",
    ]  # fmt: skip
    assert (record["schema"], record["agree"]) == (1, True)
    assert record["work"]["identifier"] == "doi:10.1234/offprint.sample"
    assert record["counts"] == {
        "words": 217, "citations": 4, "references": 2, "notes": 2, "figures": 1, "formulas": 2,
    }  # fmt: skip
    for edition in record["editions"]:
        data = (everything / edition["file"]).read_bytes()
        assert (edition["bytes"], edition["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
    assert record["engines"]["weasyprint"] == "70.0"
    assert record["engines"]["mathra"] == "1.5.0"
    assert record["citations"][1] == {
        "keys": ["turing1936", "hopper1952"],
        "text": "(Turing 1936, 230; see also Hopper 1952)",
    }
    assert record["references"][0]["key"] == "hopper1952"
    assert record["references"][0]["text"].startswith("Hopper, Grace Murray. 1952. ‘The Education of")


def test_finished_files_are_collated(everything: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`offprint collate` compares any two or three of them with one another, in any order."""
    files = [str(everything / f"article.{form}") for form in ("pdf", "html", "epub")]

    assert main(["collate", *files]) == 0
    assert main(["collate", *files[:2]]) == 0

    assert capsys.readouterr().out == (
        "HTML, EPUB and PDF agree: 217 words, 4 citations, 2 references, 2 notes, 1 figure, 2 formulas\n"
        "HTML and PDF agree: 217 words, 4 citations, 2 references, 2 notes, 1 figure, 2 formulas\n"
    )


def test_finished_files_that_differ(
    everything: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a manuscript, the first edition is what the others are held against."""
    page = tmp_path / "page.html"
    page.write_text(
        (everything / "article.html").read_text().replace("A last paragraph", "A final paragraph")
    )

    assert main(["collate", str(page), str(everything / "article.pdf")]) == 1

    what = "the PDF has “last” where the HTML has “final” after “Endings One. Two. A”"
    assert capsys.readouterr().err.splitlines() == [f"error[collation-text]: {what}", "1 error"]


def test_files_that_are_no_editions(
    everything: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Broken files are told, each with its reason."""
    monkeypatch.chdir(tmp_path)
    for name in ("a.html", "a.epub", "a.pdf"):
        Path(name).write_bytes(b"")

    assert main(["collate", "a.html", "a.epub", "a.pdf"]) == 1

    told = capsys.readouterr().err.splitlines()
    assert [line.partition(" read: ")[0] + " read" for line in told[:3]] == [
        "a.html: error[collation-file]: “a.html” cannot be read",
        "a.epub: error[collation-file]: “a.epub” cannot be read",
        "a.pdf: error[collation-file]: “a.pdf” cannot be read",
    ]
    assert told[-1] == "3 errors"


@pytest.mark.parametrize("files", [["a.html"], ["a.html", "a.html"]])
def test_one_format_alone_is_wrong_usage(
    files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is nothing to compare a file with but one of another format."""
    monkeypatch.chdir(tmp_path)
    Path("a.html").write_text("<p>a</p>")

    assert main(["collate", *files]) == 2

    assert "two or three files of different formats" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        (Counts(3214, 37, 21, 6), "3\u202f214 words, 37 citations, 21 references, 6 notes"),
        (Counts(1, 1, 1, 1, 1, 1), "1 word, 1 citation, 1 reference, 1 note, 1 figure, 1 formula"),
        (Counts(12), "12 words, 0 citations, 0 references, 0 notes"),
    ],
)
def test_counts_in_words(counts: Counts, shown: str) -> None:
    """Thousands stand apart, one is singular, and figures and formulas are told where there are any."""
    assert str(counts) == shown
