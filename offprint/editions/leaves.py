"""The leaves of the e-book: the one body taken apart into files, with links that arrive."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from urllib.parse import quote

from lxml import etree

from offprint import calls
from offprint.body import Element
from offprint.document import Document
from offprint.editions import pagination
from offprint.editions.chapters import Leaf, split
from offprint.editions.pagination import Folio, Pagination
from offprint.ending import ENDING
from offprint.press import PageStart
from offprint.transforms import raw

_ILLEGAL = re.compile(r'[\x00-\x20"<>\\^`{|}]|%(?![0-9A-Fa-f]{2})')
EPUB = "http://www.idpf.org/2007/ops"
etree.register_namespace("epub", EPUB)  # reading systems look for `epub:type` by this very prefix
_TYPE = f"{{{EPUB}}}type"
_TITLE, _ENDING, _COLOPHON = "title.xhtml", "ending.xhtml", "colophon.xhtml"


class Leaves:
    """The files of a document's work in reading order, which is that of the printed pages."""

    def __init__(self, document: Document) -> None:
        body, words = document.body, document.terms
        main = body.with_back_links(words)
        for entry in main.xpath(".//*[contains(@class, 'csl-entry')]") if words.rtl else ():
            entry.set("dir", "auto")  # a Latin reference runs from left to right
        front: dict[str, Element] = {name: deepcopy(part) for name, part in body.front.items()}
        self._blocks = {name: pagination.blocks(part) for name, part in {**front, "text": main}.items()}
        notes = {note.id: replace(note, content=deepcopy(note.content)) for note in body.notes}
        ending = {name: front.pop(name) for name in ENDING if name in front}
        self.title = Leaf.of(_TITLE, document.title, front, notes)
        self.text = split(main, document.title, notes)
        self.ending = Leaf.of(_ENDING, words.endings[next(iter(ending))], ending, notes) if ending else None
        self.pagination = Pagination()
        self.astray: list[str] = []
        """The addresses of links that lead out of the book to no place in the world."""
        self.homes = {name: leaf.file for leaf in self.all for name in leaf.ids}
        for note in notes.values():
            label = f"{words.back} ({note.number})"
            calls.lead_back(note.content, note.number, note.call_id, aria_label=label)
        for leaf in self.all:
            for part in leaf.elements:
                self._finish(part, leaf.file)

    @property
    def all(self) -> list[Leaf]:
        """Every leaf, in reading order."""
        return [self.title, *self.text, *([self.ending] if self.ending else [])]

    def _finish(self, part: Element, file: str) -> None:
        """Lead every link of a part to its file, and say what each thing is."""
        for call in calls.called(part).values():
            call.set(_TYPE, "noteref")
        for link in part.iter("a"):
            target = link.get("href", "")
            home = self.homes.get(target[1:]) if target.startswith("#") else None
            if home is not None:
                link.set("href", target if home == file else home + target)
            elif target and not _leads_out(link, target):
                self.astray.append(target)
        for formula in part.iter("math"):
            _tell(formula)
        for section in part.xpath(".//section[*[@id='refs']]"):
            section.set("role", "doc-bibliography")
            section.set(_TYPE, "bibliography")
        _spell_as_xhtml(part)

    def paginate(self, starts: Sequence[PageStart]) -> None:
        """Mark where the printed pages begin."""
        self.pagination = pagination.paginate(starts, self._blocks)

    def page_list(self) -> list[tuple[Folio, str]]:
        """Return the printed pages, each with the file that it begins in."""
        homes = {name: leaf.file for leaf in self.all for name in leaf.ids}
        pages = self.pagination
        return [
            *((folio, _TITLE) for folio in pages.opening),
            *((folio, homes[folio.id]) for folio in pages.inside),
            *((folio, _COLOPHON) for folio in pages.closing),
        ]


def _leads_out(link: Element, address: str) -> bool:
    """Tell whether an address leads anywhere from a book; take it from a link that it leads nowhere.

    A path leads to a file that stayed where the manuscript is, and so does `file:`.
    """
    if address.startswith("#") or raw.scheme(address) not in ("", "file"):
        return True
    del link.attrib["href"]
    return False


def as_url(address: str) -> str:
    """Return an address with what no URL may hold written in its other form (RFC 3986, §2)."""
    return _ILLEGAL.sub(lambda match: quote(match[0]), address)


def _spell_as_xhtml(part: Element) -> None:
    """Change what XHTML or EPUB spell differently (EPUB 3.3, §6.1)."""
    for element in part.iter():
        if element.tag == "ol" and element.get("type"):
            del element.attrib["type"]  # HTML's `type` is case-sensitive only with quirks; CSS does it
        if element.get("lang"):
            element.set("{http://www.w3.org/XML/1998/namespace}lang", element.get("lang"))


def _tell(formula: Element) -> None:
    """Give a formula a text alternative, its TeX if it has none, and a link around nothing else its name."""
    words = formula.get("alttext") or (formula.findtext(".//annotation") or "").strip()
    formula.set("alttext", words)
    link = formula.getparent()
    alone = link is not None and len(link) == 1 and not (link.text or formula.tail or "").strip()
    if link is not None and link.tag == "a" and alone:
        link.set("aria-label", words)
