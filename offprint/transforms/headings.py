"""Headings start at the second level: the first is the title's, and the title's alone."""

from __future__ import annotations

from collections.abc import Sequence

from offprint import pandoc
from offprint.pandoc import Node


def title_of(blocks: Sequence[Node]) -> Node | None:
    """Return the heading that serves as the title: the text's first block, alone on its level."""
    first = next((block for block in blocks if block["t"] != "RawBlock"), None)
    if first is None or first["t"] != "Header":
        return None
    peers = [one for one in blocks if one["t"] == "Header" and one["c"][0] <= first["c"][0]]
    return first if len(peers) == 1 else None


def shift(blocks: list[Node]) -> list[Node]:
    """Return the blocks with their highest heading on the second level, and none below the sixth."""
    levels = [node["c"][0] for node in pandoc.walk(blocks) if node["t"] == "Header"]
    by = 2 - min(levels, default=2)

    def moved(node: Node) -> Node:
        level, *rest = node["c"]
        return {"t": "Header", "c": [min(level + by, 6), *rest]}

    result: list[Node] = pandoc.rewrite(blocks, {"Header": moved}) if by else blocks
    return result
