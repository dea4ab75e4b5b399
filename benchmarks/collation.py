"""What collation costs beside the print: `python benchmarks/collation.py [PROJECT …]`.

Makes each project's editions (default: this repository's article) and prints, in wall seconds, how
long the PDF took to make, how long each reading and their comparison took, and their share. In a
build the readings of the manuscript, the web page and the e-book are made while the press works.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TypeVar

from offprint import collate, document, pipeline, press, project, proof
from offprint.collate.witness import read_witness
from offprint.document import Document
from offprint.editions import EDITIONS
from offprint.editions.edition import Edition, Order

T = TypeVar("T")


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """Return what some work gives, and the seconds that it takes."""
    start = time.perf_counter()
    result = work()
    return result, time.perf_counter() - start


def made(path: Path) -> tuple[Document, Mapping[str, Edition], float]:
    """Return a project's document, its editions, and the seconds that the PDF took."""
    found = project.locate(path)
    sources = pipeline.read(found, pipeline.Options(draft=True))
    looked = proof.proofread(found, sources.manuscript, sources.bibliography)
    composed = document.compose(
        sources.manuscript, sources.bibliography, looked.pictures, sources.csl, draft=True
    )
    stamp = pipeline.stamp(sources.manuscript.metadata)
    with press.running() as engine:
        order = Order(found, composed, stamp, tuple(EDITIONS), engine)
        makers = {name: EDITIONS[name](order) for name in EDITIONS}
        editions = {name: makers[name].finish() for name in ("html", "epub")}
        time.sleep(2)  # the press is imported and warm by now, so that only its work is timed

        def printed() -> Edition:
            makers["pdf"].begin()
            return makers["pdf"].finish()

        editions["pdf"], seconds = timed(printed)
    return composed, editions, seconds


def main() -> None:
    """Print a line a project."""
    asked = [Path(name).resolve() for name in sys.argv[1:]]
    for path in asked or [Path(__file__).resolve().parents[1]]:
        composed, editions, seconds = made(path)
        _, witness = timed(partial(read_witness, composed))
        collator = collate.Collator(composed, tuple(editions))
        readings = {name: timed(partial(collator.read, one))[1] for name, one in editions.items()}
        collation, comparing = timed(collator.finish)
        parts = {"manuscript": witness, **readings, "comparison": comparing}
        spent = "  ".join(f"{name} {part:.3f}" for name, part in parts.items())
        share = sum(parts.values()) / seconds
        print(f"{path.name}: {editions['pdf'].extent}, {collation.counts}")
        print(
            f"  print {seconds:.2f} s; {spent}; in all {sum(parts.values()):.2f} s, {share:.1%} of the print"
        )


if __name__ == "__main__":
    main()
