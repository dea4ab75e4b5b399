"""Notes beside their calls: a wide page shows them in its margin, a narrow one opens them in place.

A note of one paragraph stands right behind its call, so that the two stand level. Any other, or one
that is called in a table, a caption or a heading, stands behind the block of its call.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from offprint import calls
from offprint.body import Element, Note
from offprint.terms import Terms

_RUNNING = frozenset({"p", "section", "div", "ul", "ol", "li", "dl", "dd", "blockquote"})
_PHRASING = frozenset({"span", "em", "strong", "a", "code", "cite", "q", "sup", "sub", "b", "i", "small"})


def place(main: Element, notes: Sequence[Note], words: Terms) -> list[Note]:
    """Put each note that the text calls beside its call, in a copy of the text; return the others."""
    called = calls.called(main)
    last: dict[Element, Element] = {}
    for note in notes:
        call = called.get(note.id)
        if call is None:
            continue
        if len(note.content) == 1 and note.content[0].tag == "p" and _in_running_text(call):
            _insert(call, _finished("span", note, note.content[0], words))
        else:
            block = _block_of(call, main)
            aside = _finished("aside", note, note.content, words)
            _insert(last.get(block, block), aside)
            last[block] = aside
    return [note for note in notes if note.id not in called]


def _in_running_text(call: Element) -> bool:
    """Tell whether a call stands in a paragraph of the text, and not in a box of its own."""
    around = [element.tag for element in call.iterancestors()]
    return "p" in around and set(around) <= _RUNNING | _PHRASING


def _block_of(call: Element, main: Element) -> Element:
    """Return the outermost block that a call stands in, inside its section."""
    block = call
    while (parent := block.getparent()) is not None and parent is not main and parent.tag != "section":
        block = parent
    return block


def _finished(tag: str, note: Note, content: Element, words: Terms) -> Element:
    """Return a note with its number, which leads back to the call."""
    finished: Element = deepcopy(content)
    finished.tag, finished.tail = tag, None
    finished.attrib.clear()
    for name, value in (("id", note.id), ("class", "note"), ("role", "doc-footnote")):
        finished.set(name, value)
    label = f"{words.back} ({note.number})"
    calls.lead_back(finished, note.number, note.call_id, class_="note-number", aria_label=label)
    return finished


def _insert(before: Element, note: Element) -> None:
    note.tail, before.tail = before.tail, None
    before.addnext(note)
