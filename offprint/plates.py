"""Pictures as a printer wants them: PDF figures drawn finely, and no colour where there is none."""

from __future__ import annotations

import io
from dataclasses import replace
from math import ceil

from offprint.pictures import PDF_DPI, Picture, drawn, scale_of

_WIDTH = 4800
"""How many pixels wide a PDF figure is drawn: 600 dpi on A4."""
_TINGE = 4
"""How far the components of a grey pixel may lie apart, of 255: compression leaves as much."""


def for_printer(picture: Picture) -> Picture:
    """Return a picture as a printer wants it: a PDF figure drawn finely, and grey if it has no colour."""
    if picture.original:
        picture = _finely(picture)
    return replace(picture, data=_without_colour(picture))


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


def _without_colour(picture: Picture) -> bytes:
    """Return a picture's bytes; those of a raster image in RGB without a colour as shades of grey.

    A diagram or a scan that is grey to the eye is saved in RGB as often as not, and would be
    printed in four inks.
    """
    from PIL import Image, ImageChops, ImageOps

    if picture.media_type == "image/svg+xml":
        return picture.data
    with Image.open(io.BytesIO(picture.data)) as image:
        if image.mode not in ("P", "RGB", "RGBA"):
            return picture.data
        upright = ImageOps.exif_transpose(image).convert("RGBA" if image.has_transparency_data else "RGB")
    red, green, blue, *_ = upright.split()
    for one, other in ((red, green), (green, blue), (red, blue)):
        if any(ImageChops.difference(one, other).histogram()[_TINGE + 1 :]):
            return picture.data
    packed = io.BytesIO()
    upright.convert("LA" if len(upright.getbands()) == 4 else "L").save(packed, "PNG")
    return packed.getvalue()
