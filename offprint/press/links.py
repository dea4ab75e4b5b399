"""Links in WeasyPrint 70.0: one annotation for each line of a link, that says where it leads in words.

The engine makes a further annotation for each element inside a link, and for a link that begins at
a line's end one of no width; none of them is to be printed, and they say their bare targets.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

if TYPE_CHECKING:
    from weasyprint.formatting_structure.boxes import Box

_PRINTED = 4
"""The flag of an annotation that is printed (ISO 32000-1, §12.5.3)."""
_THINNEST = 0.01
"""Width in px of the thinnest link that can be meant."""


def apply() -> None:
    """Mend the engine's links; call it once, after it was imported."""
    from weasyprint import pdf as engine

    original = engine.add_links

    def add_links(links_and_anchors, matrix, pdf, *more):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN002, ANN202 - WeasyPrint's own signature
        links, anchors = links_and_anchors
        kept = list(_outermost(links))
        original((kept, anchors), matrix, pdf, *more)
        for *_, box in kept:
            if box.link_annotation is not None:
                _finish(box)

    engine.add_links = add_links


def _outermost(links: list[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Yield the links without those of elements inside them."""
    inside: set[int] = set()
    for link in links:
        *_, (left, _, right, _), box = link
        if id(box) in inside or box.is_artifact or box.element is None or box.element.tag != "a":
            continue
        inside.update(id(one) for one in getattr(box, "descendants", tuple)())
        if right - left > _THINNEST:
            yield link


def _finish(box: Box) -> None:
    import pydyf

    box.link_annotation["F"] = _PRINTED
    element = box.element
    words = element.get("aria-label") or " ".join("".join(_texts(element)).split())
    if words:
        box.link_annotation["Contents"] = pydyf.String(words)


def _texts(element: Element) -> Iterator[str]:
    """Yield the words of the whole link, those of its pictures too."""
    yield element.get("alt") or ""
    yield element.text or ""
    for child in element:
        yield from _texts(child)
        yield child.tail or ""
