"""How the press's time and memory grow with the number of pages.

    .venv/bin/python benchmarks/growth.py [COPIES ...]

The example's text is repeated, each time with ids of its own for its sections, notes, tables and
figures, and with its contents, cross-references and page numbers. Seconds are processor time of the
engine alone, its import left out; memory is the most that its process had.
"""

from __future__ import annotations

import argparse
import pickle
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from press import job_of

ROOT = Path(__file__).parents[1]
_ID = re.compile(r"(?<=\{#)\w+:\w+|(?<=@)(?:sec|tbl|fig|eq|lst):\w+|(?<=\[\^)\w+")
_REFERENCES = "# References"
_ENGINE = """
import pickle, resource, sys, time
from offprint.press import weasy
weasy.prepare()
weasy.load()
weasy.warm_up()
job = pickle.load(open(sys.argv[1], "rb"))
start = time.process_time()
*_, printed = weasy.print_job(job)
most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(printed.pages, time.process_time() - start, most / 1024, len(printed.data) / 1e6)
"""


def repeated(text: str, copies: int) -> str:
    """Return a manuscript with its text repeated, and its references once."""
    head, _, rest = text.partition("\n---\n")
    body, _, end = rest.partition(_REFERENCES)
    bodies = (_ID.sub(lambda found, n=n: f"{found[0]}{n}", body) for n in range(copies))  # type: ignore[misc]
    return f"{head}\n---\n{''.join(bodies)}{_REFERENCES}{end}"


def run(copies: int, folder: Path) -> list[float]:
    """Return pages, seconds, megabytes of memory and of the file."""
    project = folder / str(copies)
    for name in ("manuscript", "references.bib"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        project.mkdir(exist_ok=True)
        copy(ROOT / name, project / name)
    article = project / "manuscript/article.md.j2"
    article.write_text(repeated(article.read_text(encoding="utf-8"), copies), encoding="utf-8")
    job = folder / "job"
    job.write_bytes(pickle.dumps(job_of(project)))
    command: list[str | Path] = [sys.executable, "-c", _ENGINE, job]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    return [float(word) for word in result.stdout.split()]


def main() -> None:
    """Print a line for each number of copies."""
    parser = argparse.ArgumentParser(description="How the press's time and memory grow.")
    parser.add_argument("copies", nargs="*", type=int, default=[1, 2, 5, 10, 20, 40])
    print("pages  seconds  ms a page  memory MB  file MB")
    with tempfile.TemporaryDirectory() as folder:
        for copies in parser.parse_args().copies:
            pages, seconds, memory, size = run(copies, Path(folder))
            print(f"{pages:5.0f}  {seconds:7.2f}  {1000 * seconds / pages:9.0f}  {memory:9.0f}  {size:7.2f}")


if __name__ == "__main__":
    main()
