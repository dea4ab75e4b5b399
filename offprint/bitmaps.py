"""Bitmaps as editions need them: without what cameras note, light for screens, plain for print.

Colour profiles stay; place, time, owner and thumbnails go, for they are nobody's business. What a
viewer needs to turn a photograph upright stays too.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

    from offprint.pictures import Picture

SCREEN = 2000
"""Pixels of the longer side on a screen: twice the measure, and some to look closer."""
_QUALITY = 88
_PLAIN = frozenset({"L", "LA", "P", "RGB", "RGBA", "1"})
_ORIENTATION = 0x0112
_PNG_MARK = b"\x89PNG\r\n\x1a\n"
_PNG_DROPPED = frozenset({b"tEXt", b"zTXt", b"iTXt", b"tIME", b"eXIf"})
_JPEG_KEPT = {0xE0: b"", 0xE2: b"ICC_PROFILE", 0xEE: b"Adobe"}
"""The segments of applications that a picture needs: JFIF's, the colour profile's, Adobe's."""
_TURNED = 5
"""From this orientation on, width and height change places (Exif 3.0, §4.6.4)."""


def bare(data: bytes, media_type: str, orientation: int = 1) -> bytes:
    """Return a bitmap's bytes without its notes; its pixels are not touched."""
    if media_type == "image/jpeg":
        return b"".join(_jpeg(data, orientation))
    if media_type == "image/png":
        return _PNG_MARK + b"".join(_png(data)) if orientation == 1 else data
    if media_type == "image/webp":
        return _webp(data) if orientation == 1 else data
    return data


def turned(orientation: int) -> bool:
    """Tell whether a picture of this orientation is shown on its side."""
    return orientation >= _TURNED


def _jpeg(data: bytes, orientation: int) -> Iterator[bytes]:
    """Yield the segments of a JPEG that are kept (ITU-T T.81, annex B)."""
    yield data[:2]
    if orientation != 1:
        tag = struct.pack(">HHIHH", _ORIENTATION, 3, 1, orientation, 0)
        exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01" + tag + b"\0\0\0\0"
        yield b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif
    at = 2
    while data[at : at + 1] == b"\xff" and data[at + 1] != 0xDA:
        kind, size = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big") + 2
        segment = data[at : at + size]
        is_note = 0xE0 <= kind <= 0xEF or kind == 0xFE
        if not is_note or (kind in _JPEG_KEPT and segment[4:].startswith(_JPEG_KEPT[kind])):
            yield segment
        at += size
    yield data[at:]


def _png(data: bytes) -> Iterator[bytes]:
    """Yield the chunks of a PNG that are kept (PNG, third edition, §11.3)."""
    at = len(_PNG_MARK)
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big") + 12
        if data[at + 4 : at + 8] not in _PNG_DROPPED:
            yield data[at : at + size]
        at += size


def _webp(data: bytes) -> bytes:
    """Return a WebP without its Exif and XMP chunks (RFC 9649, §2.7)."""
    kept, at = [], 12
    while at + 8 <= len(data):
        kind, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        whole = data[at : at + 8 + size + size % 2]
        if kind == b"VP8X":
            whole = whole[:8] + bytes([whole[8] & ~0x0C]) + whole[9:]
        if kind not in (b"EXIF", b"XMP "):
            kept.append(whole)
        at += len(whole)
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


@cache
def for_screen(picture: Picture) -> bytes:
    """Return a bitmap's bytes for a web page or an e-book: large ones scaled down, if that is lighter."""
    from PIL import Image, ImageOps

    if picture.media_type not in ("image/png", "image/jpeg") or max(picture.width, picture.height) <= SCREEN:
        return picture.data
    with Image.open(io.BytesIO(picture.data)) as opened:
        profile = opened.info.get("icc_profile")
        image = ImageOps.exif_transpose(opened)
        if image.mode not in _PLAIN:
            return picture.data
        image = _opaque(image) or image
        if image.mode in ("P", "1"):
            image = image.convert("RGBA" if "transparency" in image.info else "RGB")
        image.thumbnail((SCREEN, SCREEN), Image.Resampling.LANCZOS, reducing_gap=3.0)
        packed = io.BytesIO()
        form, more = ("JPEG", {"quality": _QUALITY}) if picture.media_type == "image/jpeg" else ("PNG", {})
        image.save(packed, form, icc_profile=profile, **more)
    light = packed.getvalue()
    return light if len(light) < len(picture.data) else picture.data


def for_print(picture: Picture) -> bytes:
    """Return a bitmap's bytes for print, every pixel of it; a channel of opacity that hides nothing goes.

    The engine would take such a channel apart and pack both parts anew.
    """
    from PIL import Image

    if picture.media_type != "image/png" or picture.data[25:26] not in (b"\x04", b"\x06"):
        return picture.data
    with Image.open(io.BytesIO(picture.data)) as opened:
        image = _opaque(opened)
        if image is None:
            return picture.data
        packed = io.BytesIO()
        image.save(packed, "PNG", icc_profile=opened.info.get("icc_profile"))
    return packed.getvalue()


def _opaque(image: Image.Image) -> Image.Image | None:
    """Return an image without its channel of opacity; None if it has none, or it hides something."""
    if image.mode not in ("RGBA", "LA") or image.getchannel("A").getextrema() != (255, 255):
        return None
    return image.convert(image.mode.removesuffix("A"))
