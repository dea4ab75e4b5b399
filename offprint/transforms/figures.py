"""Images get the name of their picture, and figures an alternative text of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from offprint import pandoc
from offprint.pandoc import Node
from offprint.pictures import Picture

MISSING = "missing-image"
"""The class of what stands in a draft for a picture that is not there."""
_OF_TEXT = re.compile(r"(\d*\.?\d*)\s*\\(?:text|line|column)width")


@dataclass(frozen=True, slots=True)
class Figures:
    """Points images at the pictures that were read."""

    pictures: Mapping[str, Picture]

    def apply(self, blocks: list[Node]) -> list[Node]:
        """Return the blocks with images under their pictures' names."""
        result: list[Node] = pandoc.rewrite(blocks, {"Figure": self._figure, "Image": self._image})
        return result

    def _image(self, node: Node) -> Node | None:
        attr, inlines, (source, title) = node["c"]
        picture = self.pictures.get(source)
        if picture is None:  # only a draft comes here
            return {"t": "Span", "c": [pandoc.attr(attr[0], [MISSING]), pandoc.text(f"[{source}]")]}
        words = alternative(node)
        kept = [[key, _size(value)] for key, value in attr[2] if key in ("width", "height", "lang")]
        attributes = [*kept, ["alt", words]]
        return {"t": "Image", "c": [[attr[0], attr[1], attributes], inlines, [picture.name, title]]}

    def _figure(self, node: Node) -> Node | None:
        """A figure of one image: its caption stands in for a missing alternative text."""
        attr, caption, blocks = node["c"]
        images = [one for one in pandoc.walk(blocks) if one["t"] == "Image"]
        if len(images) == 1 and not attr[0] and images[0]["c"][0][0]:
            attr = [images[0]["c"][0][0], *attr[1:]]
        return {"t": "Figure", "c": [attr, caption, blocks]}


def _size(written: str) -> str:
    r"""Return a size as HTML has it: `0.8\textwidth` is 80 %; any other unit is the author's own."""
    match = _OF_TEXT.fullmatch(written.strip())
    return f"{100 * float(match[1] or 1):g}%" if match else written


def alternative(image: Node) -> str:
    """Return an image's text alternative: `alt`, Quarto's `fig-alt`, else its bracketed words."""
    named = pandoc.attribute(image, "alt") or pandoc.attribute(image, "fig-alt")
    return named or pandoc.plain(image["c"][1])
