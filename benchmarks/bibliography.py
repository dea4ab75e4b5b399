"""What the checks of the bibliography cost in libraries of 30, 1,000 and 10,000 entries.

    .venv/bin/python benchmarks/bibliography.py [--runs N] [--cited N]

The entries are copies of this repository's own references under other keys; the same thirty are
cited in each library. `read` splits the file, `check` runs every rule with the default citation
style, `excerpt` writes what pandoc is given. Medians in milliseconds; the last column is the whole
beside that of the smallest library. A last line cites all entries of the middle one.
"""

from __future__ import annotations

import argparse
import re
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from offprint import bibliography as bib
from offprint import citation_style
from offprint.project import shipped

ROOT = Path(__file__).parents[1]
SIZES = (30, 1_000, 10_000)


def library(size: int, folder: Path) -> Path:
    """Write a library of `size` entries, with keys from `k0` on."""
    own = (ROOT / "references.bib").read_text(encoding="utf-8")
    entries = re.findall(r"^@.*?^\}", own, re.DOTALL | re.MULTILINE)
    copies = (re.sub(r"\{[^,]*,", f"{{k{n},", entries[n % len(entries)], count=1) for n in range(size))
    path = folder / f"{size}.bib"
    path.write_text("\n\n".join(copies) + "\n", encoding="utf-8")
    return path


def measure(path: Path, cited: Sequence[str], runs: int) -> tuple[float, float, float]:
    """Return what reading, checking and writing took, in milliseconds."""
    style = shipped(f"csl/{citation_style.DEFAULT}.csl")
    times: list[tuple[float, float, float]] = []
    for _ in range(runs):
        start = time.perf_counter()
        found = bib.read([path])
        split = time.perf_counter()
        bib.check(found, cited, style)
        checked = time.perf_counter()
        bib.excerpt(found, cited)
        times.append((split - start, checked - split, time.perf_counter() - checked))
    read, check, excerpt = (median(column) * 1000 for column in zip(*times, strict=True))
    return read, check, excerpt


def main() -> None:
    """Print a line a library."""
    parser = argparse.ArgumentParser(description="The cost of the bibliography's checks.")
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--cited", type=int, default=30)
    arguments = parser.parse_args()
    print(f"{'entries':>8} {'cited':>6} {'MB':>6} {'read':>8} {'check':>8} {'excerpt':>8} {'all':>8}   ratio")
    first = 0.0
    with tempfile.TemporaryDirectory() as name:
        cases = [(size, arguments.cited) for size in SIZES] + [(SIZES[1], SIZES[1])]
        measure(library(SIZES[0], Path(name)), ["k0"], 1)  # imports bibtexparser
        for size, cited in cases:
            path = library(size, Path(name))
            parts = measure(path, [f"k{n}" for n in range(cited)], arguments.runs)
            first = first or sum(parts)
            shown = " ".join(f"{part:8.1f}" for part in (*parts, sum(parts)))
            megabytes = path.stat().st_size / 1e6
            print(f"{size:8,} {cited:6,} {megabytes:6.2f} {shown} {sum(parts) / first:7.1f}")


if __name__ == "__main__":
    main()
