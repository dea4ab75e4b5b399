"""Where something stands in the text, code and comments left out.

The Markdown reader keeps no positions, so they are sought when there is something to tell. What
is sought is known to stand in the text: only the choice between several spots can be wrong, and
code, where a citation is not a citation, is masked for that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from offprint.problems import Place
from offprint.source import SourceText

_FENCED = r"^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^(?P=fence)[`~]*[ \t]*$|\Z)"
_INLINE = r"(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)"
_COMMENT = r"<!--.*?-->"
#: A citation's `@`: not in an e-mail address, a web address or behind a backslash.
_MARK = r"(?<![\w@\\/])@\{?"
#: The same, where a slash stands before it and no address: `author/@key`.
_LOOSE_MARK = r"(?<![\w@\\])@\{?"
#: The end of a key: punctuation belongs to it only before more of it (pandoc's manual, “Citation syntax”).
_END = r"(?!\w|[:.#$%&\-+?<>~/]\w)"
#: What may stand between a key and its locator: in the same brackets, or in brackets of its own.
_GAP = {True: r",?\s*\[?", False: r",?\s*\(?"}
_MASKED = re.compile(f"{_FENCED}|{_COMMENT}|{_INLINE}", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Search:
    """Finds places in a text."""

    text: SourceText
    front: tuple[SourceText, ...] = ()
    """The front matter, where the title and the abstract stand."""

    def citations(self, key: str) -> Iterator[Place]:
        """Yield the places where a key is cited: of the key's first letter."""
        spots = [
            self.pattern(re.compile(rf"{mark}({re.escape(key)}){_END}")) for mark in (_MARK, _LOOSE_MARK)
        ]
        yield from next((found for spot in spots if (found := list(spot))), [])

    def nested(self, outer: str, inner: str) -> Iterator[Place]:
        """Yield the places of a key that is cited inside the citation of another."""
        between = rf"{_END}\}}?[^\[\];]*?@\{{?"
        yield from self.pattern(re.compile(f"{_MARK}{re.escape(outer)}{between}({re.escape(inner)}){_END}"))

    def locators(self, key: str, words: str, *, bracketed: bool = True) -> Iterator[Place]:
        """Yield the places of `words`, a pattern, behind a citation of `key`, in its brackets or outside."""
        pattern = re.compile(rf"{_MARK}{re.escape(key)}{_END}\}}?{_GAP[bracketed]}({words})")
        for match, place in self.matches(pattern):
            if _in_brackets(match) == bracketed:
                yield place

    def literal(self, words: str) -> Iterator[Place]:
        """Yield the places of the words, whatever blanks lie between them."""
        parts = [re.escape(word) for word in words.split()]
        start = r"(?<!\\)" if words.lstrip().startswith("\\") else ""
        if parts:
            yield from self.pattern(re.compile(start + r"\s+".join(parts)))

    def address(self, address: str) -> Iterator[Place]:
        """Yield the places where an image or link has this address; of the bare words, if none has."""
        name = re.escape(address)
        named = re.compile(
            rf"(?:\]\(\s*<?|\]:\s*<?|(?:src|href)\s*=\s*[\"']?)({name})(?=[\s>)\"']|$)", re.MULTILINE
        )
        yield from list(self.pattern(named)) or list(self.literal(address))

    def pattern(self, pattern: re.Pattern[str]) -> Iterator[Place]:
        """Yield the places of a pattern outside code; inside code, if it stands nowhere else."""
        yield from [place for _, place in self.matches(pattern)] or list(self.text.find(pattern))

    def matches(self, pattern: re.Pattern[str]) -> Iterator[tuple[re.Match[str], Place]]:
        """Yield the matches of a pattern outside code, and the place of each one's first group."""
        group = 1 if pattern.groups else 0
        for text in (self.text, *self.front):
            for match in pattern.finditer(mask_code(text.text)):
                yield match, text.at_offset(match.start(group))


def _in_brackets(match: re.Match[str]) -> bool:
    """Tell whether the end of a match stands inside square brackets."""
    before = match.string[: match.end()]
    return before.rfind("[") > before.rfind("]")


@lru_cache(maxsize=8)
def mask_code(text: str) -> str:
    """Return a text of the same length and lines with its code and comments blotted out."""
    return _MASKED.sub(_blank, text)


def _blank(match: re.Match[str]) -> str:
    return "".join("\n" if letter == "\n" else "\x00" for letter in match[0])


def first(places: Sequence[Place]) -> Place | None:
    """Return the first of the places, if there is one."""
    return places[0] if places else None


def also(places: Sequence[Place]) -> str:
    """Return the lines of the other places in words: “ (also in lines 7, 9)”."""
    if len(places) < 2:
        return ""
    lines = list(dict.fromkeys(str(place.line) for place in places[1:]))
    more = ", ".join(lines[:5]) + (" …" if len(lines) > 5 else "")
    return f" (also in line {more})" if len(lines) == 1 else f" (also in lines {more})"
