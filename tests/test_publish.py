"""The only writer of output: whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from offprint.editions.edition import Edition
from offprint.problems import ToolError
from offprint.publish import check_writable, publish


def test_editions_are_written_and_nothing_else(tmp_path: Path) -> None:
    """The folder is made if need be, and holds the editions alone."""
    folder = tmp_path / "deep" / "output"

    paths = publish([Edition("a.html", b"1"), Edition("a.pdf", b"2")], folder)

    assert paths == [folder / "a.html", folder / "a.pdf"]
    assert {name: (folder / name).read_bytes() for name in os.listdir(folder)} == {
        "a.html": b"1",
        "a.pdf": b"2",
    }


def test_a_full_disk_leaves_the_old_editions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the second edition cannot be written, the first is not replaced either."""
    publish([Edition("a.html", b"old"), Edition("a.pdf", b"old")], tmp_path)
    written = os.write

    def full(handle: int, data: bytes) -> int:
        if bytes(data) == b"new 2":
            raise OSError(errno.ENOSPC, "No space left on device")
        return written(handle, data)

    monkeypatch.setattr(os, "write", full)

    with pytest.raises(ToolError, match="No space left on device"):
        publish([Edition("a.html", b"new 1"), Edition("a.pdf", b"new 2")], tmp_path)

    monkeypatch.undo()
    assert {(tmp_path / name).read_bytes() for name in ("a.html", "a.pdf")} == {b"old"}
    publish([Edition("a.html", b"new")], tmp_path)
    assert sorted(os.listdir(tmp_path)) == ["a.html", "a.pdf"]


def test_what_a_killed_build_left_is_swept(tmp_path: Path) -> None:
    """A file that was linked but never renamed goes with the next build."""
    (tmp_path / ".a.pdf.offprint-new").write_bytes(b"half")

    publish([Edition("a.html", b"1")], tmp_path)

    assert os.listdir(tmp_path) == ["a.html"]


def test_a_file_in_the_way_is_told_before_the_build(tmp_path: Path) -> None:
    """What cannot be a folder is refused at once."""
    (tmp_path / "_build").write_text("")

    with pytest.raises(ToolError, match="cannot write to"):
        check_writable(tmp_path / "_build")
