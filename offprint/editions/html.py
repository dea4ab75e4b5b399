"""The web page: one file with its styles, fonts and images inside, and no request to anywhere."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from lxml import html as lxml_html
from markupsafe import Markup

from offprint.body import Element
from offprint.document import Document
from offprint.editions import sidenotes
from offprint.editions.edition import Edition, Order
from offprint.editions.faces import face_rules, subsets, typefaces
from offprint.editions.page import Pages, outline
from offprint.editions.svg import with_fonts
from offprint.fonts import own_faces
from offprint.pictures import Picture


class WebPage:
    """Makes the HTML edition."""

    def __init__(self, order: Order) -> None:
        self._order = order

    def begin(self) -> None:
        """Nothing to start: the page is made in `finish`, while slower makers work beside it."""

    def finish(self) -> Edition:
        """Return the page."""
        return Edition(f"{self._order.project.name}.html", _Assembly(self._order).page().encode())


@dataclass(frozen=True, slots=True)
class _Assembly:
    order: Order

    def page(self) -> str:
        document, project = self.order.document, self.order.project
        pages = Pages(project)
        main = document.body.with_back_links(document.terms)
        _scroll_wide_things(main)
        others = sidenotes.place(main, document.body.notes, document.terms)
        notes = [(note, pages.markup(self._note(note.content))) for note in others]
        self._inline_pictures(main)
        return pages.render(
            "web.html.j2",
            document,
            main=pages.markup(main),
            notes=notes,
            toc=outline(document.body.headings(3)) if wants_contents(document) else (),
            others=[(f"{project.name}.{one}", one.upper()) for one in self.order.editions if one != "html"],
            style=Markup(self._style()),  # noqa: S704 - our own style sheets
            faces=typefaces(project, document),
            compared=len(self.order.editions) > 1,
        )

    def _note(self, content: Element) -> Element:
        note: Element = lxml_html.fromstring(lxml_html.tostring(content, encoding="unicode"))
        self._inline_pictures(note)
        return note

    def _inline_pictures(self, main: Element) -> None:
        for image in main.iter("img"):
            picture = self.order.document.pictures.get(image.get("src", ""))
            if picture is not None:
                image.set("src", data_uri(picture.media_type, with_fonts(picture, self.order.project)))
                _keep_room(image, picture)

    def _style(self) -> str:
        """Return the style sheet, with the faces that this page uses inside it."""
        project = self.order.project
        faces = [(face, data_uri("font/woff2", data)) for face, data in subsets(project, self.order.document)]
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


def _keep_room(image: Element, picture: Picture) -> None:
    """Give an image its size in px, so that the page does not move when it is decoded."""
    if picture.width and picture.height and not (image.get("width") or image.get("style")):
        image.set("width", str(picture.width))
        image.set("height", str(picture.height))


def _scroll_wide_things(main: Element) -> None:
    """Put tables and code into boxes that scroll by themselves, reachable by keyboard."""
    for element in list(main.iter("table", "pre")):
        parent = element.getparent()
        if parent is None or parent.get("class") == "scroll":
            continue
        box = lxml_html.Element("div")
        box.set("class", "scroll")
        box.set("tabindex", "0")
        box.tail, element.tail = element.tail, None
        parent.replace(element, box)
        box.append(element)
