"""Numbers of lines in listings, `{.python .numberLines startFrom="5"}`.

Each line says its number in an attribute, and the styles show it: a number is no word of the text,
and is not copied with the code.
"""

from __future__ import annotations

import re

from lxml import html

_LINE_ID = re.compile(r"cb\d+-(\d+)")


def number(main: html.HtmlElement) -> None:
    """Give the lines of each numbered listing their numbers."""
    for listing in main.iter("pre"):
        if {"numberLines", "number-lines", "numberSource"}.intersection((listing.get("class") or "").split()):
            code = next(listing.iter("code"), listing)
            if len(code):
                _number_marked_up(code)
            else:
                _number_plain(code, _start(listing))


def _start(listing: html.HtmlElement) -> int:
    """Return the first line's number; HTML's parser writes the attribute in small letters."""
    written = listing.get("data-startfrom") or listing.get("startfrom") or ""
    return int(written) if written.isdecimal() and len(written) < 10 else 1


def _number_marked_up(code: html.HtmlElement) -> None:
    """Pandoc has put each line that it coloured into a `span`, whose id ends in its number."""
    for line in code:
        match = _LINE_ID.fullmatch(line.get("id") or "")
        if match:
            line.set("data-line", match[1])


def _number_plain(code: html.HtmlElement, start: int) -> None:
    lines = (code.text or "").removesuffix("\n").split("\n")
    code.text = None
    for position, words in enumerate(lines, start):
        line = html.Element("span", {"data-line": str(position)})
        line.text, line.tail = words or None, "\n"
        code.append(line)
    code[-1].tail = None
