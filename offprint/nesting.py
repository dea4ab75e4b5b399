r"""What stands inside a formula as a block of its own: aligned lines, arrays, brackets on one side.

Pandoc's Typst writer sets no such block: lines of an `aligned` inside a formula would break the formula
itself, an `array` loses its columns and rules, and the bracket of `\left\{ … \right.` does not grow.
So a formula is taken apart here, and put together again in `offprint.markup`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from offprint.transforms import equations

SIGN = "\ue002"
"""What stands around the number of a part in the TeX of the whole."""
_TOKEN = re.compile(
    r"\\(?P<edge>begin|end)\s*\{(?P<name>[A-Za-z]+\*?)\}"
    r"|\\(?P<side>left|right)(?![A-Za-z])\s*(?P<sign>\\[A-Za-z]+|\\.|[^\\])",
    re.DOTALL,
)
_LINES = frozenset(["aligned", "alignedat", "split", "gathered"])
_ARRAYS = frozenset(["array", "smallmatrix"])
_BARE = frozenset(["split", "gathered", "smallmatrix"])
_GIVEN = re.compile(r"\s*(?:\[\w\])?\s*(?:\{((?:[^{}]|\{[^{}]*\})*)\})?")
_RULE = re.compile(r"\s*\\hline\s*")
#: Brackets as Typst has them.
SIGNS = {
    "(": r"\(", ")": r"\)", "[": r"\[", "]": r"\]", "|": r"\|", "/": r"\/", r"\{": r"\{", r"\}": r"\}",
    r"\lbrace": r"\{", r"\rbrace": r"\}", r"\lbrack": r"\[", r"\rbrack": r"\]", r"\vert": r"\|",
    r"\lvert": r"\|", r"\rvert": r"\|", r"\|": "‖", r"\Vert": "‖", r"\lVert": "‖", r"\rVert": "‖",
    r"\langle": "⟨", r"\rangle": "⟩", r"\lfloor": "⌊", r"\rfloor": "⌋", r"\lceil": "⌈", r"\rceil": "⌉",
    ".": "",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Whole:
    """A formula in which its parts are numbers between signs."""

    tex: str
    parts: tuple[Part, ...] = ()

    def inside(self) -> Iterator[Whole]:
        """Yield this formula and all inside it, parents first."""
        yield self
        for part in self.parts:
            for one in part.wholes():
                yield from one.inside()


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines one below another, aligned at their signs."""

    body: Whole

    def wholes(self) -> Iterator[Whole]:
        """Yield the formulas that it is made of."""
        yield self.body


@dataclass(frozen=True, slots=True)
class Fence:
    """A formula with a bracket on one side; Typst's signs of both."""

    opening: str
    body: Whole
    closing: str

    def wholes(self) -> Iterator[Whole]:
        """Yield the formulas that it is made of."""
        yield self.body


@dataclass(frozen=True, slots=True)
class Array:
    """Rows of cells: how columns are aligned, and before which of columns and rows a rule stands."""

    columns: str
    rows: tuple[tuple[Whole, ...], ...]
    upright: tuple[int, ...]
    level: tuple[int, ...]

    def wholes(self) -> Iterator[Whole]:
        """Yield the formulas that it is made of."""
        for row in self.rows:
            yield from row


Part: TypeAlias = Lines | Fence | Array


def parse(tex: str, *, inside: bool = False) -> Whole:
    """Return a formula taken apart; lines that are all of it are a part only `inside` another."""
    parts: list[Part] = []
    fresh, at = "", 0
    for opening, closing in _outermost(tex, inside=inside):
        part = _part(tex, opening, closing)
        fresh += f"{tex[at : opening.start()]}\\text{{{SIGN}{len(parts)}{SIGN}}}"
        parts.append(part)
        at = closing.end()
    return Whole(fresh + tex[at:], tuple(parts))


def _outermost(tex: str, *, inside: bool) -> list[tuple[re.Match[str], re.Match[str]]]:
    """Return where the parts of a formula begin and end, those inside others left out."""
    found: list[tuple[re.Match[str], re.Match[str]]] = []
    waiting: list[re.Match[str]] = []
    for token in _TOKEN.finditer(tex):
        if token["edge"] == "begin" or token["side"] == "left":
            waiting.append(token)
        elif waiting and _is_part(waiting[-1], token, tex, inside=inside):
            opening = waiting.pop()
            found = [*(one for one in found if one[0].start() < opening.start()), (opening, token)]
        elif waiting:
            waiting.pop()
    return found


def _is_part(opening: re.Match[str], closing: re.Match[str], tex: str, *, inside: bool) -> bool:
    if opening["side"] and closing["side"]:
        sides = (opening["sign"], closing["sign"])
        return "." in sides and set(sides) <= SIGNS.keys() and sides != (".", ".")
    if opening["name"] != closing["name"]:
        return False
    whole = not inside and not (tex[: opening.start()] + tex[closing.end() :]).strip()
    return opening["name"] in _ARRAYS or (opening["name"] in _LINES and not whole)


def _part(tex: str, opening: re.Match[str], closing: re.Match[str]) -> Part:
    inside = tex[opening.end() : closing.start()]
    if opening["side"]:
        return Fence(SIGNS[opening["sign"]], parse(inside, inside=True), SIGNS[closing["sign"]])
    given = None if opening["name"] in _BARE else _GIVEN.match(inside)
    body = inside[given.end() :] if given else inside
    if opening["name"] not in _ARRAYS:
        return _lines(equations.apart(body))
    return _array(given[1] or "" if given else "", body)


def _lines(body: str) -> Lines:
    return Lines(parse(rf"\begin{{aligned}}{body}\end{{aligned}}"))


def _array(columns: str, body: str) -> Part:
    """Return an array; one whose columns stand on both sides of a sign is lines that align there."""
    letters = "".join(one for one in re.sub(r"\{[^{}]*\}", "", columns) if one in "lcr|")
    plain = letters.replace("|", "")
    lines = [equations.cells(line) for line in equations.lines(body)]
    if letters in ("rl", "rcl"):
        joined = (" & ".join([one[0], " ".join(one[1:])]) if len(one) > 1 else one[0] for one in lines)
        return _lines(" \\\\ ".join(joined))
    rules = tuple(n for n, line in enumerate(lines) if n and _RULE.match(line[0]))
    rows = tuple(tuple(parse(_RULE.sub(" ", cell).strip(), inside=True) for cell in line) for line in lines)
    kept = tuple(row for row in rows if any(cell.tex for cell in row))
    upright = (len(letters[:n].replace("|", "")) for n, one in enumerate(letters) if one == "|")
    inner = tuple(one for one in upright if 0 < one < len(plain))
    return Array(plain, kept, inner, tuple(one for one in rules if one < len(kept)))
