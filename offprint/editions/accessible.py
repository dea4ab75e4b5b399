"""What the e-book says of its accessibility: found in this very book, or said by its author.

The metadata are those of EPUB Accessibility 1.1, §2.2. Conformance is never claimed by us: no machine
can judge whether a text alternative says what its picture shows. It is claimed by the author, in the
name of whoever certifies it, and refused if one of the checks here fails.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from offprint.accessibility import PANDOC_KEYS, Statements
from offprint.body import Element
from offprint.document import Document
from offprint.problems import Problem, problem

_PAGES = ("pageBreakMarkers", "pageNavigation")
_ALWAYS = ("ARIA", "readingOrder", "tableOfContents", "unlocked")
_MEDIA = frozenset(
    """audioDescription closedCaptions openCaptions signLanguage transcript synchronizedAudioText
    timingControl highContrastAudio""".split()
)


@dataclass(frozen=True, slots=True)
class Contents:
    """What there is in a book that its accessibility depends on."""

    headings: int = 0
    notes: int = 0
    images: int = 0
    without_alternative: int = 0
    formulas: int = 0
    unsaid: int = 0
    """Formulas that have no words as text alternative."""
    headless_tables: int = 0
    moving: bool = False
    """Whether an image moves, so that nobody knows whether it flashes."""
    pages: bool = False
    """Whether the printed pages are marked."""
    own_styles: bool = False
    """Whether style sheets are the project's own, so that nobody knows whether text can be enlarged."""

    @classmethod
    def of(cls, document: Document, *, pages: bool, own_styles: bool) -> Contents:
        """Return what is in a document."""
        body = document.body
        parts = [*body.front.values(), body.main, *(note.content for note in body.notes)]
        images = _all(parts, "img")
        return cls(
            len(body.headings(6)),
            len(body.notes),
            len(images),
            sum(not image.get("alt", "").strip() for image in images),
            len(_all(parts, "math")),
            sum(not formula.get("alttext") for formula in _all(parts, "math")),
            sum(next(table.iter("th"), None) is None for table in _all(parts, "table")),
            any(picture.moves for picture in document.pictures.values()),
            pages,
            own_styles,
        )

    @property
    def refuted(self) -> Iterator[tuple[str, str]]:
        """Yield the features that the book does not have, each with the reason."""
        if not self.images:
            yield "alternativeText", "there is no image"
        elif self.without_alternative:
            yield "alternativeText", _counted(self.without_alternative, "image has none", "images have none")
        if not self.headings:
            yield "structuralNavigation", "there is no heading"
        if not self.formulas:
            yield from ((name, "there is no formula") for name in ("MathML", "describedMath", "latex"))
        if not self.pages:
            why = "this build prints no pages to be marked"
            yield from ((name, why) for name in (*_PAGES, "printPageNumbers"))
        yield "taggedPDF", "an EPUB is none"
        yield from ((name, "there is no sound and no film") for name in sorted(_MEDIA))

    @property
    def features(self) -> tuple[str, ...]:
        """The features that the book has, sorted."""
        absent = dict(self.refuted)
        candidates = [*_ALWAYS, "structuralNavigation", "alternativeText", "MathML", *_PAGES]
        if not self.unsaid:
            candidates.append("describedMath")
        if not self.own_styles:
            candidates.append("displayTransformability")
        return tuple(sorted((name for name in candidates if name not in absent), key=str.lower))

    @property
    def statements(self) -> Statements:
        """What the book says of itself if its author says nothing."""
        modes = ("textual", "visual") if self.images else ("textual",)
        sufficient = [] if self.without_alternative else ["textual"]
        if self.images:
            sufficient.append("textual,visual")
        hazards = ("unknown",) if self.moving else ("none",)
        return Statements(" ".join(self._sentences()), modes, tuple(sufficient), self.features, hazards)

    def _sentences(self) -> Iterator[str]:
        parts = ["a table of contents", *(["headings"] if self.headings else [])]
        yield f"This book has {' and '.join(parts)}."
        if self.notes:
            yield "Notes are linked with their calls, both ways."
        if self.pages:
            yield "The pages of the printed edition are marked."
        if self.images and not self.without_alternative:
            yield "Every image has a text alternative."
        elif self.images:
            missing = _counted(self.without_alternative, "image has", "images have")
            yield f"{missing} no text alternative."
        if self.formulas:
            yield "Formulas are MathML." if self.unsaid else "Formulas are MathML, and told in words."
        yield "These statements were found by a program in the book itself."


def _counted(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


def _all(parts: Sequence[Element], tag: str) -> list[Element]:
    return [element for part in parts for element in part.iter(tag)]


def statements(contents: Contents, said: Statements) -> Statements:
    """Return what the book says: the author's word where there is one, and every feature found."""
    found = contents.statements
    return replace(
        said,
        summary=said.summary or found.summary,
        modes=said.modes or found.modes,
        sufficient=said.sufficient or found.sufficient,
        features=tuple(sorted({*found.features, *said.features}, key=str.lower)),
        hazards=said.hazards or found.hazards,
    )


def contradictions(contents: Contents, document: Document) -> list[Problem]:
    """Return what the author says and the book refutes."""
    said = document.metadata.accessibility
    found = [*_features(contents, said), *_modes(contents, said), *_hazards(said), *_claims(contents, said)]
    return [_told(key, what, document) for key, what in found]


def _told(key: str, what: str, document: Document) -> Problem:
    places = document.metadata.places
    spots = (places.get(name) for name in (f"accessibility.{key}", PANDOC_KEYS.get(key, ""), "accessibility"))
    place = next(filter(None, spots), None)
    return problem("accessibility", what, place, "leave the statement out, or make it true")


def _features(contents: Contents, said: Statements) -> Iterator[tuple[str, str]]:
    absent = dict(contents.refuted)
    for name in said.features:
        if name in absent:
            yield "features", f"the book does not have the feature “{name}”: {absent[name]}"


def _modes(contents: Contents, said: Statements) -> Iterator[tuple[str, str]]:
    for name in {"auditory", "tactile"} & set(said.modes):
        yield "modes", f"nothing in the book is {name}"
    if said.modes and contents.images and "visual" not in said.modes:
        yield "modes", f"“visual” is missing, and the book has {_counted(contents.images, 'image', 'images')}"
    if "textual" in said.sufficient and contents.without_alternative:
        number = _counted(contents.without_alternative, "image has", "images have")
        yield "sufficient", f"“textual” is not enough: {number} no text alternative"


def _hazards(said: Statements) -> Iterator[tuple[str, str]]:
    if "sound" in said.hazards:
        yield "hazards", "there is no sound in the book"
    if said.hazards and len(said.hazards) > 1 and {"none", "unknown"} & set(said.hazards):
        yield "hazards", f"the hazards “{', '.join(said.hazards)}” exclude one another"


def _claims(contents: Contents, said: Statements) -> Iterator[tuple[str, str]]:
    if not said.conforms_to:
        return
    if contents.without_alternative:
        number = _counted(contents.without_alternative, "image has", "images have")
        yield "conforms-to", f"the book cannot conform to WCAG: {number} no text alternative (1.1.1)"
    if contents.headless_tables:
        number = _counted(contents.headless_tables, "table has", "tables have")
        yield "conforms-to", f"the book cannot conform to WCAG: {number} no head (1.3.1)"
