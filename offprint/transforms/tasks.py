"""Task lists: their boxes are letters, for a page on paper has nothing to tick."""

from __future__ import annotations

from offprint import pandoc
from offprint.pandoc import Node

_BOXES = frozenset({"☐", "☒"})


def apply(blocks: list[Node]) -> list[Node]:
    """Return the blocks with task lists marked as such."""
    result: list[Node] = pandoc.rewrite(blocks, {"BulletList": _list})
    return result


def _list(node: Node) -> Node | None:
    if not any(_is_task(item) for item in node["c"]):
        return None
    return pandoc.div([{"t": "BulletList", "c": [_item(item) for item in node["c"]]}], "tasks")


def _is_task(item: list[Node]) -> bool:
    inlines = item[0]["c"] if item and item[0]["t"] in ("Plain", "Para") else []
    return bool(inlines) and inlines[0]["t"] == "Str" and inlines[0]["c"] in _BOXES


def _item(item: list[Node]) -> list[Node]:
    if not _is_task(item):
        return item
    first, *rest = item
    box, *inlines = first["c"]
    return [{**first, "c": [pandoc.span([box], "task"), *inlines]}, *rest]
