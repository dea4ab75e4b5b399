"""Which faces an edition needs, and the CSS rules that bring them."""

from __future__ import annotations

from collections.abc import Iterable

from offprint.document import Document
from offprint.fonts import Face, own_faces, shipped_faces
from offprint.project import Project

_ITALIC = frozenset({"em", "i", "cite", "dfn", "var"})
_BOLD = frozenset({"strong", "b", "th", "dt"})
_CODE = frozenset({"code", "kbd", "samp", "pre"})


def needed_faces(project: Project, document: Document) -> list[Face]:
    """Return the faces that the document's own elements call for; roman and italic in any case."""
    parts = [document.body.main, *document.body.front.values(), *(n.content for n in document.body.notes)]
    tags = {element.tag for part in parts for element in part.iter()}
    bold, code = bool(tags & _BOLD), bool(tags & _CODE)

    def wanted(face: Face) -> bool:
        if face.family == "Source Code Pro":
            return code
        return face.weight == 400 or (bold and (face.style == "normal" or bool(tags & _ITALIC)))

    return [face for face in shipped_faces(project) if wanted(face)] + list(own_faces(project))


def face_rules(faces: Iterable[tuple[Face, str]]) -> str:
    """Return `@font-face` rules for faces and the addresses of their files."""
    return "".join(
        f'@font-face{{font-family:"{face.family}";src:url({address});'
        f"font-style:{face.style};font-weight:{face.weight};font-display:swap}}\n"
        for face, address in faces
    )
