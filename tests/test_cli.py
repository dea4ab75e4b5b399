"""The contract of the command line: verbs, options, exit codes, formats, what is imported."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from offprint import limits, pandoc, press
from offprint.cli import main
from offprint.problems import RULES, ToolError

Sample = Callable[[str], Path]


def test_rules_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """`offprint rules` shows each rule's id, severity and meaning."""
    assert main(["rules"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(RULES)
    assert "unknown-citation      error    A cited key has no entry in the bibliography." in lines


@pytest.mark.parametrize("arguments", [[], ["bild"], ["build", "--to", "docx"], ["build", "--format", "xml"]])
def test_wrong_usage_is_exit_2(arguments: list[str]) -> None:
    """A command that nobody can mean ends with 2."""
    with pytest.raises(SystemExit) as stop:
        main(arguments)

    assert stop.value.code == 2


def test_check_says_that_there_is_nothing_to_correct(
    sample: Sample, capsys: pytest.CaptureFixture[str]
) -> None:
    """A sound manuscript passes `check` with one friendly line, and nothing is written."""
    project = sample("everything")

    assert main(["check", str(project)]) == 0

    assert capsys.readouterr().out == "nothing to correct\n"
    assert not (project / "_build").exists()


def test_problems_as_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--format json` puts one array on standard output."""
    (tmp_path / "paper.md").write_text("---\ntitle: T\n---\n\n![A](no.png)\n")
    monkeypatch.chdir(tmp_path)

    assert main(["check", ".", "--format", "json"]) == 1

    assert json.loads(capsys.readouterr().out) == [
        {
            "rule": "image-missing",
            "severity": "error",
            "message": "“no.png” is not there",
            "hint": "paths start at the text or the root",
            "file": "paper.md",
            "line": 5,
            "column": 6,
        }
    ]


def test_problems_as_github_annotations(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--format github` marks the line in the pull request."""
    (tmp_path / "paper.md").write_text("---\ntitle: T\n---\n\n![A](no.png)\n")
    monkeypatch.chdir(tmp_path)

    assert main(["check", ".", "--format", "github"]) == 1

    assert capsys.readouterr().out == (
        "::error file=paper.md,line=5,col=6,title=image-missing::"
        "“no.png” is not there; paths start at the text or the root\n"
    )


@pytest.mark.parametrize("verb", [["--help"], ["rules"], ["styles"], ["check", "."]])
def test_engines_are_imported_only_when_used(verb: list[str], sample: Sample) -> None:
    """Only `build` pays for WeasyPrint, Typst and the font tools."""
    heavy = ("weasyprint", "typst", "fontTools", "uharfbuzz", "pypdfium2")
    script = (
        "import sys; from offprint.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        f"sys.exit(', '.join(name for name in {heavy} if name in sys.modules) or 0)"
    )

    result = subprocess.run(
        [sys.executable, "-c", script, *verb],
        cwd=sample("everything"),
        capture_output=True,
        text=True,
        check=False,
    )

    assert (result.returncode, result.stderr) == (0, "")


def test_a_missing_pandoc_is_exit_3(
    sample: Sample, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A missing tool ends with 3 and says how to get it."""

    def missing() -> str:
        raise ToolError("pandoc is missing", "install Offprint with its dependencies: pip install .")

    monkeypatch.setattr(pandoc, "executable", missing)

    assert main(["check", str(sample("everything"))]) == 3
    assert capsys.readouterr().err == (
        "error: pandoc is missing\n  install Offprint with its dependencies: pip install .\n"
    )


def test_a_missing_pango_is_exit_3(
    sample: Sample, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without Pango the PDF cannot be set: exit 3, the command that installs it, nothing written."""
    project = sample("everything")
    broken = tmp_path / "libraries"
    broken.mkdir()
    (broken / "libpango-1.0.so.0").write_bytes(b"")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LD_LIBRARY_PATH", str(broken))
        code = main(["build", str(project)])

    err = capsys.readouterr().err
    assert code == 3
    assert err.startswith("error: WeasyPrint's text engine is missing or incomplete")
    assert press.PANGO_HINT in err
    assert not (project / "_build").exists()


def test_an_output_that_cannot_be_written_is_exit_3(
    sample: Sample, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file in the output folder's place is told before anything is made."""
    project = sample("everything")
    (project / "_build").write_text("in the way")

    assert main(["build", str(project)]) == 3

    assert capsys.readouterr().err.startswith("error: cannot write to “")


def test_a_build_that_takes_too_long_is_exit_3(
    sample: Sample, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A manuscript cannot make a build hang: a limit of time ends it as a tool's failure."""
    monkeypatch.setattr(limits, "SECONDS", 1)
    project = sample("everything")
    loop = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    (project / "article.md.j2").write_text(loop)

    assert main(["check", str(project)]) == 3

    assert "took longer than" in capsys.readouterr().err
