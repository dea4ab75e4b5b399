"""The cover of a book whose author gives none, drawn by Typst from `styles/page/ebook/cover.typ`.

The ornament and the colour follow the work's identifier: a book keeps its cover, and two books on one
shelf are told apart. The metadata reach Typst as strings, never as markup.
"""

from __future__ import annotations

import hashlib

from offprint.editions.edition import Order
from offprint.editions.page import identifier, short_authors
from offprint.fonts import Face, coverage, own_faces, shipped_faces
from offprint.problems import Problem, ToolError, problem
from offprint.project import shipped

WIDTH, HEIGHT = 1600, 2560
_POINTS = 400
_TILES = 40
_INKS = ("#2f3e4e", "#5b2a2a", "#2e4a3d", "#46375a", "#3b3a36", "#63431c", "#1f4a55", "#54423a")
_SHIPPED = "EB Garamond"
_UNSPACED = ("ar", "fa", "he", "ja", "ko", "ur", "zh")
_MANY = 12


def draw(order: Order) -> tuple[bytes, list[Problem]]:
    """Return the cover as PNG, and what it cannot say for want of a font; raises `ToolError`."""
    import typst

    document, metadata = order.document, order.document.metadata
    template = order.project.style("page/ebook/cover.typ").read_bytes()
    folders = {str(face.path.parent) for face in _faces(order)}
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=sorted(folders))
    words, problems = _words(order)
    number = hashlib.sha256(identifier(document).encode()).digest()
    language = metadata.lang.partition("-")[0].lower()
    book = {
        **words,
        "lang": language,
        "dir": "rtl" if document.terms.rtl else "ltr",
        "spaced": "no" if language in _UNSPACED else "yes",
        "ink": _INKS[number[0] % len(_INKS)],
        "tiles": f"{int.from_bytes(number[1:6]):0{_TILES}b}",
        "fonts": "|".join([_SHIPPED, *sorted(set(fonts.families()) - {_SHIPPED})]),
    }
    try:
        png: object = typst.compile(  # type: ignore[call-overload] # the stubs want the root as bytes, too
            template,
            format="png",
            ppi=72 * WIDTH / _POINTS,
            font_paths=fonts,
            sys_inputs=book,
            root=str(shipped("fonts")),  # a template of the project's own reads nothing else
        )
    except typst.TypstError as error:
        hint = "look at styles/page/ebook/cover.typ, if it is yours; else name a cover:"
        raise ToolError(f"the cover cannot be drawn: {error}", hint) from error
    assert isinstance(png, bytes)
    return png, problems


def _faces(order: Order) -> list[Face]:
    return [*shipped_faces(order.project), *own_faces(order.project)]


def _words(order: Order) -> tuple[dict[str, str], list[Problem]]:
    """Return what the cover says; without the lines that no font has the letters of."""
    document, metadata = order.document, order.document.metadata
    known = {code for face in _faces(order) for code in coverage(face.path)}
    p = metadata.publication
    place = " ".join(filter(None, [p.volume, f"({p.issue})" if p.issue else ""]))
    names = ", ".join(author.name for author in metadata.authors)
    if len(metadata.authors) > _MANY:
        names = short_authors(metadata.authors, document.terms.conjunction)
    wanted = {
        "title": document.title,
        "subtitle": document.body.text("subtitle"),
        "authors": names,
        "publication": " ".join(filter(None, [p.title, place])),
    }
    missing = {name: [one for one in words if ord(one) not in known] for name, words in wanted.items()}
    said = {name: "" if missing[name] or missing["title"] else words for name, words in wanted.items()}
    if not missing["title"]:
        return said, []
    letters = "".join(dict.fromkeys(missing["title"]))
    what = f"the cover has no title: no font has “{letters[:8]}”"
    hint = "put a font that has them into styles/fonts/, or name an image: cover: cover.png"
    return said, [problem("cover", what, metadata.places.get("title"), hint)]
