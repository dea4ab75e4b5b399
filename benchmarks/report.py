"""What `--report` costs a build: `python benchmarks/report.py [PROJECT …]`.

Builds each project (default: this repository's article) with a report, and prints what the report's
two files took of this process's own processor time, the pictures of pages among it, and their sizes.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from unittest.mock import patch

from offprint import finishing, pipeline, press, project
from offprint.report import making, thumbnails

T = TypeVar("T")


class Clock:
    """Adds up the processor time of one function."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def on(self, work: Callable[..., T]) -> Callable[..., T]:
        """Return the function, timed."""

        def timed(*given: object) -> T:
            start = time.process_time()
            result = work(*given)
            self.seconds += time.process_time() - start
            return result

        return timed


def measure(path: Path) -> str:
    """Build a project with a report, and return a line on it."""
    whole, drawn = Clock(), Clock()
    with (
        patch("offprint.report.making.reports", whole.on(making.reports)),
        patch("offprint.report.page.thumbnails", drawn.on(thumbnails.thumbnails)),
        tempfile.TemporaryDirectory() as folder,
        press.running() as engine,
    ):
        found = project.locate(path, Path(folder))
        options = pipeline.Options(draft=True, report=True)
        outcome = pipeline.build(found, options, lambda _: None, engine)
        sizes = ", ".join(f"{one.name} {one.stat().st_size / 1000:.0f} kB" for one in outcome.reports)
    extent = _extent(outcome)
    return f"{path.name}: {extent}, report {whole.seconds:.2f} s, of it pages {drawn.seconds:.2f} s; {sizes}"


def _extent(outcome: finishing.Outcome) -> str:
    return next((one.extent for one in outcome.editions if one.path.suffix == ".pdf"), "no PDF")


def main() -> None:
    """Print a line a project."""
    asked = [Path(name).resolve() for name in sys.argv[1:]]
    for path in asked or [Path(__file__).resolve().parents[1]]:
        print(measure(path))


if __name__ == "__main__":
    main()
