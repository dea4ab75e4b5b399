"""Shows a difference: the passage, what one has there, and what the other has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from offprint.collate.reading import BLOCK, FIGURE, FORMULA, HEADING, NOTE, OPEN, REFERENCE, THING, plain

_TOKEN = re.compile("\x02.[^\x03]*\x03|\x0e[^\x10]*\x10|\x0f|\n| +|[^ \n\x02\x0e\x0f]+ ?")
_SHOWN = re.compile("\x06([^\x03]*)")
_CITATION_MARK = re.compile("(\x0e[^\x10]*\x10|\x0f)")
_MARKS = ("\x0e", "\x0f")
_WINDOW = 2000
"""Words that are compared one by one; what differs farther apart is told as one."""
_TOLD = 3
"""How many differences of one passage are told."""
_CONTEXT = 8
_CLOSE = 1
_LONGEST = 160
_RULES = {
    FIGURE: "collation-figure",
    FORMULA: "collation-formula",
    NOTE: "collation-note",
    REFERENCE: "collation-reference",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One disagreement: its rule, its message, and what helps to find it in the manuscript."""

    rule: str
    message: str
    name: str = ""
    """The passage, or the metadata's name."""
    near: str = ""
    """Words at the place."""
    before: str = ""
    """Words before it."""
    key: str = ""
    """The cited key, where it is one."""
    edition: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """In which passage, and between whom."""

    edition: str
    against: str
    name: str

    @property
    def rule(self) -> str:
        """The rule that a difference here breaks, unless it says more of itself."""
        kind, _, key = self.name.partition(" ")
        return f"collation-{kind}" if key else "collation-text"

    def told(self, message: str, near: str = "") -> Difference:
        """Return a difference of the whole passage."""
        key = self.name.removeprefix("reference ") if self.rule == "collation-reference" else ""
        return Difference(self.rule, message, self.name, plain(near), "", key, self.edition)


def between(spot: Spot, want: str, got: str, marked: str) -> Iterator[Difference]:
    """Yield the first few differences of a passage; `marked` is what is wanted, with citation marks."""
    a, b = _TOKEN.findall(want), _TOKEN.findall(got)
    start = _common(a, b)
    end = _common(a[start:][::-1], b[start:][::-1])
    middle_a, middle_b = a[start : len(a) - end], b[start : len(b) - end]
    for number, (low, high, other_low, other_high) in enumerate(_stretches(middle_a, middle_b)):
        if number == _TOLD:
            return
        lost = a[start + low : start + high]
        extra = b[start + other_low : start + other_high]
        before = a[max(0, start + low - _CONTEXT) : start + low]
        after = a[start + high : start + high + _CONTEXT]
        found = _Passage(before, lost, extra, after)
        if found.differs:
            letters = len("".join(token for token in a[: start + low] if token[0] not in _MARKS))
            yield found.difference(spot, _is_cited(marked, letters))


def _common(a: Sequence[str], b: Sequence[str]) -> int:
    """Return how many tokens two sequences begin with in common."""
    pairs = enumerate(zip(a, b, strict=False))
    return next((n for n, (one, two) in pairs if one != two), min(len(a), len(b)))


def _stretches(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield where the sequences differ; stretches that little parts are one."""
    if max(len(a), len(b)) > _WINDOW and min(len(a), len(b)) < _WINDOW:
        yield 0, len(a), 0, len(b)
        return
    codes = SequenceMatcher(None, a[:_WINDOW], b[:_WINDOW], autojunk=False).get_opcodes()
    current: tuple[int, int, int, int] | None = None
    for kind, low, high, other_low, other_high in codes:
        if kind == "equal":
            continue
        if current and low - current[1] <= _CLOSE:
            current = (current[0], high, current[2], other_high)
            continue
        if current:
            yield current
        current = (low, high, other_low, other_high)
    if current:
        yield current


def _is_cited(marked: str, offset: int) -> bool:
    """Tell whether the letter at `offset`, marks not counted, belongs to a citation."""
    position, cited = 0, False
    for token in _CITATION_MARK.split(marked):
        if token[:1] in ("\x0e", "\x0f"):
            cited = token[0] == "\x0e"
        elif position + len(token) > offset:
            return cited
        else:
            position += len(token)
    return cited


@dataclass(frozen=True, slots=True)
class _Passage:
    """A stretch that differs, with what stands around it."""

    before: Sequence[str]
    lost: Sequence[str]
    extra: Sequence[str]
    after: Sequence[str]

    @property
    def differs(self) -> bool:
        """Whether there is more to it than marks that only some formats have."""
        return "".join(self.lost) != "".join(self.extra)

    def difference(self, spot: Spot, inside_citation: bool) -> Difference:
        """Return the difference in words."""
        lost, extra, before = (_words(part) for part in (self.lost, self.extra, self.before))
        message = f"the {spot.edition} {self._told(spot, lost, extra)}"
        if before:
            message += f" after “{before[-60:].lstrip()}”"
        near = plain("".join(self.lost)) or plain("".join(self.after))
        rule = self._rule(spot, inside_citation)
        return Difference(rule, message, spot.name, near, before, edition=spot.edition)

    def _told(self, spot: Spot, lost: str, extra: str) -> str:
        if lost == extra:
            return self._told_of_marks(spot, lost)
        if lost and extra:
            return f"has “{extra}” where the {spot.against} has “{lost}”"
        return f"lacks “{lost}”" if lost else f"adds “{extra}”"

    def _told_of_marks(self, spot: Spot, words: str) -> str:
        """Return what differs where the words are the same."""
        after = _words(self.after)[:60]
        level, right = (_levels(part) or "none" for part in (self.extra, self.lost))
        shown, wanted = _letters_shown(self.extra), _letters_shown(self.lost)
        if BLOCK in self.lost and BLOCK not in self.extra:
            return f"does not begin a block with “{after}”"
        if level != right:
            return f"has “{after}” at heading level {level}, the {spot.against} at {right}"
        if shown != wanted:
            return f"shows the formula “{words.strip('[]')}” as “{shown}”, the {spot.against} as “{wanted}”"
        return f"has other blanks or marks in “{words or after}”"

    def _rule(self, spot: Spot, inside_citation: bool) -> str:
        things = [token for token in (*self.lost, *self.extra) if token.startswith(OPEN)]
        if things and not _words(_bare(self.lost)) and not _words(_bare(self.extra)):
            return _RULES.get(things[0][1], spot.rule)
        only_marks = all(token[0] in _MARKS for token in (*self.lost, *self.extra))
        return "collation-citation" if inside_citation or only_marks else spot.rule


def _bare(tokens: Sequence[str]) -> list[str]:
    return [token for token in tokens if not token.startswith(OPEN)]


def _levels(tokens: Sequence[str]) -> str:
    """Return the level of a heading that begins here."""
    return "".join(match[2] for token in tokens if (match := THING.match(token)) and match[1] == HEADING)


def _letters_shown(tokens: Sequence[str]) -> str:
    """Return the letters of a formula as MathML shows them."""
    return "".join(match[1] for token in tokens if (match := _SHOWN.search(token)))


def _words(tokens: Sequence[str]) -> str:
    words = plain("".join(tokens))
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST // 2]} … {words[-_LONGEST // 2 :]}"
