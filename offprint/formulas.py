"""Formulas as pictures for the printed page: the only door to Typst.

WeasyPrint 70 has no MathML. All formulas of a document are turned into Typst's markup by one call
of pandoc, set by one Typst compilation in STIX Two Math, a page each, and come back as SVG with
their baselines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from offprint.markup import PRELUDE, has_numbers, in_markup

SIZE = 11.0
"""The size in pt that formulas are set at; editions scale them to the text around them."""
_MARK = "#fe0102"
_PRELUDE = f"""#set page(width: auto, height: auto, margin: 0pt, fill: none)
#set text(size: {SIZE}pt, font: "STIX Two Math", top-edge: "bounds", bottom-edge: "bounds")
#show math.equation: set text(font: "STIX Two Math")
#set block(spacing: 0pt)
#set par(spacing: 0pt)
#let mark = box(width: 0pt, height: 0pt, place(rect(width: 0.013pt, height: 0.013pt, fill: rgb("{_MARK}"))))
{PRELUDE}"""
_NUMBERS = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula as the author wrote it, in TeX."""

    tex: str
    display: bool
    whole: bool = False
    """Whether it has the whole measure to itself, so that its lines' numbers stand at the margin."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A formula's picture; width, height and depth below the baseline are in em of the text."""

    svg: bytes
    width: float
    height: float
    depth: float


class FormulaError(Exception):
    """Some formulas cannot be set; carries each with Typst's reason."""

    def __init__(self, faults: Sequence[tuple[Formula, str]]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{formula.tex}: {why}" for formula, why in faults))


def typeset(formulas: Sequence[Formula], fonts: Path, measure: float) -> dict[Formula, Setting]:
    """Return each formula's picture; raises `FormulaError` with all that cannot be set.

    `measure` is how wide the text is, in em.
    """
    unique = list(dict.fromkeys(formulas))
    if not unique:
        return {}
    written = in_markup([(formula.tex, formula.display) for formula in unique])
    sources = [_laid_out(source, one, measure) for source, one in zip(written, unique, strict=True)]
    try:
        pages = _compile(sources, fonts)
    except ValueError:
        raise FormulaError(list(_faulty(unique, sources, fonts))) from None
    return dict(zip(unique, map(_setting, pages), strict=True))


def _laid_out(source: str, formula: Formula, measure: float) -> str:
    """Return a formula on a page of its own; if its lines have numbers, these stand at the page's edge."""
    if not has_numbers(source):
        return f"#page[#mark{source}]"
    width = f"{measure * SIZE:.3f}pt" if formula.whole else "auto"
    return f"#page(width: {width}, margin: (y: 2pt))[#mark{source}]"


def _compile(sources: Sequence[str], fonts: Path) -> list[bytes]:
    """Return a page of SVG for each formula; raises `ValueError` with Typst's message."""
    import typst

    available = typst.Fonts(include_system_fonts=False, font_paths=[str(fonts)])
    try:
        # The root is what the engine could read if a formula were code. The stubs want it as bytes, too.
        result: object = typst.compile(  # type: ignore[call-overload]
            (_PRELUDE + "\n".join(sources)).encode(), format="svg", root=str(fonts), font_paths=available
        )
    except typst.TypstError as error:
        raise ValueError(str(error)) from error
    pages = [page for page in (result if isinstance(result, list) else [result]) if isinstance(page, bytes)]
    if len(pages) != len(sources):
        raise ValueError("a formula does not fit on one page")
    return pages


def _faulty(
    formulas: Sequence[Formula], sources: Sequence[str], fonts: Path
) -> Iterator[tuple[Formula, str]]:
    for formula, source in zip(formulas, sources, strict=True):
        try:
            _compile([source], fonts)
        except ValueError as error:
            yield formula, " ".join(str(error).split())[:160]


def _setting(svg: bytes) -> Setting:
    """Return a page's picture: its baseline is where the invisible mark stands."""
    root = etree.fromstring(svg)
    width, height = (float(number) for number in (root.get("viewBox") or "0 0 0 0").split()[2:])
    baseline = next((_offset(mark) for mark in root.iter() if mark.get("fill") == _MARK), height)
    for mark in [one for one in root.iter() if one.get("fill") == _MARK]:
        parent = mark.getparent()
        if parent is not None:
            parent.remove(mark)
    return Setting(etree.tostring(root), width / SIZE, height / SIZE, (height - baseline) / SIZE)


def _offset(mark: etree._Element) -> float:
    """Return the mark's distance from the top of the page, in pt."""
    shifts = (element.get("transform", "") for element in (mark, *mark.iterancestors()))
    return sum(_vertical(shift) for shift in shifts)


def _vertical(transform: str) -> float:
    numbers = [float(number) for number in _NUMBERS.findall(transform)]
    if transform.startswith("translate"):
        return numbers[1] if len(numbers) > 1 else 0.0
    return numbers[5] if transform.startswith("matrix") and len(numbers) == 6 else 0.0
