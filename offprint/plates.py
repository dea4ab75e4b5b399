"""Pictures as a printer wants them: PDF figures drawn finely, colours in sRGB, grey where there are none."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING

from offprint.body import Element
from offprint.pictures import PDF_DPI, Picture, drawn, scale_of

if TYPE_CHECKING:
    from PIL import Image

_WIDTH = 4800
"""How many pixels wide a PDF figure is drawn: 600 dpi on A4."""
_TINGE = 4
"""How far the components of a grey pixel may lie apart, of 255: compression leaves as much."""


def plates(pictures: Mapping[str, Picture]) -> Mapping[str, Picture]:
    """Return pictures as a printer wants them, by their names."""
    return {name: _plate(picture) for name, picture in pictures.items()}


def place(part: Element, images: Mapping[str, Picture]) -> None:
    """Give each image of a part its address in the press, and its size if that is not its pixels'."""
    for image in part.iter("img"):
        picture = images.get(image.get("src", ""))
        if picture is None:
            continue
        image.set("src", f"offprint:{picture.name}")
        if picture.density != 1:
            styles = (image.get("style"), f"image-resolution:{96 * picture.density:.3f}dpi")
            image.set("style", ";".join(filter(None, styles)))


def _plate(picture: Picture) -> Picture:
    """Return a picture as it is printed; an SVG as it is, its colours become inks as they are drawn."""
    if picture.media_type == "image/svg+xml":
        return picture
    if picture.original:
        picture = _finely(picture)
    return replace(picture, data=_in_inks(picture.data))


def _finely(picture: Picture) -> Picture:
    import pypdfium2

    with pypdfium2.PdfDocument(picture.original) as document:
        page = document[0]
        width = max(page.get_width(), 1)
        coarse, fine = scale_of(page, PDF_DPI / 72), scale_of(page, _WIDTH / width)
        if fine <= coarse:
            return picture
        density = ceil(width * fine) / ceil(width * coarse)  # in whole pixels, as they are drawn
        return replace(picture, data=drawn(page, fine), density=density)


def _in_inks(data: bytes) -> bytes:
    """Return a raster image's bytes: in shades of grey if it has no colour, else in sRGB.

    A diagram or a scan that is grey to the eye is saved in RGB as often as not, and would be
    printed in four inks; the engine takes every image for sRGB, and cameras write others.
    """
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(data)) as image:
        if image.mode not in ("P", "RGB", "RGBA"):
            return data
        form, profile = image.format, image.info.get("icc_profile", b"")
        upright = ImageOps.exif_transpose(image).convert("RGBA" if image.has_transparency_data else "RGB")
    if _is_grey(upright):
        return _saved(upright.convert("LA" if upright.mode == "RGBA" else "L"), "PNG")
    converted = _converted(upright, profile)
    return data if converted is None else _saved(converted, "JPEG" if form == "JPEG" else "PNG")


def _is_grey(image: Image.Image) -> bool:
    from PIL import ImageChops

    red, green, blue, *_ = image.split()
    pairs = (red, green), (green, blue), (red, blue)
    return not any(any(ImageChops.difference(*pair).histogram()[_TINGE + 1 :]) for pair in pairs)


def _converted(image: Image.Image, profile: bytes) -> Image.Image | None:
    """Return an image in sRGB that is in another space by its profile; None if it needs no change."""
    from PIL import ImageCms

    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile)) if profile else None
    except OSError:  # programs ignore a broken profile
        return None
    if source is None or source.profile.xcolor_space.strip() != "RGB":
        return None
    if "sRGB" in (source.profile.profile_description or ""):
        return None
    return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=image.mode)


def _saved(image: Image.Image, form: str) -> bytes:
    """Return an image as a file, without the profile that Pillow made, which tells the time."""
    packed = io.BytesIO()
    finest = {"quality": 95, "subsampling": 0} if form == "JPEG" else {}
    image.save(packed, form, icc_profile=None, **finest)
    return packed.getvalue()
