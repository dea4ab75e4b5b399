"""The e-book's statements of accessibility: found in the book, and the author's held against it."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image

from offprint.cli import main

Tell = Callable[[str, str], list[str]]
IMAGE = '![](dot.png){{alt="{}"}}\n'


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Tell:
    """Give `told(statements, text)`: what a build of the e-book says of `accessibility:` on line 3."""
    monkeypatch.chdir(tmp_path)
    Image.new("RGB", (9, 9)).save(tmp_path / "dot.png")

    def tell(statements: str, text: str) -> list[str]:
        Path("paper.md").write_text(f"---\ntitle: T\naccessibility: {statements}\n---\n\n{text}\n")
        main(["build", "paper.md", "--to", "epub"])
        lines = capsys.readouterr().err.splitlines()
        return [line for line in lines if "accessib" in line or "front-matter" in line]

    return tell


def stated(book: Path) -> dict[str, list[str]]:
    """Return the package's accessibility metadata, by property."""
    with zipfile.ZipFile(book) as archive:
        package = etree.fromstring(archive.read("EPUB/package.opf"))
    found: dict[str, list[str]] = {}
    for meta in package.iterfind(".//{*}meta[@property]"):
        found.setdefault(meta.get("property", "").rpartition(":")[2], []).append(meta.text or "")
    return found


def test_a_book_says_what_it_has(everything: Path) -> None:
    """Images, formulas and printed pages are there, and so are their features."""
    said = stated(everything / "article.epub")

    assert said["accessMode"] == ["textual", "visual"]
    assert said["accessModeSufficient"] == ["textual", "textual,visual"]
    assert said["accessibilityFeature"] == [
        "alternativeText", "ARIA", "describedMath", "displayTransformability", "MathML", "pageBreakMarkers",
        "pageNavigation", "readingOrder", "structuralNavigation", "tableOfContents", "unlocked",
    ]  # fmt: skip
    assert said["accessibilityHazard"] == ["none"]
    assert said["pageBreakSource"] == ["article.pdf, doi:10.1234/offprint.sample"]
    assert (
        "Every image has a text alternative. Formulas are MathML, and told in words."
        in said["accessibilitySummary"][0]
    )
    assert "conformsTo" not in said


def test_a_book_does_not_say_what_it_lacks(told: Tell) -> None:
    """No formula, no pages, an image without words: their features are left out, and the summary says so."""
    told("", IMAGE.format("").replace('{alt=""}', ""))

    said = stated(Path("_build/paper.epub"))

    assert said["accessModeSufficient"] == ["textual,visual"]
    assert not {"alternativeText", "MathML", "pageNavigation"} & set(said["accessibilityFeature"])
    assert "1 image has no text alternative." in said["accessibilitySummary"][0]
    assert "pageBreakSource" not in said


def test_nobody_knows_whether_a_moving_image_flashes(told: Tell) -> None:
    """An animated image makes the hazards unknown."""
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "white")]
    frames[0].save("dot.png", "GIF", save_all=True, append_images=frames[1:])

    told("", IMAGE.format("A dot."))

    assert stated(Path("_build/paper.epub"))["accessibilityHazard"] == ["unknown"]


def test_the_authors_word_wins(told: Tell) -> None:
    """What only a person can know is taken as it is said, beside the features that were found."""
    assert told("{summary: Read aloud well., features: longDescription, hazards: [none]}", "A word.") == []

    said = stated(Path("_build/paper.epub"))

    assert said["accessibilitySummary"] == ["Read aloud well."]
    assert {"longDescription", "tableOfContents"} <= set(said["accessibilityFeature"])


def test_conformance_is_the_claim_of_whoever_certifies_it(told: Tell) -> None:
    """It stands in the package as EPUB Accessibility 1.1 (§3.5) spells it, with the certifier's name."""
    assert told("{conforms-to: WCAG 2.2 AA, certified-by: Example House}", "A word.") == []

    said = stated(Path("_build/paper.epub"))

    assert said["conformsTo"] == ["EPUB Accessibility 1.1 - WCAG 2.2 Level AA"]
    assert said["certifiedBy"] == ["Example House"]


MUTE = IMAGE.format("").replace('{alt=""}', "")
TABLE = "|   |   |\n|---|---|\n| a | b |\n"


@pytest.mark.parametrize(
    ("statements", "text", "line"),
    [
        ("{features: [MathML]}", "A word.",
         "3:27: error[accessibility]: the book does not have the feature “MathML”: there is no formula"),
        ("{features: [alternativeText]}", MUTE,
         "3:27: error[accessibility]: the book does not have the feature “alternativeText”: 1 image"),
        ("{features: [captions]}", "A word.",
         "3:27: error[front-matter-value]: “captions” is not a word for this; did you mean “open"),
        ("{features: [pageNavigation]}", "A word.",
         "3:27: error[accessibility]: the book does not have the feature “pageNavigation”: this build"),
        ("{modes: [textual]}", IMAGE.format("A dot."),
         "3:24: error[accessibility]: “visual” is missing, and the book has 1 image"),
        ("{sufficient: [textual]}", MUTE,
         "3:29: error[accessibility]: “textual” is not enough: 1 image has no text alternative"),
        ("{hazards: [none, flashing]}", "A word.",
         "3:26: error[accessibility]: the hazards “none, flashing” exclude one another"),
        ("{conforms-to: WCAG 2.1 A, certified-by: Me}", MUTE,
         "3:30: error[accessibility]: the book cannot conform to WCAG: 1 image has no text"),
        ("{conforms-to: WCAG 2.1 A, certified-by: Me}", TABLE,
         "3:30: error[accessibility]: the book cannot conform to WCAG: 1 table has no head (1.3.1)"),
        ("{conforms-to: WCAG 2.2 AA}", "A word.",
         "3:30: error[front-matter-value]: nobody certifies “WCAG 2.2 AA”; add certified-by: the person"),
        ("{conforms-to: everything, certified-by: Me}", "A word.",
         "3:30: error[front-matter-value]: “everything” is no level of conformance; write it as WCAG 2.2 AA"),
        ("{hazard: none}", "A word.",
         "3:25: error[front-matter-value]: “hazard” says nothing about accessibility; did you mean"),
        ("full", "A word.", "3:16: error[front-matter-value]: “accessibility” wants a mapping"),
    ],
)  # fmt: skip
def test_a_statement_that_the_book_refutes_is_a_problem(
    statements: str, text: str, line: str, told: Tell
) -> None:
    """Nothing untrue is published; the place is that of the statement."""
    lines = told(statements, text)

    assert len(lines) == 1
    assert lines[0].startswith(f"paper.md:{line}")
    assert not Path("_build").exists()


def test_pandocs_names_say_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A manuscript made for pandoc's EPUB keeps its statements."""
    monkeypatch.chdir(tmp_path)
    Path("paper.md").write_text(
        "---\ntitle: T\naccessibilitySummary: As pandoc has it.\naccessibilityFeatures: [index]\n"
        "accessibilityHazards: [noSoundHazard]\n---\n\nA word.\n"
    )

    assert main(["build", "paper.md", "--to", "epub", "--strict"]) == 0
    said = stated(Path("_build/paper.epub"))

    assert said["accessibilitySummary"] == ["As pandoc has it."]
    assert "index" in said["accessibilityFeature"]
    assert said["accessibilityHazard"] == ["noSoundHazard"]
