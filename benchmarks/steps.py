"""What each step of one build takes: `python benchmarks/steps.py PROJECT OUTPUT`.

Wall seconds, processor seconds of this process and of the ones that ended in the step, and the
peak memory so far of the largest of them, in MiB.
"""

from __future__ import annotations

import resource
import sys
import time
from itertools import pairwise
from pathlib import Path


def usage() -> tuple[float, float, float]:
    """Return wall and processor seconds so far, and peak memory in MiB."""
    own, below = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    cpu = own.ru_utime + own.ru_stime + below.ru_utime + below.ru_stime
    return time.perf_counter(), cpu, max(own.ru_maxrss, below.ru_maxrss) / 1024


def main() -> None:
    """Build once and print a line a step."""
    from offprint import press, project

    marks = [("start", usage())]
    found = project.locate(Path(sys.argv[1]), Path(sys.argv[2]))
    with press.running() as engine:
        from offprint import pipeline

        options = pipeline.Options(draft=True)
        pipeline.build(found, options, lambda step: marks.append((step, usage())), engine)
    marks.append(("end", usage()))
    for (step, before), (_, after) in pairwise(marks):
        wall, cpu = after[0] - before[0], after[1] - before[1]
        print(f"    {step:10} wall {wall:6.2f} s  cpu {cpu:6.2f} s  peak {after[2]:5.0f} MiB")


if __name__ == "__main__":
    main()
