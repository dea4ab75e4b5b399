"""Where in the work each printed page begins, read from the finished layout."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from offprint.press import BLOCK, PageStart, counted

if TYPE_CHECKING:
    from weasyprint import Document
    from weasyprint.formatting_structure.boxes import Box

_HYPHEN = "\u2010"
_APART = ("MarginBox", "FootnoteAreaBox")
_GENERATED = ("::before", "::after", "::marker", "::footnote-call", "::footnote-marker")


def page_starts(document: Document) -> tuple[PageStart, ...]:
    """Return where each page of a layout begins, after `tagging.prepare` has told furniture apart."""
    done: Counter[str] = Counter()
    starts, before = [], ("", "")
    for number, page in enumerate(document.pages, 1):
        start = PageStart(str(number))
        for block, text in _runs(page._page_box, ""):  # noqa: SLF001 - the engine offers no other way
            if not start.block:
                broken = before[0] == block and before[1].endswith(_HYPHEN)
                start = PageStart(str(number), block, done[block], broken)
            done[block] += counted(text)
            before = block, text.rstrip()
        starts.append(start)
    return tuple(starts)


def _runs(box: Box, block: str) -> Iterator[tuple[str, str]]:
    """Yield the runs of text and the things of numbered blocks, each with its block, notes left out."""
    box = box._box if type(box).__name__ == "AbsolutePlaceholder" else box  # noqa: SLF001
    if _is_apart(box):
        return
    element = box.element
    block = (element.get(BLOCK) if element is not None else None) or block
    if _is_thing(box):
        text = "*"
    else:
        text = getattr(box, "text", "")
        for child in getattr(box, "children", ()):
            yield from _runs(child, block)
    if block and counted(text):
        yield block, text


def _is_apart(box: Box) -> bool:
    """Tell whether a box is furniture; a picture without words is none, for it has its place."""
    if type(box).__name__ in _APART or str(box.element_tag).endswith(_GENERATED):
        return True
    return getattr(box, "is_artifact", False) and not _is_thing(box)


def _is_thing(box: Box) -> bool:
    return hasattr(box, "replacement")
