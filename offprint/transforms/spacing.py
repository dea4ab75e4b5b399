"""Blanks that no line may end at: before French signs, in “5 kg”, “Fig. 3”, “J. Smith”, “w domu”.

Only a blank that the author typed is touched, and only between words: code, formulas, addresses and
citations are left alone. What each language asks for is told in `offprint.ties`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from offprint import pandoc
from offprint.pandoc import Node
from offprint.ties import UNITS, WIDE, Ties, ties

_BLANKS = frozenset(["Space", "SoftBreak"])
_APART = frozenset(["Code", "CodeBlock", "Math", "RawInline", "RawBlock", "Cite"])
_OPENING = "([{“„«‘‚\"'¿¡—–"
_CLOSING = ")]}”“»’‘\"',;:.!?"
_NUMBER = re.compile(r"[-−–+±~≈<>≤≥]?\d[\d.,\u00a0\u202f’']*(?:[–-]\d[\d.,]*)?")
_GROUP, _LAST_GROUP = re.compile(r"\d{1,3}"), re.compile(r"\d{3}(?!\d)")
_INITIAL = re.compile(r"[^\W\d_]\.(?:-[^\W\d_]\.)?")
_ABBREVIATED = re.compile(r"[^\W\d_]{1,3}\.")
#: A word that ends in two signs or more of which a line could end at each (UAX #14, class PR): C++.
_SIGNED = re.compile(r"(?<![^\W_])[^\W_]+\+{2,}[\w-]*")


def apply(blocks: list[Node], lang: str) -> list[Node]:
    """Return the blocks with such blanks as blanks that do not break."""
    result: list[Node] = _Spacing(ties(lang)).walk(blocks)
    return result


@dataclass(frozen=True, slots=True)
class _Spacing:
    """Sets the blanks of one language."""

    ties: Ties

    def walk(self, node: Any) -> Any:
        """Return a part of the tree, what is in another language as that asks for."""
        if isinstance(node, list):
            return self._set([self.walk(one) for one in node])
        if not isinstance(node, dict) or node.get("t") in _APART:
            return node
        lang = pandoc.attribute(node, "lang") if node.get("t") in ("Span", "Div") else ""
        inner = _Spacing(ties(lang)) if lang else self
        return {key: inner.walk(one) if key in ("c", "blocks") else one for key, one in node.items()}

    def _set(self, run: list[Any]) -> list[Any]:
        """Return a list of elements, if it is one of inlines, with its blanks set."""
        if not any(isinstance(one, dict) and one.get("t") == "Str" for one in run):
            return run
        fresh: list[Node] = []
        for n, one in enumerate(run):
            if one.get("t") in _BLANKS and 0 < n < len(run) - 1:
                blank = self._between(run[n - 1], run[n + 1])
                fresh.append({"t": "Str", "c": blank} if blank else one)
            elif one.get("t") == "Str" and "++" in one["c"]:
                fresh += _unbroken(one["c"])
            else:
                fresh.append(one)
        return fresh

    def _between(self, first: Node, second: Node) -> str:
        """Return the blank that does not break between two elements; empty if a line may end there."""
        before, after = _words(first)[-1], _words(second)[0]
        sign = next((mark for mark in self.ties.before if after.startswith(mark)), "")
        if sign and not after.strip("".join(self.ties.before) + _CLOSING):
            return self.ties.before[sign]
        if before[-1:] in self.ties.behind:
            return self.ties.behind[before[-1]]
        if self.ties.dashing and after in ("—", "–"):
            return WIDE
        return self._tied(before.lstrip(_OPENING), after.lstrip(_OPENING) if after else "")

    def _tied(self, before: str, after: str) -> str:
        if before in self.ties.leading and after:
            return WIDE
        first = after[:1]
        if first.isdigit() and (before.lower() in self.ties.numbered or _are_groups(before, after)):
            return WIDE
        if _NUMBER.fullmatch(before) and after.rstrip(_CLOSING) in UNITS:
            return WIDE
        if _INITIAL.fullmatch(before) and before[0].islower() and _ABBREVIATED.match(after):
            return self.ties.inside
        if first.isupper() and (_is_initial(before) or before.lower() in self.ties.titles):
            return WIDE
        return ""


def _is_initial(word: str) -> bool:
    return bool(_INITIAL.fullmatch(word)) and word[0].isupper()


def _are_groups(before: str, after: str) -> bool:
    """Tell whether two words are groups of the digits of one number: 10 000."""
    return bool(_GROUP.fullmatch(before.rpartition(WIDE)[2]) and _LAST_GROUP.match(after))


def _words(node: Node) -> list[str]:
    """Return the words of an element; of what has none that count, something that is none."""
    if node["t"] == "Str":
        return [str(node["c"])]
    if node["t"] in ("Emph", "Strong", "SmallCaps", "Span", "Link", "Quoted"):
        return pandoc.plain([node]).split() or [""]
    return ["\ufffc"]


def _unbroken(words: str) -> Sequence[Node]:
    """Return words, those that end in signs as spans that no line breaks."""
    pieces: list[Node] = []
    at = 0
    for match in _SIGNED.finditer(words):
        pieces += [{"t": "Str", "c": words[at : match.start()]}] if match.start() > at else []
        pieces.append(pandoc.span([{"t": "Str", "c": match[0]}], "unbroken"))
        at = match.end()
    return [*pieces, *([{"t": "Str", "c": words[at:]}] if at < len(words) else [])]
