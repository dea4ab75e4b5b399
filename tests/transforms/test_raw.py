"""Raw HTML and TeX: what means something is kept, what only lays out goes, what would be lost is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from offprint import manuscript, project


def told(folder: Path, text: str) -> list[str]:
    """Return the problems of a text as the author sees them, the file's path left out."""
    (folder / "paper.md").write_text(f"---\ntitle: T\n---\n{text}\n")
    read = manuscript.read(project.locate(folder / "paper.md"))
    return [str(one).rpartition("paper.md:")[2] for one in read.problems]


@pytest.mark.parametrize(
    "text",
    [
        r"A page ends.\newpage",
        r"\begin{equation} a = b \end{equation}",
        r"SINDy\footnote{\url{https://example.org/a}, \url{https://example.org/b},\\ and 5\% more}.",
        "<center>**Middle**</center>",
        "H<sub>2</sub>O<br>and <kbd>Ctrl</kbd>",
        "<!-- a remark -->",
    ],
)
def test_what_loses_nothing_is_not_told(text: str, tmp_path: Path) -> None:
    """Layout, formulas, notes, comments and harmless HTML pass without a word."""
    assert told(tmp_path, text) == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            r"Use \w for words.",
            (
                "4:5: error[raw-format]: “\\w” is meant for tex and would vanish from the editions; write it "
                "in Markdown; a backslash that is meant as one is written \\\\ or in `code`"
            ),
        ),
        (
            "Text.\n\n\\stgroup\n\nText.",
            "6:1: warning[raw-layout]: “\\stgroup” is a command for tex, which changes nothing here",
        ),
        (
            "<script>alert(1)</script>",
            (
                "4:1: error[raw-html]: the element <script> is not allowed; write it in Markdown, or leave "
                "it out"
            ),
        ),
        (
            '<img src="a.png" onerror="x()">',
            (
                "4:1: error[raw-html]: the attribute “onerror” runs code; write it in Markdown, or leave it "
                "out"
            ),
        ),
        (
            '<a href="java&#10;script:x()">here</a>',
            (
                "4:1: error[raw-html]: the address “java\ufffdscript:x()” is not allowed; "
                "write it in Markdown, or leave it out"
            ),
        ),
        (
            "```{=docx}\nwords\n```",
            (
                "5:1: error[raw-format]: “words” is meant for docx and would vanish from the editions; write "
                "it in Markdown, or leave it out"
            ),
        ),
    ],
)
def test_what_is_lost_or_runs_code_is_told(text: str, problem: str, tmp_path: Path) -> None:
    """Words that no edition would show, and elements that run, have a problem at their place."""
    assert told(tmp_path, text) == [problem]


def test_a_label_in_two_spellings_is_one_label(tmp_path: Path) -> None:
    r"""`\label{fig:x}` in the caption and `{#fig:x}` behind the image name the same figure."""
    (tmp_path / "paper.md").write_text(
        "---\ntitle: T\n---\n![Kinds.\\label{fig:x}](kinds.png){#fig:x}\n\n![More.](more.png){#fig:y}\n"
    )

    labels = manuscript.read(project.locate(tmp_path / "paper.md")).labels

    assert [(label.id, label.number) for label in labels] == [("fig:x", "1"), ("fig:y", "2")]


def test_a_label_in_running_text_means_its_section(tmp_path: Path) -> None:
    r"""As in LaTeX, a `\label` that stands in no figure, table or formula names the section around it."""
    (tmp_path / "paper.md").write_text(
        "---\ntitle: T\nnumber-sections: true\n---\n"
        "# One\n\n\\label{sec:one}\n\n# Two\n\nText. \\label{sec:two}\n"
    )

    labels = manuscript.read(project.locate(tmp_path / "paper.md")).labels

    assert [(label.id, label.number, label.anchor) for label in labels] == [
        ("one", "1", "one"), ("sec:one", "1", "one"), ("two", "2", "two"), ("sec:two", "2", "two"),
    ]  # fmt: skip
