"""The web page: one file with its styles, script, fonts and images inside, and no request to anywhere."""

from __future__ import annotations

import base64
import hashlib
from copy import deepcopy
from dataclasses import dataclass

from markupsafe import Markup

from offprint.body import Element, Note
from offprint.document import Document
from offprint.editions import boxes, citing, inline_styles, pagination, permalinks, sidenotes
from offprint.editions.edition import Edition, Order
from offprint.editions.faces import face_rules, formula_face, subsets, typefaces
from offprint.editions.findable import MEDIA, Findable
from offprint.editions.page import Pages, outline
from offprint.editions.pagination import Pagination
from offprint.editions.svg import with_fonts
from offprint.editions.wording import wording
from offprint.fonts import own_faces
from offprint.pictures import Picture

_WIDE = 1000
"""Pixels from which on a picture has more to show than the measure has room for."""


class WebPage:
    """Makes the HTML edition."""

    def __init__(self, order: Order) -> None:
        self._order = order

    def begin(self) -> None:
        """Pack the fonts, while the press lays out pages."""
        subsets(self._order.project, self._order.document, self._order.own_reference())

    def finish(self) -> Edition:
        """Return the page."""
        page = _Assembly(self._order, self._order.own_reference())
        name = f"{self._order.project.name}.html"
        return Edition(name, page.page().encode(), beside=page.beside if self._order.assets else {})


@dataclass(frozen=True, slots=True)
class _Assembly:
    order: Order
    citation: Element
    """The work's own reference."""

    def page(self) -> str:
        document, project = self.order.document, self.order.project
        pages = Pages(project)
        findable = self._findable
        parts, others, printed = self._parts()
        style = _on_one_line(self._style() + inline_styles.to_sheet(*parts.values()))
        early, script = self._script("faces.js"), self._script("page.js")
        data = pages.data(findable.linked_data())
        return pages.render(
            "web.html.j2",
            document,
            main=pages.markup(parts["main"]),
            opening=pages.markup(pagination.marks(printed.opening, "title")),
            closing=pages.markup(pagination.marks(printed.closing, "title")),
            faces=typefaces(project, document),
            compared=len(self.order.editions) > 1,
            front=pages.front(parts),
            notes=[(note, pages.markup(parts[f"note {note.number}"])) for note in others],
            toc=outline(document.body.headings(3)) if wants_contents(document) else (),
            words=wording(document.terms),
            citation=pages.markup(self.citation),
            others=[(file, MEDIA[ending], ending.upper()) for ending, file in findable.files.items()],
            forms=citing.forms(document, project.name),
            findable=findable,
            named=list(findable.named()),
            open_graph=list(findable.open_graph()),
            policy=_policy("'self' data:" if self.order.assets else "data:", style, data, early, script),
            style=Markup(style),  # noqa: S704 - our own style sheets
            early=Markup(early),  # noqa: S704 - our own script
            script=Markup(script),  # noqa: S704 - our own script
            data=data,
        )

    def _script(self, name: str) -> str:
        """Return one of the page's scripts; one whose remarks end with their lines keeps its lines."""
        script = self.order.project.style(f"screen/{name}").read_text(encoding="utf-8")
        return script if "//" in script else _on_one_line(script)

    def _parts(self) -> tuple[dict[str, Element], list[Note], Pagination]:
        """Return the text's parts, laid out, the notes that stand at the end, and where pages begin."""
        document = self.order.document
        parts = {"main": document.body.with_back_links(document.terms)}
        parts |= {name: deepcopy(part) for name, part in document.body.front.items()}
        printed = pagination.on_the_web(self.order, parts)
        boxes.name_formula_links(*parts.values())
        others = sidenotes.place(parts["main"], document.body.notes, document.terms)
        parts |= {f"note {note.number}": deepcopy(note.content) for note in others}
        permalinks.add(parts["main"], document.terms)
        boxes.scroll_wide_things(*parts.values())
        for part in parts.values():
            self._inline_pictures(part)
        return parts, others, printed

    @property
    def _findable(self) -> Findable:
        files = {one: f"{self.order.project.name}.{one}" for one in self.order.editions if one != "html"}
        return Findable(self.order.document, files, contents=wants_contents(self.order.document))

    def _inline_pictures(self, part: Element) -> None:
        for image in part.iter("img"):
            picture = self.order.document.pictures.get(image.get("src", ""))
            if picture is None:
                continue
            if self.order.assets:
                image.set("src", self._path(picture))
            else:
                image.set("src", data_uri(picture.media_type, with_fonts(picture, self.order.project)))
            _keep_room(image, picture)

    def _path(self, picture: Picture) -> str:
        return f"{self.order.assets}/{picture.name.removeprefix('images/')}"

    @property
    def beside(self) -> dict[str, bytes]:
        """The images as files, by the paths that the page gives them."""
        pictures = self.order.document.pictures.values()
        return {self._path(one): with_fonts(one, self.order.project) for one in pictures}

    def _style(self) -> str:
        """Return the style sheet, with the faces that this page uses inside it."""
        project = self.order.project
        document = self.order.document
        packed = [*subsets(project, document, self.citation), *formula_face(project, document)]
        faces = [(face, data_uri("font/woff2", data)) for face, data in packed]
        sheets = [
            project.style(name).read_text(encoding="utf-8")
            for name in ("code.css", "code-dark.css", "tables.css", "constructs.css", "screen/screen.css")
        ]
        return face_rules(faces, own_faces(project)) + "".join(sheets)


def data_uri(media_type: str, data: bytes) -> str:
    """Return bytes as a `data:` address (RFC 2397)."""
    return f"data:{media_type};base64,{base64.b64encode(data).decode()}"


def wants_contents(document: Document) -> bool:
    """Tell whether a table of contents is asked for, or the text has more than a few headings."""
    asked = document.metadata.toc
    return len(document.body.headings(3)) > 5 if asked is None else asked


def _policy(images: str, style: str, *scripts: str) -> str:
    """Return the page's Content Security Policy (Level 3): its own sheet and scripts, and nothing else.

    Data in a script element never run, and need no leave to; but some checkers of pages ask for it.
    """
    rules = {
        "default-src": "'none'",
        "style-src": _hash(style),
        "script-src": " ".join(map(_hash, scripts)),
        "img-src": images,
        "font-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _hash(part: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()}'"


def _on_one_line(text: str) -> str:
    """Return a sheet or script on one line.

    It is lighter so, and the Nu checker takes the hash of a first line for that of the whole.
    """
    return " ".join(filter(None, (line.strip() for line in text.splitlines())))


def _keep_room(image: Element, picture: Picture) -> None:
    """Give an image its size in px, so that the page does not move when it is decoded.

    A width or height of the author's own rules; the other follows by the proportion.
    """
    if picture.width and picture.height and not (image.get("width") or image.get("height")):
        image.set("width", str(picture.width))
        image.set("height", str(picture.height))
        parent = image.getparent()
        drawn_wide = picture.width >= _WIDE and picture.width > 1.2 * picture.height
        if drawn_wide and parent is not None and parent.tag == "figure" and not image.get("style"):
            parent.classes.add("outset")
