"""What the press takes for a project's PDF, and what WeasyPrint takes for the same page as it is.

    .venv/bin/python benchmarks/press.py [PROJECT] [--runs N]

Processor seconds of the engine alone, from the page as XML to the finished file, its import and
first use left out, and garbage collection off: `bare` is WeasyPrint with its own tags and nothing
of ours, `mended` has our mends, lines, grid and tags, `hasty` is the press as it is.
"""

from __future__ import annotations

import argparse
import pickle
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from offprint import pipeline, press, project

ROOT = Path(__file__).parents[1]
HOW = ("bare", "mended", "hasty")
_ENGINE = """
import pickle, sys, time
from offprint.press import ending, grid, haste, line, mends, notes, paragraph, tagging, weasy
nothing = lambda *_: None
if sys.argv[2] != "hasty":
    haste.apply = nothing
if sys.argv[2] == "bare":
    for room in (mends, notes, line, paragraph, ending, grid, tagging):
        room.apply = nothing
    tagging.prepare = tagging.finish = nothing
    notes.overlong = lambda _: ()
weasy.prepare()
weasy.load()
weasy.warm_up()
job = pickle.load(open(sys.argv[1], "rb"))
start = time.process_time()
*_, printed = weasy.print_job(job)
print(time.process_time() - start, len(printed.data), printed.pages)
"""


class _Caught(Exception):  # noqa: N818 - not an error: the way out of the pipeline
    """Carries the job that the pipeline gave the press."""

    def __init__(self, job: press.Job) -> None:
        self.job = job
        super().__init__()


class _Catcher(press.Press):
    """Stands in for the press and keeps its job."""

    def __init__(self) -> None:
        """Start nothing."""

    def start(self, job: press.Job) -> None:
        """Leave the pipeline with the job."""
        raise _Caught(job)


def job_of(folder: Path) -> press.Job:
    """Return what the press gets for a project."""
    options = pipeline.Options(to=("pdf",), draft=True)
    try:
        pipeline.build(
            project.locate(folder, Path(tempfile.gettempdir())), options, lambda _: None, _Catcher()
        )
    except _Caught as caught:
        return caught.job
    raise SystemExit("the pipeline made no PDF")


def run(job: Path, how: str) -> tuple[float, int, int]:
    """Return seconds, bytes and pages of one run."""
    command: list[str | Path] = [sys.executable, "-c", _ENGINE, job, how]
    seconds, size, pages = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return float(seconds), int(size), int(pages)


def main() -> None:
    """Print each, and its ratio to the engine as it is."""
    parser = argparse.ArgumentParser(description="The press beside WeasyPrint as it is.")
    parser.add_argument("project", nargs="?", type=Path, default=ROOT)
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "job"
        path.write_bytes(pickle.dumps(job_of(arguments.project)))
        rounds = [[run(path, how) for how in HOW] for _ in range(arguments.runs)]
    for n, how in enumerate(HOW):
        seconds, (_, size, pages) = median(one[n][0] for one in rounds), rounds[0][n]
        ratio = median(one[n][0] / one[0][0] for one in rounds)
        print(f"{how:7} {seconds:6.2f} s  {ratio:5.2f} × bare  {size / 1000:6.0f} kB  {pages} pages")


if __name__ == "__main__":
    main()
