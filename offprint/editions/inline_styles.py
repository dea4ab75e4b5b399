"""Inline styles become rules of the page's sheet, so that its policy can forbid inline styles."""

from __future__ import annotations

import re

from offprint.body import Element

#: What pandoc and we write: a length, a share or a word. Nothing that could end a sheet.
_DECLARATION = re.compile(r"-?-?[a-z]+(?:-[a-z]+)*:[\w.%-]+")


def to_sheet(*parts: Element) -> str:
    """Give each distinct `style` attribute of the parts a class instead; return the rules for them."""
    names: dict[str, str] = {}
    for element in (element for part in parts for element in part.iter() if element.get("style")):
        pieces = ("".join(piece.split()) for piece in element.attrib.pop("style").split(";"))
        style = ";".join(sorted(filter(_DECLARATION.fullmatch, pieces)))
        name = names.setdefault(style, f"style-{len(names) + 1}")
        element.set("class", f"{element.get('class', '')} {name}".strip())
    return "".join(f".{name}{{{style}}}\n" for style, name in names.items())
