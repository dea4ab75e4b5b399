"""Files that are not UTF-8 are refused, with the byte's place and what they seem to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from offprint.problems import RejectedError
from offprint.source import read_text

REFUSED = {
    "UTF-16 with a mark": (
        "@misc{a}".encode("utf-16"),
        "refs.bib:1:1: error[encoding]: byte 0xFF is not UTF-8; the file is UTF-16: save it as UTF-8",
    ),
    "UTF-16 without one": (
        "@misc{a}".encode("utf-16-le"),
        "refs.bib:1:2: error[encoding]: byte 0x00 is not UTF-8; the file is UTF-16: save it as UTF-8",
    ),
    "declared for Emacs": (
        "% -*- coding: latin-1-unix -*-\n@misc{a, title = {é}}".encode("latin-1"),
        (
            "refs.bib:2:19: error[encoding]: byte 0xE9 is not UTF-8;"
            " the file says that it is latin-1: save it as UTF-8"
        ),
    ),
    "declared by JabRef": (
        "% Encoding: windows-1252\n@misc{a, title = {é}}".encode("cp1252"),
        (
            "refs.bib:2:19: error[encoding]: byte 0xE9 is not UTF-8;"
            " the file says that it is windows-1252: save it as UTF-8"
        ),
    ),
    "declared UTF-8, and is not": (
        "% Encoding: UTF-8\n@misc{a, title = {é}}".encode("cp1252"),
        (
            "refs.bib:2:19: error[encoding]: byte 0xE9 is not UTF-8;"
            " the file says that it is UTF-8: write this one again"
        ),
    ),
    "undeclared": (
        "@misc{a,\n title = {Café}}".encode("cp1252"),
        (
            "refs.bib:2:14: error[encoding]: byte 0xE9 is not UTF-8;"
            " in Windows-1252 it is “é”: if that is meant, save the file as UTF-8"
        ),
    ),
    "undeclared, and no single letter": (
        "@misc{a, title = {中文}}".encode("gbk"),
        "refs.bib:1:19: error[encoding]: byte 0xD6 is not UTF-8; save the file as UTF-8",
    ),
    "mixed": (
        "ü\n".encode() + "é\n".encode("latin-1") + b"a\n" + "à\n".encode("latin-1"),
        (
            "refs.bib:2:1: error[encoding]: byte 0xE9 is not UTF-8;"
            " other letters of the file are UTF-8: write this one again (also in lines 4)"
        ),
    ),
}


@pytest.mark.parametrize(("raw", "line"), REFUSED.values(), ids=REFUSED.keys())
def test_bytes_that_are_not_utf8(
    raw: bytes, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first such byte is told, with the likely encoding; nothing is guessed into the text."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "refs.bib").write_bytes(raw)

    with pytest.raises(RejectedError) as rejected:
        read_text(tmp_path / "refs.bib")

    assert [str(one) for one in rejected.value.problems] == [line]


def test_utf8_is_read_with_any_mark_and_line_ending(tmp_path: Path) -> None:
    """A byte order mark and carriage returns are no part of the text."""
    (tmp_path / "refs.bib").write_bytes(b"\xef\xbb\xbf" + "é\r\nü\r".encode())

    assert read_text(tmp_path / "refs.bib") == "é\nü\n"
