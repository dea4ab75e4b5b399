"""The one HTML body: the only door to lxml's HTML parser.

Pandoc's HTML is read into a tree once, taken apart (title, abstract, notes, main text) and cleaned.
Assemblers work on copies; markup is never glued or searched as text.
"""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias
from unicodedata import normalize

from lxml import etree, html

from offprint import calls, columns, lines, numbered_lines, references, spans, speech
from offprint.sanitizer import ATTRIBUTES, sanitized
from offprint.terms import Terms

Element: TypeAlias = html.HtmlElement

_STYLE = re.compile(r"\s*(?:text-align|width|height)\s*:\s*[\w.%]++\s*+;?\s*+")
_MATH = "math"
_HOST = re.compile(r"\w+://\[")


@dataclass(frozen=True, slots=True)
class Note:
    """A note: its number, its content, and the id of its call in the text."""

    number: int
    content: Element
    """A `div` with the note's blocks; never changed, only copied."""

    @property
    def id(self) -> str:
        """The note's own id."""
        return f"fn{self.number}"

    @property
    def call_id(self) -> str:
        """The id of the call in the text."""
        return f"fnref{self.number}"


@dataclass(frozen=True, slots=True)
class Body:
    """The body of the work: what stands before the text, the text, and its notes."""

    front: Mapping[str, Element]
    main: Element
    notes: tuple[Note, ...]

    @classmethod
    def of(cls, source: str, words: Terms, lang: str) -> Body:
        """Return the body in pandoc's HTML; `lang` is the language that its formulas are said in."""
        main = of_fragment(source)
        spans.finish(main)
        numbered_lines.number(main)
        _clean(main)
        lines.enlarge(main)
        speech.tell(main, lang)
        columns.align(main, words.lang)
        notes = tuple(_take_notes(main))
        for part in (main, *(note.content for note in notes)):
            calls.finish(part, words)
        front = dict(_take_front(main))
        references.finish([*front.values(), main, *(note.content for note in notes)], main, words)
        return cls(front, main, notes)

    def text(self, name: str) -> str:
        """Return a part of the front in plain words, note calls left out."""
        part = self.front.get(name)
        return "" if part is None else words_of(part)

    def copy(self) -> Element:
        """Return the main text to work on."""
        return copy.deepcopy(self.main)

    def with_back_links(self, words: Terms) -> Element:
        """Return the main text to work on, with links from each reference to where it is cited."""
        main = self.copy()
        notes = {note.number: note.content for note in self.notes}
        references.link_back(main, [*self.front.values(), self.main], notes, words)
        return main

    def headings(self, deepest: int = 4) -> list[Heading]:
        """Return the headings of the second level and below, with the ids that links use."""
        found = []
        for element in self.main.iter("h2", "h3", "h4", "h5", "h6"):
            level = int(str(element.tag)[1])
            section = element.getparent()
            name = element.get("id") or (section.get("id") if section is not None else None)
            if name and level <= deepest:
                found.append(Heading(level, name, words_of(element)))
        return found

    def captions(self) -> dict[str, str]:
        """Return the captions of figures and tables by their ids, panels of a figure left out."""
        found = {}
        for caption in self.main.iter("figcaption", "caption"):
            owner = caption.getparent()
            if owner is not None and owner.get("id") and "panel" not in (owner.get("class") or "").split():
                found[str(owner.get("id"))] = words_of(caption)
        return found

    def doubled_ids(self) -> list[str]:
        """Return the ids that stand more than once: a link can lead to one of them only."""
        parts = [self.main, *self.front.values(), *(note.content for note in self.notes)]
        ids = [str(element.get("id")) for part in parts for element in part.iter() if element.get("id")]
        counts = Counter([*ids, *(note.id for note in self.notes)])
        return [name for name, count in counts.items() if count > 1]

    def broken_anchors(self) -> list[str]:
        """Return the ids that links of the text point at and that are not there."""
        parts = [self.main, *self.front.values(), *(note.content for note in self.notes)]
        ids = {element.get("id") for part in parts for element in part.iter() if element.get("id")}
        ids |= {note.id for note in self.notes}
        links = [str(link.get("href", "")) for part in parts for link in part.iter("a")]
        names = (address.removeprefix("#") for address in links if address.startswith("#") and address != "#")
        return [name for name in dict.fromkeys(names) if name not in ids]

    def characters(self) -> set[str]:
        """Return the characters that the body shows: what fonts must have."""
        parts = [self.main, *self.front.values(), *(note.content for note in self.notes)]
        return {letter for part in parts for text in part.itertext() for letter in text}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the text: its level (2 is the highest), its id, its words."""

    level: int
    id: str
    words: str


def of_fragment(source: str) -> Element:
    """Return a piece of pandoc's HTML, sanitized, as a `div`.

    Brackets, as old DOIs have them, are legal in an address only around a host (RFC 3986, §3.2.2).
    """
    part = html.fragment_fromstring(sanitized(source), create_parent="div")
    for link in part.iter("a"):
        address = link.get("href", "")
        if "[" in address and not address.startswith("#") and not _HOST.match(address):
            link.set("href", address.replace("[", "%5B").replace("]", "%5D"))
    return part


def words_of(element: Element) -> str:
    """Return an element's words on one line, note calls and raised citations left out."""
    return " ".join("".join(_texts(element)).split())


