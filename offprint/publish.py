"""The only writer of output: each edition whole or not at all, all of them together.

The bytes are written to files without a name (`O_TMPFILE`, open(2)), flushed to the disk, and
only then linked and renamed over the old editions, under a lock on the folder. A build that is
killed while it writes leaves nothing behind; two builds at once publish one after the other.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from offprint.editions.edition import Edition
from offprint.problems import ToolError

_SUFFIX = ".offprint-new"


def publish(editions: Sequence[Edition], folder: Path) -> list[Path]:
    """Write the editions, and what lies beside them, into the folder; return the editions' paths.

    Raises `ToolError`.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _locked(folder):
            files = {folder / name: data for edition in editions for name, data in edition.beside.items()}
            files |= {folder / edition.name: edition.data for edition in editions}
            folders = list(dict.fromkeys(path.parent for path in files))
            for one in folders:
                one.mkdir(parents=True, exist_ok=True)
                _sweep(one)
            staged = [(_stage(path, data), path) for path, data in files.items()]
            for temporary, final in staged:  # what an edition refers to is there before the edition
                temporary.replace(final)
            for one in folders:
                _flush(one)
    except OSError as error:
        what = f"cannot write to “{folder}”: {error.strerror}"
        raise ToolError(
            what, "make the folder writable, free some space, or choose one with --output"
        ) from error
    return [folder / edition.name for edition in editions]


def check_writable(folder: Path) -> None:
    """Raise `ToolError` at once if the folder cannot be written to, before a long build."""
    nearest = next(one for one in (folder, *folder.parents) if one.exists())
    if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK):
        raise ToolError(f"cannot write to “{folder}”", "make it writable, or choose a folder with --output")


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _sweep(folder: Path) -> None:
    """Remove what a build left that was killed between linking and renaming."""
    for path in folder.glob(f".*{_SUFFIX}"):
        path.unlink(missing_ok=True)


def _stage(path: Path, data: bytes) -> Path:
    """Return the path of a complete, flushed copy of a file, beside its final place."""
    target = path.with_name(f".{path.name}{_SUFFIX}")
    if not hasattr(os, "O_TMPFILE"):
        return _stage_by_name(target, data)
    try:
        handle = os.open(path.parent, os.O_TMPFILE | os.O_WRONLY, 0o644)
    except OSError:  # a file system without nameless files
        return _stage_by_name(target, data)
    with os.fdopen(handle, "wb") as file:
        _fill(file.fileno(), data)
        # Only with a directory does os.link() call linkat(2), which follows the link in /proc.
        os.link(f"/proc/self/fd/{file.fileno()}", target, src_dir_fd=file.fileno(), follow_symlinks=True)
    return target


def _stage_by_name(target: Path, data: bytes) -> Path:
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    try:
        _fill(handle, data)
    except OSError:
        target.unlink(missing_ok=True)
        raise
    finally:
        os.close(handle)
    return target


def _fill(handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]
    os.fsync(handle)


def _flush(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
