"""Quarto's tabs, `::: panel-tabset`: paper cannot turn to one, so all stand one after another.

    ::: {.panel-tabset}
    ## R
    ## Python
    :::

The highest headings in it name the tabs, and are no sections of the text.
"""

from __future__ import annotations

from collections.abc import Sequence

from offprint import pandoc
from offprint.pandoc import Node


def apply(blocks: list[Node]) -> list[Node]:
    """Return the blocks with each tab as a division with a title."""
    result: list[Node] = pandoc.rewrite(blocks, {"Div": _tabset})
    return result


def _tabset(node: Node) -> Node | None:
    (identifier, classes, _), blocks = node["c"]
    levels = [one["c"][0] for one in blocks if one["t"] == "Header"]
    if "panel-tabset" not in classes or not levels:
        return None
    starts = [n for n, one in enumerate(blocks) if one["t"] == "Header" and one["c"][0] == min(levels)]
    ends = [*starts[1:], len(blocks)]
    tabs = [_tab(blocks[start:end]) for start, end in zip(starts, ends, strict=True)]
    return pandoc.div([*blocks[: starts[0]], *tabs], "tabs", identifier=identifier)


def _tab(blocks: Sequence[Node]) -> Node:
    header, *rest = blocks
    title = pandoc.div([{"t": "Para", "c": header["c"][2]}], "tab-title")
    return pandoc.div([title, *rest], "tab", identifier=header["c"][1][0])
