"""Call-outs as Quarto writes them: `::: {.callout-note}`, with a first heading or `title=` as the title.

A call-out's heading is no section of the text, and so it is taken out of the headings before these
are counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from offprint import pandoc
from offprint.pandoc import Node
from offprint.phrases import CALLOUTS, Phrases

_CLASS = re.compile(r"callout-(\w+)")


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
        blocks, title = node["c"][1], pandoc.text(pandoc.attribute(node, "title"))
        if not title and blocks and blocks[0]["t"] == "Header":
            title, blocks = blocks[0]["c"][2], blocks[1:]
        words = title or pandoc.text(self.phrases.callout(kind))
        heading = pandoc.div([{"t": "Para", "c": words}], "callout-title")
        attr = pandoc.attr(identifier, ["callout", f"callout-{kind}"], {"role": "note"})
        return {"t": "Div", "c": [attr, [heading, *blocks]]}
