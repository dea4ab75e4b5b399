"""Collation is no nuisance: whatever a manuscript may rightly hold collates clean."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from offprint.cli import main

Sample = Callable[[str], Path]
STYLES = Path(__file__).parents[1] / "samples" / "styles"
SHIPPED = Path(__file__).parents[2] / "styles"


@pytest.mark.parametrize("style", ["chicago-author-date", *sorted(path.stem for path in STYLES.iterdir())])
@pytest.mark.parametrize("name", ["everything", "odds"])
def test_every_family_of_styles(
    name: str, style: str, sample: Sample, capsys: pytest.CaptureFixture[str]
) -> None:
    """Author-date, labels, notes and numbers; nested lists, ligatures, tabs, notes in captions."""
    csl = style if style == "chicago-author-date" else str(STYLES / f"{style}.csl")

    assert main(["build", str(sample(name)), "--csl", csl]) == 0

    agreement = capsys.readouterr().out.splitlines()[-1]
    assert agreement.startswith("HTML, EPUB and PDF agree: ")
    assert {"everything": " 2 references", "odds": " 4 references"}[name] in agreement


def test_a_draft_with_an_unknown_citation_in_a_note(
    sample: Sample, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where a citation becomes a note, one without a reference leads nowhere there."""
    project = sample("everything")
    text = project / "article.md.j2"
    text.write_text(text.read_text() + "\nA last word [@nobody].\n")

    assert main(["build", str(project), "--draft", "--csl", str(STYLES / "notes.csl")]) == 0

    assert "HTML, EPUB and PDF agree: " in capsys.readouterr().out


def test_capitals_of_a_style_are_a_warning(sample: Sample, capsys: pytest.CaptureFixture[str]) -> None:
    """A style may set words in capitals; the print then says them so, which is told and no error."""
    project = sample("everything")
    style = project / "styles/print/text.css"
    style.parent.mkdir(parents=True)
    style.write_text(f"{(SHIPPED / 'print/text.css').read_text()}\nh2 {{ text-transform: uppercase }}\n")

    assert main(["build", str(project)]) == 0

    printed = capsys.readouterr()
    assert "warning[collation-case]: the PDF has “BEGINNINGS” where the manuscript has" in printed.err
    assert "agree" not in printed.out


@pytest.mark.parametrize(("to", "named"), [("html", "HTML agrees with the manuscript: "),
                                           ("epub,pdf", "EPUB and PDF agree: ")])  # fmt: skip
def test_fewer_editions(to: str, named: str, sample: Sample, capsys: pytest.CaptureFixture[str]) -> None:
    """What is made is collated, be it one edition."""
    assert main(["build", str(sample("everything")), "--to", to]) == 0

    assert capsys.readouterr().out.splitlines()[-1].startswith(f"{named}217 words, 4 citations")
