"""The faces of the editions, and their subsets: the only door to HarfBuzz and fontTools.

HarfBuzz comes inside its wheel, so a subset has the same bytes on every machine.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from offprint.project import Project

if TYPE_CHECKING:
    import uharfbuzz

#: What the styles ask of the faces; the subsetter drops all other alternates.
_FEATURES = ("kern", "liga", "calt", "ccmp", "locl", "mark", "mkmk", "onum", "lnum", "pnum", "tnum",
             "smcp", "c2sc", "sups", "case", "ssty", "rlig", "init", "medi", "fina", "isol")  # fmt: skip
_KINDS = frozenset({".ttf", ".otf", ".ttc", ".otc", ".woff2"})
_UNSAFE = re.compile(r"[^\w .,-]+")
"""What a font's name may not bring into a style sheet."""


@dataclass(frozen=True, slots=True)
class Face:
    """A font file and how a style sheet calls it."""

    family: str
    path: Path
    style: str = "normal"
    weight: int = 400

    @property
    def name(self) -> str:
        """The file's name inside an edition."""
        return f"{self.path.stem}-{self.weight}.woff2"


def shipped_faces(project: Project) -> tuple[Face, ...]:
    """Return the faces of text, code and symbols, the project's own files in their place."""
    roman, italic = (project.style(f"fonts/{name}.ttf") for name in ("EBGaramond", "EBGaramond-Italic"))
    return (
        Face("EB Garamond", roman),
        Face("EB Garamond", italic, "italic"),
        Face("EB Garamond", roman, weight=700),
        Face("EB Garamond", italic, "italic", 700),
        Face("Source Code Pro", project.style("fonts/SourceCodePro.ttf")),
    )


def symbols(project: Project) -> Face:
    """Return the face that has arrows, mathematical signs and other symbols that the text face lacks."""
    return Face("STIX Two Math", project.style("fonts/STIXTwoMath.ttf"))


def own_faces(project: Project) -> tuple[Face, ...]:
    """Return the faces in the project's `styles/fonts/`, called as they call themselves.

    They serve scripts that the shipped ones lack, and a style of the project's own. Of a collection
    (.ttc) it is the first face: those of Chinese, Japanese and Korean differ by language (`locl`).
    """
    folder = project.root / "styles" / "fonts"
    known = {face.path.name for face in (*shipped_faces(project), symbols(project))}
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    fonts = (file for file in files if file.suffix.lower() in _KINDS)
    return tuple(
        face for file in fonts if file.name not in known and project.holds(file) for face in _read(file)
    )


def _read(file: Path) -> Iterator[Face]:
    """Yield a font file's faces: regular and bold, if its weight varies (OpenType 1.9, `name` and `fvar`)."""
    import uharfbuzz
    from uharfbuzz import OTNameIdPredefined as Name

    face = uharfbuzz.Face(_blob(file))
    named = face.get_name(Name.TYPOGRAPHIC_FAMILY) or face.get_name(Name.FONT_FAMILY) or file.stem
    family = _UNSAFE.sub(" ", named)
    font = uharfbuzz.Font(face)
    style = "italic" if font.get_style_value(uharfbuzz.StyleTag.ITALIC) else "normal"
    varies = any(axis.tag == "wght" for axis in face.axis_infos)
    weight = int(font.get_style_value(uharfbuzz.StyleTag.WEIGHT))
    for one in (400, 700) if varies else (weight,):
        yield Face(family, file, style, one)


def _blob(path: Path) -> uharfbuzz.Blob:
    """Return a font file's bytes for HarfBuzz, which does not unpack WOFF2."""
    import uharfbuzz

    if path.suffix.lower() != ".woff2":
        return uharfbuzz.Blob.from_file_path(str(path))
    return uharfbuzz.Blob(_unpacked(path))


@cache
def _unpacked(path: Path) -> bytes:
    from fontTools.ttLib import TTFont

    font = TTFont(path, recalcTimestamp=False)
    font.flavor = None
    plain = io.BytesIO()
    font.save(plain)
    return plain.getvalue()


@cache
def coverage(path: Path) -> frozenset[int]:
    """Return the code points that a font has."""
    import uharfbuzz

    face = uharfbuzz.Face(_blob(path))
    return frozenset(face.unicodes)


@cache
def static(face: Face, characters: frozenset[str]) -> bytes:
    """Return the face at its weight, with the given characters only; empty if it has none of them.

    The font's own names are dropped but for its licence: a subset may not carry a Reserved Font
    Name (SIL Open Font License 1.1, §3).
    """
    import uharfbuzz

    wanted = {ord(letter) for letter in characters} & coverage(face.path)
    if not wanted - {0x20, 0xA0}:
        return b""
    source = uharfbuzz.Face(_blob(face.path))
    request = uharfbuzz.SubsetInput()
    request.unicode_set.update(wanted)
    request.layout_feature_tag_set.clear()
    request.layout_feature_tag_set.update({int.from_bytes(tag.encode(), "big") for tag in _FEATURES})
    request.name_id_set.clear()
    request.name_id_set.update({0, 13, 14})
    request.pin_axis_location(source, "wght", float(face.weight))
    return bytes(uharfbuzz.subset(source, request).blob.data)


@cache
def _brotli() -> ModuleType:
    """Return the compressor that fontTools asks, at level 9: 11 takes seven times as long for 4 % less."""
    import brotli

    packing = ModuleType("brotli")
    packing.__dict__.update(vars(brotli), compress=partial(brotli.compress, quality=9))
    return packing


@cache
def web_font(face: Face, characters: frozenset[str]) -> bytes:
    """Return the same subset as `static`, packed as WOFF2."""
    from fontTools.ttLib import TTFont, woff2
    from fontTools.ttLib.woff2 import WOFF2FlavorData

    data = static(face, characters)
    if not data:
        return b""
    woff2.brotli = _brotli()
    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    font.flavor = "woff2"
    font.flavorData = WOFF2FlavorData(transformedTables=())  # transforming costs more than it saves
    packed = io.BytesIO()
    font.save(packed, reorderTables=None)
    return packed.getvalue()
