r"""Equations of several lines, and tags: `\label`, `\tag` and `\nonumber` in a formula's TeX.

A formula with one label has its number beside it. One with several has a number behind each line
that is labelled or tagged, as a column of the formula itself: so every edition shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_MARK = re.compile(
    r"\\label\s*\{(?P<label>[^}]*)\}|\\tag(?P<star>\*?)\s*\{(?P<tag>[^{}]*)\}|\\(?:nonumber|notag)(?![A-Za-z])"
)
_ENVIRONMENT = re.compile(
    r"(?P<begin>\s*\\begin\{(?P<name>(?:align|alignat|gather|eqnarray|flalign)\*?)\}(?:\{\d+\})?)"
    r"(?P<rows>.*)(?P<end>\\end\{(?P=name)\}\s*)",
    re.DOTALL,
)
_PIECE = re.compile(r"\\begin\{[^}]*\}|\\end\{[^}]*\}|\\\\(?:\[[^\]]*\])?|\\.|[{}]|[^\\{}]+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a formula: its TeX without marks, its label, and its tag with brackets or without."""

    tex: str
    label: str = ""
    tag: str = ""

    @property
    def marked(self) -> bool:
        """Whether it is to have a number."""
        return bool(self.label or self.tag)


def rows(tex: str) -> list[Row]:
    """Return the lines of a formula that may have numbers of their own; one for any other formula."""
    match = _ENVIRONMENT.fullmatch(tex)
    return [_row(one) for one in (_split(match["rows"]) if match else [tex])]


def bare(tex: str) -> str:
    """Return a formula's TeX without labels and tags."""
    return _MARK.sub("", tex).strip()


def numbered(tex: str, numbers: Sequence[str]) -> str:
    """Return a formula's TeX with a number, or none, behind each of its lines."""
    match = _ENVIRONMENT.fullmatch(tex)
    assert match is not None, "only a formula of several lines has several numbers"
    lines = [row.tex.strip() for row in rows(tex)]
    most = max(_columns(line) for line in lines)
    aligned = not match["name"].startswith("gather")
    fresh = [_behind(line, number, most, aligned) for line, number in zip(lines, numbers, strict=True)]
    return f"{match['begin']} " + " \\\\ ".join(fresh) + f" {match['end']}"


def _behind(line: str, number: str, most: int, aligned: bool) -> str:
    if not number:
        return line
    if not aligned:
        return rf"{line} \qquad\text{{{number}}}"
    ties = "&" * (most - _columns(line) + 2 - most % 2)
    return rf"{line} {ties} \qquad\text{{{number}}}"


def _columns(line: str) -> int:
    """Return how many signs of alignment a line has, those inside braces left out."""
    return sum(piece.count("&") for piece, depth in _pieces(line) if depth == 0 and piece[0] != "\\")


def _row(tex: str) -> Row:
    label = tag = ""
    for match in _MARK.finditer(tex):
        label = label or match["label"] or ""
        if match["tag"] is not None:
            tag = match["tag"] if match["star"] else f"({match['tag']})"
    return Row(bare(tex), label, tag)


def _pieces(tex: str) -> Iterator[tuple[str, int]]:
    """Yield the pieces of TeX with how deep in braces and environments each stands."""
    depth = 0
    for match in _PIECE.finditer(tex):
        piece = match[0]
        depth -= piece == "}" or piece.startswith("\\end{")
        yield piece, depth
        depth += piece == "{" or piece.startswith("\\begin{")


def _split(tex: str) -> list[str]:
    lines = [""]
    for piece, depth in _pieces(tex):
        if depth == 0 and piece.startswith("\\\\"):
            lines.append("")
        else:
            lines[-1] += piece
    return [line for line in lines if line.strip()]
