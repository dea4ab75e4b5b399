"""Links of their own for headings, figures, tables and paragraphs, so that each can be quoted.

A permalink shows one sign, and leads to the very thing that it stands in or beside; by that the
collation knows it for furniture. As in the RFC series, a paragraph's stands at its end, where it
moves no word.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import html

from offprint.body import Element, words_of
from offprint.editions.wording import wording
from offprint.terms import Terms

_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_AROUND_PARAGRAPHS = frozenset({"section", "blockquote", "div"})


def add(main: Element, words: Terms) -> None:
    """Put a permalink to each heading, caption and paragraph of a copy of the text."""
    said = wording(words)
    for heading in list(main.iter(*_HEADINGS)):
        _beside_heading(heading, said.link)
    for caption in list(main.iter("figcaption", "caption")):
        owner = caption.getparent()
        if owner is not None and (target := _target_around(owner)):
            caption.append(_permalink("#", target, f"{said.link} {words_of(caption)[:60]}"))
    taken = {element.get("id") for element in main.iter()}
    number = 0
    for number, paragraph in enumerate(_paragraphs(main), 1):
        name = paragraph.get("id") or _free(f"p{number}", taken)
        paragraph.set("id", name)
        paragraph.append(_permalink("¶", name, f"{said.paragraph} {number}"))


def _target_around(element: Element) -> str:
    """Return the id that a figure's or table's permalink leads to: its own, or its box's."""
    around = (element, *element.iterancestors("div", "figure"))
    return next((name for one in around[:2] if (name := one.get("id"))), "")


def _beside_heading(heading: Element, link: str) -> None:
    """Put the permalink behind a heading, not into it: a heading's name is its words alone."""
    parent = heading.getparent()
    name = heading.get("id") or (parent.get("id") if parent is not None and parent.tag == "section" else None)
    if parent is None or not name:
        return
    box = html.Element("div")
    box.set("class", "headed")
    box.tail, heading.tail = heading.tail, None
    parent.replace(heading, box)
    box.extend([heading, _permalink("#", name, f"{link} {words_of(heading)}")])


def _paragraphs(main: Element) -> Iterator[Element]:
    """Yield the paragraphs of the running text: not those of lists, notes, captions or references."""
    for paragraph in main.iter("p"):
        around = [one for one in paragraph.iterancestors() if one is not main]
        plain = all(one.tag in _AROUND_PARAGRAPHS and one.get("role") is None for one in around)
        if plain and words_of(paragraph):
            yield paragraph


def _free(name: str, taken: set[str | None]) -> str:
    """Return an id that the manuscript has not given to anything."""
    while name in taken:
        name += "-"
    taken.add(name)
    return name


def _permalink(sign: str, target: str, name: str) -> Element:
    link = html.Element("a", href=f"#{target}")
    link.set("class", "permalink")
    link.set("aria-label", f"{sign} {name}")
    link.text = sign
    return link
