"""The calls of notes in the text: links around bare numbers, a blank between two in a row."""

from __future__ import annotations

from typing import TypeAlias

from lxml import html

from offprint.terms import Terms

Element: TypeAlias = html.HtmlElement

_CALLS = ".//a[@role='doc-noteref']"


def finish(part: Element, words: Terms) -> None:
    """Put the calls of a part of the text in order."""
    for call in part.iterfind(_CALLS):
        _plain_call(call, words)
    _part_calls(part)


def called(part: Element) -> dict[str, Element]:
    """Return the calls of a part of the text, by the ids of the notes that they call."""
    return {call.get("href", "")[1:]: call for call in part.iterfind(_CALLS)}


def lead_back(content: Element, number: int, call: str, **attributes: str) -> None:
    """Put a note's number before its first word, as a link back to its call, whose id is `call`."""
    back = html.Element("a", href=f"#{call}", role="doc-backlink")
    for name, value in attributes.items():
        back.set(name.strip("_").replace("_", "-"), value)
    back.text = str(number)
    first = content[0] if len(content) and content[0].tag == "p" else content
    back.tail, first.text = " " + (first.text or "").lstrip(), None
    first.insert(0, back)


def _plain_call(call: Element, words: Terms) -> None:
    """Make a note's call a link around its bare number; how it is raised is the style's matter."""
    number = (call.text_content() or "").strip()
    for child in list(call):
        call.remove(child)
    call.text = number
    call.set("class", "note-call")
    call.set("aria-label", f"{words.note} {number}")


def _part_calls(part: Element) -> None:
    """Put a blank between two calls in a row, lest notes 9 and 10 read as note 910."""
    for call in part.iterfind(_CALLS):
        outer = _outermost(call)
        before = outer.getprevious()
        if before is not None and not before.tail and _ends_in_call(before):
            before.tail = "\u00a0"


def _outermost(call: Element) -> Element:
    """Return a call, or the citation that begins with it."""
    parent = call.getparent()
    alone = parent is not None and parent.get("class") == "citation" and not parent.text
    return parent if parent is not None and alone and parent[0] is call else call


def _ends_in_call(element: Element) -> bool:
    last = element[-1] if len(element) and not element[-1].tail else element
    return last.get("role") == "doc-noteref"
