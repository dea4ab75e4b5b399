"""A build that comes from a stranger may not hang, eat the machine or fill its disk.

Python's own alarm waits for a call into a library to return. Behind it stand a watch, which ends
the command while such a call goes on, and the kernel's limit of processor time, which no call
escapes; both pass on to the engines that the command starts.
"""

from __future__ import annotations

import errno
import os
import resource
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from offprint.problems import ToolError

SECONDS = 1800
"""Wall time that a command may take."""
MEMORY = 6 << 30
"""Bytes of data that the pipeline's own process, and each that it starts, may hold."""
FILE = 2 << 30
"""Bytes of the largest file that a command may write."""
TEXT = 64_000_000
"""Bytes of the largest source text that is read: a library of some 100,000 entries."""
_OUT_OF = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EMFILE, errno.ENFILE)
"""What a full disk, or a limit of the machine's, says (errno.h)."""
GRACE = 10
"""Seconds that a call into a library may still take when the time is up."""
_WHOLE = "the build"
_DEPTH = 20_000
"""Python's own stack: deeper than any honest nesting of lists and quotations."""


@contextmanager
def bounded() -> Iterator[None]:
    """Bound a command's time and memory; going over ends in a `ToolError` or `MemoryError`."""
    _lower(resource.RLIMIT_DATA, MEMORY)
    _lower(resource.RLIMIT_FSIZE, FILE)
    sys.setrecursionlimit(_DEPTH)
    processor = resource.getrlimit(resource.RLIMIT_CPU)
    _lower(resource.RLIMIT_CPU, round(time.process_time()) + 2 * (SECONDS + GRACE))
    signal.signal(signal.SIGALRM, _too_long)
    signal.alarm(SECONDS)
    try:
        with watched(SECONDS + GRACE, _WHOLE):
            yield
    finally:
        signal.alarm(0)
        resource.setrlimit(resource.RLIMIT_CPU, processor)


@contextmanager
def watched(seconds: int, what: str) -> Iterator[None]:
    """Bound a call into a library, which no alarm of Python's can interrupt: the command ends with 3."""
    watch = threading.Timer(seconds, _give_up, [what, seconds])
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()


@contextmanager
def within(seconds: int, what: str) -> Iterator[None]:
    """Bound a part of the command that needs little time; going over raises a `ToolError`."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise ToolError(f"{what} took longer than {seconds} s", "look for a loop that does not end")

    left = signal.alarm(0)
    if 0 < left <= seconds:  # the whole command's time is up before
        signal.alarm(left)
        yield
        return
    began = time.monotonic()
    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.signal(signal.SIGALRM, before)
        signal.alarm(max(1, round(left - (time.monotonic() - began))) if left else 0)


def processor(process: int, seconds: int) -> None:
    """Bound the processor time of a process that was started; a busy machine takes nothing from it."""
    if hasattr(resource, "prlimit"):  # Linux
        resource.prlimit(process, resource.RLIMIT_CPU, (seconds, seconds + GRACE))


def failure(error: ToolError | OSError | MemoryError) -> ToolError:
    """Return what the author is told of a tool that failed, or of a machine that gives no more.

    Raises the error itself if it is neither: it is a fault of ours.
    """
    if isinstance(error, MemoryError):
        return ToolError("this build needs more memory than it may take", "split the manuscript")
    if isinstance(error, ToolError):
        return error
    if error.errno not in _OUT_OF:
        raise error
    what = f"the machine gives no more: {error.strerror}"
    return ToolError(what, "free some space, or set TMPDIR to a folder with room")


def _lower(kind: int, most: int) -> None:
    """Set a soft limit; the hard one stays, so that nothing is changed for good."""
    _, hard = resource.getrlimit(kind)
    resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _too_long(_signal: int, _frame: FrameType | None) -> None:
    raise ToolError(f"{_WHOLE} took longer than {SECONDS // 60} minutes", "split the manuscript")


def _give_up(what: str, seconds: int) -> None:
    """End the command from beside the call that does not return."""
    advice = "split the manuscript" if what == _WHOLE else "make it simpler"
    sys.stderr.write(f"error: {what} took longer than {seconds} s\n  {advice}\n")
    sys.stderr.flush()
    os._exit(3)
