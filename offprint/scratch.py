"""Folders for what engines read from files; a build that is killed leaves its own to the next one.

The kernel gives a lock back when its process ends, however it ends: a folder that nobody has locked
is litter. Its name, its owner and its mode tell that it is one of these, and no folder of somebody's.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PREFIX = "offprint-scratch-"
_NAME = re.compile(re.escape(_PREFIX) + r"[a-z0-9_]{8}")
"""As `tempfile` names a folder."""
_NEW = 5
"""Seconds in which a folder that was just made may still be without its lock."""


@contextmanager
def folder() -> Iterator[Path]:
    """Give an empty folder that is gone at the end; those of builds that were killed go too."""
    _sweep(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=_PREFIX) as name:
        handle = os.open(name, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield Path(name)
        finally:
            os.close(handle)


def _sweep(parent: Path) -> None:
    for path in (one for one in parent.glob(f"{_PREFIX}*") if _NAME.fullmatch(one.name)):
        with suppress(OSError):  # another build may be sweeping too, or it is a stranger's
            about = path.lstat()
            ours = stat.S_ISDIR(about.st_mode) and stat.S_IMODE(about.st_mode) == stat.S_IRWXU
            if ours and about.st_uid == os.getuid() and time.time() - about.st_mtime > _NEW:
                _remove(path)


def _remove(path: Path) -> None:
    """Remove a folder that no process has locked."""
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(path, ignore_errors=True)
    finally:
        os.close(handle)
