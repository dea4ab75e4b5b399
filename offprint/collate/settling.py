"""Settles what a printed page leaves open: what stood where a line ends."""

from __future__ import annotations

import re

from offprint.collate.reading import BLOCK

_BOUNDARY = re.compile("([ \n\x07]*[\n\x07][ \n\x07]*)")
_FAR = 40_000
"""How far ahead, in characters, a printed run is looked for after a difference."""


def settled(printed: str, reference: str) -> str:
    """Return a printed passage with its joints settled as the reference has them.

    At a joint, and only there, the printed passage may have a blank or none, as the reference has; a
    block that the reference begins must begin in print too. Equal to the reference if and only if
    they agree.
    """
    parts = _BOUNDARY.split(printed)
    settler = _Settler(reference)
    for run, boundary in zip(parts[::2], [*parts[1::2], ""], strict=True):
        if run:
            settler.take(run)
        if boundary:
            settler.cross(boundary)
    return "".join(settler.taken).strip(" \n")


class _Settler:
    """Walks along the reference while it takes the runs of a printed passage."""

    def __init__(self, reference: str) -> None:
        self._reference = reference
        self._at = 0
        self._in_step = True
        self.taken: list[str] = []

    def take(self, run: str) -> None:
        """Take a run, and go on in the reference behind it."""
        spot = self._find(run)
        self.taken.append(run)
        self._in_step = spot >= 0
        if self._in_step:
            self._at = spot + len(run)

    def _find(self, run: str) -> int:
        if self._reference.startswith(run, self._at):
            return self._at
        return self._reference.find(run, self._at, self._at + _FAR) if len(run) > 6 else -1

    def cross(self, boundary: str) -> None:
        """Cross a joint, or the beginning of a block."""
        begins = BLOCK in boundary
        follows = self._reference[self._at : self._at + 1]
        if self._in_step and follows in (" ", BLOCK):
            self.taken.append(BLOCK if begins and follows == BLOCK else " ")
            self._at += 1
        elif not self._in_step:
            self.taken.append(BLOCK if begins else " ")
        elif " " in boundary and follows:
            self.taken.append(" ")
