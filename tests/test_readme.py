"""The README stays true: each command that it shows runs."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
COMMANDS = re.findall(r"^\$ \.venv/bin/offprint (.+)$", (ROOT / "README.md").read_text(), re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_readme_runs(command: str, tmp_path: Path) -> None:
    """`.venv/bin/offprint …` ends with 0; a build writes elsewhere, so as to leave the tree clean."""
    output = ["--output", str(tmp_path)] if command.startswith("build") else []

    result = subprocess.run(
        [sys.executable, "-m", "offprint", *command.split(), *output],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout


def test_the_readme_names_what_ci_runs() -> None:
    """The README's two commands are those of `.ci/run`, and there are others to run."""
    readme = (ROOT / "README.md").read_text()
    script = (ROOT / ".ci/run").read_text().splitlines()

    assert "$ make\n$ make test\n" in readme
    assert {"make", "make test"} <= set(script)
    assert len(COMMANDS) == 4


def test_every_file_that_the_readme_names_is_there() -> None:
    """Links and pictures of the README arrive."""
    targets = re.findall(r"\]\(([^)#:]+)\)", (ROOT / "README.md").read_text())

    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_the_readme_shows_the_sample_style() -> None:
    """The ten lines that change a journal's look are those of the sample that the tests build."""
    readme = (ROOT / "README.md").read_text()
    sheet = (ROOT / "tests/samples/journal/styles/print/own.css").read_text()

    assert f"```css\n{sheet}```" in readme
