"""SVG in `<img>` cannot use the page's fonts: its own text brings the faces that it needs."""

from __future__ import annotations

import base64
import re

from lxml import etree

from offprint import fonts
from offprint.bitmaps import for_screen
from offprint.pictures import Picture
from offprint.project import Project

_SVG = "{http://www.w3.org/2000/svg}"
_BOLD = re.compile(rb"font-weight\s*+[:=]\s*+[\"']?\s*+(?:bold|[6-9]00)")


def is_bold(picture: Picture) -> bool:
    """Tell whether a picture sets words of its own in bold."""
    return picture.media_type == "image/svg+xml" and bool(_BOLD.search(picture.data))


def with_fonts(picture: Picture, project: Project) -> bytes:
    """Return a picture's bytes for screens; an SVG's with our text face, if it asks for EB Garamond."""
    if picture.media_type != "image/svg+xml":
        return for_screen(picture)
    if b"EB Garamond" not in picture.data:
        return picture.data
    root = etree.fromstring(picture.data)
    letters = frozenset("".join(root.itertext()))
    italic, bold = b"italic" in picture.data, is_bold(picture)
    rules = []
    for face in fonts.shipped_faces(project):
        wanted = (bold or face.weight == 400) and (italic or face.style == "normal")
        data = fonts.web_font(face, letters) if wanted and face.family == "EB Garamond" else b""
        if data:
            address = f"data:font/woff2;base64,{base64.b64encode(data).decode()}"
            rules.append(
                f'@font-face{{font-family:"EB Garamond";src:url({address});'
                f"font-style:{face.style};font-weight:{face.weight}}}"
            )
    style = etree.Element(f"{_SVG}style")
    style.text = "".join(rules)
    root.insert(0, style)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)
