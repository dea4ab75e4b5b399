"""Time and memory of Offprint beside plain pandoc, on real manuscripts, in turn.

    .venv/bin/python benchmarks/compare.py [--runs N] [--paper FOLDER] [--large FOLDER] [--only NAME]

Plain pandoc makes the same three editions in three calls, the PDF through WeasyPrint with pandoc's
own defaults. Then the PDF alone is made by each engine that is there: WeasyPrint, Typst (the library
that Offprint sets its formulas with) and LaTeX (xelatex, lualatex or pdflatex on the PATH). Each run
is a process of its own; wall and processor seconds and peak memory (of the largest single process)
come from the operating system. `--paper` is a folder with a `paper.md`, such as a JOSS paper;
`--large` one with a book-length `paper.md`. Medians and ratios are printed; single times depend on
the machine.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from offprint import pandoc

ROOT = Path(__file__).parents[1]
STEPS = Path(__file__).with_name("steps.py")


@dataclass(frozen=True)
class Usage:
    """What one run took: seconds, seconds, MiB."""

    wall: float
    cpu: float
    memory: float

    def __str__(self) -> str:
        """Return it in a line."""
        return f"wall {self.wall:6.2f} s  cpu {self.cpu:6.2f} s  peak {self.memory:5.0f} MiB"


@dataclass(frozen=True)
class Case:
    """A project to build, and the Markdown that plain pandoc gets (templates filled in)."""

    name: str
    project: Path
    text: Path
    bibliography: Path | None


class FailedError(Exception):
    """A command ended with another code than 0; carries what it said."""


def run(*commands: Sequence[str | Path], cwd: Path) -> Usage:
    """Run commands one after another and return what they took together."""
    total = [0.0, 0.0, 0.0]
    for command in commands:
        code = f"import os, sys, time, resource, subprocess, json\n{_MEASURE}"
        result = subprocess.run(
            [sys.executable, "-c", code, *map(str, command)],
            cwd=cwd,
            env=_ENVIRONMENT,
            capture_output=True,
            text=True,
            check=False,
        )
        if result.returncode:
            raise FailedError(f"{' '.join(map(str, command))}\n{result.stderr}")
        wall, cpu, memory = json.loads(result.stdout)
        total = [total[0] + wall, total[1] + cpu, max(total[2], memory)]
    return Usage(*total)


#: As a user has it: Python keeps what it compiled, as an installed package has it compiled already.
_ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}

_MEASURE = """
start = time.perf_counter()
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
wall = time.perf_counter() - start
used = resource.getrusage(resource.RUSAGE_CHILDREN)
sys.stderr.buffer.write(done.stderr)
print(json.dumps([wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))
sys.exit(done.returncode)
"""


def plain(case: Case, output: Path) -> Usage:
    """Return what pandoc's three calls take."""
    start = [*_pandoc(case), "--mathml"]
    return run(
        [*start, "--embed-resources", "--standalone", "--output", output / "plain.html"],
        [*start, "--to", "epub3", "--output", output / "plain.epub"],
        *_by_weasyprint(case, output),
        cwd=case.text.parent,
    )


def _pandoc(case: Case) -> list[str | Path]:
    citing = ["--citeproc", *([f"--bibliography={case.bibliography}"] if case.bibliography else [])]
    return [pandoc.executable(), case.text, f"--resource-path={case.text.parent}", *citing]


def _by_weasyprint(case: Case, output: Path) -> list[list[str | Path]]:
    engine = Path(sys.executable).with_name("weasyprint")
    call = [*_pandoc(case), "--mathml", "--to", "html5", f"--pdf-engine={engine}"]
    return [[*call, "--output", output / "plain.pdf"]]


def _by_typst(case: Case, output: Path) -> list[list[str | Path]]:
    markup = case.text.with_suffix(".typ")  # beside the text, from which its images are found
    setting = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])"
    return [
        [*_pandoc(case), "--standalone", "--to", "typst", "--output", markup],
        [sys.executable, "-c", setting, markup, output / "typst.pdf"],
    ]


def _by_latex(case: Case, output: Path) -> list[list[str | Path]]:
    engine = next((name for name in _LATEX if shutil.which(name)), "")
    return [[*_pandoc(case), f"--pdf-engine={engine}", "--output", output / "latex.pdf"]] if engine else []


_LATEX = ("xelatex", "lualatex", "pdflatex")


def prints(case: Case, output: Path) -> None:
    """Print what the PDF alone takes, by Offprint and by each engine that is there, once each."""
    own: list[str | Path] = [
        sys.executable,
        "-m",
        "offprint",
        "build",
        case.project,
        "--draft",
        "--to",
        "pdf",
    ]
    ways = {
        "offprint": [[*own, "-o", output]],
        "weasyprint": _by_weasyprint(case, output),
        "typst": _by_typst(case, output),
        "latex": _by_latex(case, output),
    }
    print("  the PDF alone, by pandoc and …")
    for name, commands in ways.items():
        try:
            usage = run(*commands, cwd=ROOT if name == "offprint" else case.text.parent) if commands else None
        except FailedError as error:
            said = [line for line in str(error).splitlines() if line.strip() and "[WARNING]" not in line]
            print(f"    {name:11} fails: {' '.join(said[1:3])[:90]}")
            continue
        print(f"    {name:11} {usage or 'is not there'}")


