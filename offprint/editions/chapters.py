"""The files of the e-book's text: where it is split, what they are called, where each id lives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lxml import html as lxml_html

from offprint import calls
from offprint.body import Element, Note, words_of

LONG = 50_000
"""Letters that fit into one file: a text of some twenty pages is not split, lest every section begins
a new screen."""
_HUGE = 150_000
"""Letters that are too many for one file even if they are one section: old reading systems refuse
files of more than 260 kB."""
_BARE = 200
"""Letters that a section has at most if it begins with another: no file holds a heading alone."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A file of the book: its name, its heading, its parts of the work by name, and its notes."""

    file: str
    title: str
    parts: Mapping[str, Element]
    notes: tuple[Note, ...] = ()
    has_references: bool = False

    @classmethod
    def of(cls, file: str, title: str, parts: Mapping[str, Element], notes: Mapping[str, Note]) -> Leaf:
        """Return the leaf with some parts and the notes that they call; of which there are `notes`."""
        called = [name for part in parts.values() for name in calls.called(part) if name in notes]
        references = any(part.xpath(".//*[@id='refs']") for part in parts.values())
        return cls(file, title, parts, tuple(notes[name] for name in called), references)

    @property
    def elements(self) -> list[Element]:
        """Every part, those of the notes too."""
        return [*self.parts.values(), *(note.content for note in self.notes)]

    @property
    def ids(self) -> Iterator[str]:
        """The ids that live in the file."""
        yield from (note.id for note in self.notes)
        for part in self.elements:
            yield from filter(None, (element.get("id") for element in part.iter()))

    @property
    def properties(self) -> str:
        """What the package must declare of the file (EPUB 3.3, §5.6.2)."""
        has_formulas = any(next(part.iter("math"), None) is not None for part in self.elements)
        return "mathml" if has_formulas else ""


def split(main: Element, title: str, notes: Mapping[str, Note]) -> list[Leaf]:
    """Return the files of a text, which is taken apart; notes stand in the file of their call."""
    long = _letters(main) > LONG
    sections = list(_sections(main))
    pieces = [part for one in sections for part in _parts(one)] if long else list(_joined(sections))
    leaves = []
    for number, piece in enumerate(pieces, 1):
        heading = next(piece.iter("h2", "h3", "h4"), None)
        alone = long or _has_references(piece)
        name = words_of(heading) if heading is not None and alone else title
        leaves.append(Leaf.of(f"text-{number:02}.xhtml", name, {"text": piece}, notes))
    return leaves


def _letters(part: Element) -> int:
    return sum(map(len, part.itertext()))


def _has_references(piece: Element) -> bool:
    return bool(piece.xpath(".//*[@id='refs']"))


def _sections(main: Element) -> Iterator[Element]:
    """Yield the text before the first section, if there is any, then each section."""
    opening = _box()
    opening.text, main.text = main.text, None
    sections: list[Element] = []
    for child in list(main):
        if child.tag == "section" and any(one.tag == "h2" for one in child):
            sections.append(child)
        elif sections:
            sections[-1].append(child)
        else:
            opening.append(child)
    if words_of(opening) or len(opening) or not sections:
        yield opening
    yield from map(_box, sections)


def _joined(sections: Iterable[Element]) -> Iterator[Element]:
    """Yield sections together, the references apart."""
    open_: Element | None = None
    for section in sections:
        if _has_references(section):
            if open_ is not None:
                yield open_
            open_ = None
            yield section
        elif open_ is None:
            open_ = section
        else:
            open_.extend(list(section))
    if open_ is not None:
        yield open_


def _parts(piece: Element) -> list[Element]:
    """Return a section, or what stands before its own sections and each of them, if it is too long."""
    inner = [child for child in piece[0] if child.tag == "section"] if len(piece) == 1 else []
    if _letters(piece) <= _HUGE or not inner:
        return [piece]
    boxes: list[Element] = []
    for child in list(piece[0]):
        if child.tag == "section":
            boxes.append(_box(child))
        elif boxes:
            boxes[-1].append(child)
    return _gathered([piece, *(part for box in boxes for part in _parts(box))])


def _gathered(parts: list[Element]) -> list[Element]:
    """Return parts with neighbours in one file, as many as fit."""
    found = parts[:1]
    for part in parts[1:]:
        letters = _letters(found[-1])
        if letters < _BARE or letters + _letters(part) <= LONG:
            found[-1].extend(list(part))
        else:
            found.append(part)
    return found


def _box(content: Element | None = None) -> Element:
    box: Element = lxml_html.Element("div")
    if content is not None:
        content.tail = None
        box.append(content)
    return box
