"""Where in the work each printed page begins, read from the finished layout."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from offprint.press import BLOCK, PageStart, counted
from offprint.press import floats as floating
from offprint.press.archive import folio_names

if TYPE_CHECKING:
    from weasyprint import Document
    from weasyprint.formatting_structure.boxes import Box

_HYPHEN = "\u2010"
_APART = ("MarginBox", "FootnoteAreaBox")
_GENERATED = ("::before", "::after", "::marker", "::footnote-call", "::footnote-marker")


def page_starts(document: Document) -> tuple[PageStart, ...]:
    """Return where each page of a layout begins, after `tagging.prepare` has told furniture apart.

    What floated to a page behind text that it was written before is passed over: the page begins with
    what follows the page before it.
    """
    done: Counter[str] = Counter()
    starts, before, furthest = [], ("", ""), ("", -1)
    for name, page in zip(folio_names(document), document.pages, strict=True):
        start = PageStart(name)
        for run in _runs(page._page_box, _Run("", "")):  # noqa: SLF001 - the engine offers no other way
            floated = run.floats and run.place[0] == furthest[0] and run.place[1] < furthest[1]
            if not start.block and not floated:
                broken = before[0] == run.block and before[1].endswith(_HYPHEN)
                start = PageStart(name, run.block, done[run.block], broken)
            done[run.block] += counted(run.text)
            if not floated:
                before = run.block, run.text.rstrip()
                furthest = max(furthest, run.place) if run.place[0] == furthest[0] else run.place
        starts.append(start)
    return tuple(starts)


@dataclass(frozen=True, slots=True)
class _Run:
    """A run of text, or a thing, in a numbered block; whether it is in what may float."""

    block: str
    text: str
    floats: bool = False

    @property
    def place(self) -> tuple[str, int]:
        """The part of the work that its block is in, and the block's number there."""
        part, _, number = self.block.rpartition(".")
        return part, int(number)


def _runs(box: Box, around: _Run) -> Iterator[_Run]:
    """Yield the runs of text and the things of numbered blocks, notes left out."""
    box = box._box if type(box).__name__ == "AbsolutePlaceholder" else box  # noqa: SLF001
    if _is_apart(box):
        return
    element = box.element
    if element is not None:
        floats = around.floats or floating.CLASS in element.get("class", "").split()
        around = _Run(element.get(BLOCK) or around.block, "", floats)
    if _is_thing(box):
        text = "*"
    else:
        text = getattr(box, "text", "")
        for child in getattr(box, "children", ()):
            yield from _runs(child, around)
    if around.block and counted(text):
        yield _Run(around.block, text, around.floats)


def _is_apart(box: Box) -> bool:
    """Tell whether a box is furniture; a picture without words is none, for it has its place."""
    if type(box).__name__ in _APART or str(box.element_tag).endswith(_GENERATED):
        return True
    return getattr(box, "is_artifact", False) and not _is_thing(box)


def _is_thing(box: Box) -> bool:
    return hasattr(box, "replacement")
