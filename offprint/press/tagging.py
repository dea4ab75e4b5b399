"""Mends of the tags that WeasyPrint 70.0 writes, so that a reader can tell the text from its furniture.

Held to one version by `mends.apply`. Each mend names what the engine does without it:

- Running heads, folios, generated content and the heads that a table repeats are tagged as text;
  here they are artifacts (ISO 32000-1, §14.8.2.2).
- A list inside an item is given to the list around it, so that the item's text after it is read
  before it; here it stays in its item (§14.8.4.3.3).
- Notes, formulas and contents have no type of their own, and nothing has the id that it has in
  the page; here they have (§14.7.2, §14.8.4).
- A glyph has one meaning in the whole file, the first that it was used for, so small capitals,
  ligatures after other letters and right-to-left text read back wrongly; where they do, the run
  carries its text (`ActualText`, §14.9.4).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import pydyf
    from weasyprint import Document
    from weasyprint.formatting_structure.boxes import Box
    from weasyprint.pdf.stream import Stream

    Tag: TypeAlias = pydyf.Dictionary

_TYPES = {"doc-footnote": "/Note", "doc-toc": "/TOC"}
_GLYPHS = re.compile("<([0-9a-f]+)>")
_SAME_GLYPH = {0x00A0: " ", 0x00AD: None, 0x200B: None}


def apply() -> None:
    """Mend the engine's tagging, once."""
    from weasyprint.pdf.stream import Stream

    if not hasattr(Stream, "said"):
        Stream.said = []
        _build_refined()
        _mark_artifacts(Stream)
        _remember_glyphs(Stream)


def prepare(document: Document) -> None:
    """Note on each laid out box what its tag has to know: whether it is furniture, and its id."""
    groups = defaultdict(list)
    for box in _boxes(document):
        if getattr(box, "is_header", False) or getattr(box, "is_footer", False):
            groups[box.element].append(box)
    repeats = []
    for boxes in groups.values():
        real = boxes[0] if boxes[0].is_header else boxes[-1]
        repeats += [(box, real) for box in boxes if box is not real]
    furniture = {id(box) for box, _ in repeats}
    ids: Counter[str] = Counter()
    for page in document.pages:
        _note(page._page_box, furniture, ids, inside=False)  # noqa: SLF001 - the engine offers no other way
    document.repeats = repeats


def finish(document: Document, pdf: pydyf.PDF) -> None:
    """Complete the tags of a document: the tree of its ids, and the heads that cells belong to."""
    import pydyf

    elements = [
        one for one in pdf.objects if isinstance(one, pydyf.Dictionary) and one.get("Type") == "/StructElem"
    ]
    _lead_to_first_heads(document, elements)
    named = {element["ID"].data: element for element in elements if "ID" in element}
    names = pydyf.Array()
    for _, element in sorted(named.items()):
        names += [element["ID"], element.reference]
    root = next(
        one
        for one in pdf.objects
        if isinstance(one, pydyf.Dictionary) and one.get("Type") == "/StructTreeRoot"
    )
    root["IDTree"] = pydyf.Dictionary({"Names": names})


def _boxes(document: Document) -> Iterator[Box]:
    waiting = [page._page_box for page in reversed(document.pages)]  # noqa: SLF001
    while waiting:
        box = _bare(waiting.pop())
        yield box
        waiting += reversed(getattr(box, "children", ()))


def _bare(box: Box) -> Box:
    """Return the box itself, for an absolutely placed one that stands in a frame of its own."""
    return box._box if type(box).__name__ == "AbsolutePlaceholder" else box  # noqa: SLF001


def _note(box: Box, furniture: set[int], ids: Counter[str], *, inside: bool) -> None:
    box = _bare(box)
    inside = inside or id(box) in furniture or type(box).__name__ == "MarginBox" or _is_generated(box)
    box.is_artifact = inside
    name = _own(box, "id")
    if name and not inside:
        ids[name] += 1
        box.tag_id = name if ids[name] == 1 else f"{name} {ids[name]}"
    for child in getattr(box, "children", ()):
        _note(child, furniture, ids, inside=inside)


def _is_generated(box: Box) -> bool:
    return str(box.element_tag).endswith(("::before", "::after"))


def _own(box: Box, attribute: str) -> str:
    """Return an attribute of the element whose box this is; none for text and generated boxes."""
    element = box.element
    untagged = hasattr(box, "text") or type(box).__name__ == "LineBox"
    if element is None or untagged or box.element_tag != getattr(element, "tag", None):
        return ""
    return element.get(attribute) or ""


