"""The e-book: EPUB 3.3, packaged by us from the one body.

Pandoc's own writer numbers notes anew in each file, breaks links between files and claims
accessibility that it did not check; so the body is split here, and every link is led to its file.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property

from lxml import etree
from lxml import html as lxml_html
from markupsafe import Markup

from offprint import calls
from offprint.body import Element, Note, words_of
from offprint.editions.edition import Edition, Order
from offprint.editions.faces import face_rules, subsets, typefaces
from offprint.editions.page import Pages, outline
from offprint.editions.svg import with_fonts
from offprint.fonts import own_faces

_EPUB = "{http://www.idpf.org/2007/ops}"
etree.register_namespace("epub", _EPUB[1:-1])  # reading systems look for `epub:type` by this very prefix
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


class Ebook:
    """Makes the EPUB edition."""

    def __init__(self, order: Order) -> None:
        self._order = order

    def begin(self) -> None:
        """Nothing to start: the book is made in `finish`, while slower makers work beside it."""

    def finish(self) -> Edition:
        """Return the book."""
        return Edition(f"{self._order.project.name}.epub", _Package(self._order).archive())


@dataclass(frozen=True, slots=True)
class Chapter:
    """A file of the book's text: its name, its heading, its content, and its notes."""

    file: str
    title: str
    content: Element
    notes: tuple[Note, ...]
    kind: str = "chapter"

    @property
    def properties(self) -> str:
        """What the package must declare of this file (EPUB 3.3, §5.6.2)."""
        return _properties([self.content], self.notes)


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the package's manifest."""

    id: str
    href: str
    media_type: str
    properties: str = ""
    in_spine: bool = False


class _Package:
    def __init__(self, order: Order) -> None:
        self.order = order
        self.document = order.document
        self.pages = Pages(order.project, xml=True)

    def archive(self) -> bytes:
        """Return the zip: `mimetype` first and stored (OCF 3.3, §4.2.2), the rest in a fixed order."""
        texts = dict(self._texts())
        fonts_, css = self._styles()
        images = self._images()
        items = [*self._spine(), *_items(fonts_, "font/woff2", "font"), *self._image_items(images)]
        files: dict[str, bytes] = {
            "META-INF/container.xml": self._render("ebook/container.xml.j2"),
            "EPUB/package.opf": self._render("ebook/package.opf.j2", items=items, **self._package_facts()),
            "EPUB/nav.xhtml": self._render(
                "ebook/nav.xhtml.j2", toc=self._toc(), start=self.chapters[0].file, homes=self._homes
            ),
            "EPUB/toc.ncx": self._render("ebook/toc.ncx.j2", toc=self._toc(), **self._package_facts()),
            "EPUB/style.css": css.encode(),
            **{f"EPUB/{name}": data for name, data in (texts | fonts_ | images).items()},
        }
        return _zipped(files, self.order.stamp.timetuple()[:6])

    @cached_property
    def chapters(self) -> list[Chapter]:
        """The text, a file for each section of the highest level."""
        main = self.document.body.with_back_links(self.document.terms)
        pieces = list(_pieces(main))
        notes = {note.id: note for note in self.document.body.notes}
        chapters = []
        for number, piece in enumerate(pieces, 1):
            heading = next(piece.iter("h2"), None)
            title = words_of(heading) if heading is not None else self.document.title
            own = tuple(notes[name] for name in calls.called(piece) if name in notes)
            kind = "bibliography" if piece.xpath(".//*[@id='refs']") else "chapter"
            chapters.append(Chapter(f"text-{number:02}.xhtml", title, piece, own, kind))
        return chapters

    @cached_property
    def _homes(self) -> Mapping[str, str]:
        """The file that each id of the text lives in."""
        homes: dict[str, str] = {}
        for chapter in self.chapters:
            homes |= dict.fromkeys(_ids(chapter.content), chapter.file)
            homes |= dict.fromkeys(_note_ids(chapter.notes), chapter.file)
        front = "title.xhtml"
        for part in self.document.body.front.values():
            homes |= dict.fromkeys(_ids(part), front)
        homes |= dict.fromkeys(_note_ids(self._front_notes), front)
        return homes

    @cached_property
    def _front_notes(self) -> tuple[Note, ...]:
        called = {name for part in self.document.body.front.values() for name in calls.called(part)}
        return tuple(note for note in self.document.body.notes if note.id in called)

    def _texts(self) -> Iterator[tuple[str, bytes]]:
        parts = self.document.body.front.items()
        front = self.pages.front({name: self._led(part, "title.xhtml") for name, part in parts})
        notes = self._notes(self._front_notes, "title.xhtml")
        yield "title.xhtml", self._render("ebook/title.xhtml.j2", front=front, notes=notes)
        for chapter in self.chapters:
            main = self._finished(chapter.content, chapter.file)
            notes = self._notes(chapter.notes, chapter.file)
            yield (
                chapter.file,
                self._render("ebook/chapter.xhtml.j2", chapter=chapter, main=main, notes=notes),
            )
        yield "colophon.xhtml", self._render("ebook/colophon.xhtml.j2", **self._colophon())

    def _finished(self, part: Element, file: str) -> Markup:
        return self.pages.markup(self._led(part, file))

    def _led(self, part: Element, file: str) -> Element:
        """Return a copy of a part as it stands in a file of the book."""
        part = deepcopy(part)
        for call in calls.called(part).values():
            call.set(f"{_EPUB}type", "noteref")
        for link in part.iter("a"):
            self._lead(link, file)
        return _as_xhtml(part)

    def _lead(self, link: Element, file: str) -> None:
        """Lead a link inside the text to the file that its target lives in."""
        target = link.get("href", "")
        home = self._homes.get(target[1:]) if target.startswith("#") else None
        if home is not None and home != file:
            link.set("href", home + target)

    def _notes(self, notes: tuple[Note, ...], file: str) -> list[tuple[Note, Markup]]:
        finished = []
        for note in notes:
            content = deepcopy(note.content)
            label = f"{self.document.terms.back} ({note.number})"
            calls.lead_back(content, note.number, note.call_id, aria_label=label)
            finished.append((note, self._finished(content, file)))
        return finished

    def _toc(self) -> tuple[object, ...]:
        """Return the contents: each heading with the file that it stands in."""
        entries = outline(self.document.body.headings(3))
        homes = self._homes
        return tuple((entry, homes) for entry in entries)

    def _spine(self) -> list[Item]:
        opening = _properties(list(self.document.body.front.values()), self._front_notes)
        texts = [("title.xhtml", opening)] + [(one.file, one.properties) for one in self.chapters]
        items = [
            Item(name.removesuffix(".xhtml"), name, "application/xhtml+xml", properties, in_spine=True)
            for name, properties in (*texts, ("colophon.xhtml", ""))
        ]
        return [*items, Item("css", "style.css", "text/css"),
                Item("ncx", "toc.ncx", "application/x-dtbncx+xml")]  # fmt: skip

    def _styles(self) -> tuple[dict[str, bytes], str]:
        """Return the fonts that the book offers, and its style sheet."""
        project = self.order.project
        offered = subsets(project, self.document)
        sheets = [
            project.style(name).read_text(encoding="utf-8")
            for name in ("code.css", "code-dark.css", "tables.css", "constructs.css", "ebook/ebook.css")
        ]
        named = ((face, f"fonts/{face.name}") for face, _ in offered)
        css = face_rules(named, own_faces(project)) + "".join(sheets)
        return {f"fonts/{face.name}": data for face, data in offered}, css

    def _images(self) -> dict[str, bytes]:
        pictures = self.document.pictures
        return {name: with_fonts(picture, self.order.project) for name, picture in sorted(pictures.items())}

    def _image_items(self, images: Mapping[str, bytes]) -> list[Item]:
        types = {name: picture.media_type for name, picture in self.document.pictures.items()}
        return [Item(f"image-{n}", name, types[name]) for n, name in enumerate(images, 1)]

    def _package_facts(self) -> dict[str, object]:
        return {
            "modified": self.order.stamp.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "issued": self.document.metadata.issued,
            "has_images": bool(self.document.pictures),
            "chapters": self.chapters,
        }

    def _colophon(self) -> dict[str, object]:
        faces = typefaces(self.order.project, self.document)
        return {"faces": faces, "compared": len(self.order.editions) > 1}

    def _render(self, template: str, **more: object) -> bytes:
        return self.pages.render(template, self.document, **more).encode()


