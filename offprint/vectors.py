"""An SVG, made harmless: it may come from a stranger, and a web page draws it in a reader's browser."""

from __future__ import annotations

import re

from lxml import etree

SVG = "{http://www.w3.org/2000/svg}"
_FORBIDDEN = frozenset(
    f"{SVG}{name}" for name in ("script", "foreignObject", "iframe", "audio", "video", "set", "animate")
)
_LIVELY = ("{http://www.w3.org/1999/xhtml}", "{http://www.w3.org/2001/XInclude}")
#: In CSS, a backslash can stand for any letter of these words (CSS Syntax 3, §4.3.7).
_OUTSIDE = re.compile(r"url\(\s*+['\"]?+(?!#|data:image/)|@import|image-set|src\s*\(|\\", re.IGNORECASE)
_DRAWN = frozenset(f"{SVG}{name}" for name in ("use", "image", "feImage"))
"""What draws what its address names, and nothing without one."""
_MOVING = re.compile(rb"@keyframes|<(?:[\w.-]+:)?animate")
_PX = {"": 1.0, "px": 1.0, "pt": 4 / 3, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4, "pc": 16.0}


def clean(root: etree._Element) -> None:
    """Take from an SVG what could run, animate or reach outside of it."""
    for element in list(root.iter()):
        if not _allowed(element):
            _drop(element)
            continue
        for name, value in list(element.attrib.items()):
            if _unsafe(str(name), str(value)):
                del element.attrib[name]
        if element.tag in _DRAWN and not any(name.endswith("href") for name in map(str, element.attrib)):
            _drop(element)
        if element.tag == f"{SVG}style" and _OUTSIDE.search(element.text or ""):
            element.text = ""


def _allowed(element: etree._Element) -> bool:
    """Tell whether an element may stay: nothing that runs, and of other languages only metadata."""
    if not isinstance(element.tag, str) or element.tag in _FORBIDDEN:
        return False
    return element.tag.startswith(SVG) or not element.tag.startswith(_LIVELY)


def _drop(element: etree._Element) -> None:
    """Remove an element and keep the text behind it."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)


def _unsafe(name: str, value: str) -> bool:
    local = name.rpartition("}")[2].lower()
    if local == "href":
        return not value.strip().startswith(("#", "data:image/png", "data:image/jpeg", "data:image/gif"))
    return local.startswith("on") or local == "base" or bool(_OUTSIDE.search(value))


def size(root: etree._Element) -> tuple[int, int]:
    """Return the width and height in px; 0 where the drawing does not say."""
    box = (root.get("viewBox") or "").replace(",", " ").split()
    try:
        width, height = (float(box[2]), float(box[3])) if len(box) == 4 else (0.0, 0.0)
        return (round(_px(root.get("width")) or width), round(_px(root.get("height")) or height))
    except (ValueError, OverflowError):
        return 0, 0


def _px(length: str | None) -> float:
    match = re.fullmatch(r"\s*([\d.]+)\s*([a-z]*)\s*", length or "")
    return float(match[1]) * _PX[match[2]] if match and match[2] in _PX else 0.0


def moves(data: bytes) -> bool:
    """Tell whether an SVG is animated."""
    return bool(_MOVING.search(data))
