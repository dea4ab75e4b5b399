"""The e-book: EPUB 3.3, packaged by us from the one body.

Pandoc's own writer numbers notes anew in each file, breaks links between files and claims
accessibility that it did not check; so the body is split here, and every link is led to its file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree
from markupsafe import Markup

from offprint import proof
from offprint.document import FRONT, Document
from offprint.editions import accessible, container, cover, packaging
from offprint.editions.chapters import Leaf
from offprint.editions.container import Item
from offprint.editions.edition import Edition, Order
from offprint.editions.faces import face_rules, subsets, typefaces
from offprint.editions.html import wants_contents
from offprint.editions.leaves import EPUB, Leaves, as_url
from offprint.editions.page import Pages, outline
from offprint.editions.pagination import marks
from offprint.editions.signposts import signposts
from offprint.editions.svg import with_fonts
from offprint.ending import ENDING
from offprint.fonts import own_faces
from offprint.problems import Problem, problem
from offprint.search import also, first

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
_TOLD = 5
"""How many links that lead nowhere are told one by one."""
_XHTML = "application/xhtml+xml"


class Ebook:
    """Makes the EPUB edition."""

    def __init__(self, order: Order) -> None:
        self._package = _Package(order)

    def begin(self) -> None:
        """Prepare all that does not depend on the printed pages, while the press lays them out."""
        self._package.prepare()

    def finish(self) -> Edition:
        """Return the book, with a mark where each printed page begins; raises `ToolError`."""
        package = self._package
        package.leaves.paginate(package.order.page_starts())
        data = package.archive()
        return Edition(f"{package.order.project.name}.epub", data, problems=tuple(package.problems))


class _Package:
    def __init__(self, order: Order) -> None:
        self.order = order
        self.document = order.document
        self.pages = Pages(order.project, xml=True)
        self.problems: list[Problem] = []

    def prepare(self) -> None:
        """Take the body apart into files, and pack fonts, images and the cover."""
        project = self.order.project
        self.leaves = Leaves(self.document)
        self.problems += _astray(self.leaves.astray, self.document)
        self.fonts = subsets(project, self.document, self.order.own_reference())
        pictures = sorted(self.document.pictures.items())
        self.images = {name: with_fonts(picture, project) for name, picture in pictures}
        self.cover_name, self.cover = self._cover()

    def _cover(self) -> tuple[str, bytes]:
        """Return the cover: the author's, else one that is drawn."""
        picture, _ = proof.cover(self.order.project, self.document.metadata)
        if picture is not None:
            return f"cover.{'jpg' if picture.media_type == 'image/jpeg' else 'png'}", picture.data
        drawn, problems = cover.draw(self.order)
        self.problems += problems
        return "cover.png", drawn

    def archive(self) -> bytes:
        """Return the zip."""
        facts = self._facts()
        texts = dict(self._texts())
        fonts = {f"fonts/{face.name}": data for face, data in self.fonts}
        licences = dict(self._licences())
        items = self._items([*texts], [*licences])
        files = {
            "META-INF/container.xml": self._render("container.xml.j2"),
            "EPUB/package.opf": self._render("package.opf.j2", items=items, **facts),
            "EPUB/nav.xhtml": self._page("nav.xhtml.j2", **facts),
            "EPUB/toc.ncx": self._render("toc.ncx.j2", **facts),
            f"EPUB/{self.cover_name}": self.cover,
            "EPUB/style.css": self._style().encode(),
            **{f"EPUB/{name}": data for name, data in (texts | fonts | licences | self.images).items()},
        }
        return container.packed(files, self.order.stamp)

    def _texts(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files of the spine."""
        leaves, pages = self.leaves, self.leaves.pagination
        yield "cover.xhtml", self._page("cover.xhtml.j2", cover=self.cover_name)
        opening, closing = (self.pages.markup(marks(part)) for part in (pages.opening, pages.closing))
        yield leaves.title.file, self._leaf("title.xhtml.j2", leaves.title, opening=opening)
        for leaf in leaves.text:
            yield leaf.file, self._leaf("chapter.xhtml.j2", leaf)
        if leaves.ending:
            yield leaves.ending.file, self._leaf("ending.xhtml.j2", leaves.ending)
        compared = len(self.order.editions) > 1
        citation = self.pages.markup(self.order.own_reference())
        faces = typefaces(self.order.project, self.document)
        colophon = self._page(
            "colophon.xhtml.j2", closing=closing, faces=faces, compared=compared, citation=citation
        )
        yield "colophon.xhtml", colophon

    def _leaf(self, template: str, leaf: Leaf, **more: object) -> bytes:
        parts = {name: self.pages.markup(part) for name, part in leaf.parts.items()}
        notes = [(note, self.pages.markup(note.content)) for note in leaf.notes]
        front = {**dict.fromkeys(FRONT, Markup("")), **parts}
        return self._page(template, leaf=leaf, main=parts.get("text"), front=front, notes=notes, **more)

    def _style(self) -> str:
        project = self.order.project
        sheets = [
            project.style(name).read_text(encoding="utf-8")
            for name in ("code.css", "code-dark.css", "tables.css", "constructs.css", "ebook/ebook.css")
        ]
        named = ((face, f"fonts/{face.name}") for face, _ in self.fonts)
        return face_rules(named, own_faces(project)) + "".join(sheets)

    def _licences(self) -> Iterator[tuple[str, bytes]]:
        """Yield the licences of the faces that lie beside their files (OFL 1.1, §2)."""
        families = dict.fromkeys(face.path.stem.partition("-")[0] for face, _ in self.fonts)
        for family in families:
            file = self.order.project.style(f"fonts/{family}-OFL.txt")
            if file.is_file():
                yield f"fonts/{file.name}", file.read_bytes()

    def _items(self, texts: Sequence[str], licences: Sequence[str]) -> list[Item]:
        """Return the manifest."""
        properties = {leaf.file: leaf.properties for leaf in self.leaves.all}
        types = {name: self.document.pictures[name].media_type for name in self.images}
        cover_type = "image/jpeg" if self.cover_name.endswith("jpg") else "image/png"
        spine = [
            Item(name.removesuffix(".xhtml"), name, _XHTML, properties.get(name, ""), in_spine=True)
            for name in texts
        ]
        return [
            *spine,
            Item("css", "style.css", "text/css"),
            Item("ncx", "toc.ncx", "application/x-dtbncx+xml"),
            Item("cover-image", self.cover_name, cover_type, "cover-image"),
            *container.items({f"fonts/{face.name}": "font/woff2" for face, _ in self.fonts}, "font"),
            *container.items(dict.fromkeys(licences, "text/plain"), "licence"),
            *container.items(types, "image"),
        ]

    def _facts(self) -> dict[str, object]:
        """Return what the package and the contents say of the book."""
        document, leaves = self.document, self.leaves
        page_list = leaves.page_list()
        own_styles = self.order.project.has_own_sheets
        found = accessible.Contents.of(document, pages=bool(page_list), own_styles=own_styles)
        self.problems += accessible.contradictions(found, document)
        return {
            "accessibility": accessible.statements(found, document.metadata.accessibility),
            "toc": outline(document.body.headings(3)),
            "homes": leaves.homes,
            "page_list": page_list,
            "shows_contents": wants_contents(document),
            "endings": [name for name in ENDING if leaves.ending and name in leaves.ending.parts],
            "start": leaves.text[0].file,
            "references": next((leaf.file for leaf in leaves.text if leaf.has_references), ""),
            **packaging.facts(self.order),
        }

    def _page(self, template: str, **more: object) -> bytes:
        """Return one of the book's texts: well-formed, each namespace declared once."""
        root = etree.fromstring(self._render(template, **more), _PARSER)
        for link in root.iterfind(".//{*}a[@href]"):
            link.set("href", as_url(str(link.get("href"))))
        for mark in root.iterfind(".//*[@role='doc-pagebreak']"):
            mark.set(f"{{{EPUB}}}type", "pagebreak")
        for thanks in root.iterfind(".//*[@role='doc-acknowledgments']"):
            thanks.set(f"{{{EPUB}}}type", "acknowledgments")
        etree.cleanup_namespaces(root, top_nsmap={"epub": EPUB})
        return etree.tostring(root.getroottree(), encoding="utf-8", xml_declaration=True) + b"\n"

    def _render(self, template: str, **more: object) -> bytes:
        words = signposts(self.document.metadata.lang)
        byline = ", ".join(author.name for author in self.document.metadata.authors)
        matter = {"words": words, "byline": byline, **more}
        return self.pages.render(f"ebook/{template}", self.document, **matter).encode()


def _astray(addresses: Sequence[str], document: Document) -> Iterator[Problem]:
    distinct = list(dict.fromkeys(addresses))
    hint = "write the whole address with https://, if it is on the web"
    for address in distinct[:_TOLD]:
        places = list(document.manuscript.search.address(address))
        what = f"the link to “{address[:80]}” leads nowhere from an e-book{also(places)}"
        yield problem("link-astray", what, first(places), hint)
    if len(distinct) > _TOLD:
        more = f"{len(distinct) - _TOLD} more links lead nowhere from an e-book"
        yield problem("link-astray", more, None, hint)
