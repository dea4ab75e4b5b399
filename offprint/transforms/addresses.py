"""A web address with an `@` in it, as in `https://example.org/@name`, is an address, not a citation."""

from __future__ import annotations

from offprint import pandoc
from offprint.pandoc import Node


def apply(tree: pandoc.Tree) -> pandoc.Tree:
    """Return the tree with such addresses in one piece again."""
    kinds = ("Para", "Plain", "Emph", "Strong", "MetaInlines")
    result: pandoc.Tree = pandoc.rewrite(tree, dict.fromkeys(kinds, _mended))
    return result


def _continues(run: list[Node], n: int) -> bool:
    """Tell whether the citation at `n` is the rest of an address."""
    here, before = run[n], run[n - 1]
    return here["t"] == "Cite" and before["t"] == "Str" and "://" in before["c"] and before["c"][-1] == "/"


def _mended(node: Node) -> Node | None:
    run: list[Node] = []
    for n, inline in enumerate(node["c"]):
        if n and _continues(node["c"], n):
            run[-1:] = [{"t": "Str", "c": run[-1]["c"] + pandoc.plain(inline["c"][1])}]
        else:
            run.append(inline)
    return {**node, "c": run} if len(run) < len(node["c"]) else None
