"""qpdf: whether the file of a PDF is whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from offprint.validators.validator import Command, Finding, Validator, by_option, program, run

_NAME = "qpdf"


def _examine(command: Command, file: Path) -> Iterator[Finding]:
    """Yield errors for exit code 2, doubts for 3 (qpdf's manual, “Exit Status”)."""
    process = run(_NAME, [*command, "--check", str(file)])
    lines = [one for one in process.stderr.splitlines() if one.startswith(("WARNING: ", "qpdf: "))]
    for line in lines or ([process.stderr.strip()] if process.returncode else []):
        words = line.removeprefix("WARNING: ").removeprefix("qpdf: ").removeprefix(f"{file}: ")
        yield Finding(words, grave=process.returncode == 2)


QPDF = Validator(
    _NAME,
    ("pdf", "press"),
    "apt-get install qpdf (elsewhere: brew install qpdf)",
    program("qpdf"),
    _examine,
    by_option,
)
