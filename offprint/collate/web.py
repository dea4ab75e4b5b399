"""Reads a web page, and whatever else is made of HTML elements: the e-book's files, the one body."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import unquote

from lxml import etree, html

from offprint.body import Element
from offprint.collate.reading import (
    BLOCK,
    CITE,
    CITED,
    FIGURE,
    FORMULA,
    HEADING,
    NOTE,
    REFERENCE,
    SHOWN,
    UNCITE,
    Facts,
    Reading,
    Transcript,
    text_of,
    thing,
)

PART = "offprint-"
"""The ids of an edition's parts begin with this; the rest is the passage's name."""
_NOTE_ID = re.compile(r"fn(\d+)")
_BLOCKS = frozenset(
    """address article aside blockquote caption dd details div dl dt fieldset figcaption figure footer
    h1 h2 h3 h4 h5 h6 header hr li main ol p pre section summary table tbody td tfoot th thead tr
    ul""".split()
)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_SIGNS = frozenset(["#", "¶"])
_SKIPPED = frozenset("script style nav template head title".split())


def read_page(data: bytes, beside: Callable[[str], bool]) -> Reading:
    """Return the reading of a web page; raises `ValueError` for what is none.

    An image whose file is not `beside` the page is none, nor is one that draws another's picture
    which is not in the page.
    """
    try:
        page = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8", huge_tree=True))
    except etree.ParserError as error:
        raise ValueError(str(error)) from error
    for image in page.xpath("//img[not(starts-with(@src, 'data:'))]"):
        if not beside(unquote(image.get("src", ""))):
            image.drop_tree()
    for drawing in page.xpath("//svg[use][not(use/@href[substring(., 2) = //image/@id])]"):
        drawing.drop_tree()  # it draws a picture that is not there
    walker = Walker()
    walker.walk(page)
    return walker.reading("HTML", {"head": _facts(page)})


def _facts(page: Element) -> Facts:
    named: dict[str, list[str]] = defaultdict(list)
    for meta in page.iterfind(".//meta[@name]"):
        named[meta.get("name", "").lower()].append(meta.get("content", ""))
    one = {name: values[0] for name, values in named.items()}
    return Facts(
        title=text_of(page.findtext(".//title") or "").strip(),
        authors=tuple(named["author"]),
        date=one.get("dcterms.date", ""),
        language=page.get("lang", ""),
        identifier=one.get("dcterms.identifier", ""),
        rights=one.get("dcterms.rights", ""),
    )


class Walker:
    """Walks through elements and takes down what they say."""

    def __init__(self, files: frozenset[str] = frozenset({""})) -> None:
        self._files = files
        self.transcript = Transcript()

    def reading(self, name: str, facts: Mapping[str, Facts]) -> Reading:
        """Return what was taken down."""
        taken = self.transcript
        return Reading(name, taken.passages(), taken.links(), facts, pages=taken.pages())

    def walk(self, element: Element, name: str = "") -> None:
        """Take down an element and what is in it; `name` is the passage that it stands in."""
        tag = local_name(element)
        if not isinstance(element.tag, str) or tag in _SKIPPED or _is_furniture(element):
            return
        if element.get("role") == "doc-pagebreak":
            self.transcript.page(element.get("aria-label") or element.get("title") or "")
        own = _passage_begun_by(element, tag, name)
        if own != name and own.startswith("reference "):
            self._add(name, BLOCK + thing(REFERENCE, own.removeprefix("reference ")) + BLOCK)
        block = BLOCK if tag in _BLOCKS else " " if tag == "br" else ""
        self._add(own, block)
        if tag in _HEADINGS and own == name:
            self._add(own, thing(HEADING, tag[1]))
        if not self._take_thing(element, tag, own):
            self._inside(element, tag, own)
        self._add(own, block)

    def _add(self, name: str, piece: str) -> None:
        self.transcript.add(name, piece)

    def _take_thing(self, element: Element, tag: str, name: str) -> bool:
        """Take down the sign of an element that is a thing of its own; tell whether it was one."""
        if tag in ("img", "svg"):
            alt = (element.get("alt") or element.get("aria-label") or "").strip()
            self._add(name, thing(FIGURE, alt) if alt else "")
        elif tag == "math":
            tex, letters = _tex(element), "".join(_math_letters(element))
            words = element.get("alttext") or tex
            shown = f"{letters} ({tex})" if words != tex else letters
            self._add(name, thing(FORMULA, f"{words}{SHOWN}{shown}"))
        elif element.get("role") == "doc-noteref":
            self._add(name, thing(NOTE, note_called("".join(element.itertext()), self._target(element))))
        else:
            return False
        return True

    def _inside(self, element: Element, tag: str, name: str) -> None:
        cited = tag == "span" and "citation" in element.get("class", "").split()
        if cited:
            self._add(name, f"{CITE}{element.get('data-cites', '')}{CITED}")
        start = self.transcript.position(name)
        self._add(name, text_of(element.text or ""))
        for child in element:
            self.walk(child, name)
            self._add(name, text_of(child.tail or ""))
        if tag == "a":
            self.transcript.link(name, self._target(element), start)
        if cited:
            self._add(name, UNCITE)

    def _target(self, link: Element) -> str:
        """Return the id that a link inside the work leads to."""
        file, _, target = unquote(link.get("href", "")).partition("#")
        return target if file in self._files else ""


def local_name(element: Element) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def note_called(shown: str, target: str) -> str:
    """Return the number of a called note; with its target, if the two disagree."""
    number = "".join(shown.split())
    return number if target == f"fn{number}" else f"{number} → {target}"


def _passage_begun_by(element: Element, tag: str, name: str) -> str:
    """Return the passage that an element begins, else the one that it stands in."""
    own = element.get("id", "")
    if own.startswith(PART):
        return own.removeprefix(PART)
    if tag in ("li", "aside", "span") and _NOTE_ID.fullmatch(own):
        return f"note {_number_shown(element, tag)}"
    if "csl-entry" in element.get("class", "").split():
        return f"reference {own.removeprefix('ref-')}"
    return name


def _number_shown(note: Element, tag: str) -> str:
    """Return the number that readers see at a note: its item's in the list, or that of its link back."""
    if tag == "li":
        return str(1 + sum(1 for _ in note.itersiblings("li", preceding=True)))
    return "".join(text for link in note.iter() if _is_furniture(link) for text in link.itertext()).strip()


def _is_furniture(element: Element) -> bool:
    """Tell whether an element is there for finding one's way, or not there for readers at all."""
    away = element.get("role") == "doc-backlink" or element.get("hidden") is not None
    return away or _is_permalink(element)


def _is_permalink(element: Element) -> bool:
    """Tell whether an element is but one sign that links to the thing that it stands in or beside."""
    if element.tag != "a" or element.get("class") != "permalink" or "".join(element.itertext()) not in _SIGNS:
        return False
    around = [*element.iterancestors(), *element.itersiblings(preceding=True)]
    return unquote(element.get("href", "")).removeprefix("#") in {one.get("id") for one in around}


def _tex(math: Element) -> str:
    return next(((one.text or "").strip() for one in math.iter() if local_name(one) == "annotation"), "")


def _math_letters(math: Element) -> Iterator[str]:
    if local_name(math) != "annotation":
        yield (math.text or "").strip()
        for child in math:
            yield from _math_letters(child)
