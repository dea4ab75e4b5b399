"""A build that comes from a stranger may not hang or eat the machine."""

from __future__ import annotations

import resource
import signal
import sys
from types import FrameType

from offprint.problems import ToolError

SECONDS = 1800
"""Wall time that a command may take."""
MEMORY = 6 << 30
"""Bytes of data that the pipeline's own process, and each that it starts, may hold."""
_DEPTH = 20_000
"""Python's own stack: deeper than any honest nesting of lists and quotations."""


def set_limits() -> None:
    """Bound this command's time and memory; going over ends in a `ToolError` or `MemoryError`."""
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    allowed = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (allowed, hard))
    sys.setrecursionlimit(_DEPTH)
    signal.signal(signal.SIGALRM, _too_long)
    signal.alarm(SECONDS)


def lift_limits() -> None:
    """Stop the clock: the command is done."""
    signal.alarm(0)


def _too_long(_signal: int, _frame: FrameType | None) -> None:
    raise ToolError(f"the build took longer than {SECONDS // 60} minutes", "split the manuscript")
