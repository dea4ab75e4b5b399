"""What the command line's options may be: each function reads one, or says what it is not."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError
from pathlib import Path, PurePosixPath

from offprint.revision import LONGEST

EDITIONS = ("html", "epub", "pdf")
_FOLDER = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")


def editions(written: str) -> tuple[str, ...]:
    """Return the editions of a list."""
    asked = [name.strip() for name in written.split(",") if name.strip()]
    strange = [name for name in asked if name not in EDITIONS]
    if strange or not asked:
        raise ArgumentTypeError(f"“{written}” is not a list of {', '.join(EDITIONS)}")
    return tuple(name for name in EDITIONS if name in asked)


def revision(written: str) -> str:
    """Return what the colophons are to call the state of the text."""
    if len(written) > LONGEST or not written.isprintable():
        raise ArgumentTypeError(f"“{written[:LONGEST]}” is not a line of {LONGEST} letters at most")
    return written


def folder_beside(written: str) -> str:
    """Return the name of a folder that lies inside the output folder."""
    name = PurePosixPath(written).as_posix()
    if not _FOLDER.fullmatch(name):
        raise ArgumentTypeError(f"“{written}” is not the name of a folder beside the page")
    return name


def validators(written: str) -> tuple[str, ...]:
    """Return the validators of a list."""
    from offprint.validators import NAMES

    asked = tuple(name.strip() for name in written.split(",") if name.strip())
    if not asked or any(name not in NAMES for name in asked):
        raise ArgumentTypeError(f"“{written}” is not a list of {', '.join(NAMES)}")
    return asked


def record(written: str) -> Path:
    """Return the record of an earlier collation."""
    path = Path(written)
    if not path.is_file():
        raise ArgumentTypeError(f"“{written}” is not there")
    return path


def edition_file(written: str) -> Path:
    """Return a finished edition's file."""
    path = Path(written)
    if path.suffix.lower() not in {f".{name}" for name in EDITIONS}:
        raise ArgumentTypeError(f"“{written}” ends neither in .html nor in .epub nor in .pdf")
    if not path.is_file():
        raise ArgumentTypeError(f"“{written}” is not there")
    return path
