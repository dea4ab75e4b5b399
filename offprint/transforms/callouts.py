"""Call-outs as Quarto writes them: `::: {.callout-note}`, with a first heading or `title=` as the title.

A call-out's heading is no section of the text, and so it is taken out of the headings before these
are counted. One with a label of its own (`{#tip-…}`) has a number, which `numbering` puts before its
title. How Quarto shows one on a screen (`collapse`, `appearance`, `icon`) changes nothing here: what
is folded away could not be printed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from offprint import pandoc
from offprint.pandoc import Node
from offprint.phrases import CALLOUTS, Phrases
from offprint.transforms.written import words

#: The prefixes of Quarto's labels.
KINDS: Mapping[str, str] = {
    "nte": "note", "tip": "tip", "wrn": "warning", "cau": "caution", "imp": "important",
}  # fmt: skip
_CLASS = re.compile(r"callout-(\w+)")


def kind_of(node: Node) -> str:
    """Return what a titled call-out is called; empty for any other division, and for one without a label."""
    (identifier, classes, _), _ = node["c"]
    if classes[:1] != ["callout"] or KINDS.get(identifier[:3].lower()) is None or identifier[3:4] not in "-:":
        return ""
    return str(classes[1]).removeprefix("callout-")


@dataclass(frozen=True, slots=True)
class Callouts:
    """Gives call-outs their titles, in the language of the text."""

    phrases: Phrases

    def apply(self, blocks: list[Node]) -> list[Node]:
        """Return the blocks with each call-out titled."""
        result: list[Node] = pandoc.rewrite(blocks, {"Div": self._callout})
        return result

    def _callout(self, node: Node) -> Node | None:
        identifier, classes, _ = node["c"][0]
        kind = next((match[1] for one in classes if (match := _CLASS.fullmatch(one))), "")
        if kind not in CALLOUTS:
            return None
        blocks, title = node["c"][1], words(pandoc.attribute(node, "title"))
        if not title and blocks and blocks[0]["t"] == "Header":
            title, blocks = blocks[0]["c"][2], blocks[1:]
        shown = title or pandoc.text(self.phrases.callout(kind))
        heading = pandoc.div([{"t": "Para", "c": shown}], "callout-title", *([] if title else ["usual"]))
        attr = pandoc.attr(identifier, ["callout", f"callout-{kind}"], {"role": "note"})
        return {"t": "Div", "c": [attr, [heading, *blocks]]}


def called(callout: Node, name: str) -> Node:
    """Return a call-out with its number before the title that it has of its own: “Tip 1: Speed”."""
    attr, (heading, *rest) = callout["c"]
    (_, classes, _), (paragraph, *_) = heading["c"]
    title = [] if "usual" in classes else [{"t": "Str", "c": ":"}, {"t": "Space"}, *paragraph["c"]]
    numbered = {"t": "Para", "c": [{"t": "Str", "c": name}, *title]}
    return {"t": "Div", "c": [attr, [pandoc.div([numbered], "callout-title"), *rest]]}
