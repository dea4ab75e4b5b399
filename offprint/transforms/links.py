"""Links around what leads elsewhere itself: a citation, a note's call, a cross-reference.

A link cannot hold another one (HTML, §4.5.1): where browsers find one inside, they end the first.
So the words around it keep the link, and what stands between them leads where it always does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from offprint import pandoc
from offprint.pandoc import Node

_OWN = frozenset({"Cite", "Note", "Link"})
_PLAIN = frozenset({"Emph", "Strong", "Strikeout", "Superscript", "Subscript", "SmallCaps", "Underline"})
_MARKED = frozenset({"Span", "Quoted"})


def apply(blocks: list[Node]) -> list[Node]:
    """Return the blocks with no link inside another."""
    result: list[Node] = pandoc.rewrite(blocks, {"Link": _apart})
    return result


def _apart(link: Node) -> list[Node] | None:
    attr, inlines, target = link["c"]
    if not any(map(_leads, inlines)):
        return None
    parts = list(_linked(inlines, target))
    return [pandoc.span(parts, *attr[1], identifier=attr[0])] if attr[0] else parts


def _linked(inlines: Sequence[Node], target: Node) -> Iterator[Node]:
    """Yield the inlines with the link around each run that has none of its own."""
    for leads, run in groupby(inlines, _leads):
        nodes = list(run)
        if leads:
            yield from (_inside(node, target) for node in nodes)
        elif pandoc.plain(nodes):
            yield {"t": "Link", "c": [pandoc.attr(""), nodes, target]}
        else:
            yield from nodes


def _inside(node: Node, target: Node) -> Node:
    if node["t"] in _PLAIN:
        return {**node, "c": list(_linked(node["c"], target))}
    if node["t"] in _MARKED:
        return {**node, "c": [node["c"][0], list(_linked(node["c"][1], target))]}
    return node


def _leads(node: Node) -> bool:
    return node["t"] != "Image" and any(one["t"] in _OWN for one in pandoc.walk(node))
