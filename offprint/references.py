"""The list of references: laid out as its style asks, and linked with the citations, there and back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from lxml import html

from offprint.terms import Terms

Element: TypeAlias = html.HtmlElement

_LINKS = ".//a[@role='doc-biblioref']"
_CITED = "cite-"
#: Where an address may be broken of itself (Unicode UAX #14), and the piece that may need to be forced.
_BREAKS = re.compile(r"[\s/?-]")
_LONG = 30
#: Widths of a label's letters in em, a little on the safe side in EB Garamond.
_DIGIT, _MARK, _CAPITAL, _SMALL, _GAP = 0.52, 0.36, 0.74, 0.52, 0.55


def finish(parts: Sequence[Element], main: Element, words: Terms) -> None:
    """Put the citations and the references of a work in order; `parts` are all that cite, with `main`."""
    _drop_empty_list(main, words)
    for part in parts:
        for citation in part.xpath(".//span[contains(concat(' ', @class, ' '), ' citation ')]"):
            _finish_citation(citation)
        _mark_addresses(part)
    ids = {element.get("id") for element in main.iter()}
    links = [link for part in parts for link in part.xpath(_LINKS)]
    number = 0
    for link in links:
        if link.get("href", "")[1:] not in ids:  # `unknown-citation` has told of it
            link.drop_tag()
        else:
            number += 1
            link.set("id", f"{_CITED}{number}")
    for refs in main.xpath(".//*[@id='refs']"):
        _lay_out(refs)


def _mark_addresses(part: Element) -> None:
    """Mark web addresses, lest hyphenation puts a hyphen into one."""
    for element in part.iter("a", "span"):
        if not len(element) and "://" in (element.text or "") and " " not in (element.text or ""):
            element.classes.add("address")


def _finish_citation(citation: Element) -> None:
    """Drop a citation that the style prints nothing for; link one that it prints without a link."""
    if not citation.text_content().strip():
        _close_gap(citation)
        citation.drop_tree()
        return
    keys = citation.get("data-cites", "").split()
    if len(keys) == 1 and next(citation.iter("a"), None) is None:
        link = html.Element("a", href=f"#ref-{keys[0]}", role="doc-biblioref")
        link.text, citation.text = citation.text, None
        link.extend(list(citation))
        citation.append(link)


def _close_gap(element: Element) -> None:
    """Take the blank before an element that is about to go."""
    before = element.getprevious()
    parent = element.getparent()
    if before is not None:
        before.tail = (before.tail or "").rstrip()
    elif parent is not None:
        parent.text = (parent.text or "").rstrip()


def _drop_empty_list(main: Element, words: Terms) -> None:
    """Remove the place for the references, with the heading that calls it so, if nothing was cited."""
    for refs in main.xpath(".//*[@id='refs'][not(.//*[contains(@class, 'csl-entry')])]"):
        section = refs.getparent()
        refs.drop_tree()
        if section is not None and section.tag == "section" and len(section) == 1 and section[0].tag == "h2":
            heading = section.text_content().strip()
            if section.get("id") == "references" or heading.casefold() == words.references.casefold():
                section.drop_tree()


def _lay_out(refs: Element) -> None:
    """Say in classes what the style asks for (CSL 1.0.2, “Bibliography-specific Options”).

    A hanging indent is pandoc's own class. `line-spacing` is for typescripts and is left out.
    """
    spacing = refs.attrib.pop("data-entry-spacing", "1")
    labels = [label.text_content().strip() for label in refs.xpath(".//*[@class='csl-left-margin']")]
    for link in refs.iter("a"):
        if max(map(len, _BREAKS.split(link.text_content()))) > _LONG:
            link.classes.add("long")
    if spacing != "0":
        refs.classes.add("spaced")
    if labels:
        refs.classes.add("labelled")
        refs.set("style", f"--label: {max(map(_width, labels)) + _GAP:.2f}em")


def _width(label: str) -> float:
    """Return about how wide a label is, in em."""
    return sum(
        _DIGIT
        if letter.isdigit()
        else _CAPITAL
        if letter.isupper()
        else _SMALL
        if letter.isalpha()
        else _MARK
        for letter in label
    )


@dataclass(frozen=True, slots=True)
class Citing:
    """A place that cites a work: the id of its link, and what a reader would call it."""

    id: str
    words: str


def link_back(main: Element, parts: Sequence[Element], notes: Mapping[int, Element], words: Terms) -> None:
    """Put links to the places that cite it behind each reference of `main`, a copy of the text.

    `parts` are the title, the abstract and the text; `notes` the notes by their numbers.
    """
    citing = _citing(parts, notes, words)
    for entry in main.xpath(".//*[contains(@class, 'csl-entry')]"):
        places = citing.get(entry.get("id", ""), [])
        if places:
            inline = entry.xpath("./*[@class='csl-right-inline']")
            _append(inline[-1] if inline else entry, _back_links(places, words))


def _citing(parts: Sequence[Element], notes: Mapping[int, Element], words: Terms) -> dict[str, list[Citing]]:
    found: dict[str, list[Citing]] = {}
    for link, name in _named_links(parts, notes, words):
        target = link.get("href", "")[1:]
        found.setdefault(target, []).append(Citing(link.get("id", ""), name))
    return found


def _named_links(
    parts: Sequence[Element], notes: Mapping[int, Element], words: Terms
) -> Iterator[tuple[Element, str]]:
    for part in parts:
        for link in part.xpath(_LINKS):
            yield link, " ".join(link.text_content().split())
    for number, note in notes.items():
        for link in note.xpath(_LINKS):
            yield link, f"{words.note} {number}"


def _back_links(places: Sequence[Citing], words: Terms) -> Element:
    box = html.Element("span")
    box.set("class", "cited")
    for n, place in enumerate(places, 1):
        link = html.Element("a", href=f"#{place.id}", role="doc-backlink")
        several = len(places) > 1
        link.text = f"↑{n}" if several else "↑"
        count = f" ({n}/{len(places)})" if several else ""
        link.set("aria-label", f"{words.back}{count}: {place.words}")
        link.tail = " " if n < len(places) else None
        box.append(link)
    return box


def _append(entry: Element, box: Element) -> None:
    """Put a box behind the last word of an entry, a blank between."""
    if len(entry):
        entry[-1].tail = (entry[-1].tail or "").rstrip() + " "
    else:
        entry.text = (entry.text or "").rstrip() + " "
    entry.append(box)
