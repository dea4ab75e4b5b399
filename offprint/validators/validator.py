"""What validators have in common: how one is described, what it says, how it is found and started."""

from __future__ import annotations

import os
import re
import shutil
import site
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from offprint.problems import ToolError

SECONDS = 300
"""Wall time that a validator may take for one edition."""
_NEAR = 300
"""Letters behind a spot that can tell where in the manuscript it is: a line may be a whole section."""
BROWSERS = ("chromium", "google-chrome", "chromium-browser")

Command = list[str]
Find = Callable[[], Command | None]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a validator says: an error or only a doubt, of which part, about which source text."""

    words: str
    where: str = ""
    about: str = ""
    grave: bool = True


@dataclass(frozen=True, slots=True)
class Validator:
    """A program: what it reads, how it is got, how it is started, how its answer is read."""

    name: str
    reads: tuple[str, ...]
    """The editions that it reads: `html`, `epub`, `pdf`, or `press`, the PDF for a printer."""
    obtain: str
    find: Find
    """Returns the command that starts it; None if it is not installed."""
    examine: Callable[[Command, Path], Iterator[Finding]]
    """Runs the command on an edition and yields what it says; raises `ToolError`."""
    version: Callable[[Command], str]
    """Returns the version that the command has; empty if it does not say."""


def program(*names: str, otherwise: Find = lambda: None) -> Find:
    """Return what finds a program: the first of the names that is on the PATH."""

    def find() -> Command | None:
        path = next(filter(None, map(shutil.which, names)), None)
        return [path] if path else otherwise()

    return find


def jar(package: str, name: str, otherwise: Find) -> Find:
    """Return what finds a Java program that a Python package brings.

    The package comes first: its script on the PATH bears the program's name, but not its options.
    """

    def find() -> Command | None:
        place, java = installed_file(package, name), shutil.which("java")
        if place is None:
            return otherwise()
        return [java, "-jar", str(place)] if java else None

    return find


def script(name: str, *needed: str) -> Find:
    """Return what finds a script of this package that drives others: `needed` are files that they bring.

    It runs in a process of its own, so that a library that hangs or crashes is a validator that failed.
    """
    path = Path(__file__).with_name(name)

    def find() -> Command | None:
        if not all(installed_file(*one.split("/")) for one in needed):
            return None
        # -P: no module of the folder that we are started in, nor of the script's own
        return [sys.executable, "-P", "-X", "utf8", str(path)]

    return find


def installed_file(*parts: str) -> Path | None:
    """Return a file or folder of the installed packages; never one of the folder that we are started in."""
    places = (Path(folder, *parts) for folder in _site())
    return next((place for place in places if place.exists()), None)


def _site() -> list[str]:
    return [sysconfig.get_path("purelib"), sysconfig.get_path("platlib"), site.getusersitepackages()]


def browser() -> str:
    """Return the path of a browser that validators can drive; empty if there is none."""
    return next(filter(None, map(shutil.which, BROWSERS)), "")


def run(name: str, command: Sequence[str], **environment: str) -> subprocess.CompletedProcess[str]:
    """Return the answer of a validator's command; raises `ToolError` if it does not start or not end."""
    try:
        return subprocess.run(  # noqa: S603 - a validator by its whole path; nothing passes a shell
            command, check=False, capture_output=True, text=True, encoding="utf-8", errors="replace",
            timeout=SECONDS, env={**os.environ, **environment},
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise ToolError(f"{name} took longer than {SECONDS} s", "run it by itself") from error
    except OSError as error:
        raise ToolError(f"{name} does not start: {error.strerror}", "offprint doctor") from error


@contextmanager
def understood(name: str, process: subprocess.CompletedProcess[str]) -> Iterator[None]:
    """Turn an answer that cannot be read into a `ToolError` with what the program complained of."""
    try:
        yield
    except (ValueError, KeyError, TypeError, OSError) as error:
        lines = process.stderr.strip().splitlines() or [f"exit code {process.returncode}"]
        complaint = next((line for line in reversed(lines) if "rror" in line), lines[-1])
        what = f"{name} failed: {complaint.strip()[:300]}"
        raise ToolError(what, "run it by itself; offprint doctor tells how to get it") from error


def by_option(command: Command) -> str:
    """Return the version, such as `5.3.0`, that a program tells when it is asked; empty if it tells none."""
    process = run(Path(command[0]).name, [*command, "--version"])
    match = re.search(r"\d+(?:\.\d+)+", process.stdout + process.stderr)
    return match[0] if match else ""


def package_version(name: str) -> str:
    """Return the version of an installed Python package; empty if it is not among the installed."""
    from importlib import metadata

    return next((one.version for one in metadata.distributions(name=name, path=_site()) if one.version), "")


def text_at(data: bytes, line: int, column: int) -> str:
    """Return what stands in a text file from a spot on, in its line; empty if there is no such line.

    Validators give the spot where the tag ends that they complain of: its words follow.
    """
    lines = data.decode("utf-8", "replace").split("\n")
    start = max(0, column - 1)
    return lines[line - 1][start : start + _NEAR] if 1 <= line <= len(lines) else ""
