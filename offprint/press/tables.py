"""Tells the cells of a table which cells head them (ISO 32000-1, §14.8.5.7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from offprint.press.structure import Node

_MOST = 1000
"""How many rows or columns a cell may span (HTML Living Standard, §4.9.11)."""


@dataclass(slots=True)
class _Grid:
    """The cells of a table by their first row and column."""

    cells: list[tuple[int, int, Node]] = field(default_factory=list)
    taken: set[tuple[int, int]] = field(default_factory=set)

    def add(self, row: int, cell: Node) -> None:
        column = 0
        while (row, column) in self.taken:
            column += 1
        self.cells.append((row, column, cell))
        for across in range(span(cell, "colspan")):
            self.taken.update((row + down, column + across) for down in range(span(cell, "rowspan")))


def span(cell: Node, attribute: str) -> int:
    """Return how many rows or columns a cell spans."""
    written = cell.element.get(attribute, "") if cell.element is not None else ""
    return min(max(int(written), 1), _MOST) if written.isascii() and written.isdigit() else 1


def finish(table: Node, number: int) -> None:
    """Give the cells of a table their spans and scopes, and to each cell of data the ids of its heads."""
    grid = _Grid()
    for row, cells in enumerate(_rows(table)):
        for cell in cells:
            grid.add(row, cell)
    heads = _Heads(number)
    for row, column, cell in grid.cells:
        cell.attributes["Table"] = dict(_spans(cell))
        if cell.type == "TH":
            heads.add(row, column, cell)
    for row, column, cell in grid.cells:
        found = heads.of(row, column, cell) if cell.type == "TD" else []
        if found:
            cell.attributes["Table"]["Headers"] = found


def _spans(cell: Node) -> Iterator[tuple[str, int]]:
    for name, attribute in (("ColSpan", "colspan"), ("RowSpan", "rowspan")):
        if span(cell, attribute) > 1:
            yield name, span(cell, attribute)


@dataclass(slots=True)
class _Heads:
    """The ids of the cells at the head of each row and column of a table."""

    table: int
    rows: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    columns: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, row: int, column: int, cell: Node) -> None:
        """Note a head, and give it its id and scope."""
        cell.id = cell.id or f"th {self.table} {row} {column}"  # no id in the page has a blank
        beside = cell.element is not None and cell.element.get("scope") in ("row", "rowgroup")
        cell.attributes["Table"]["Scope"] = "/Row" if beside else "/Column"
        if beside:
            headed = [self.rows[at] for at in range(row, row + span(cell, "rowspan"))]
        else:
            headed = [self.columns[at] for at in range(column, column + span(cell, "colspan"))]
        for names in headed:
            names.append(cell.id)

    def of(self, row: int, column: int, cell: Node) -> list[str]:
        """Return the heads of a cell, those of its rows first."""
        found = [name for at in range(row, row + span(cell, "rowspan")) for name in self.rows[at]]
        found += [name for at in range(column, column + span(cell, "colspan")) for name in self.columns[at]]
        return list(dict.fromkeys(found))


def _rows(table: Node) -> Iterator[list[Node]]:
    for kid in table.kids:
        if isinstance(kid, Node) and kid.type in ("THead", "TBody", "TFoot"):
            yield from _rows(kid)
        elif isinstance(kid, Node) and kid.type == "TR":
            yield [cell for cell in kid.kids if isinstance(cell, Node) and cell.type in ("TH", "TD")]
