"""Listings in print: each line of code is a block, so that a long one can go on behind a mark."""

from __future__ import annotations

from lxml import html as lxml_html

from offprint.body import Element


def set_lines(part: Element) -> None:
    """Make each line of each listing of a part a block of its own."""
    for listing in part.iter("pre"):
        code = next(listing.iter("code"), listing)
        if len(code):
            _set_marked_up(code)
        else:
            _set_plain(code)


def _set_marked_up(code: Element) -> None:
    """Pandoc has put each line that it coloured into a `span`, with a line feed after it."""
    lines = [child for child in code if child.tag == "span" and _is_line(child)]
    if len(lines) != len(code):
        return
    for line in lines:
        line.set("class", "code-line")
        line.tail = None


def _is_line(span: Element) -> bool:
    return bool((span.get("id") or "").startswith("cb") or span.get("data-line"))


def _set_plain(code: Element) -> None:
    lines = (code.text or "").removesuffix("\n").split("\n")
    code.text = None
    for words in lines:
        line = lxml_html.Element("span", {"class": "code-line"})
        line.text = words or None
        code.append(line)
