r"""Notation inside formulas that the engines do not read themselves, as TeX that they do.

`\ce{2H2 + O2 -> 2H2O}` is chemistry as mhchem has it (its manual, “The mhchem Bundle”, §§3–4): formulas,
charges, isotopes, states, bonds and arrows. `\num{1e5}` is siunitx's. `\mathbf{E}` is upright. The two
signs of a norm, `\|x\|`, are its brackets, and no relation.
What is not understood is left as it is written, so that the engines tell of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from offprint import pandoc
from offprint.pandoc import Node

_BOLD = re.compile(r"\\mathbf\s*(\{[A-Za-z0-9]*\}|[A-Za-z0-9])")
_POWER = re.compile(r"\\(?P<name>num|SI|qty)\s*\{\s*(?P<number>[\d.,]+)[eE](?P<power>[-+]?\d+)\s*\}")
_SIZED = "".join(
    rf"(?<!\\{one})" for one in "left right middle big Big bigl bigr Bigl Bigr bigg Bigg".split()
)
_NORM = re.compile(rf"(?<!\\){_SIZED}\\\|")
"""The sign of a norm: not behind `\\left` or `\\big`, whose brackets it is already."""
_PAIR = 3
_CHEMISTRY = re.compile(r"\\ce\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
_ARROWS = {
    "->": r"\rightarrow", "<-": r"\leftarrow", "<->": r"\leftrightarrow", "<=>": r"\rightleftharpoons",
    "<-->": r"\rightleftarrows", "→": r"\rightarrow", "⇌": r"\rightleftharpoons",
}  # fmt: skip
_TOKEN = re.compile(
    r"(?P<arrow><-->|<->|<=>|->|<-|→|⇌)(?:\[(?P<above>[^\]]*)\])?(?:\[(?P<below>[^\]]*)\])?"
    r"|(?P<state>\((?:s|l|g|aq)\))"
    r"|(?P<up>\^)(?:\{(?P<group>[^{}]*)\}|(?P<charge>\d*[+-]|\d+|\.))"
    r"|_(?:\{(?P<under>[^{}]*)\}|(?P<index>\d+))"
    r"|(?P<gas>(?<=\s)[v^](?=\s|$))"
    r"|(?P<sign>(?<=[A-Za-z0-9)\]}])[+-](?=[\s)\]]|$))"
    r"|(?P<plus>\s+[+-]\s+)"
    r"|(?P<fraction>\d+/\d+)"
    r"|(?P<number>\d+(?:\.\d+)?)"
    r"|(?P<word>[A-Za-z]+)"
    r"|(?P<bond>[-=#])"
    r"|(?P<dot>[*.·])"
    r"|(?P<bracket>[()\[\]])"
    r"|(?P<blank>\s+)"
)
_BONDS = {"-": r"{-}", "=": r"{=}", "#": r"{\equiv}"}


def apply(blocks: list[Node]) -> list[Node]:
    """Return the blocks with such notation in their formulas as plain TeX."""
    result: list[Node] = pandoc.rewrite(blocks, {"Math": _formula})
    return result


def _formula(node: Node) -> Node | None:
    kind, tex = node["c"]
    if "\\" not in tex:
        return None
    fresh = _BOLD.sub(lambda match: f"\\textbf{{{match[1].strip('{}')}}}", tex)
    fresh = _POWER.sub(_power, fresh)
    fresh = _normed(fresh)
    fresh = _CHEMISTRY.sub(lambda match: _reaction(match[1]) or match[0], fresh)
    return {"t": "Math", "c": [kind, fresh]} if fresh != tex else None


def _normed(tex: str) -> str:
    """Return a formula in which the signs of norms are brackets, where they come in pairs."""
    parts = _NORM.split(tex)
    if (
        len(parts) < _PAIR
        or len(parts) % 2 == 0
        or any("&" in part or not part.strip() for part in parts[1::2])
    ):
        return tex
    return "".join(rf"\lVert {part}\rVert " if n % 2 else part for n, part in enumerate(parts))


def _power(match: re.Match[str]) -> str:
    """Return a number with a power of ten; a unit that follows it is one alone."""
    behind = "" if match["name"] == "num" else r"\,\si"
    return rf"{match['number']} \times 10^{{{int(match['power'])}}}{behind}"


def _reaction(source: str) -> str:
    """Return a chemical formula or reaction in TeX; empty if there is something else in it."""
    tokens = list(_TOKEN.finditer(source))
    if sum(len(token[0]) for token in tokens) != len(source):
        return ""
    return " ".join(_pieces(tokens)).strip()


def _pieces(tokens: list[re.Match[str]]) -> Iterator[str]:
    before = ""
    for token in tokens:
        kind = token.lastgroup or ""
        if token["arrow"]:
            yield _arrow(token)
        elif token["number"]:
            counts = before in ("word", "bracket")
            yield f"_{{{token[0]}}}" if counts else rf"{token[0]}\,"
            kind = "index" if counts else ""
        elif token["up"] or token["sign"]:
            charge = _raised(token["group"] or token["charge"] or token["sign"])
            yield f"{'' if before else '{}'}^{{{charge}}}"
        elif token["under"] or token["index"]:
            yield f"{'' if before else '{}'}_{{{token['under'] or token['index']}}}"
        else:
            yield _plain(token)
        before = "" if token["arrow"] or token["plus"] or token["blank"] else kind


def _raised(charge: str) -> str:
    return rf"\mathrm{{{charge}}}" if charge.isalpha() else charge.replace(".", r"\bullet ")


def _arrow(token: re.Match[str]) -> str:
    sign = _ARROWS[token["arrow"]]
    if not token["above"] and not token["below"]:
        return sign
    above, below = (_label(token[name] or "") for name in ("above", "below"))
    return (
        rf"\overset{{{above}}}{{\underset{{{below}}}{{{sign}}}}}"
        if below
        else rf"\overset{{{above}}}{{{sign}}}"
    )


def _label(words: str) -> str:
    return _reaction(words) or rf"\text{{{words}}}" if words.strip() else ""


def _plain(token: re.Match[str]) -> str:
    if token["gas"]:
        return r"\uparrow" if token["gas"] == "^" else r"\downarrow"
    if token["fraction"]:
        above, _, below = token[0].partition("/")
        return rf"\tfrac{{{above}}}{{{below}}}\,"
    if token["word"] or token["state"]:
        return rf"\mathrm{{{token[0]}}}"
    if token["dot"]:
        return r"\cdot "
    return _BONDS.get(token[0], "" if token["blank"] else token[0])
