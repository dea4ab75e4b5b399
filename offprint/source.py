"""Text that remembers where each of its lines came from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

from offprint.charset import decoded
from offprint.problems import Place, RejectedError, problem


@dataclass(frozen=True, slots=True)
class Origin:
    """The line of a file that a line of assembled text came from; `exact` if letter for letter."""

    path: Path
    line: int
    exact: bool = True


@dataclass(frozen=True, slots=True)
class SourceText:
    """Assembled text and the origin of each of its lines."""

    text: str
    origins: tuple[Origin, ...]
    files: tuple[Path, ...] = ()
    """Every file that was read for it, also those that gave it no line of their own."""

    @classmethod
    def of_file(cls, path: Path) -> SourceText:
        """Read a whole file as UTF-8; raises `RejectedError` (`encoding`, `no-manuscript`)."""
        text = read_text(path)
        return cls(text, tuple(Origin(path, n) for n in range(1, text.count("\n") + 2)), (path,))

    @classmethod
    def joined(cls, parts: Sequence[SourceText]) -> SourceText:
        """Return the parts one after another, a blank line between."""
        text = "\n\n".join(part.text for part in parts)
        origins: list[Origin] = []
        for part in parts:
            origins += [*part.origins, part.origins[-1]]
        files = dict.fromkeys(path for part in parts for path in part.files)
        return cls(text, tuple(origins[:-1]), tuple(files))

    def place(self, line: int, column: int = 0) -> Place:
        """Return where a line and column of the assembled text stand in the author's files."""
        origin = self.origins[min(line, len(self.origins)) - 1]
        return Place(origin.path, origin.line, column if origin.exact else 0)

    def at_offset(self, offset: int) -> Place:
        """Return where the character at `offset` stands in the author's files."""
        starts = _line_starts(self.text)
        line = bisect_right(starts, offset)
        return self.place(line, offset - starts[line - 1] + 1)

    def find(self, pattern: re.Pattern[str]) -> Iterator[Place]:
        """Yield the place of each match of `pattern`: of the group that it ended with, if it has any."""
        for match in pattern.finditer(self.text):
            yield self.at_offset(match.start(match.lastindex or 0))

    def seek(self, words: str) -> Place | None:
        """Return the place where `words` first stand, whatever blanks lie between them."""
        parts = [re.escape(word) for word in words.split()]
        return next(self.find(re.compile(r"\s+".join(parts))), None) if parts else None


def read_text(path: Path) -> str:
    """Return a file's text: UTF-8, with or without a byte order mark, any line endings.

    Raises `RejectedError` if the file cannot be read or holds a byte that is not UTF-8.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        what = f"cannot read “{path.name}”: {error.strerror}"
        raise RejectedError([problem("no-manuscript", what, Place(path))]) from error
    text = decoded(path, raw)
    if not isinstance(text, str):
        raise RejectedError([text])
    return text.replace("\r\n", "\n").replace("\r", "\n")


@cache
def _line_starts(text: str) -> tuple[int, ...]:
    lines = text.split("\n")[:-1]
    return (0, *accumulate(len(line) + 1 for line in lines))
