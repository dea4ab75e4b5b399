"""What changed since an earlier collation, in figures and names."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from offprint.collate.record import grouped
from offprint.report.earlier import Earlier, File, parse

if TYPE_CHECKING:
    from offprint.collate import Collation
    from offprint.editions.edition import Edition

MOST = 20
"""References of a kind, editions and engines that are named; an earlier record may have any number."""
_KEY, _WORDS = 60, 160
"""Letters that are shown of a name and of what it stands for."""


@dataclass(frozen=True, slots=True)
class Change:
    """A figure, and what it was; None if it was not told or not compared."""

    name: str
    now: int | None
    before: int | None = None

    @property
    def shown(self) -> str:
        """The figure, its thousands apart."""
        return "–" if self.now is None else grouped(self.now)

    @property
    def was(self) -> str:
        """What it was."""
        return "–" if self.before is None else grouped(self.before)

    @property
    def difference(self) -> str:
        """What was added or taken away, with its sign; empty if it is the same or not comparable."""
        if self.now is None or self.before is None or self.now == self.before:
            return ""
        return f"{'+' if self.now > self.before else '−'}{grouped(abs(self.now - self.before))}"


@dataclass(frozen=True, slots=True)
class Named:
    """A reference by its key and words, or an engine by its name and versions."""

    key: str
    words: str


@dataclass(frozen=True, slots=True)
class News:
    """What changed: sizes of the editions in bytes, references, engines."""

    sizes: tuple[Change, ...]
    same: tuple[str, ...]
    """The editions whose bytes are the same."""
    added: tuple[Named, ...]
    dropped: tuple[Named, ...]
    reworded: tuple[Named, ...]
    engines: tuple[Named, ...]
    more: int
    """References that changed and are not named."""


def news(earlier: Earlier, collation: Collation, editions: Sequence[Edition]) -> News:
    """Return what changed from an earlier collation to this one."""
    now = parse(collation.record.decode(), Path("collation.json"))
    files = {one.name: File(len(one.data), hashlib.sha256(one.data).hexdigest()) for one in editions}
    lists = (
        list(_missing(now.references, earlier.references)),
        list(_missing(earlier.references, now.references)),
        [_named(key, words) for key, words in now.references.items()
         if earlier.references.get(key, words) != words],
    )  # fmt: skip
    added, dropped, reworded = (tuple(one[:MOST]) for one in lists)
    return News(
        tuple(islice(_sizes(files, earlier.editions), MOST)),
        tuple(name for name, file in files.items() if earlier.editions.get(name) == file),
        added,
        dropped,
        reworded,
        tuple(islice(_engines(now.engines, earlier.engines), MOST)),
        sum(max(0, len(one) - MOST) for one in lists),
    )


def _sizes(now: Mapping[str, File], before: Mapping[str, File]) -> Iterator[Change]:
    for name in dict.fromkeys([*now, *before]):
        sizes = (files[name].bytes if name in files else None for files in (now, before))
        yield Change(_cut(name, _KEY), *sizes)


def _missing(there: Mapping[str, str], here: Mapping[str, str]) -> Iterator[Named]:
    return (_named(key, words) for key, words in there.items() if key not in here)


def _engines(now: Mapping[str, str], before: Mapping[str, str]) -> Iterator[Named]:
    for name in dict.fromkeys([*now, *before]):
        versions = before.get(name, "none"), now.get(name, "none")
        if versions[0] != versions[1]:
            yield _named(name, f"{versions[0]} → {versions[1]}")


def _named(key: str, words: str) -> Named:
    return Named(_cut(key, _KEY), _cut(words, _WORDS))


def _cut(words: str, length: int) -> str:
    return words if len(words) <= length else f"{words[: length - 1]}…"
