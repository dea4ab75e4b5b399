"""The press's own process: `python -m offprint.press`, a job in, its page starts and the edition out."""

from __future__ import annotations

import os
import pickle
import sys

from offprint.press import EXIT_NO_PANGO, MEMORY, SECONDS, Job, weasy


def main() -> int:
    """Read a job from standard input, write the result to standard output."""
    weasy.limit(SECONDS, MEMORY)
    weasy.prepare()
    try:
        weasy.load()
    except OSError as error:
        sys.stderr.write(f"{error}\n")
        return EXIT_NO_PANGO
    weasy.warm_up()
    job: Job = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own process
    weasy.limit(job.seconds, MEMORY)
    for part in weasy.print_job(job):
        pickle.dump(part, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    return 0


CODE = main()
sys.stdout.flush()
sys.stderr.flush()
os._exit(CODE)  # what thousands of Pango's objects take to be freed one by one is saved
