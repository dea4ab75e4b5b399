"""Which faces an edition needs, and the CSS rules that bring them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from offprint import pictures
from offprint.body import Element
from offprint.document import Document
from offprint.editions.svg import is_bold
from offprint.editions.wording import wording
from offprint.fonts import Face, coverage, own_faces, shipped_faces, static, symbols, web_font
from offprint.phrases import phrases
from offprint.project import Project

TEXT_FACE, FORMULA_FACE = "EB Garamond", "STIX Two Math"
_ITALIC = frozenset({"em", "i", "cite", "dfn", "var"})
_BOLD = frozenset({"strong", "b"})
#: Letters and their mathematical italics (Unicode, “Mathematical Alphanumeric Symbols”).
_SLANTED = {unicodedata.normalize("NFKC", chr(code)): chr(code)
            for code in (*range(0x1D434, 0x1D468), 0x210E, *range(0x1D6E2, 0x1D71C))}  # fmt: skip
_CODE = frozenset({"code", "kbd", "samp", "pre"})


def needed_faces(project: Project, document: Document) -> list[Face]:
    """Return the faces that the document's own elements call for; roman and italic in any case.

    A project with a style sheet of its own may set anything in bold, so it gets all of them.
    """
    parts = [document.body.main, *document.body.front.values(), *(n.content for n in document.body.notes)]
    tags = {element.tag for part in parts for element in part.iter()}
    own = project.has_own_sheets
    bold, code = own or bool(tags & _BOLD), bool(tags & _CODE)

    def wanted(face: Face) -> bool:
        if face.family == "Source Code Pro":
            return code
        return face.weight < 600 or (bold and (face.style == "normal" or own or bool(tags & _ITALIC)))

    return [face for face in (*shipped_faces(project), *own_faces(project)) if wanted(face)]


def subsets(project: Project, document: Document, own: Element) -> list[tuple[Face, bytes]]:
    """Return the faces that a document needs as woff2, the same in each edition that carries them.

    `own` is the work's own reference.
    """
    letters = characters(document) | frozenset("".join(own.itertext()))
    packed = ((face, web_font(face, letters)) for face in needed_faces(project, document))
    return [(face, data) for face, data in packed if data]


def formula_face(project: Project, document: Document) -> list[tuple[Face, bytes]]:
    """Return the face of formulas as woff2, if there are any: brackets and roots that grow come with it.

    A browser sets a lone letter in italics of its own (MathML Core, §4.2, “The math-auto transform”).
    """
    parts = [document.body.main, *document.body.front.values(), *(n.content for n in document.body.notes)]
    formulas = (formula for part in parts for formula in part.iter("math"))
    letters = frozenset(letter for formula in formulas for text in formula.itertext() for letter in text)
    if not letters:
        return []
    face = symbols(project)
    return [(face, web_font(face, letters | {_SLANTED[one] for one in letters & _SLANTED.keys()}))]


def print_faces(project: Project, document: Document, own: Element) -> list[tuple[Face, bytes]]:
    """Return the faces that the printed page needs, at their weights; symbols only where needed.

    `own` is the work's own reference, with words of the style's: “2024年11月”.
    """
    letters = characters(document) | frozenset("".join(own.itertext()))
    faces = needed_faces(project, document)
    if any(map(is_bold, document.pictures.values())):  # on paper, they are set in the page's faces
        bold = (face for face in shipped_faces(project) if face.weight > 400 and face.style == "normal")
        faces += [face for face in bold if face not in faces]
    missing = frozenset(one for one in letters if not any(ord(one) in coverage(face.path) for face in faces))
    packed = [(face, static(face, letters)) for face in faces]
    if missing:  # a blank between two symbols is set in their face
        packed.append((symbols(project), static(symbols(project), missing | {" ", "\u00a0"})))
    return [(face, data) for face, data in packed if data]


def characters(document: Document) -> frozenset[str]:
    """Return the characters that the editions of a document show."""
    drawn = set("".join(pictures.characters(document.pictures)))
    return frozenset(document.body.characters() | _furniture(document) | drawn)


def _furniture(document: Document) -> set[str]:
    """Return the characters that the templates add to the body's own."""
    metadata = document.metadata
    words = [document.title, metadata.date, metadata.copyright, metadata.publication.title, metadata.license]
    words += [document.revision]
    words += [author.name for author in metadata.authors] + [one.name for one in metadata.affiliations]
    words += [
        *metadata.keywords,
        str(document.terms),
        str(wording(document.terms)),
        str(phrases(metadata.lang)),
        "–—‘’“”…·©¶↑→\u00ad\u2010•◦▪",
        *map(chr, range(0x20, 0x7F)),
    ]
    return set("".join(words))


def face_rules(faces: Iterable[tuple[Face, str]], own: Sequence[Face] = ()) -> str:
    """Return `@font-face` rules for faces and the addresses of their files.

    `--own` names the project's own families, to which all styles fall back.
    """
    rules = [
        f'@font-face{{font-family:"{face.family}";src:url({address});'
        f"font-style:{face.style};font-weight:{face.weight};font-display:swap}}\n"
        for face, address in faces
    ]
    families = dict.fromkeys(face.family for face in own) or (TEXT_FACE,)
    names = ",".join(f'"{name}"' for name in families)
    return "".join(rules) + f":root{{--own:{names}}}\n"


def typefaces(project: Project, document: Document, *, formulas: bool = False) -> str:
    """Return the names of the typefaces that an edition is set in, as its colophon tells them.

    `formulas` are set by us in print, and by the reader's own program in the other editions.
    """
    families = list(dict.fromkeys(face.family for face in needed_faces(project, document)))
    return document.terms.listed([*families, FORMULA_FACE] if formulas else families)
