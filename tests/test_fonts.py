"""Fonts of a project's own, in every kind of file that font makers give."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTCollection, TTFont

from offprint.fonts import Face, coverage, own_faces, static, web_font
from offprint.project import Project, shipped


def _given(folder: Path, ending: str) -> Path:
    """Put the shipped face of code into a project, under a name of its own, as a file of this kind."""
    font = TTFont(shipped("fonts/SourceCodePro.ttf"))
    path = folder / "styles" / "fonts" / f"Given{ending}"
    path.parent.mkdir(parents=True)
    if ending == ".ttc":
        collection = TTCollection()
        collection.fonts = [font, TTFont(shipped("fonts/EBGaramond.ttf"))]
        collection.save(path)
    else:
        font.flavor = "woff2" if ending == ".woff2" else None
        font.save(path)
    return path


@pytest.mark.parametrize("ending", [".ttf", ".otf", ".ttc", ".woff2"])
def test_a_font_is_read_whatever_its_file(tmp_path: Path, ending: str) -> None:
    """Of a collection it is the first face; WOFF2 is unpacked, which HarfBuzz does not do."""
    path = _given(tmp_path, ending)
    project = Project(tmp_path, (tmp_path / "paper.md",), tmp_path / "_build")

    regular = own_faces(project)[0]

    assert (regular.family, regular.path) == ("Source Code Pro", path)
    assert coverage(path) == coverage(shipped("fonts/SourceCodePro.ttf"))
    same = Face("Source Code Pro", shipped("fonts/SourceCodePro.ttf"), weight=regular.weight)
    assert len(static(regular, frozenset("aé"))) == pytest.approx(
        len(static(same, frozenset("aé"))), rel=0.02
    )
    assert web_font(regular, frozenset("aé"))[:4] == b"wOF2"
