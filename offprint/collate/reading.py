"""A reading: what one edition says, in a form that is the same for all of them.

A reading holds passages by name (`title`, `text`, `note 3`, `reference lynch2003`, …). A passage is
a string in which a few control characters stand for what is not a letter:

    LF                  a block (paragraph, heading, cell, item, caption) begins
    STX … ETX           a thing: its kind (one letter), then its content: the text alternative of a
                        figure, the TeX of a formula (and, after ACK, its letters as MathML shows
                        them), the number of a note, the key of a reference, a heading's level
    SO keys DLE … SI    a citation, in the formats that mark one
    BEL                 the printed text is broken here: a line's or a run's end

Only a printed passage has BEL. What was at such a spot, a blank or nothing, the page does not tell;
`settling` takes it from the passage that it is compared with. After a soft hyphen it was nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice

from offprint.ending import ENDING

BLOCK, OPEN, CLOSE, CITE, CITED, UNCITE, JOINT, SHOWN = "\n\x02\x03\x0e\x10\x0f\x07\x06"
LETTERS = 60
"""How many letters are compared where a printed page begins."""
HYPHENS = ("\u2010", "\u00ad")
_PIECES = 40
FIGURE, FORMULA, NOTE, REFERENCE, HEADING = "fmnrh"

#: Passages that templates lay out from the metadata: only editions have them.
UNWITNESSED = frozenset(["authors", "affiliations", "publication", "draft"])

_PAGED = frozenset(["title", "subtitle", "abstract", "text", "reference", *ENDING])

THING = re.compile("\x02(.)([^\x03]*)\x03")
CITATION = re.compile("\x0e([^\x10]*)\x10([^\x0f]*)\x0f")
_BROKEN = re.compile("\u00ad[\u00ad\x07]+")
_CITATION_MARKS = re.compile("\x0e[^\x10]*\x10|\x0f")
_LETTERS_SHOWN = re.compile("\x06[^\x03]*")
_BLANKS = re.compile(r"[ \t\r\f\n]+")
_EDGES = re.compile(" *\n[ \n]*")

#: Letters that have no glyph of their own on paper: `Default_Ignorable_Code_Point` and the blanks
#: (`White_Space`) that look alike (Unicode 15, DerivedCoreProperties and PropList).
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_FOLDED = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in (*range(0xFB00, 0xFB07), 0x2011)}
_FOLDS = re.compile("[\ufb00-\ufb06\u2011]")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a part of a file says of the work; empty if it says nothing, None if it never could."""

    title: str | None = ""
    authors: tuple[str, ...] | None = ()
    date: str | None = ""
    """As YYYY-MM-DD."""
    language: str | None = ""
    identifier: str | None = ""
    rights: str | None = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A link inside the work: the id that it leads to, and its letters without blanks and hyphens."""

    target: str
    letters: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What one edition says: its passages, the links inside them, its formulas, its metadata."""

    name: str
    """As messages call it: “the HTML”, “the manuscript”."""
    passages: Mapping[str, str]
    links: Mapping[str, tuple[Link, ...]] = field(default_factory=dict)
    """By the passage that they stand in."""
    facts: Mapping[str, Facts] = field(default_factory=dict)
    """By the part of the file that gives them: “head”, “OPF”, “XMP”, “Info”, …"""
    printed: bool = False
    pages: Mapping[str, PageWords] = field(default_factory=dict)
    """By the printed page's number."""


@dataclass(frozen=True, slots=True)
class PageWords:
    """What stands where a printed page begins: letters without blanks and hyphens."""

    after: str
    """The letters that follow in the same passage, notes left out."""
    before: str = ""
    """The letters before, if a word is broken over the two pages."""


def is_paged(name: str) -> bool:
    """Tell whether printed pages begin in a passage.

    Notes stand at the foot of a page, and what templates lay out from the metadata (authors, date,
    licence, …) has its place in each edition: a page that begins with it begins with what follows.
    """
    return name.partition(" ")[0] in _PAGED


def text_of(source: str) -> str:
    """Return source text with its blanks collapsed, as HTML does (CSS Text 3, §4.1.1)."""
    return _BLANKS.sub(" ", source)


def thing(kind: str, content: str) -> str:
    """Return the sign for a figure, a formula, a note's call or a reference."""
    return f"{OPEN}{kind}{' '.join(content.split())}{CLOSE}"


def passage(pieces: list[str]) -> str:
    """Return a passage from its pieces, each block beginning on a line, in NFC."""
    joined = unicodedata.normalize("NFC", "".join(pieces))
    return _EDGES.sub(BLOCK, re.sub("  +", " ", joined)).strip(" \n")


