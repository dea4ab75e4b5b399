"""Bytes that are not UTF-8: which one, where, and what the file seems to be written in."""

from __future__ import annotations

import re
from pathlib import Path

from offprint.problems import Place, Problem, problem

_DECLARED = re.compile(rb"coding\s*[:=]\s*([A-Za-z][\w.-]+)", re.IGNORECASE)
_SHOWN = 5


def decoded(path: Path, raw: bytes) -> str | Problem:
    """Return a file's text, read as UTF-8 with or without a byte order mark, or what is wrong with it."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _fault(path, raw, error.start)
    if 4 * raw.count(0) > len(raw):  # ASCII written as UTF-16 has a zero in each pair of bytes
        return _fault(path, raw, raw.index(0))
    return text


def _fault(path: Path, raw: bytes, spot: int) -> Problem:
    before = raw[:spot]
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
    place = Place(path, before.count(b"\n") + 1, column)
    return problem("encoding", f"byte 0x{raw[spot]:02X} is not UTF-8", place, _advice(raw, spot))


def _advice(raw: bytes, spot: int) -> str:
    if raw[:2] in (b"\xfe\xff", b"\xff\xfe") or raw[spot] == 0:
        return "the file is UTF-16: save it as UTF-8"
    match = _DECLARED.search(raw[:1000])
    declared = re.sub(r"-(unix|dos|mac)$", "", match[1].decode()) if match else ""
    if declared and not re.fullmatch(r"utf-?8.*", declared, re.IGNORECASE):
        return f"the file says that it is {declared}: save it as UTF-8"
    good, bad = _lines(raw)
    if good or declared:
        why = "other letters of the file are" if good else "the file says that it is"
        others = f" (also in lines {', '.join(map(str, bad[1 : _SHOWN + 1]))})" if len(bad) > 1 else ""
        return f"{why} UTF-8: write this one again{others}"
    letter = raw[spot : spot + 1].decode("cp1252", "replace")
    alone = not any(byte > 0x7F for byte in (*raw[spot - 1 : spot], *raw[spot + 1 : spot + 2]))
    if letter.isalpha() and alone:
        return f"in Windows-1252 it is “{letter}”: if that is meant, save the file as UTF-8"
    return "save the file as UTF-8"


def _lines(raw: bytes) -> tuple[bool, list[int]]:
    """Return whether a line has UTF-8 letters beyond ASCII, and the numbers of the lines that are not."""
    good, bad = False, []
    for number, line in enumerate(raw.split(b"\n"), 1):
        try:
            good |= not line.isascii() and bool(line.decode("utf-8"))
        except UnicodeDecodeError:
            bad.append(number)
    return good, bad
