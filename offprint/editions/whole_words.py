"""Words that a line of print must not break: “C++” has a break between its signs (UAX #14, LB31)."""

from __future__ import annotations

import re

from lxml import html

from offprint.body import Element

_WHOLE = re.compile(r"(\w+\+\+\w*)")
_CODE = frozenset({"code", "pre", "kbd", "samp", "math"})


def keep_whole(part: Element) -> None:
    """Make each such word an element of its own, which the style keeps on one line."""
    for element in [one for one in part.iter() if isinstance(one.tag, str)]:
        if element.tail and "++" in element.tail:
            first, *rest = _WHOLE.split(element.tail)
            element.tail = first
            for one in reversed(_made(rest)):
                element.addnext(one)
        if element.text and "++" in element.text and element.tag not in _CODE:
            first, *rest = _WHOLE.split(element.text)
            element.text = first
            element[:0] = _made(rest)


def _made(pieces: list[str]) -> list[Element]:
    """Return elements of the words, each with the text behind it; they stand at every other place."""
    made = []
    for word, behind in zip(pieces[::2], pieces[1::2], strict=True):
        whole = html.Element("span", {"class": "whole"})
        whole.text, whole.tail = word, behind
        made.append(whole)
    return made