def _build_refined() -> None:
    from weasyprint.pdf import tags

    original = tags._build_box_tree  # noqa: SLF001

    def build(box, parent, pdf, *more):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN002, ANN202 - WeasyPrint's
        real = _bare(box)
        if getattr(real, "is_artifact", False):
            _forget_cells(real)
            return
        item = _item_around(real, parent, pdf)
        for element in original(box, parent if item is None else item, pdf, *more):
            _refine(element, real)
            if item is None:
                yield element
            else:
                item["K"].append(element.reference)

    tags._build_box_tree = build  # noqa: SLF001


def _item_around(box: Box, parent: Tag, pdf: pydyf.PDF) -> Tag | None:
    """Return a body, in the item that a list is nested in, for that list; None for any other box.

    The engine gives such a list to the list around the item: what follows it there is read before.
    """
    import pydyf

    if box.element_tag not in ("ul", "ol") or parent["S"] != "/L":
        return None
    elements = (one for one in reversed(pdf.objects) if isinstance(one, pydyf.Dictionary))
    items = (one for one in elements if one.get("S") == "/LI" and one.get("P") == parent.reference)
    item = next(items, None)
    if item is None:
        return None
    body = pydyf.Dictionary({"Type": "/StructElem", "S": "/LBody", "K": pydyf.Array(), "Pg": item["Pg"]})
    body["P"] = item.reference
    pdf.add_object(body)
    item["K"].append(body.reference)
    return body


def _forget_cells(box: Box) -> None:
    """Give the cells of a repeated head the dictionary that the engine wants to write their ids to."""
    import pydyf

    for one in (box, *(box.descendants() if hasattr(box, "descendants") else ())):
        if hasattr(one, "colspan"):
            one.mark = pydyf.Dictionary({"A": pydyf.Dictionary()})


def _refine(element: Tag, box: Box) -> None:
    """Give a structure element its type and its id."""
    import pydyf
    from weasyprint.formatting_structure.boxes import BlockLevelBox

    if "math" in _own(box, "class").split() and element["S"] == "/Figure":
        element["S"] = "/Formula"
    elif _own(box, "role") in _TYPES:
        element["S"] = _TYPES[_own(box, "role")]
    elif element["S"] == "/NonStruct" and isinstance(box, BlockLevelBox):
        element["S"] = "/Div"
    name, box.tag_id = getattr(box, "tag_id", ""), ""
    if name:
        element["ID"] = pydyf.String(name)


def _mark_artifacts(stream_type: type[Stream]) -> None:
    original = stream_type.marked

    @contextmanager
    def marked(self: Stream, box: Box, tag: str) -> Iterator[None]:
        if getattr(box, "is_artifact", False):
            with self.artifact():
                yield
            return
        self.said = []
        with original(self, box, tag):
            properties = self.stream[-2] if self._tags is not None else None
            yield
            if properties is not None and hasattr(box, "text"):
                _say(self, box.text, properties)

    stream_type.marked = marked


def _say(stream: Stream, text: str, properties: Tag) -> None:
    """Let a run carry its text, if its glyphs say anything else."""
    import pydyf

    meanings = {font.hash: font.to_unicode for font in stream._fonts.values()}  # noqa: SLF001
    told = "".join(
        meanings[font].get(int(glyphs[at : at + 4], 16), "")
        for font, shown in stream.said
        for glyphs in _GLYPHS.findall(shown)
        for at in range(0, len(glyphs), 4)
    )
    if told and told.translate(_SAME_GLYPH) != text.translate(_SAME_GLYPH):
        properties["ActualText"] = pydyf.String(text)


def _remember_glyphs(stream_type: type[Stream]) -> None:
    original = stream_type.show_text

    def show_text(self: Stream, text: str) -> None:
        self.said.append((self._current_font[0], text))
        original(self, text)

    stream_type.show_text = show_text


def _lead_to_first_heads(document: Document, elements: list[Tag]) -> None:
    """Let the cells under a repeated head name the cells of the head that is tagged."""
    heads = {}
    for repeat, real in document.repeats:
        for one, first in zip(repeat.descendants(), real.descendants(), strict=False):
            if "ID" in getattr(one, "mark", {}) and "ID" in getattr(first, "mark", {}):
                heads[one.mark["ID"].data] = first.mark["ID"]
    for element in elements:
        headers = element.get("A", {}).get("Headers", ())
        for position, name in enumerate(headers):
            headers[position] = heads.get(name.data, name)