def _texts(element: Element) -> Iterator[str]:
    if not isinstance(element.tag, str) or _is_raised(element):
        return
    yield element.text or ""
    for child in element:
        if child.tag != "annotation":
            yield from _texts(child)
        yield child.tail or ""


def _is_raised(element: Element) -> bool:
    """Tell whether this is a note's call, or the raised number of a citation."""
    parent = element.getparent()
    cites = element.tag == "sup" and parent is not None and parent.get("class") == "citation"
    return cites or element.get("role") == "doc-noteref"


def inner(element: Element) -> str:
    """Return the HTML inside an element."""
    parts = [html.tostring(child, encoding="unicode") for child in element]
    return _escaped(element.text or "") + "".join(parts)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def inner_xml(element: Element) -> str:
    """Return the content of an element as XML, for the e-book's XHTML."""
    parts = [etree.tostring(child, encoding="unicode") for child in element]
    return _escaped(element.text or "") + "".join(parts)


def _clean(main: Element) -> None:
    """Drop what pandoc adds for other readers, and every attribute that has no meaning here."""
    for element in list(main.iter()):
        if not isinstance(element.tag, str) or _is_line_anchor(element):
            element.drop_tree()
        elif not _in_math(element):
            _clean_attributes(element)
    _mend(main)
    for caption in main.iterfind(".//figcaption[@aria-hidden]"):
        del caption.attrib["aria-hidden"]
    for cell in main.iter("th"):
        cell.set("scope", cell.get("scope") or ("col" if _in_head(cell) else "row"))
    for cell in main.xpath(".//thead//th[not(node())]"):
        cell.tag = "td"
        del cell.attrib["scope"]


def _mend(main: Element) -> None:
    """Mend what browsers, or the checkers of pages, would stumble over."""
    for break_ in main.iter("wbr"):  # lxml takes it for a container; the sign means the same
        break_.text = f"\u200b{break_.text or ''}"
    etree.strip_tags(main, "wbr")
    for image in main.xpath(".//img[not(@src)]"):  # the sanitizer took the address of one on the network
        image.drop_tree()
    for bar in main.xpath(".//mo[@form][.='∥']"):  # parallels: browsers take them for a relation
        bar.text = "‖"
    for element in main.iter():  # text on the web is in NFC (W3C, Character Model: Normalization, §3.2)
        element.text = element.text and normalize("NFC", element.text)
        element.tail = element.tail and normalize("NFC", element.tail)


def _is_line_anchor(element: Element) -> bool:
    """Tell whether this is one of the empty links that pandoc puts before each line of code."""
    address, parent = str(element.get("href")), element.getparent()
    own = parent is not None and address == f"#{parent.get('id')}"
    to_line = element.get("aria-hidden") or address.startswith("#cb") or own
    return element.tag == "a" and bool(to_line) and not len(element) and not words_of(element)


def _in_math(element: Element) -> bool:
    return element.tag == _MATH or any(parent.tag == _MATH for parent in element.iterancestors(_MATH))


def _in_head(cell: Element) -> bool:
    return next(cell.iterancestors("thead"), None) is not None


def _clean_attributes(element: Element) -> None:
    for name, value in list(element.attrib.items()):
        if name not in ATTRIBUTES or (name == "style" and not _styles_only(value)):
            del element.attrib[name]


def _styles_only(value: str) -> bool:
    return all(_STYLE.fullmatch(part) for part in value.split(";") if part.strip())


def _take_notes(main: Element) -> Iterator[Note]:
    found = main.xpath(".//section[@role='doc-endnotes']")  # a heading “Footnotes” has the same id
    if not found:
        return
    section = found[-1]
    section.drop_tree()
    for number, item in enumerate(section.xpath("./ol/li"), 1):
        for back in item.xpath(".//a[@role='doc-backlink']"):
            back.drop_tree()
        item.tag = "div"
        item.attrib.clear()
        yield Note(number, item)


def _take_front(main: Element) -> Iterator[tuple[str, Element]]:
    for part in main.xpath(".//*[starts-with(@id, 'offprint-')]"):
        name = part.get("id").removeprefix("offprint-")
        part.drop_tree()
        part.tail = None
        part.attrib.clear()
        yield name, _unwrapped(part) if name in ("title", "subtitle") else part


def _unwrapped(part: Element) -> Element:
    """Return a lone paragraph itself: a title has no paragraphs."""
    return part[0] if len(part) == 1 and part[0].tag == "p" else part
