"""Formulas of several lines: their lines are set as formulas of their own.

MathML sets what is in a table small (MathML Core, §3.5), and pandoc makes a table of aligned lines; in
a matrix that is right.
"""

from __future__ import annotations

from typing import TypeAlias

from lxml import html

Element: TypeAlias = html.HtmlElement

_LINES = (
    ".//math[@display='block']/semantics/mtable"
    " | .//math[@display='block']//mtable[mtr/mtd[1]/@columnalign='right']"
)


def enlarge(main: Element) -> None:
    """Let lines of displayed formulas have the size of display; matrices keep theirs."""
    for table in main.xpath(_LINES):
        table.set("displaystyle", "true")
