"""The words of cross-references: “Figures 2–4”, “Table 1 and Section 3”, each number a link."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from offprint import pandoc
from offprint.pandoc import Node
from offprint.phrases import Phrases, capital
from offprint.terms import Terms
from offprint.transforms.labels import Label

#: Words that lead to a reference; any other before it stands for “Figure” (pandoc-crossref, Quarto).
_LEADING = frozenset(
    """see also and in cf cf. compare e.g. i.e. esp. especially vgl. siehe auch s. voir aussi ver véase vedi
    zie см. видеть vid. viz. viz por per""".split()
)
_LAST = re.compile(r"(.*?)(\d{1,9}|[a-z]|[A-Z])")
_SHORTEST_RANGE = 3


@dataclass(frozen=True, slots=True)
class Pointer:
    """One reference: to what, in which form, with what around it."""

    label: Label
    form: str = "full"
    """`full`, `number`, `brackets` or `name`."""
    initial: bool = False
    """Whether it begins a sentence."""
    page: bool = False
    """Whether print tells its page too."""
    prefix: tuple[Node, ...] = ()
    suffix: tuple[Node, ...] = ()

    @property
    def leading(self) -> bool:
        """Whether the words before it only lead to it, and do not name it."""
        words = pandoc.plain(list(self.prefix)).lower().split()
        return bool(words) and all(word.strip("(,") in _LEADING for word in words)


@dataclass(frozen=True, slots=True)
class Wording:
    """Words references in one language."""

    terms: Terms
    phrases: Phrases

    def said(self, pointers: Sequence[Pointer]) -> list[Node]:
        """Return several references as a sentence has them."""
        return self._listed([self._group(group) for group in _groups(pointers)])

    def noun(self, kind: str) -> str:
        """Return what a thing is called where a caption begins."""
        return capital(self.phrases.noun(kind))

    def _group(self, group: Sequence[Pointer]) -> list[Node]:
        first, last = group[0], group[-1]
        lead: list[Node] = [*first.prefix, {"t": "Space"}] if first.prefix else []
        named = bool(first.prefix) and not first.leading
        items = [self._item(one) for one in _ranges(group)]
        if first.form == "full" and first.label.number and not named:
            noun = self.phrases.noun(first.label.kind, several=len(group) > 1)
            noun = capital(noun) if first.initial else noun
            opening = items[0][0]
            words = [_str(f"{noun}\u00a0{opening['c'][1][0]['c']}")]
            items[0][0] = _link(first, words)
        elif named:
            lead[-1] = _str("\u00a0")
        return [*lead, *self._listed(items), *last.suffix]

    def _item(self, ends: Sequence[Pointer]) -> list[Node]:
        first, last = ends[0], ends[-1]
        link = _link(first, self._shown(first))
        return [link] if first is last else [link, _str("–"), _link(last, self._shown(last))]

    @staticmethod
    def _shown(pointer: Pointer) -> list[Node]:
        label = pointer.label
        if not label.number:
            title = pandoc.text(label.title)
            quoted = {"t": "Quoted", "c": [{"t": "DoubleQuote"}, title]}
            return title if pointer.form == "name" else [quoted]
        return [_str(f"({label.number})" if pointer.form == "brackets" else label.number)]

    def _listed(self, items: Sequence[list[Node]]) -> list[Node]:
        """Return items as a sentence lists them."""
        inlines = list(items[0])
        for position, item in enumerate(items[1:], 2):
            last = position == len(items)
            blank = {"t": "Space"}
            between = [blank, _str(self.terms.conjunction), blank] if last else [_str(","), blank]
            inlines += [*between, *item]
        return inlines


def _groups(pointers: Sequence[Pointer]) -> Iterator[list[Pointer]]:
    """Yield the references that share a noun: those of one kind, with nothing between them."""
    group: list[Pointer] = []
    for one in pointers:
        if group and (one.prefix or group[-1].suffix or _sort(one) != _sort(group[0])):
            yield group
            group = []
        group.append(one)
    yield group


def _sort(pointer: Pointer) -> tuple[str, str, bool]:
    return pointer.label.kind, pointer.form, bool(pointer.label.number)


def _ranges(group: Sequence[Pointer]) -> Iterator[list[Pointer]]:
    """Yield both ends of each range of three or more, and whatever is in none by itself."""
    keyed = [(position, one, _place(one.label.number)) for position, one in enumerate(group)]
    for _, run in groupby(keyed, lambda each: (each[2][0], each[2][1] - each[0])):
        members = [one for _, one, _ in run]
        if len(members) >= _SHORTEST_RANGE:
            yield [members[0], members[-1]]
        else:
            yield from ([one] for one in members)


def _place(number: str) -> tuple[str, int]:
    """Return what a number begins with, and its last part as a number: `3.2` is the second of `3.`."""
    match = _LAST.fullmatch(number)
    if match is None:
        return number, -1
    return match[1], int(match[2]) if match[2].isdigit() else ord(match[2]) + 1000


def _link(pointer: Pointer, words: list[Node]) -> Node:
    classes = ["xref", *(["on-page"] if pointer.page else [])]
    return {"t": "Link", "c": [pandoc.attr("", classes), words, [f"#{pointer.label.anchor}", ""]]}


def _str(word: str) -> Node:
    return {"t": "Str", "c": word}
