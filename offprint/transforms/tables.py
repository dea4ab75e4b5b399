r"""Tables from fenced data, tables with row headers, and tables on a page of their own across.

    ```{.csv #tbl:sizes caption="Sizes of the samples"}
    sample,size
    north,12
    ```

The first line is the head, unless `header=false`; `file=` names a file of the project instead. A
cell's emphasis, formulas and citations are read, unless `markdown=false`.
`.row-headers` makes a table's first column heads of its rows, `.landscape` turns its page in print.
`{.csv}` is data, ```csv is code about data.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence
from typing import TypeAlias

from offprint import pandoc
from offprint.pandoc import Node
from offprint.transforms.written import words

#: What opens a block of data; the reader would not tell it from code in that language.
DATA = re.compile(r"^([ \t]*(?:`{3,}|~{3,}) *\{)\.(csv|tsv)(?=[\s}])", re.MULTILINE)
_TABS = re.compile(r"^ *(?P<fence>`{3,}|~{3,}) *\{\.tsv.*?^ *(?P=fence)", re.MULTILINE | re.DOTALL)
_TAB = "\x1f"
_WIDTHS = "tbl-colwidths"
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_TURNED = frozenset({"landscape", "wide"})
_NONE: list[object] = ["", [], []]
Row: TypeAlias = list[object]


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
    said = pandoc.text if given.get("markdown") in ("false", "no") else words
    own = [one for one in classes if one not in (form, f"table-{form}")]
    head = 0 if given.get("header") in ("false", "no") else 1
    width = max(map(len, rows), default=1)
    made = [_row([said(cell.strip()) for cell in row], width) for row in rows]
    attr = pandoc.attr(identifier, own, {key: given[key] for key in (_WIDTHS,) if key in given})
    return _made(made[:head], made[head:], [attr, [None, _plain(words(caption))]], width)


def _made(heads: Sequence[Row], rows: Sequence[Row], named: list[object], width: int) -> Node:
    columns = [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}] for _ in range(width)]
    content = [*named, columns, [_NONE, heads], [[_NONE, 0, [], rows]], [_NONE, []]]
    return {"t": "Table", "c": content}


def _row(cells: Sequence[list[Node]], width: int) -> Row:
    padded = [*cells, *[[]] * (width - len(cells))]
    return [_NONE, [[_NONE, {"t": "AlignDefault"}, 1, 1, _plain(cell)] for cell in padded]]


def _plain(inlines: list[Node]) -> list[Node]:
    return [{"t": "Plain", "c": inlines}] if inlines else []


def _table(node: Node) -> Node | None:
    attr, caption, columns, head, bodies, foot = node["c"]
    if "row-headers" in attr[1]:
        bodies = [[body[0], 1, *body[2:]] for body in bodies]
    turned = bool(_TURNED.intersection(attr[1]))
    if widths := _widths(dict(attr[2]).get(_WIDTHS, ""), len(columns)):
        shares = [{"t": "ColWidth", "c": width} for width in widths]
        columns = [[column[0], share] for column, share in zip(columns, shares, strict=True)]
    if not turned and not widths and "row-headers" not in attr[1]:
        return None
    table = {"t": "Table", "c": [attr, caption, columns, head, bodies, foot]}
    return pandoc.div([table], "landscape") if turned else table


def _widths(written: str, columns: int) -> list[float]:
    """Return the shares of columns in Quarto's `tbl-colwidths="[60,40]"`; none if they are not as many."""
    numbers = [float(number) for number in _NUMBER.findall(written)]
    whole = sum(numbers)
    return [number / max(whole, 100) for number in numbers] if len(numbers) == columns and whole else []
