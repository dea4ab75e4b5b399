"""Faults that no program can prevent: it is killed at any moment, its disk is full, others write too.

    python tests/faults.py --kills 300

kills that many builds, each at a random moment, and looks at what is left after each.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

RECORD = "paper.collation.json"
NAMES = ["paper.collation.json", "paper.epub", "paper.html", "paper.pdf"]
LIBRARY = "@book{a, title={T}, author={A, B}, publisher={P}, address={Q}, year={2000}}\n"


@dataclass(frozen=True, slots=True)
class Bench:
    """A project to build again and again, with a temporary folder of its own."""

    root: Path

    @property
    def output(self) -> Path:
        """Where its editions are."""
        return self.root / "project" / "_build"

    @property
    def scratch(self) -> Path:
        """Its builds' temporary folder."""
        return self.root / "scratch"

    def lay_out(self) -> None:
        """Write the project."""
        (self.root / "project").mkdir()
        self.scratch.mkdir()
        (self.root / "project" / "references.bib").write_text(LIBRARY)

    def write(self, words: str) -> None:
        """Write the manuscript anew."""
        text = f"---\ntitle: {words}\n---\n\n{words} [@a, p. 3].[^n]\n\n[^n]: A note.\n\n$$ x^2 $$\n"
        (self.root / "project" / "paper.md").write_text(text)

    def start(self, *options: str, **more: str) -> subprocess.Popen[str]:
        """Start a build in a process group of its own."""
        return subprocess.Popen(
            [sys.executable, "-m", "offprint", "build", "project", *options],
            cwd=self.root,
            env={**os.environ, "TMPDIR": str(self.scratch), **more},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def build(self, *options: str, **more: str) -> tuple[int, str]:
        """Build, and return the exit code and what was told."""
        process = self.start(*options, **more)
        told = process.communicate(timeout=300)[1]
        return process.returncode, told

    def state(self) -> Mapping[str, str]:
        """Return the hash of each file in the output folder, hidden ones too."""
        names = sorted(os.listdir(self.output)) if self.output.is_dir() else []
        return {name: hashlib.sha256((self.output / name).read_bytes()).hexdigest() for name in names}

    def belongs_together(self) -> bool:
        """Tell whether the editions are those that the record names: what any reader can find out."""
        state = self.state()
        record = json.loads((self.output / RECORD).read_text())
        return all(state.get(one["file"]) == one["sha256"] for one in record["editions"])

    def halves(self) -> list[str]:
        """Return the editions that are not whole in themselves: cut off, or of two states."""
        page, book, print_ = (self.output / f"paper.{ending}" for ending in ("html", "epub", "pdf"))
        return [
            path.name
            for path, whole in (
                (page, page.read_bytes().rstrip().endswith(b"</html>")),
                (book, zipfile.is_zipfile(book) and zipfile.ZipFile(book).testzip() is None),
                (print_, print_.read_bytes().rstrip().endswith(b"%%EOF")),
            )
            if not whole
        ]


@dataclass(slots=True)
class Tally:
    """What became of the builds that were killed."""

    killed: int = 0
    finished: int = 0
    published: int = 0
    between: int = 0
    """How often the kill fell between two renames: each file is whole, the hashes in the record tell it."""
    damaged: list[str] = field(default_factory=list)
    litter: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """Return the tally in a line."""
        return (
            f"{self.killed} killed ({self.published} after they had published, {self.between} between"
            " two renames),"
            f" {self.finished} done before;"
            f" damaged: {len(self.damaged)}, litter: {len(self.litter)},"
            f" next builds that failed: {len(self.failed)}"
        )


def kill(bench: Bench, times: int, seed: int = 0) -> Tally:
    """Kill builds of an ever new text at random moments, the whole group or the command alone."""
    chance, tally = random.Random(seed), Tally()  # noqa: S311 - no secret is made
    bench.write("first")
    assert bench.build()[0] == 0
    began = time.monotonic()
    assert bench.build()[0] == 0
    lasts = time.monotonic() - began
    for number in range(times):
        before = bench.state()
        bench.write(f"number {number}")
        process = bench.start()
        time.sleep(chance.uniform(0, 1.1 * lasts))
        _strike(process, whole=chance.random() < 0.5)
        tally.finished += process.returncode == 0
        tally.killed += process.returncode == -signal.SIGKILL
        after = bench.state()
        tally.published += process.returncode != 0 and after != before
        tally.between += after != before and not bench.belongs_together()
        tally.damaged += [f"{number}: {name}" for name in bench.halves()]
        if number % 10 == 9 or number == times - 1:
            _look(bench, tally, number)
    return tally


def _strike(process: subprocess.Popen[str], *, whole: bool) -> None:
    """Kill the command, or it and all that it started; wait until each of them is gone."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL) if whole else process.kill()
    process.communicate()
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    raise AssertionError("an engine outlives the command that started it")


def _look(bench: Bench, tally: Tally, number: int) -> None:
    """Build once more: it has to work, and to leave nothing but the editions."""
    for path in bench.scratch.iterdir():  # what a build left long ago
        os.utime(path, (0, 0))
    code, told = bench.build()
    if code or not bench.belongs_together():
        tally.failed.append(f"{number}: {told}")
    left = [*(name for name in bench.state() if name not in NAMES), *os.listdir(bench.scratch)]
    tally.litter += [f"{number}: {name}" for name in left]


def main() -> int:
    """Kill builds, and print what became of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    root = Path(tempfile.mkdtemp(prefix="faults-"))
    try:
        bench = Bench(root)
        bench.lay_out()
        tally = kill(bench, given.kills, given.seed)
    finally:
        shutil.rmtree(root)
    sys.stdout.write("".join(f"{line}\n" for line in (tally, *tally.damaged, *tally.litter, *tally.failed)))
    return 1 if tally.damaged or tally.litter or tally.failed else 0


if __name__ == "__main__":
    sys.exit(main())
