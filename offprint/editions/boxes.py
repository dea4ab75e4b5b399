"""Wide things scroll in boxes of their own, so that a narrow page never scrolls sideways.

A box is in the tab order, or its far side could not be reached by keyboard; the page's script takes
those out of it again that need not scroll.
"""

from __future__ import annotations

from lxml import html

from offprint.body import Element

_LONG = 24
"""Letters of a formula in the line that may be wider than a telephone's page."""


def scroll_wide_things(*parts: Element) -> None:
    """Put tables, code and wide formulas of copies of the text into boxes."""
    for part in parts:
        for element in list(part.iter("table", "pre", "math")):
            if element.tag != "math":
                _enclose(element, "div", "scroll")
            elif element.get("display") == "block":
                _enclose(element, "span", "scroll formula")
            elif len("".join(_letters(element))) > _LONG:
                _enclose(element, "span", "scroll inline")


def name_formula_links(*parts: Element) -> None:
    """Name each link that is nothing but a formula by its TeX: not every reader reads MathML as words."""
    for link in (link for part in parts for link in part.iter("a")):
        outside = [link.text, *(one.tail for one in link.iterdescendants("math"))]
        formula = next(link.iterdescendants("annotation"), None)
        if formula is not None and len(link) == 1 and not "".join(filter(None, outside)).strip():
            link.set("aria-label", (formula.text or "").strip())


def _letters(element: Element) -> list[str]:
    return [(one.text or "").strip() for one in element.iter() if one.tag != "annotation"]


def _enclose(element: Element, tag: str, name: str) -> None:
    parent = element.getparent()
    if parent is None or "scroll" in parent.get("class", "").split():
        return
    box = html.Element(tag)
    box.set("class", name)
    box.set("tabindex", "0")
    box.tail, element.tail = element.tail, None
    parent.replace(element, box)
    box.append(element)
