"""What the press takes for a project's PDF, with and without `offprint/press/haste.py`, in turn.

    .venv/bin/python benchmarks/press.py [PROJECT] [--runs N]

Processor seconds of the engine alone, from the page as XML to the finished file, its import and
first use left out.
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
_ENGINE = """
import pickle, sys, time
from offprint.press import haste, weasy
if sys.argv[2] == "plain":
    haste.apply = lambda: None
weasy.prepare()
weasy.load()
weasy.warm_up()
job = pickle.load(open(sys.argv[1], "rb"))
start = time.process_time()
printed = weasy.print_job(job)
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
    """Print both, and their ratio."""
    parser = argparse.ArgumentParser(description="The press, with and without haste.")
    parser.add_argument("project", nargs="?", type=Path, default=ROOT)
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "job"
        path.write_bytes(pickle.dumps(job_of(arguments.project)))
        pairs = [(run(path, "plain"), run(path, "hasty")) for _ in range(arguments.runs)]
    for n, how in enumerate(("plain", "hasty")):
        seconds, (_, size, pages) = median(pair[n][0] for pair in pairs), pairs[0][n]
        print(f"{how:6} {seconds:6.2f} s  {size / 1000:6.0f} kB  {pages} pages")
    print(f"ratio  {median(hasty[0] / plain[0] for plain, hasty in pairs):6.2f}")


if __name__ == "__main__":
    main()
