"""A picture that a web page shows more than once, embedded once.

HTML has no image that is drawn from another's data; SVG does (SVG 2, §5.5, the `use` element). So the
first showing holds the picture, and the others draw it again, without a script.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from lxml import etree

from offprint.body import Element
from offprint.pictures import Picture

CLASS = "picture"
_KEPT = ("class", "id", "style", "width", "height", "lang", "dir")


def embed_once(
    parts: Iterable[Element], pictures: Mapping[str, Picture], address: Callable[[Picture], str]
) -> None:
    """Make drawings of the images that show the same picture; `address` gives one's data.

    What is shown once, or does not tell its size, stays an image.
    """
    shown: dict[str, list[Element]] = defaultdict(list)
    for part in parts:
        for image in part.iter("img"):
            shown[image.get("src", "")].append(image)
    again = {source: images for source, images in shown.items() if len(images) > 1 and source in pictures}
    for number, (source, images) in enumerate(again.items(), 1):
        picture, name = pictures[source], f"offprint-picture-{number}"
        if picture.width and picture.height:
            _become(images[0], picture, "image", {"id": name, "href": address(picture), **_size(picture)})
            for image in images[1:]:
                _become(image, picture, "use", {"href": f"#{name}"})


def _become(image: Element, picture: Picture, tag: str, drawn: Mapping[str, str]) -> None:
    """Turn an image into a drawing in its place, with its words, its size and its looks."""
    kept = {name: image.get(name, "") for name in _KEPT if image.get(name)}
    words = image.get("alt", "").strip()
    image.attrib.clear()
    image.tag = "svg"
    size = {} if "width" in kept or "height" in kept else _size(picture)
    image.attrib.update({"viewBox": f"0 0 {picture.width} {picture.height}", **size, **kept})
    image.set("class", f"{CLASS} {kept.get('class', '')}".strip())
    image.attrib.update({"role": "img", "aria-label": words} if words else {"aria-hidden": "true"})
    etree.SubElement(image, tag, dict(drawn))


def _size(picture: Picture) -> dict[str, str]:
    return {"width": str(picture.width), "height": str(picture.height)}
