"""Pages of what is referred to, in print: “Figure 2 on page 7”.

The words are the style's, not the text's: a page's number is known to the printed page only, where
it is furniture like a folio, and the editions still say the same. A web page and an e-book have
the link.
"""

from __future__ import annotations

from lxml import html

from offprint.body import Element
from offprint.phrases import Phrases


def tell_pages(part: Element, words: Phrases) -> None:
    """Put a place for the page's number behind each reference that asks for it."""
    before, after = words.page.split("|")
    for link in part.xpath(".//a[contains(concat(' ', @class, ' '), ' on-page ')]"):
        spot = html.Element("span", {"class": "page-told", "data-target": link.get("href")})
        spot.set("data-before", before)
        spot.set("data-after", after)
        spot.tail, link.tail = link.tail, None
        link.addnext(spot)
