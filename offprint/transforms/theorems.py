"""Theorems and their kin, as Quarto writes them, and proofs.

    ::: {#thm-line}                 ::: {.proof}
    ## Line                         By computation.
    Two points have one line.       :::
    :::

A label's prefix says what a statement is, or a class in amsthm's names does (`::: theorem`). It is
counted with its kind, and called by `numbering`; its heading is no section of the text. Quarto's
remarks and solutions without a label, and proofs, have no number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from offprint import pandoc
from offprint.pandoc import Node
from offprint.transforms.written import words

KINDS: Mapping[str, str] = {
    "thm": "theorem", "lem": "lemma", "cor": "corollary", "prp": "proposition", "cnj": "conjecture",
    "def": "definition", "exm": "example", "exr": "exercise", "sol": "solution", "rem": "remark",
    "alg": "algorithm", "prf": "proof",
}  # fmt: skip
"""What a statement is by the prefix of its label."""

_COUNTED = frozenset("theorem lemma corollary proposition conjecture definition algorithm".split())
"""Kinds that a class alone gives a number to, as amsthm does; an `.example` may be anything."""
_UNCOUNTED = frozenset("remark solution proof".split())
_ASSERTED = frozenset("theorem lemma corollary proposition conjecture".split())
"""Kinds that are set in italics: amsthm's style `plain`."""
_ENDS = ("∎", "□", "■", "\\square", "\\blacksquare", "\\qed", "\\Box")


def kind_of(node: Node) -> str:
    """Return what a statement is; empty for any other division, and for one without a label."""
    (identifier, classes, _), _ = node["c"]
    return str(classes[1]) if identifier and classes[:1] == ["statement"] else ""


@dataclass(frozen=True, slots=True)
class Theorems:
    """Gives statements their form, and those that only have a class an id to be counted by."""

    _taken: set[str] = field(default_factory=set)

    def apply(self, blocks: list[Node]) -> list[Node]:
        """Return the blocks with each statement as such, its title marked."""
        self._taken.update(name for node in pandoc.walk(blocks) for name in pandoc.identifiers(node))
        result: list[Node] = pandoc.rewrite(blocks, {"Div": self._statement})
        return result

    def _statement(self, node: Node) -> Node | None:
        (identifier, classes, attributes), blocks = node["c"]
        kind = _kind(identifier, classes)
        if not kind:
            return None
        given = dict(attributes)
        title = words(given.get("name") or given.get("title") or "")
        if not title and blocks and blocks[0]["t"] == "Header":
            title, blocks = blocks[0]["c"][2], blocks[1:]
        form = ["asserted"] if kind in _ASSERTED else []
        own = [one for one in classes if one != kind]
        name = identifier or (self._free(kind) if kind in _COUNTED else "")
        marked = ["statement", kind, *form, *own]
        kept = [[key, value] for key, value in attributes if key not in ("name", "title")]
        ended = _ended(blocks) if kind == "proof" else blocks
        return {"t": "Div", "c": [[name, marked, kept], _titled(ended, title)]}

    def _free(self, kind: str) -> str:
        number = next(n for n in range(1, len(self._taken) + 2) if f"{kind}-{n}" not in self._taken)
        self._taken.add(f"{kind}-{number}")
        return f"{kind}-{number}"


def _kind(identifier: str, classes: list[str]) -> str:
    """Return what a division states: by its label, else by its class."""
    named = KINDS.get(identifier[:3].lower(), "") if identifier[3:4] in ("-", ":") else ""
    if named or any(one.startswith("callout") for one in classes):
        return named
    return next((one for one in classes if one in _COUNTED or one in _UNCOUNTED), "")


def _titled(blocks: list[Node], title: list[Node]) -> list[Node]:
    """Return the blocks with a place for what the statement is called before its first word."""
    bracketed = [_str("("), *title, _str(")")] if title else []
    label = pandoc.span(bracketed, "statement-label")
    if blocks and blocks[0]["t"] in ("Para", "Plain") and not _begins_with_display(blocks[0]):
        first = {"t": "Para", "c": [label, {"t": "Space"}, *blocks[0]["c"]]}
        return [first, *blocks[1:]]
    return [{"t": "Para", "c": [label]}, *blocks]


def called(statement: Node, name: str) -> Node:
    """Return a statement with what it is called before its title: “Theorem 2 (Line).”."""
    attr, (first, *rest) = statement["c"]
    label, *inlines = first["c"]
    title = [{"t": "Space"}, *label["c"][1]] if label["c"][1] else []
    named = {"t": "Span", "c": [label["c"][0], [_str(name), *title, _str(".")]]}
    return {"t": "Div", "c": [attr, [{**first, "c": [named, *inlines]}, *rest]]}


def _begins_with_display(paragraph: Node) -> bool:
    first: Node = next(iter(paragraph["c"]), {"t": "Space"})
    return bool(first["t"] == "Math" and first["c"][0]["t"] == "DisplayMath")


def _ended(blocks: list[Node]) -> list[Node]:
    """Return the blocks of a proof with a mark at the end, unless the author has put one there."""
    if not blocks or pandoc.plain(blocks).rstrip(" .$").endswith(_ENDS):
        return blocks
    *most, last = blocks
    mark = pandoc.span([], "end-mark")
    if last["t"] in ("Para", "Plain"):
        return [*most, {**last, "c": [*last["c"], mark]}]
    return [*blocks, {"t": "Plain", "c": [mark]}]


def _str(word: str) -> Node:
    return {"t": "Str", "c": word}
