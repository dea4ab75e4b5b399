"""Headings start at the second level: the first is the title's, and the title's alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
    """Return the blocks with their highest heading on the second level, and none below the sixth.

    A level that is skipped leaves no gap: who listens to a page is told of one as of something missed
    (WCAG 2.2, technique G141).
    """
    levels = [node["c"][0] for node in pandoc.walk(blocks) if node["t"] == "Header"]
    nested = list(_nested(levels))
    if nested == levels:
        return blocks
    waiting = iter(nested)
    moved = {"Header": lambda node: {"t": "Header", "c": [next(waiting), *node["c"][1:]]}}
    result: list[Node] = pandoc.rewrite(blocks, moved)
    return result


def _nested(levels: Sequence[int]) -> Iterator[int]:
    above: list[int] = []
    for level in levels:
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        yield min(len(above) + 1, 6)
