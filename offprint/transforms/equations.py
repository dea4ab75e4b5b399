r"""Equations of several lines, and tags: `\label`, `\tag` and `\nonumber` in a formula's TeX.

A formula with one label has its number beside it. Lines that do not align (`gather`) are formulas of
their own. One that aligns has a number behind each line that is labelled or tagged, as the last
column of the formula itself, which every edition sets at the margin. In `subequations` the numbers
are 2a, 2b …, and a label of the whole is 2.
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
_PARTS = re.compile(
    r"\s*\\begin\{subequations\}\s*(?:\\label\s*\{(?P<label>[^}]*)\})?(?P<inner>.*)\\end\{subequations\}\s*",
    re.DOTALL,
)
ASIDE = re.compile(r"\{\}\\qquad\\text\{([^{}]*)\}")
"""A number in the last column of a formula; the empty group tells it from words of the author's."""
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


def is_parted(source: str) -> bool:
    """Tell whether this is one formula of several lines in `subequations`."""
    match = _PARTS.fullmatch(source)
    return bool(match and _ENVIRONMENT.fullmatch(match["inner"]))


def parted(tex: str) -> str | None:
    """Return the label of the whole of `subequations`, which may be empty; None for any other formula."""
    match = _PARTS.fullmatch(tex)
    return (match["label"] or "") if match else None


def is_unaligned(tex: str) -> bool:
    """Tell whether the lines of a formula stand each for itself."""
    match = _ENVIRONMENT.fullmatch(_inner(tex))
    return bool(match and match["name"].startswith("gather"))


def rows(tex: str) -> list[Row]:
    """Return the lines of a formula that may have numbers of their own; one for any other formula."""
    match = _ENVIRONMENT.fullmatch(_inner(tex))
    return [_row(one) for one in (_split(match["rows"]) if match else [tex])]


def lines(body: str) -> list[str]:
    """Return the lines of what stands inside an environment."""
    return _split(body)


def cells(line: str) -> list[str]:
    """Return the cells of a line, which signs of alignment part."""
    found = [""]
    for piece, depth in _pieces(line):
        first, *more = piece.split("&") if depth == 0 and piece[0] != "\\" else [piece]
        found[-1] += first
        found += more
    return found


def apart(body: str) -> str:
    """Return lines in which each pair of columns stands apart from the one before."""
    return " \\\\ ".join(_apart(line) for line in _split(body))


def spaced(tex: str) -> str:
    """Return a formula of several lines with such columns; any other formula as it is."""
    match = _ENVIRONMENT.fullmatch(tex)
    if match is None or match["name"].startswith(("gather", "eqnarray")):
        return tex
    return f"{match['begin']} {apart(match['rows'])} {match['end']}"


def _apart(line: str) -> str:
    parts = cells(line)
    filled = (f" \\quad {one}" if n and n % 2 == 0 and one.strip() else one for n, one in enumerate(parts))
    return "&".join(filled)


def bare(tex: str) -> str:
    """Return a formula's TeX without labels and tags."""
    return _MARK.sub("", _inner(tex)).strip()


def numbered(tex: str, numbers: Sequence[str]) -> str:
    """Return a formula's TeX with a number, or none, behind each of its lines."""
    match = _ENVIRONMENT.fullmatch(_inner(tex))
    assert match is not None, "only a formula of several lines has several numbers"
    lines = [row.tex.strip() for row in rows(tex)]
    most = max(_columns(line) for line in lines)
    fresh = [_behind(line, number, most) for line, number in zip(lines, numbers, strict=True)]
    return f"{match['begin']} " + " \\\\ ".join(fresh) + f" {match['end']}"


def _inner(tex: str) -> str:
    match = _PARTS.fullmatch(tex)
    return match["inner"] if match else tex


def _behind(line: str, number: str, most: int) -> str:
    if not number:
        return line
    ties = "&" * (most - _columns(line) + 2 - most % 2)
    return rf"{line} {ties} {{}}\qquad\text{{{number}}}"


def _columns(line: str) -> int:
    """Return how many signs of alignment a line has, those inside braces left out."""
    return len(cells(line)) - 1


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
