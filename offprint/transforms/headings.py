"""Headings start at the second level: the first is the title's, and the title's alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from offprint import pandoc
from offprint.pandoc import Node

_APPENDIX = re.compile(r"\\appendix(?![A-Za-z])")


def title_of(blocks: Sequence[Node]) -> Node | None:
    """Return the heading that serves as the title: the text's first block, alone on its level."""
    first = next((block for block in blocks if block["t"] != "RawBlock"), None)
    if first is None or first["t"] != "Header":
        return None
    peers = [one for one in blocks if one["t"] == "Header" and one["c"][0] <= first["c"][0]]
    return first if len(peers) == 1 else None


def appended(blocks: list[Node]) -> list[Node]:
    r"""Return the blocks with the highest headings behind `\\appendix` as appendices."""
    start = next((n for n, block in enumerate(blocks) if _begins_appendices(block)), len(blocks))
    levels = [block["c"][0] for block in blocks[start:] if block["t"] == "Header"]

    def marked(block: Node) -> Node:
        if block["t"] != "Header" or block["c"][0] > min(levels) or "unnumbered" in block["c"][1][1]:
            return block
        level, (identifier, classes, attributes), inlines = block["c"]
        return {"t": "Header", "c": [level, [identifier, [*classes, "appendix"], attributes], inlines]}

    return [*blocks[:start], *map(marked, blocks[start:])]


def _begins_appendices(block: Node) -> bool:
    pieces = block["c"] if block["t"] == "Para" else [block]
    raw = (one["c"] for one in pieces if one["t"] in ("RawInline", "RawBlock"))
    return any(form in ("tex", "latex") and _APPENDIX.search(source) for form, source in raw)


def is_empty(heading: Node) -> bool:
    """Tell whether a heading shows nothing at all."""
    shown = ("Str", "Code", "Math", "Image", "Note", "Cite", "RawInline")
    return not any(node["t"] in shown for node in pandoc.walk(heading["c"][2]))


def filled(blocks: list[Node]) -> list[Node]:
    """Return the blocks without headings that show nothing."""
    result: list[Node] = pandoc.rewrite(blocks, {"Header": lambda node: [] if is_empty(node) else None})
    return result


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
