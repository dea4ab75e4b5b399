"""The e-book's container: a zip with its files in a fixed order (OCF 3.3)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

_EPOCH = (1980, 1, 1, 0, 0, 0)
#: What is packed already: packing it again costs time and gains nothing.
_PACKED = (".woff2", ".png", ".jpg", ".gif", ".webp")


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the package's manifest."""

    id: str
    href: str
    media_type: str
    properties: str = ""
    in_spine: bool = False


def items(files: Mapping[str, str], stem: str) -> list[Item]:
    """Return manifest lines for files and their media types, numbered behind a stem."""
    return [Item(f"{stem}-{n}", name, media_type) for n, (name, media_type) in enumerate(files.items(), 1)]


def packed(files: Mapping[str, bytes], stamp: datetime) -> bytes:
    """Return the zip: `mimetype` first and stored (OCF 3.3, §4.2.2), every file of the same date."""
    archive = io.BytesIO()
    date = max(stamp.timetuple()[:6], _EPOCH)
    with zipfile.ZipFile(archive, "w") as container:
        for name, data in {"mimetype": b"application/epub+zip", **files}.items():
            info = zipfile.ZipInfo(name, (date[0], date[1], date[2], date[3], date[4], date[5]))
            stored = name == "mimetype" or name.endswith(_PACKED)
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            info.create_system, info.external_attr = 3, 0o644 << 16
            container.writestr(info, data)
    return archive.getvalue()
