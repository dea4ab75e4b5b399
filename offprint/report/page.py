"""The report as a web page: one file for an editor, with its sheet, faces and pictures inside.

Template, sheet and faces are the shipped ones, never the project's: a stranger's manuscript has no
say in how it is judged. The page runs no script and asks nobody for anything.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from offprint import __version__
from offprint.editions.edition import Edition
from offprint.editions.faces import face_rules
from offprint.editions.html import data_uri
from offprint.editions.page import shipped_page
from offprint.fonts import Face, web_font
from offprint.project import shipped
from offprint.report.findings import Report
from offprint.report.thumbnails import MOST, Thumbnail, thumbnails
from offprint.source import read_text

_TEMPLATE = "report.html.j2"
_FACES = (
    ("EB Garamond", "EBGaramond.ttf", "normal"),
    ("EB Garamond", "EBGaramond-Italic.ttf", "italic"),
    ("Source Code Pro", "SourceCodePro.ttf", "normal"),
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A printed page as the report shows it."""

    label: str
    href: str
    src: str
    width: int
    height: int


def page(report: Report, editions: Sequence[Edition]) -> bytes:
    """Return the page; the published PDF among the editions, if there is one, is shown."""
    sheets, pages = _sheets(editions)
    matter = {
        "report": report,
        "sheets": sheets,
        "pages": pages,
        "most": MOST,
        "version": __version__,
        "style": "",
        "policy": "",
    }
    letters = frozenset(shipped_page(_TEMPLATE, matter))
    return shipped_page(_TEMPLATE, {**matter, **_dressed(letters)}).encode()


def _sheets(editions: Sequence[Edition]) -> tuple[tuple[Sheet, ...], int]:
    printed = next((one for one in editions if one.name.endswith(".pdf")), None)
    if printed is None:
        return (), 0
    pictures, pages = thumbnails(printed.data)
    return tuple(_sheet(one, printed.name) for one in pictures), pages


def _sheet(one: Thumbnail, file: str) -> Sheet:
    """Return a page's picture, which leads to the page in the PDF beside (RFC 8118, §3)."""
    source = data_uri("image/webp", one.data)
    return Sheet(one.label, f"{file}#page={one.position}", source, one.width, one.height)


def _dressed(letters: frozenset[str]) -> Mapping[str, object]:
    """Return the sheet, with faces for the letters that are shown, and the policy that allows it."""
    faces = [Face(family, shipped(f"fonts/{name}"), style) for family, name, style in _FACES]
    packed = ((face, web_font(face, letters)) for face in faces)
    rules = face_rules([(face, data_uri("font/woff2", data)) for face, data in packed if data])
    sheet = read_text(shipped("screen/report.css"))
    style = " ".join(filter(None, (line.strip() for line in (rules + sheet).splitlines())))
    known = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return {
        "style": Markup(style),  # noqa: S704 - our own sheet
        "policy": f"default-src 'none'; style-src 'sha256-{known}'; img-src data:; font-src data:; "
        "base-uri 'none'; form-action 'none'",
    }
