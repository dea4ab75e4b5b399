"""What Quarto shows in some formats only: `::: {.content-visible when-format="html"}`.

The editions say the same, so a part is in all of them or in none: print decides, for what stands on
paper can stand anywhere. Where the author wanted the editions to differ, that is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from offprint import pandoc
from offprint.pandoc import Node

_CLASSES = ("content-visible", "content-hidden")
_KINDS = ("Div", "Span", "CodeBlock")
#: What Quarto calls each edition (quarto.doc.is_format): an e-book is one sort of HTML.
_FORMATS = {
    "html": frozenset(["html", "html:js"]),
    "epub": frozenset(["html", "epub"]),
    "pdf": frozenset(["pdf", "latex", "typst"]),
}
_NEGATED = re.compile(r"unless-(?:format|profile|meta)")
_CONDITION = re.compile(r"(?:when|unless)-(?:format|profile|meta)")


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition as it is written, and whether what stands under it stays."""

    key: str
    value: str
    kept: bool


def apply(blocks: list[Node]) -> list[Node]:
    """Return the blocks without what print would not show."""
    result: list[Node] = pandoc.rewrite(blocks, dict.fromkeys(_KINDS, _unconditional))
    return result


def differing(blocks: Sequence[Node]) -> Iterator[Condition]:
    """Yield the conditions under which the author's editions would differ."""
    for node in pandoc.walk(list(blocks)):
        if not _is_conditional(node):
            continue
        shown = {name: _is_shown(node, name) for name in _FORMATS}
        if len(set(shown.values())) > 1:
            key, value = next(pair for pair in node["c"][0][2] if _CONDITION.fullmatch(pair[0]))
            yield Condition(key, value, shown["pdf"])


def _is_conditional(node: Node) -> bool:
    return node["t"] in _KINDS and any(one in node["c"][0][1] for one in _CLASSES)


def _unconditional(node: Node) -> Node | list[Node] | None:
    if not _is_conditional(node):
        return None
    if not _is_shown(node, "pdf"):
        return []
    (identifier, classes, attributes), content = node["c"]
    left = [pair for pair in attributes if not _CONDITION.fullmatch(pair[0])]
    own = [one for one in classes if one not in _CLASSES]
    if node["t"] != "CodeBlock" and not (identifier or own or left):
        return list(content)
    return {**node, "c": [[identifier, own, left], content]}


def _is_shown(node: Node, edition: str) -> bool:
    """Tell whether Quarto would show a part in an edition; no profile is ever active here."""
    _, classes, attributes = node["c"][0]
    met = True
    for key, value in attributes:
        if _CONDITION.fullmatch(key):
            holds = value in _FORMATS[edition] if key.endswith("-format") else False
            met = met and holds != bool(_NEGATED.fullmatch(key))
    return met != ("content-hidden" in classes)
