"""Images, read once for all three editions: the only door to Pillow and to PDFium.

A bitmap keeps its pixels and loses what its camera noted (`bitmaps`). An SVG loses what could run or
reach the network (scripts, handlers, foreign content, outside addresses), for it may come from a
stranger.
"""

from __future__ import annotations

import hashlib
import io
import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import etree

from offprint import bitmaps, drawings, limits, vectors
from offprint.problems import plain

if TYPE_CHECKING:
    import pypdfium2

MAX_PIXELS = 100_000_000
"""More than an A4 page can use at 1,000 dpi; decoding it would take some 400 MB."""
PDF_DPI = 300
DRAWING_SECONDS = 60
"""Time that a figure which is a PDF may take."""
MAX_BYTES = 64_000_000
_ORIENTATION = 0x0112
_FORMATS = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "GIF": "image/gif",
    "WEBP": "image/webp",
}
_ENDINGS = {"image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "image/webp": ".webp",
            "image/svg+xml": ".svg"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Picture:
    """An image's bytes, under the name that the editions call it."""

    name: str
    media_type: str
    data: bytes
    width: int = 0
    height: int = 0
    """Size in px; 0 where the file does not say (some SVG)."""
    original: bytes = b""
    """The PDF that the bitmap was drawn from, if it was."""
    density: float = 1
    """How many of its pixels lie on one px in print."""
    moves: bool = False
    """Whether the image is animated."""


class PictureError(Exception):
    """An image cannot be used; carries the rule, what is wrong and what to do."""

    def __init__(self, rule: str, message: str, hint: str) -> None:
        self.rule, self.message, self.hint = rule, message, hint
        super().__init__(message)


def address(source: str) -> str:
    """Return the path that an image's address means."""
    return unquote(source.partition("#")[0].partition("?")[0])


def read(path: Path) -> Picture:
    """Return the picture in a file; raises `PictureError`."""
    if not path.is_file():
        raise PictureError("image-missing", f"“{path.name}” is not a file", "name the image itself")
    if path.stat().st_size > MAX_BYTES:
        size = f"{path.stat().st_size / 1e6:.0f} MB"
        raise PictureError("image-too-large", f"“{path.name}” has {size}", "scale it down")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise PictureError(
            "image-unreadable", f"“{path.name}”: {error.strerror}", "check its rights"
        ) from error
    if (
        data.lstrip()[:5] in (b"<?xml", b"<svg ", b"<!DOC", b"<svg\n", b"<!-- ")
        or path.suffix.lower() == ".svg"
    ):
        return _vector(path, data)
    if data[:5] == b"%PDF-":
        return _page(path, data)
    return _raster(path, data)


def _page(path: Path, data: bytes) -> Picture:
    """Return the first page of a PDF figure as a bitmap: no web page or e-book can show a PDF."""
    import pypdfium2

    try:
        with (
            limits.watched(DRAWING_SECONDS, f"drawing “{plain(path.name)}”"),
            pypdfium2.PdfDocument(data) as document,
        ):
            width, height = document[0].get_size()
            bitmap = drawn(document[0], scale_of(document[0], PDF_DPI / 72))
    except pypdfium2.PdfiumError as error:
        hint = "export it again, as SVG or PNG"
        raise PictureError("image-unreadable", f"“{path.name}” cannot be read: {error}", hint) from error
    size = round(width * 96 / 72), round(height * 96 / 72)
    return Picture(_name(path, bitmap, "image/png"), "image/png", bitmap, *size, original=data)


def scale_of(page: pypdfium2.PdfPage, wanted: float) -> float:
    """Return the scale that a page is drawn at: as wanted, if it does not get too many pixels."""
    width, height = page.get_size()
    return float(min(wanted, (MAX_PIXELS / 4 / max(width * height, 1)) ** 0.5))


def drawn(page: pypdfium2.PdfPage, scale: float) -> bytes:
    """Return a page of a PDF as PNG, at a scale of so many pixels to the pt."""
    packed = io.BytesIO()
    page.render(scale=scale).to_pil().save(packed, "PNG")
    return packed.getvalue()


def _raster(path: Path, data: bytes) -> Picture:
    import warnings

    from PIL import Image, UnidentifiedImageError

    hint = "save it as PNG, JPEG or SVG"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as image:
                form, (width, height) = image.format or "", image.size
                moves = bool(getattr(image, "is_animated", False))
                if width * height <= MAX_PIXELS:
                    image.verify()
    except Image.DecompressionBombError as error:
        raise _too_many_pixels(path) from error
    except UnidentifiedImageError as error:
        raise PictureError("image-unreadable", f"“{path.name}” is no image that can be read", hint) from error
    except (OSError, SyntaxError, ValueError, EOFError, struct.error) as error:
        raise PictureError("image-unreadable", f"“{path.name}” is damaged: {error}", hint) from error
    if width * height > MAX_PIXELS:
        raise _too_many_pixels(path, width, height)
    if form not in _FORMATS:
        raise PictureError("image-unreadable", f"“{path.name}” is in the format {form}", hint)
    kind, orientation = _FORMATS[form], _orientation(data)
    if bitmaps.turned(orientation):
        width, height = height, width
    bare = bitmaps.bare(data, kind, orientation)
    return Picture(_name(path, data, kind), kind, bare, width, height, moves=moves)


def _orientation(data: bytes) -> int:
    """Return how a picture lies, from 1 (upright) to 8 (Exif 3.0, §4.6.4)."""
    from PIL import Image

    if not any(mark in data for mark in (b"Exif\0\0", b"eXIf", b"EXIF")):
        return 1
    try:
        with Image.open(io.BytesIO(data)) as image:
            found = image.getexif().get(_ORIENTATION, 1)
    except (SyntaxError, ValueError, KeyError, TypeError, struct.error):  # notes may be damaged
        return 1
    return found if isinstance(found, int) and 1 <= found <= 8 else 1


def _too_many_pixels(path: Path, width: int = 0, height: int = 0) -> PictureError:
    size = f"{width} × {height} px" if width else "far too many pixels"
    hint = f"scale it down: {MAX_PIXELS // 1_000_000} megapixels are more than a page can use"
    return PictureError("image-too-large", f"“{path.name}” has {size}", hint)


def in_rgb(picture: Picture) -> bytes:
    """Return a picture's bytes in colours that an archival PDF may hold: no CMYK, 8 bits a channel."""
    if picture.media_type not in ("image/jpeg", "image/png"):
        return picture.data
    from PIL import Image, ImageCms

    with Image.open(io.BytesIO(picture.data)) as image:
        if image.mode != "CMYK" and not image.mode.startswith("I"):
            return picture.data
        profile = image.info.get("icc_profile")
        if image.mode != "CMYK":
            told = image.point(lambda value: value / 256).convert("L")
        elif profile:
            srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
            told = ImageCms.profileToProfile(image, io.BytesIO(profile), srgb, outputMode="RGB") or image
        else:
            told = image.convert("RGB")
    packed = io.BytesIO()
    told.save(packed, "PNG")
    return packed.getvalue()


def _vector(path: Path, data: bytes) -> Picture:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        what = f"“{path.name}” is not well-formed SVG: {error.msg}"
        raise PictureError("image-unreadable", what, "export it again") from error
    if root.tag != f"{vectors.SVG}svg":
        raise PictureError("image-unreadable", f"“{path.name}” is not an SVG", "save it as SVG, PNG or JPEG")
    _refuse_excess(path, root)
    vectors.clean(root)
    cleaned = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    width, height = vectors.size(root)
    moves = vectors.moves(cleaned)
    return Picture(_name(path, data, "image/svg+xml"), "image/svg+xml", cleaned, width, height, moves=moves)


def _refuse_excess(path: Path, root: etree._Element) -> None:
    """Raise `PictureError` for a drawing that would keep an engine, or a reader's program, busy for ever."""
    count = drawings.drawn(root) if len(root.xpath("//*")) <= drawings.MOST else drawings.MOST + 1
    if count < 0:
        what = f"“{path.name}” has an element that draws itself"
        raise PictureError("image-unreadable", what, "export it again")
    if count > drawings.MOST:
        what = f"“{path.name}” draws more than {drawings.MOST} elements"
        raise PictureError("image-too-large", what, "save it as PNG")


def _name(path: Path, data: bytes, media_type: str) -> str:
    """Return a name that no other image has, in letters that each edition can link to."""
    stem = re.sub(r"[^A-Za-z0-9]+", "-", path.stem).strip("-").lower()[:40] or "image"
    return f"images/{stem}-{hashlib.sha256(data).hexdigest()[:8]}{_ENDINGS[media_type]}"


def characters(pictures: Mapping[str, Picture]) -> Iterator[str]:
    """Yield the texts inside SVG pictures: fonts must have their characters too."""
    for picture in pictures.values():
        if picture.media_type == "image/svg+xml":
            yield "".join(etree.fromstring(picture.data).itertext())
