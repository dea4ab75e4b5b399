"""How much an SVG draws: a few lines of it can ask for a billion shapes, each made of others.

Markers, patterns, masks, clips, filters and `use` are followed as a renderer would, and counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

MOST = 300_000
"""Elements that a figure may draw: a scatter plot of that many points is better a bitmap."""
_FILTER = 20
"""What a step of a filter costs: it goes over all pixels below it."""
_SVG = "{http://www.w3.org/2000/svg}"
_REFERENCE = re.compile(r"url\(\s*['\"]?#([^'\")\s]+)")
_RULE = re.compile(r"([^{}]++)\{([^{}]*+)\}")
_SELECTED = re.compile(r"[.#]?[\w-]+|\*")
_VERTEX = re.compile(r"[A-Za-z]|[\s,]+")
_MARKED = ("marker", "marker-start", "marker-mid", "marker-end", "style")


def drawn(root: etree._Element) -> int:
    """Return how many elements an SVG draws, of more than `MOST` only that; -1 if one draws itself."""
    followed = _Followed(root)
    counts: dict[etree._Element, int] = {}
    opened: set[etree._Element] = set()
    waiting = [(root, False)]
    while waiting:
        element, is_done = waiting.pop()
        if is_done:
            opened.discard(element)
            parts = followed.parts(element)
            whole = followed.weight(element) + sum(counts[one] * times for one, times in parts)
            counts[element] = min(whole, MOST + 1)
        elif element in opened:
            return -1
        elif element not in counts:
            opened.add(element)
            waiting.append((element, True))
            waiting += [(one, False) for one, _ in followed.parts(element)]
    return counts[root]


class _Followed:
    """What an element is made of: the elements inside it, and those that it refers to."""

    def __init__(self, root: etree._Element) -> None:
        self._named = {one.get("id"): one for one in root.iter(f"{_SVG}*") if one.get("id")}
        self._styled = _styled([one.text or "" for one in root.iter(f"{_SVG}style")])

    def parts(self, element: etree._Element) -> Sequence[tuple[etree._Element, int]]:
        """Return each part of an element, and how many times it is drawn."""
        inside = [(one, 1) for one in element if isinstance(one.tag, str)]
        return inside + [(self._named[name], times) for name, times in self._names(element)
                         if name in self._named]  # fmt: skip

    def weight(self, element: etree._Element) -> int:
        """Return what an element costs by itself."""
        parent = element.getparent()
        return _FILTER if parent is not None and parent.tag == f"{_SVG}filter" else 1

    def _names(self, element: etree._Element) -> Iterator[tuple[str, int]]:
        for name, value in element.attrib.items():
            local = str(name).rpartition("}")[2]
            if local == "href" and element.tag == f"{_SVG}use":
                yield str(value).strip().removeprefix("#"), 1
            elif "url(" in str(value):
                times = _vertices(element) if local in _MARKED else 1
                yield from ((one, times) for one in _REFERENCE.findall(str(value)))
        for key in _keys(element) if self._styled else ():
            yield from ((one, 1) for one in self._styled.get(key, ()))


def _vertices(element: etree._Element) -> int:
    """Return how many points of a path a marker may stand at."""
    return max(1, len(_VERTEX.findall(element.get("d") or element.get("points") or "")))


def _styled(sheets: Sequence[str]) -> Mapping[str, list[str]]:
    """Return what style sheets refer to, by what their selectors name."""
    found: dict[str, list[str]] = {}
    for sheet in sheets:
        for selector, declared in _RULE.findall(sheet) if "url(" in sheet else ():
            for key in _SELECTED.findall(selector) if "url(" in declared else ():
                found.setdefault(key, []).extend(_REFERENCE.findall(declared))
    return found


def _keys(element: etree._Element) -> Iterator[str]:
    yield "*"
    yield str(element.tag).rpartition("}")[2]
    yield f"#{element.get('id')}"
    yield from (f".{one}" for one in (element.get("class") or "").split())
