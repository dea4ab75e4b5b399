"""Formulas in Typst's markup: pandoc's, put together with what its writer would take apart."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from offprint import nesting, pandoc
from offprint.nesting import Array, Fence, Lines, Part, Whole
from offprint.transforms.equations import ASIDE, spaced

#: What the markup below calls for; stands before it.
PRELUDE = """#let aside(number) = context {
  let shown = text(font: "EB Garamond", number-type: "lining", bottom-edge: "baseline", number)
  if page.width == auto { h(2em) + shown } else {
    let behind = page.width - here().position().x - measure(shown).width
    box(width: 0pt, height: 0pt, place(bottom + left, dx: behind, shown))
  }
}
#let stack(size, lines) = context {
  let shown = math.equation(size(lines.body))
  box(..measure(shown), baseline: 50% - 0.25em, place(top + left, shown))
}
"""
_NORM = re.compile(r"(?<!\\)\\\|")
_PARALLEL, _FENCE = "\u2225", "\u2016"
_UPRIGHT = re.compile(r'upright\("[^"\\]*"\)(?: upright\("[^"\\]*"\))+')
_WORDS = re.compile(r'"([^"]*)"')
_BRACKET = re.compile(r"[()\[\]{}]")
_SIGN = "\ue001"
"""What stands around a line's number on its way through pandoc."""


def _quoted(sign: str) -> re.Pattern[str]:
    r"""Return the pattern of what pandoc makes of `\text{…}` between two signs."""
    inside = f'"{sign}([^{sign}]*){sign}"'
    return re.compile(rf"upright\({inside}\)|{inside}")


_SIGNED, _PARTS = _quoted(_SIGN), _quoted(nesting.SIGN)


def in_markup(formulas: Sequence[tuple[str, bool]]) -> list[str]:
    """Return formulas in TeX, each with whether it is displayed, in Typst's markup, by one call of pandoc."""
    wholes = [nesting.parse(_prepared(tex)) for tex, _ in formulas]
    flat = [
        (one.tex, display)
        for whole, (_, display) in zip(wholes, formulas, strict=True)
        for one in whole.inside()
    ]
    written = iter(_written(flat))
    return [_put_together(whole, written, d) for whole, (_, d) in zip(wholes, formulas, strict=True)]


def has_numbers(source: str) -> bool:
    """Tell whether lines of a formula in Typst's markup have numbers."""
    return "#aside(" in source


def _prepared(tex: str) -> str:
    return ASIDE.sub(rf"\\text{{{_SIGN}\1{_SIGN}}}", _NORM.sub(r"\\Vert ", spaced(tex)))


def _written(formulas: Sequence[tuple[str, bool]]) -> list[str]:
    """Return what pandoc makes of formulas."""
    whole = "\n".join(tex for tex, _ in formulas)
    separator = f"// {hashlib.sha256(whole.encode()).hexdigest()}"  # which no formula can hold itself
    blocks: list[pandoc.Node] = []
    for tex, display in formulas:
        kind = {"t": "DisplayMath" if display else "InlineMath"}
        blocks.append({"t": "RawBlock", "c": ["typst", separator]})
        blocks.append({"t": "Para", "c": [{"t": "Math", "c": [kind, tex]}]})
    output, _ = pandoc.write(pandoc.document(blocks), ["-t", "typst", "--wrap=none"])
    return [_normed(part.strip()) for part in output.split(separator)[1:]]


def _put_together(whole: Whole, written: Iterator[str], display: bool) -> str:
    """Return a formula's markup with its parts in their places; `written` has theirs behind its own."""
    source = next(written, "")
    parts = [_of_part(part, written, display) for part in whole.parts]
    numbered = _SIGNED.sub(r'#aside("\1\2")', source)
    return _PARTS.sub(lambda match: parts[int(match[1] or match[2])], numbered)


def _of_part(part: Part, written: Iterator[str], display: bool) -> str:
    inner = [_inside(_put_together(one, written, display)) for one in part.wholes()]
    if isinstance(part, Lines):
        return f"#stack(math.{'display' if display else 'inline'}, {inner[0]})"
    if isinstance(part, Fence):
        body = inner[0].removeprefix("$").removesuffix("$")
        return f"#math.lr(${part.opening} {body} {part.closing}$.body)"
    return _matrix(part, inner)


def _inside(source: str) -> str:
    """Return markup as a formula in the line, whatever it was."""
    bare = source[1:-1].strip() if source.startswith("$") and source.endswith("$") else source
    return f"${bare} $" if bare else "$ $"


def _matrix(array: Array, cells: Sequence[str]) -> str:
    waiting = iter(cells)
    rows = (f"({''.join(f'{next(waiting)}.body, ' for _ in row)})" for row in array.rows)
    letter = Counter(array.columns or "c").most_common(1)[0][0]
    align = {"l": "left", "c": "center", "r": "right"}[letter]
    rules = ", ".join(
        f"{name}: ({''.join(f'{n}, ' for n in places)})"
        for name, places in (("vline", array.upright), ("hline", array.level))
        if places
    )
    drawn = f"augment: ({rules}), " if rules else ""
    return f"#math.mat(delim: none, align: {align}, {drawn}{', '.join(rows)})"


def _normed(source: str) -> str:
    r"""Return Typst's markup with bars and the signs of a norm as fences, and words in one piece.

    Pandoc writes the sign of parallel lines for `\left\lVert`, which Typst sets as a relation, and bars
    with blanks around them, which Typst shows; the letters of `\si{\km}` are words of their own.
    """
    whole = _UPRIGHT.sub(lambda match: f'upright("{"".join(_WORDS.findall(match[0]))}")', source)
    fenced = _fenced(whole, _PARALLEL, _FENCE) or whole.replace(_PARALLEL, _FENCE)
    return _fenced(fenced, r"\|", r"\|") or fenced


def _fenced(source: str, sign: str, fence: str) -> str:
    """Return markup with pairs of a sign as fences that grow; empty if they are no pairs."""
    parts = source.split(sign)
    if len(parts) % 2 == 0 or not all(map(_is_held, parts[1::2])):
        return ""
    return "".join(
        f"#math.lr(${fence}{part.strip()}{fence}$.body)" if n % 2 else part for n, part in enumerate(parts)
    )


def _is_held(part: str) -> bool:
    """Tell whether a pair of fences can hold this: it is whole, and on one line and in one column."""
    depth = 0
    for sign in _BRACKET.findall(part):
        depth += 1 if sign in "([{" else -1
        if depth < 0:
            return False
    return depth == 0 and bool(part.strip()) and "&" not in part and "\\\n" not in part
