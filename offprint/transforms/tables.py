r"""Tables from fenced data, tables with row headers, and tables on a page of their own across.

    ```{.csv #tbl:sizes caption="Sizes of the samples"}
    sample,size
    north,12
    ```

The first line is the head, unless `header=false`; `file=` names a file of the project instead.
`.row-headers` makes a table's first column heads of its rows, `.landscape` turns its page in print.
`{.csv}` is data, ```csv is code about data.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence

from offprint import pandoc
from offprint.pandoc import Node

#: What opens a block of data; the reader would not tell it from code in that language.
DATA = re.compile(r"^([ \t]*(?:`{3,}|~{3,}) *\{)\.(csv|tsv)(?=[\s}])", re.MULTILINE)
_TABS = re.compile(r"^ *(?P<fence>`{3,}|~{3,}) *\{\.tsv.*?^ *(?P=fence)", re.MULTILINE | re.DOTALL)
_TAB = "\x1f"
_TURNED = frozenset({"landscape", "wide"})
_NONE: list[object] = ["", [], []]


def marked(text: str) -> str:
    """Return a text with its blocks of data marked for `apply`; lines stay lines.

    The reader makes blanks of tabs, so those of a `{.tsv}` get a letter that no text has.
    """
    told = _TABS.sub(lambda match: match[0].replace("\t", _TAB), text) if ".tsv" in text else text
    return DATA.sub(r"\1.table-\2 .\2", told)


def apply(blocks: list[Node], load: Callable[[str], str]) -> list[Node]:
    """Return the blocks with data as tables, row headers as such, and wide tables in a division.

    `load` gives the text of a file that a block names.
    """
    tables = pandoc.rewrite(blocks, {"CodeBlock": lambda node: _of_data(node, load)})
    result: list[Node] = pandoc.rewrite(tables, {"Table": _table})
    return result


def _of_data(node: Node, load: Callable[[str], str]) -> Node | None:
    (identifier, classes, attributes), source = node["c"]
    form = next((one.removeprefix("table-") for one in classes if one in ("table-csv", "table-tsv")), "")
    if not form:
        return None
    given = dict(attributes)
    delimiter = given.get("delimiter") or (_TAB if form == "tsv" else ",")
    if given.get("file"):
        source = load(given["file"])
        delimiter = delimiter.replace(_TAB, "\t")
    rows = [row for row in csv.reader(source.splitlines(), delimiter=delimiter[:1]) if row]
    caption = given.get("caption") or given.get("tbl-cap") or ""
    own = [one for one in classes if one not in (form, f"table-{form}")]
    head = 0 if given.get("header") in ("false", "no") else 1
    return _made(rows[:head], rows[head:], pandoc.attr(identifier, own), caption)


def _made(head: Sequence[Sequence[str]], body: Sequence[Sequence[str]], attr: object, caption: str) -> Node:
    width = max((len(row) for row in (*head, *body)), default=1)
    columns = [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}] for _ in range(width)]
    words = [{"t": "Plain", "c": pandoc.text(caption)}] if caption else []
    rows = [_row(row, width) for row in body]
    heads = [_row(row, width) for row in head]
    content = [attr, [None, words], columns, [_NONE, heads], [[_NONE, 0, [], rows]], [_NONE, []]]
    return {"t": "Table", "c": content}


def _row(cells: Sequence[str], width: int) -> list[object]:
    padded = [*cells, *[""] * (width - len(cells))]
    return [_NONE, [[_NONE, {"t": "AlignDefault"}, 1, 1, _cell(cell.strip())] for cell in padded]]


def _cell(words: str) -> list[Node]:
    return [{"t": "Plain", "c": pandoc.text(words)}] if words else []


def _table(node: Node) -> Node | None:
    attr, caption, columns, head, bodies, foot = node["c"]
    if "row-headers" in attr[1]:
        bodies = [[body[0], 1, *body[2:]] for body in bodies]
    turned = bool(_TURNED.intersection(attr[1]))
    if not turned and "row-headers" not in attr[1]:
        return None
    table = {"t": "Table", "c": [attr, caption, columns, head, bodies, foot]}
    return pandoc.div([table], "landscape") if turned else table