def ours(case: Case, output: Path) -> Usage:
    """Return what one build of all editions takes."""
    return run([sys.executable, "-m", "offprint", "build", case.project, "--draft", "-o", output], cwd=ROOT)


def compare(case: Case, runs: int) -> None:
    """Print medians of both, in turn, and the ratio of wall and processor time."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder)
        ours(case, output)  # warm the disk
        pairs = [(ours(case, output), plain(case, output)) for _ in range(runs)]
        print(f"\n{case.name} ({runs} runs)")
        for label, usages in (("offprint", [a for a, _ in pairs]), ("pandoc × 3", [b for _, b in pairs])):
            print(f"  {label:11} wall {_median(usages, 'wall'):6.2f} s  cpu {_median(usages, 'cpu'):6.2f} s"
                  f"  peak {_median(usages, 'memory'):5.0f} MiB")  # fmt: skip
        walls = median(a.wall / b.wall for a, b in pairs)
        cpus = median(a.cpu / b.cpu for a, b in pairs)
        print(f"  {'ratio':11} wall {walls:6.2f}    cpu {cpus:6.2f}")
        prints(case, output)
        steps(case, output)


def steps(case: Case, output: Path) -> None:
    """Print what each step of one build takes."""
    command: list[str | Path] = [sys.executable, STEPS, case.project, output]
    result = subprocess.run(command, env=_ENVIRONMENT, capture_output=True, text=True, check=False)
    print(result.stdout or result.stderr, end="")


def _median(usages: Sequence[Usage], field: str) -> float:
    return float(median(getattr(usage, field) for usage in usages))


def cases(arguments: argparse.Namespace, folder: Path) -> Iterator[Case]:
    """Yield what is to be built."""
    from offprint import manuscript, project

    source, *_ = manuscript.read_source(project.locate(ROOT))
    filled = folder / "article"
    shutil.copytree(ROOT / "manuscript", filled)
    text = filled / "article.md"
    text.write_text(f"---\ntitle: Article\n---\n{source.text}", encoding="utf-8")
    yield Case("article", ROOT, text, ROOT / "references.bib")
    for name in ("paper", "large"):
        given = getattr(arguments, name)
        if given:
            here = Path(shutil.copytree(given, folder / name))
            yield Case(name, here, here / "paper.md", next(iter(sorted(here.glob("*.bib"))), None))


_LEAVE = shutil.ignore_patterns(".*", "_build", "tests")
LIBRARY = 10_000


def library(arguments: argparse.Namespace, folder: Path) -> None:
    """Print what a bibliography of 10,000 more entries costs, none of them cited."""
    small = Path(shutil.copytree(ROOT, folder / "library-small", ignore=_LEAVE))
    large = Path(shutil.copytree(small, folder / "library-large"))
    own = (small / "references.bib").read_text(encoding="utf-8")
    entries = re.findall(r"^@.*?^\}", own, re.DOTALL | re.MULTILINE)
    copies = (entries[n % len(entries)].replace("{", f"{{uncited{n}-", 1) for n in range(LIBRARY))
    (large / "references.bib").write_text(own + "\n\n".join(copies), encoding="utf-8")
    both = [Case(place.name, place, place, None) for place in (small, large)]
    pairs = [
        (ours(both[0], folder / "output"), ours(both[1], folder / "output")) for _ in range(arguments.runs)
    ]
    size = (large / "references.bib").stat().st_size / 1e6
    print(f"\nlibrary of {LIBRARY:,} uncited entries ({size:.1f} MB, {arguments.runs} runs)")
    for label, usages in (("without", [a for a, _ in pairs]), ("with", [b for _, b in pairs])):
        print(f"  {label:11} wall {_median(usages, 'wall'):6.2f} s  cpu {_median(usages, 'cpu'):6.2f} s")
    print(f"  {'ratio':11} wall {median(b.wall / a.wall for a, b in pairs):6.2f}")


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description="Offprint beside plain pandoc.")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--paper", type=Path)
    parser.add_argument("--large", type=Path)
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    print(f"{os.cpu_count()} processors, Python {sys.version.split()[0]}, {pandoc.executable()}")
    with tempfile.TemporaryDirectory() as name:
        for case in cases(arguments, Path(name)):
            if arguments.only in ("", case.name):
                try:
                    compare(case, arguments.runs)
                except FailedError as error:
                    sys.exit(str(error))
        if arguments.only in ("", "library"):
            library(arguments, Path(name))


if __name__ == "__main__":
    main()
