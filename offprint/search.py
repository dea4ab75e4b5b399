"""Where something stands in the text, code and comments left out.

The Markdown reader keeps no positions, so they are sought when there is something to tell. What
is sought is known to stand in the text: only the choice between several spots can be wrong, and
code, where a citation is not a citation, is masked for that.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from string import punctuation
from typing import NamedTuple
from urllib.parse import unquote

from offprint.problems import Place
from offprint.source import SourceText

_OPENING = re.compile(r"^(?P<fence>`{3,}+|~{3,}+)[^\n]*\n|(?P<comment><!--)|(?P<ticks>`++)", re.MULTILINE)
_TICKS = re.compile("`+")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
#: A citation's `@`: not in an e-mail address, a web address or behind a backslash.
_MARK = r"@(?<![^\W_]@)(?<![@\\/]@)\{?"
#: The same, where a slash stands before it and no address: `author/@key`.
_LOOSE_MARK = r"@(?<![^\W_]@)(?<![@\\]@)\{?"
#: The end of a key: punctuation belongs to it only before more of it (pandoc's manual, “Citation syntax”).
_END = r"(?!\w|[:.#$%&\-+?<>~/]\w)"
#: What may stand between a key and its locator: in the same brackets, or in brackets of its own.
_GAP = {True: r",?\s*\[?", False: r",?\s*\(?"}
_OPENING_ADDRESS = re.compile(r"(?:\]\(\s*<?|\]:\s*<?|(?:src|href)\s*=\s*[\"']?)\Z")
_AROUND = 60
_CLOSING = frozenset({"", " ", "\t", "\n", ">", ")", '"', "'"})
_NOT_LINE_END = re.compile(r"[^\n]")
_ENCODED = re.compile(r"(?:%[0-9A-Fa-f]{2})+|.", re.DOTALL)


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
        spellings = (re.escape(address), _spellings(address))
        found = next((some for one in spellings if (some := list(self.matches(re.compile(one))))), [])
        opened = [place for match, place in found if _opens(match)]
        yield from opened or [place for _, place in found] or list(self.text.find(re.compile(spellings[1])))

    def pattern(self, pattern: re.Pattern[str]) -> Iterator[Place]:
        """Yield the places of a pattern outside code; inside code, if it stands nowhere else."""
        yield from [place for _, place in self.matches(pattern)] or list(self.text.find(pattern))

    def matches(self, pattern: re.Pattern[str]) -> Iterator[tuple[re.Match[str], Place]]:
        """Yield the matches of a pattern outside code, and the place of each one's first group."""
        group = 1 if pattern.groups else 0
        for text in (self.text, *self.front):
            for match in pattern.finditer(mask_code(text.text)):
                yield match, text.at_offset(match.start(group))


def _opens(match: re.Match[str]) -> bool:
    """Tell whether an address stands where the address of an image or link does, and ends there."""
    before = match.string[max(0, match.start() - _AROUND) : match.start()]
    return bool(_OPENING_ADDRESS.search(before)) and match.string[match.end() : match.end() + 1] in _CLOSING


def _spellings(address: str) -> str:
    """Return a pattern for the ways to write an address: with escapes of Markdown, of HTML or of none."""
    return "".join(map(_spelling, _ENCODED.findall(address)))


def _spelling(piece: str) -> str:
    if piece.startswith("%") and len(piece) > 1:
        return f"(?:{re.escape(piece)}|{re.escape(unquote(piece))})"
    if piece == "&":
        return "(?:&amp;|&)"
    return rf"\\?{re.escape(piece)}" if piece in punctuation else re.escape(piece)


class _Ends(NamedTuple):
    """Where comments and code in a line may end: the last end of a comment, runs of ticks by length."""

    last_comment: int
    ticks: Mapping[int, Sequence[int]]


def _in_brackets(match: re.Match[str]) -> bool:
    """Tell whether the end of a match stands inside square brackets of its paragraph."""
    paragraph = match.string.rfind("\n\n", 0, match.start()) + 1
    before = match.string[paragraph : match.end()]
    return before.rfind("[") > before.rfind("]")


@lru_cache(maxsize=8)
def mask_code(text: str) -> str:
    """Return a text of the same length and lines with its code and comments blotted out."""
    pieces, done = [], 0
    for start, end in _masked(text):
        pieces += [text[done:start], _NOT_LINE_END.sub("\x00", text[start:end])]
        done = end
    return "".join([*pieces, text[done:]])


def _masked(text: str) -> Iterator[tuple[int, int]]:
    """Yield where code and comments begin and end, in one pass: what never closes is sought once."""
    ends = _Ends(text.rfind("-->"), _runs_of_ticks(text))
    at = 0
    while opening := _OPENING.search(text, at):
        end = _closing(text, opening, ends)
        if end > 0:
            yield opening.start(), end
        at = end if end > 0 else opening.end()


def _closing(text: str, opening: re.Match[str], ends: _Ends) -> int:
    """Return where what opens here ends; 0 if it does not."""
    if opening["fence"]:
        close = re.compile(rf"^{opening['fence']}[`~]*[ \t]*$", re.MULTILINE).search(text, opening.end())
        return close.end() if close else len(text)
    if opening["comment"]:
        return text.find("-->", opening.end()) + 3 if opening.end() <= ends.last_comment else 0
    starts = ends.ticks[len(opening["ticks"])]
    following = bisect_left(starts, opening.end())
    if following == len(starts) or _BLANK_LINE.search(text, opening.end(), starts[following]):
        return 0
    return starts[following] + len(opening["ticks"])


def _runs_of_ticks(text: str) -> dict[int, list[int]]:
    """Return where runs of backticks stand, by their length."""
    runs: dict[int, list[int]] = {}
    for match in _TICKS.finditer(text) if "`" in text else ():
        runs.setdefault(len(match[0]), []).append(match.start())
    return runs


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
