"""The line of a source that a problem is about, its column marked, as the report shows it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from offprint.limits import TEXT
from offprint.problems import Place, plain
from offprint.project import Project

_WIDTH = 160
"""Letters of a line that are shown; a paragraph is often one line."""
_BEFORE = 60
"""Letters that are shown before the spot, if the line is longer than that."""
_SPOT = re.compile(r"[\w@:./#-]{0,59}\w|.")
"""What is marked: a word, key or path, else a letter. A problem tells only where it begins."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A line in three parts, the middle one marked; it is empty if no column is known."""

    before: str
    marked: str
    after: str


class Sources:
    """Reads lines of the project's files; of no others, for the report may be published."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._read: dict[Path, list[str]] = {}

    def excerpt(self, place: Place | None) -> Excerpt | None:
        """Return the line at a place; None if the place has none, or it may not or cannot be read."""
        if place is None or not place.line:
            return None
        lines = self._lines(place.path)
        if place.line > len(lines):
            return None
        return cut(lines[place.line - 1], place.column)

    def _lines(self, path: Path) -> list[str]:
        if path not in self._read:
            self._read[path] = self._load(path)
        return self._read[path]

    def _load(self, path: Path) -> list[str]:
        """Return a file's lines; bytes that are not UTF-8 are shown as such."""
        try:
            if self._project.refusal(path) or path.stat().st_size > TEXT:
                return []
            text = path.read_bytes().decode("utf-8-sig", "replace")
        except OSError:
            return []
        return re.split("\r\n|\r|\n", text)


def cut(line: str, column: int) -> Excerpt:
    """Return a line cut around a column, which counts from 1; 0 is unknown."""
    start = column - 1 - _BEFORE if column - 1 > _BEFORE and len(line) > _WIDTH else 0
    end = start + _WIDTH
    spot = _SPOT.match(line, column - 1) if 0 < column <= len(line) else None
    marked = spot.span() if spot else (start, start)
    before = ("…" if start else "") + line[start : marked[0]]
    after = line[marked[1] : end].rstrip() + ("…" if len(line) > end else "")
    return Excerpt(plain(before), plain(spot[0]) if spot else "", plain(after))
