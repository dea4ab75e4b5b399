"""WeasyPrint 70.0 made faster without changing what it draws: measured by `benchmarks/press.py`.

Each change says what it saves of the time that a work of 131 pages takes. They hold for exactly the
version that the mends hold for.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

LEVEL = 7
"""How hard streams are packed (zlib): level 9 would cost a tenth of the time for a hundredth of the size."""


def apply() -> None:
    """Make the engine faster; call it once, after it was imported."""
    _remember_page_references()
    _pack_streams_at_level()
    _copy_layouts()
    _pass_pngs_through()


def _remember_page_references() -> None:
    """Write the list of the pages' names once, not anew for each tag and link (4 %)."""
    import pydyf

    original = pydyf.PDF.page_references.fget

    def page_references(pdf: pydyf.PDF) -> tuple[bytes, ...]:
        known: tuple[bytes, ...] = pdf.__dict__.get("_offprint_references", ())
        if len(known) * 3 != len(pdf.pages["Kids"]):  # a number, a generation and an R for each
            known = pdf.__dict__["_offprint_references"] = original(pdf)
        return known

    pydyf.PDF.page_references = property(page_references)


def _pack_streams_at_level() -> None:
    """Pack streams at `LEVEL` instead of 9 (9 %)."""
    import pydyf

    packing = ModuleType("zlib")
    packing.__dict__.update(vars(zlib), compressobj=lambda level: zlib.compressobj(min(level, LEVEL)))
    pydyf.zlib = packing


def _copy_layouts() -> None:
    """Prepare Pango once for each style and copy what was prepared (5 %)."""
    from weasyprint.text.ffi import ffi, gobject, pango
    from weasyprint.text.line_break import Layout

    ffi.cdef("PangoLayout *pango_layout_copy(PangoLayout *src);")
    original = Layout.setup

    def setup(layout: Layout, style: object) -> None:
        prepared = style.__dict__.get("_offprint_layout")
        if prepared is None:
            prepared = style.__dict__["_offprint_layout"] = object.__new__(Layout)
            original(prepared, style)
        layout.__dict__.update(prepared.__dict__)
        layout.layout = ffi.gc(pango.pango_layout_copy(prepared.layout), gobject.g_object_unref)

    Layout.setup = setup


def _pass_pngs_through() -> None:
    """Take the data of a plain PNG as it is, instead of unpacking and packing it (20 % with large pictures).

    PDF's predictors are PNG's (ISO 32000-1, §7.4.4.4): grey and RGB of 8 bits, not interlaced.
    """
    from weasyprint.images import RasterImage

    original = RasterImage._get_png_data  # noqa: SLF001

    def png_data(image: Image) -> bytes:
        file = getattr(image, "fp", None)
        if image.format == "PNG" and file is not None:
            file.seek(0)
            data = file.read()
            if data[24:29] in (b"\x08\x02\0\0\0", b"\x08\0\0\0\0"):
                return b"".join(_chunks(data, b"IDAT"))
        packed: bytes = original(image)
        return packed

    RasterImage._get_png_data = staticmethod(png_data)  # noqa: SLF001


def _chunks(data: bytes, kind: bytes) -> Iterator[bytes]:
    at = 8
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        if data[at + 4 : at + 8] == kind:
            yield data[at + 8 : at + 8 + size]
        at += size + 12
