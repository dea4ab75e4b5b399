r"""Figures, tables and listings that are written as a division, as pandoc-crossref and Quarto have it.

    ::: {#fig:pair}                         ::: {#tbl-counts}
    ![One](a.png){#fig:pair-a}              | a | b |
    ![Other](b.png){#fig:pair-b}            |---|---|

    The caption.                            The caption.
    :::                                     :::

become what pandoc's tree has for them. Several pictures are panels of one figure, called (a), (b) …
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from offprint import pandoc
from offprint.pandoc import Node
from offprint.transforms.written import words

_FLOAT = re.compile(r"(fig|tbl|tab|lst)[:\-]", re.IGNORECASE)
_COLUMNS = re.compile(r"\d")
_ROW = re.compile(r"\s*\[\s*\[?([\d\s,.-]+)\]")
"""The first row of Quarto's `layout`: `[[1,1], [1]]`, `[70,30]`."""
_MOST = 4
"""Panels side by side; more would be too small to see."""


def apply(blocks: list[Node]) -> list[Node]:
    """Return the blocks with such divisions as figures and tables."""
    result: list[Node] = pandoc.rewrite(blocks, {"Div": _float})
    return result


def panels(figure: Node) -> list[Node]:
    """Return the panels of a figure, in order; none if it is a single picture."""
    return [one for one in pandoc.walk(figure["c"][2]) if one["t"] == "Figure" and "panel" in one["c"][0][1]]


def _float(node: Node) -> Node | None:
    identifier, classes, attributes = node["c"][0]
    kind = _FLOAT.match(identifier)
    if kind is None:
        return None
    content, caption = _captioned(node["c"][1], dict(attributes))
    tables = [one for one in content if one["t"] == "Table"]
    if len(content) == 1 and tables and kind[1] != "fig":
        return _table(tables[0], identifier, caption)
    attr = [identifier, [*classes, *(["listing"] if kind[1].lower() == "lst" else [])], []]
    whole = list(_panels(content))
    many = [one for one in whole if one["t"] == "Figure"]
    if len(many) == 1 and len(whole) == 1 and not many[0]["c"][0][0]:
        return _single(many[0], identifier, caption)
    if many:
        columns = _columns(dict(attributes), many)
        marked = [_panel(one) if one in many else one for one in whole]
        whole = [pandoc.div(marked, "panels", f"panels-{columns}")]
    return {"t": "Figure", "c": [attr, [None, caption], whole]}


def _captioned(blocks: list[Node], attributes: dict[str, str]) -> tuple[list[Node], list[Node]]:
    """Return the content, and the caption: the last paragraph, if it is words, or an attribute."""
    last = blocks[-1] if blocks else None
    for name in ("fig-cap", "tbl-cap", "lst-cap", "caption"):
        if attributes.get(name):
            return blocks, [{"t": "Plain", "c": words(attributes[name])}]
    if last is None or len(blocks) < 2 or last["t"] != "Para" or _is_pictures(last):
        return blocks, []
    return blocks[:-1], [{"t": "Plain", "c": last["c"]}]


def _is_pictures(paragraph: Node) -> bool:
    return all(one["t"] in ("Image", "Space", "SoftBreak", "LineBreak") for one in paragraph["c"])


def _table(table: Node, identifier: str, caption: list[Node]) -> Node:
    attr, own, *rest = table["c"]
    return {"t": "Table", "c": [[identifier, *attr[1:]], [own[0], caption or own[1]], *rest]}


def _single(figure: Node, identifier: str, caption: list[Node]) -> Node:
    attr, own, content = figure["c"]
    return {"t": "Figure", "c": [[identifier, *attr[1:]], [own[0], caption or own[1]], content]}


def _panels(blocks: Sequence[Node]) -> Iterator[Node]:
    """Yield the blocks with each picture as a figure of its own, also where rows are divisions."""
    for block in blocks:
        if block["t"] in ("Para", "Plain") and _is_pictures(block):
            yield from (_figure(one) for one in block["c"] if one["t"] == "Image")
        elif block["t"] == "Div" and not block["c"][0][0]:
            yield from _panels(block["c"][1])
        else:
            yield block


def _figure(image: Node) -> Node:
    attr, words, target = image["c"]
    caption = [{"t": "Plain", "c": words}] if words else []
    bare = {"t": "Image", "c": [["", attr[1], attr[2]], words, target]}
    return {"t": "Figure", "c": [pandoc.attr(attr[0]), [None, caption], [{"t": "Plain", "c": [bare]}]]}


def _panel(figure: Node) -> Node:
    attr, *rest = figure["c"]
    return {"t": "Figure", "c": [[attr[0], [*attr[1], "panel"], attr[2]], *rest]}


def _columns(attributes: dict[str, str], figures: Sequence[Node]) -> int:
    """Return how many panels stand side by side: as asked, else two, or three if they are three."""
    asked = attributes.get("layout-ncol", "")
    rows, layout = attributes.get("layout-nrow", ""), _ROW.match(attributes.get("layout", ""))
    if layout:
        return max(1, min(layout[1].count(",") + 1, _MOST))
    if _COLUMNS.fullmatch(asked):
        return max(1, min(int(asked), _MOST))
    if _COLUMNS.fullmatch(rows) and int(rows):
        return max(1, min(-(-len(figures) // int(rows)), _MOST))
    return 3 if len(figures) == 3 else 2
