r"""Abbreviations that are defined once, in PHP Markdown Extra's spelling, and marked wherever they stand.

    *[HTML]: Hypertext Markup Language

A single one is written `[HTML]{abbr="Hypertext Markup Language"}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from offprint import pandoc
from offprint.pandoc import Node

_LINE = re.compile(r"^\*\[(\w[\w\-.]*)\]:", re.MULTILINE)
_DEFINED = re.compile(r"\*\[(\w[\w\-.]*)\]:")


def marked(text: str) -> str:
    """Return a text in which no definition opens emphasis, which the next one would close."""
    return _LINE.sub(r"\\*[\1]:", text) if "*[" in text else text


def apply(blocks: list[Node]) -> list[Node]:
    """Return the blocks without definitions, and with what they define marked."""
    paragraphs = [(block, _definitions(block)) for block in blocks]
    meanings = {name: words for _, defined in paragraphs for name, words in defined.items()}
    if not meanings:
        return blocks
    left = [block for block, defined in paragraphs if not defined]
    names = "|".join(re.escape(name) for name in sorted(meanings, key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w\-])({names})(?![\w\-])")

    def found(node: Node) -> list[Node] | None:
        pieces = list(_marked(node["c"], pattern, meanings))
        return pieces if len(pieces) > 1 or pieces[0]["t"] == "Span" else None

    result: list[Node] = pandoc.rewrite(left, {"Str": found})
    return result


def _definitions(block: Node) -> dict[str, str]:
    """Return what a paragraph defines; empty if any of its lines is something else."""
    if block["t"] != "Para":
        return {}
    lines: list[list[Node]] = [[]]
    for inline in block["c"]:
        if inline["t"] == "SoftBreak":
            lines.append([])
        else:
            lines[-1].append(inline)
    found = {}
    for line in lines:
        match = _DEFINED.fullmatch(line[0]["c"]) if line and line[0]["t"] == "Str" else None
        if match is None:
            return {}
        found[match[1]] = pandoc.plain(line[1:])
    return found


def _marked(words: str, pattern: re.Pattern[str], meanings: Mapping[str, str]) -> Iterator[Node]:
    for position, piece in enumerate(pattern.split(words)):
        if position % 2:
            yield pandoc.span([{"t": "Str", "c": piece}], abbr=meanings[piece])
        elif piece:
            yield {"t": "Str", "c": piece}