def as_printed(source: str, *, with_citations: bool = False) -> str:
    """Return a passage as far as glyphs can tell: no citation marks, nothing unseen, blanks alike."""
    whole = _UNSEEN.sub("", _BROKEN.sub("", source))
    bare = _LETTERS_SHOWN.sub("", _SPACES.sub(" ", whole))
    told = bare if with_citations else _CITATION_MARKS.sub("", bare)
    return passage([_FOLDS.sub(lambda match: _FOLDED[match[0]], told)])


def citations_of(source: str) -> list[tuple[tuple[str, ...], str]]:
    """Return the citations of a passage: their keys, and their words as printed."""
    return [(tuple(keys.split()), plain(words)) for keys, words in CITATION.findall(source)]


def squeezed(source: str) -> str:
    """Return the letters of a passage alone: no blanks, no hyphens, no things."""
    bare = as_printed(THING.sub("", source).replace(JOINT, ""))
    return re.sub("[ \n\u2010-]", "", bare)


def plain(source: str) -> str:
    """Return a passage as a person would read it, on one line."""
    bare = _LETTERS_SHOWN.sub("", source)
    shown = THING.sub(lambda match: f"[{match[2]}]" if match[1] in (FIGURE, FORMULA) else "", bare)
    return " ".join(_CITATION_MARKS.sub("", shown).replace(JOINT, " ").split())


class Transcript:
    """Takes down what an edition says, passage by passage; what stands in no passage is furniture."""

    def __init__(self) -> None:
        self._passages: dict[str, list[str]] = {}
        self._links: dict[str, list[Link]] = {}
        self._link_ends: dict[str, int] = {}
        self._told: list[tuple[str, str]] = []
        self._turns: list[tuple[int, str, int]] = []

    def add(self, name: str, piece: str) -> None:
        """Add a piece to a passage; to none, if the name is empty."""
        if name and piece:
            self._passages.setdefault(name, []).append(piece)
            if is_paged(name):
                self._told.append(("text" if name.startswith("reference ") else name, piece))

    def page(self, label: str, position: int = 0) -> None:
        """Note that what follows stands on a printed page; `position` is the page's in its file."""
        self._turns.append((position, label, len(self._told)))

    def _starts(self) -> dict[str, int]:
        """Return where each page begins: behind all that stands on earlier ones.

        What floated to a page is read before text on the page before; the page does not begin with it.
        """
        starts: dict[str, int] = {}
        earliest = None
        for position, label, start in reversed(self._turns):
            earliest = position if earliest is None else min(earliest, position)
            if position == earliest:
                starts[label] = start
        return starts

    def pages(self) -> dict[str, PageWords]:
        """Return what stands where each printed page begins."""
        return {
            label: PageWords(self._after(start), self._before(start))
            for label, start in self._starts().items()
        }

    def _after(self, start: int) -> str:
        said = ""
        for kind, piece in islice(self._told, start, None):
            if kind != self._told[start][0] or len(said) >= LETTERS:
                break
            said += squeezed(THING.sub("", piece))
        return said[:LETTERS]

    def _before(self, start: int) -> str:
        pieces = [piece for _, piece in self._told[max(0, start - _PIECES) : start]]
        said = "".join(pieces).rstrip(f"{JOINT}{BLOCK} ")
        return squeezed(said)[-LETTERS:] if said.endswith(HYPHENS) else ""

    def position(self, name: str) -> int:
        """Return how far a passage has come."""
        return len(self._passages.get(name, ()))

    def link(self, name: str, target: str, start: int) -> None:
        """Note that what was added since `start` leads to `target`.

        A link over a line's end is two in print, so two that only a blank parts are one.
        """
        if not name or not target:
            return
        links, pieces = self._links.setdefault(name, []), self._passages.get(name, [])
        letters = squeezed("".join(pieces[start:]))
        between = "".join(pieces[self._link_ends.get(name, 0) : start])
        if links and links[-1].target == target and not as_printed(between.replace(JOINT, "")):
            links[-1] = Link(target, links[-1].letters + letters)
        else:
            links.append(Link(target, letters))
        self._link_ends[name] = len(pieces)

    def passages(self) -> dict[str, str]:
        """Return the passages that say anything."""
        finished = {name: passage(pieces) for name, pieces in self._passages.items()}
        return {name: said for name, said in finished.items() if said.strip(f"{JOINT}{BLOCK} ")}

    def links(self) -> dict[str, tuple[Link, ...]]:
        """Return the links of each passage, in order."""
        return {name: tuple(links) for name, links in self._links.items()}