def _properties(parts: Sequence[Element], notes: Sequence[Note]) -> str:
    """Return what the package must declare of a file with these parts and notes (EPUB 3.3, §5.6.2)."""
    whole = [*parts, *(note.content for note in notes)]
    return "mathml" if any(next(part.iter("math"), None) is not None for part in whole) else ""


def _ids(part: Element) -> Iterator[str]:
    yield from filter(None, (element.get("id") for element in part.iter()))


def _note_ids(notes: Sequence[Note]) -> Iterator[str]:
    for note in notes:
        yield note.id
        yield from _ids(note.content)


def _items(files: Mapping[str, bytes], media_type: str, stem: str) -> list[Item]:
    return [Item(f"{stem}-{n}", name, media_type) for n, name in enumerate(files, 1)]


def _pieces(main: Element) -> Iterator[Element]:
    """Yield the text before the first section, if there is any, then each section."""
    opening = lxml_html.Element("div")
    opening.text, main.text = main.text, None
    sections = []
    for child in list(main):
        if child.tag == "section" and any(one.tag == "h2" for one in child):
            sections.append(child)
        elif sections:
            sections[-1].append(child)
        else:
            opening.append(child)
    if words_of(opening) or len(opening) or not sections:
        yield opening
    for section in sections:
        section.tail = None
        piece = lxml_html.Element("div")
        piece.append(section)
        yield piece


def _as_xhtml(part: Element) -> Element:
    """Return the part with what XHTML or EPUB spell differently (EPUB 3.3, §6.1)."""
    for element in part.iter():
        if element.tag == "ol" and element.get("type"):
            del element.attrib["type"]  # HTML's `type` is case-sensitive only with quirks; CSS does it
        if element.get("lang"):
            element.set("{http://www.w3.org/XML/1998/namespace}lang", element.get("lang"))
    etree.cleanup_namespaces(part, keep_ns_prefixes=["epub"])
    return part


def _zipped(files: Mapping[str, bytes], date: tuple[int, ...]) -> bytes:
    packed = io.BytesIO()
    stamp = max(date, _ZIP_EPOCH)
    with zipfile.ZipFile(packed, "w") as archive:
        entries = [("mimetype", b"application/epub+zip", zipfile.ZIP_STORED)]
        entries += [(name, data, zipfile.ZIP_DEFLATED) for name, data in files.items()]
        for name, data, compression in entries:
            info = zipfile.ZipInfo(name, (stamp[0], stamp[1], stamp[2], stamp[3], stamp[4], stamp[5]))
            info.create_system, info.external_attr, info.compress_type = 3, 0o644 << 16, compression
            archive.writestr(info, data)
    return packed.getvalue()
