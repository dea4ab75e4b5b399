"""The press: WeasyPrint in a process of its own, under limits.

`Press` is the caller's side; `python -m offprint.press` is the other. The process is
started before there is anything to set, so that WeasyPrint is imported while the manuscript is
read. It sees the files of its job and nothing else: no disk, no network, no font of the machine.
"""

from __future__ import annotations

import os
import pickle
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import NamedTuple

from offprint.problems import ToolError

SECONDS = 60
"""Processor time that one edition may take, and as much again for each `_PACE` bytes of its page and
drawings, or ten times as many of other files.

A page of print has some 8,000 bytes and takes a sixth of a second: this is five times as much.
"""
_PACE = 600_000
MEMORY = 4 << 30
"""Address space in bytes that one edition may take."""

_NO_PANGO = "WeasyPrint's text engine is missing or incomplete"
PANGO_HINT = (
    "apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    " (elsewhere: install Pango and HarfBuzz)"
)
EXIT_NO_PANGO = 76

BLOCK = "data-block"
"""The attribute that says which block of the work an element is."""
_UNCOUNTED = re.compile("[\\s\u00ad\u200b-\u200f\u2010\u2060\ufeff]")


def counted(text: str) -> int:
    """Return how many letters there are to count: blanks and what a line's end may add are none."""
    return len(_UNCOUNTED.sub("", text))


class PageStart(NamedTuple):
    """Where in the work a printed page begins."""

    page: str
    """The page's number as it is printed."""
    block: str = ""
    """The block that it begins in; empty if the page has nothing of the work's text."""
    done: int = 0
    """How many letters and things of the block stand on earlier pages."""
    broken: bool = False
    """Whether a word is broken over the two pages."""


class Record(NamedTuple):
    """A line that the engine logged."""

    level: str
    message: str


@dataclass(frozen=True, slots=True)
class Intent:
    """The printing condition that a PDF for a printer is meant for."""

    profile: bytes
    """Its ICC profile: of a printer, in CMYK."""
    condition: str
    """Its name in the registry of the ICC if it has one, such as `FOGRA39`; else the profile's own."""
    description: str
    is_registered: bool


class Placed(NamedTuple):
    """A raster image as it is printed: its address in the page, its size in px and in mm."""

    source: str
    pixels: tuple[int, int]
    size: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Source:
    """A file that the work was made from, as its print carries it."""

    name: str
    data: bytes
    media_type: str
    description: str


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be set: a page as XML, the files that it names, and the date that it carries."""

    source: str
    files: Mapping[str, bytes]
    epoch: int
    metadata: str = ""
    """The XMP packet's content; no packet, if there is none."""
    intent: Intent | None = None
    """What the PDF is printed for, if it is for a printer."""
    alone: bool = True
    """Whether it is printed by itself: if it is a part of a volume, the next begins on its last sheet."""
    archival: bool = False
    """Whether the file is to be PDF/A-3a."""
    sources: tuple[Source, ...] = ()
    """What an archival file carries."""

    @property
    def seconds(self) -> int:
        """Processor time that the job may take."""
        files = sum(len(data) // (1 if name.endswith(".svg") else 10) for name, data in self.files.items())
        return SECONDS + SECONDS * (len(self.source) + files) // _PACE


@dataclass(frozen=True, slots=True)
class Printed:
    """What came off the press."""

    data: bytes
    pages: int
    records: tuple[Record, ...]
    overlong: tuple[str, ...] = ()
    """The ids of notes that do not fit on their pages."""
    placed: tuple[Placed, ...] = ()
    """The raster images of a PDF for a printer."""


class Press:
    """Starts the engine, gives it a job, takes the result."""

    def __init__(self) -> None:
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the press
        self._starts: tuple[PageStart, ...] | None = None
        self._seconds = SECONDS
        environment = {key: os.environ[key] for key in ("PATH", "LD_LIBRARY_PATH") if key in os.environ}
        environment |= {"HOME": "/nonexistent", "PYTHONHASHSEED": "0"}  # or GLib asks who the user is
        self._process = subprocess.Popen(
            # -P: no module of the current folder is one of ours
            [sys.executable, "-P", "-X", "utf8", "-m", "offprint.press"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors,
            env={**environment, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )  # fmt: skip

    def start(self, job: Job) -> None:
        """Send the job; the engine sets it while the caller goes on."""
        assert self._process.stdin is not None
        self._seconds = job.seconds
        try:
            pickle.dump(job, self._process.stdin)
            self._process.stdin.flush()
        except BrokenPipeError:
            raise self._failure() from None

    def page_starts(self) -> tuple[PageStart, ...]:
        """Return where each page begins, as soon as all are laid out; raises `ToolError`."""
        if self._starts is None:
            starts = self._receive()
            assert isinstance(starts, tuple)
            self._starts = starts
        return self._starts

    def result(self) -> Printed:
        """Return the finished edition; raises `ToolError`."""
        self.page_starts()
        printed = self._receive()
        assert isinstance(printed, Printed)
        return printed

    def _receive(self) -> object:
        """Return the next thing that the process sends."""
        assert self._process.stdout is not None
        try:
            received: object = pickle.load(self._process.stdout)  # noqa: S301 - from our own process
        except (EOFError, pickle.UnpicklingError):
            raise self._failure() from None
        return received

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        if self._process.poll() is None:
            self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout, self._errors):
            if pipe is not None and not pipe.closed:
                _close(pipe)
        self._process.wait()

    def _failure(self) -> ToolError:
        code = self._process.wait()
        self._errors.seek(0)
        said = self._errors.read().decode("utf-8", "replace").strip().splitlines()
        if code == EXIT_NO_PANGO:
            return ToolError(f"{_NO_PANGO}: {said[-1] if said else ''}", PANGO_HINT)
        if code in (-9, -24) or (said and "MemoryError" in said[-1]):
            what = f"WeasyPrint took more than {self._seconds} s or {MEMORY >> 30} GiB"
            return ToolError(what, "split the manuscript, or build --to html,epub")
        if said and said[-1].startswith("RecursionError"):
            return ToolError("lists or quotations are nested too deeply to be set", "nest them less deeply")
        last = said[-1] if said else f"exit code {code}"
        return ToolError(f"WeasyPrint failed: {last}", "build --to html,epub, and report this as a bug")


@contextmanager
def running(wanted: bool = True) -> Iterator[Press | None]:
    """Start the press, if it is wanted, and stop it at the end in any case."""
    press = Press() if wanted else None
    try:
        yield press
    finally:
        if press is not None:
            press.stop()


def _close(pipe: object) -> None:
    assert hasattr(pipe, "close")
    with suppress(BrokenPipeError):
        pipe.close()
