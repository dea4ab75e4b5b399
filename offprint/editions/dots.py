"""Emphasis dots over Chinese and Japanese in print: the engine does not know `text-emphasis`."""

from __future__ import annotations

from lxml import html

from offprint.body import Element


def set_dots(part: Element) -> None:
    """Make each letter of dotted words an element, over which the style sets a dot."""
    for words in part.xpath(".//span[contains(concat(' ', @class, ' '), ' dots ')]"):
        letters = (words.text or "").strip()
        words.text = None
        for position, letter in enumerate(letters):
            dotted = html.Element("span", {"class": "dotted"})
            dotted.text = letter
            words.insert(position, dotted)
