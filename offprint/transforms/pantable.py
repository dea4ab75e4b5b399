"""Tables of data as the pandoc filters pantable and pandoc-csv2table read them.

    ```table
    ---
    caption: Levels that were considered. {#tbl:levels}
    alignment: LRC
    include: build/levels.csv
    markdown: true
    ---
    ```

pandoc-csv2table writes the same as attributes: `{.table source="levels.csv" caption="…"}`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from offprint import frontmatter, pandoc
from offprint.pandoc import Node
from offprint.source import Origin, SourceText

_ALIGNED = {"L": "AlignLeft", "R": "AlignRight", "C": "AlignCenter"}
_LABEL = re.compile(r"\s*\{#([^\s}]+)[^}]*\}\s*\Z")
_NO = frozenset({"false", "no", "n", "off"})
_YES = frozenset({"true", "yes", "y", "on"})
_FENCE = ":" * 9
_HERE = Path("table")
_NONE: list[object] = ["", [], []]


def apply(blocks: list[Node], load: Callable[[str], str]) -> list[Node]:
    """Return the blocks with such data as tables; `load` gives the text of a file that one includes."""
    result: list[Node] = pandoc.rewrite(blocks, {"CodeBlock": lambda node: _table(node, load)})
    return result


def _table(node: Node, load: Callable[[str], str]) -> Node | None:
    (identifier, classes, attributes), source = node["c"]
    if "table" not in classes:
        return None
    written, data = _apart(source)
    given = {**dict(attributes), **written}
    included = given.get("include") or given.get("source") or given.get("file")
    if not written and not included:
        return None
    text = load(included) if included else data
    delimiter = (given.get("delimiter") or ",")[:1]
    rows = [row for row in csv.reader(text.splitlines(), delimiter=delimiter) if row]
    caption = given.get("caption", "")
    label = _LABEL.search(caption)
    words = _parsed([caption[: label.start()] if label else caption])[0]
    attr = pandoc.attr(label[1] if label else identifier, [one for one in classes if one != "table"])
    return _made(
        _cells(rows, markdown=given.get("markdown", "").lower() in _YES), given, [attr, [None, words]]
    )


def _made(cells: list[list[list[Node]]], given: Mapping[str, str], named: list[object]) -> Node:
    """Return a table of the cells; `named` is its attributes and its caption."""
    width = max(map(len, cells), default=1)
    heads = 0 if given.get("header", "").lower() in _NO else 1
    letters = (given.get("alignment") or given.get("aligns") or "").upper().ljust(width)[:width]
    columns = [[{"t": _ALIGNED.get(one, "AlignDefault")}, {"t": "ColWidthDefault"}] for one in letters]
    rows = [[_NONE, [_cell(row, n) for n in range(width)]] for row in cells]
    body = [[_NONE, 0, [], rows[heads:]]]
    return {"t": "Table", "c": [*named, columns, [_NONE, rows[:heads]], body, [_NONE, []]]}


def _apart(source: str) -> tuple[Mapping[str, str], str]:
    """Return what the YAML between `---` at a block's head says, and the data below it."""
    lines = source.split("\n")
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), 0)
    if lines[0].rstrip() != "---" or not end:
        return {}, source
    head = "\n".join(lines[1:end])
    values = frontmatter.read(SourceText(head, tuple(Origin(_HERE, n + 1) for n in range(end)))).values
    said = {key.lower(): value for key, value in values.items() if isinstance(value, str)}
    return said, "\n".join(lines[end + 1 :])


def _cells(rows: Sequence[Sequence[str]], *, markdown: bool) -> list[list[list[Node]]]:
    flat = [cell.strip() for row in rows for cell in row]
    read = iter(_parsed(flat) if markdown else [_plain(cell) for cell in flat])
    return [[next(read) for _ in row] for row in rows]


def _plain(words: str) -> list[Node]:
    return [{"t": "Plain", "c": pandoc.text(words)}] if words else []


def _parsed(texts: Sequence[str]) -> list[list[Node]]:
    """Return what each of the Markdown texts says, all of them read at once."""
    if not any(texts):
        return [[] for _ in texts]
    tree, _ = pandoc.parse("\n\n".join(f"{_FENCE} {{.cell}}\n{text}\n\n{_FENCE}" for text in texts), {})
    divisions = [one for one in tree["blocks"] if one["t"] == "Div"]
    if len(divisions) != len(texts) or len(divisions) != len(tree["blocks"]):  # one reaches out of its cell
        return [_plain(text) for text in texts]
    return [[_closer(one) for one in division["c"][1]] for division in divisions]


def _closer(block: Node) -> Node:
    """Return a cell's paragraph without the space around one."""
    return {**block, "t": "Plain"} if block["t"] == "Para" else block


def _cell(row: Sequence[list[Node]], n: int) -> list[object]:
    return [_NONE, {"t": "AlignDefault"}, 1, 1, row[n] if n < len(row) else []]
