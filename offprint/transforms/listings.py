"""Listings: code with a caption, a label or a file's name, and the options of cells.

    ```{#lst-half .python lst-cap="Half of *it*" filename="half.py"}

is a figure; in a cell, lines that begin with `#|` are Quarto's options, and none of its code.
"""

from __future__ import annotations

import re

from offprint import pandoc
from offprint.pandoc import Node
from offprint.transforms.written import words

_OPTION = re.compile(r"(?:#|//|--|%%?|;)\|[ \t]*(?:([\w.-]+)[ \t]*:[ \t]*(.*))?")
_LABEL = re.compile(r"lst[:\-]", re.IGNORECASE)


def apply(blocks: list[Node]) -> list[Node]:
    """Return the blocks with listings as figures, and cells without their options."""
    result: list[Node] = pandoc.rewrite(blocks, {"CodeBlock": _listing})
    return result


def _listing(node: Node) -> Node | list[Node] | None:
    (identifier, classes, attributes), source = node["c"]
    options, code = _options(source) if "cell" in classes else ({}, source)
    if options.get("include") == "false":
        return []
    given = {**options, **dict(attributes)}
    caption = given.get("lst-cap") or given.get("caption") or ""
    label = identifier if _LABEL.match(identifier) else given.get("lst-label", "")
    if not label and not caption and "filename" not in given:
        return {"t": "CodeBlock", "c": [node["c"][0], code]} if options else None
    if not label and not caption:
        return _filed(given["filename"], {"t": "CodeBlock", "c": [node["c"][0], code]})
    block: Node = {"t": "CodeBlock", "c": [["", classes, attributes], code]}
    content = _filed(given["filename"], block) if "filename" in given else [block]
    said = [{"t": "Plain", "c": words(caption)}] if caption else []
    return {"t": "Figure", "c": [pandoc.attr(label or identifier, ["listing"]), [None, said], content]}


def _filed(name: str, block: Node) -> list[Node]:
    """Return code under the name of its file."""
    shown = {"t": "Code", "c": [pandoc.attr(""), name]}
    return [pandoc.div([{"t": "Para", "c": [shown]}], "file-name"), block]


def _options(source: str) -> tuple[dict[str, str], str]:
    """Return the options of a cell, and its code without them."""
    lines = source.split("\n")
    options: dict[str, str] = {}
    while lines and (match := _OPTION.fullmatch(lines[0].strip())):
        if match[1]:
            options[match[1]] = match[2].strip().strip("\"'")
        lines = lines[1:]
    return options, "\n".join(lines)
