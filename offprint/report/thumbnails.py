"""The pages of a PDF as small pictures, for the report."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pypdfium2

WIDTH = 240
"""Pixels of a thumbnail's width: twice what it is shown at, for fine screens."""
MOST = 48
"""Pages that are shown of a long work; the rest is told by number."""
_QUALITY = 50


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A page as a picture: its place in the file from 1, the number that it prints, WebP, pixels."""

    position: int
    label: str
    data: bytes
    width: int
    height: int


def thumbnails(pdf: bytes) -> tuple[tuple[Thumbnail, ...], int]:
    """Return the first pages as pictures, and how many pages there are."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        return tuple(islice(_drawn(document), MOST)), len(document)


def _drawn(document: pypdfium2.PdfDocument) -> Iterator[Thumbnail]:
    for position in range(len(document)):
        page = document[position]
        picture = page.render(scale=WIDTH / page.get_width()).to_pil().convert("RGB")
        packed = io.BytesIO()
        picture.save(packed, "WEBP", quality=_QUALITY, method=4)
        label = document.get_page_label(position) or str(position + 1)
        yield Thumbnail(position + 1, label, packed.getvalue(), picture.width, picture.height)
