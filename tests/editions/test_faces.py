"""Which characters the fonts of an edition bring."""

from __future__ import annotations

from pathlib import Path

from offprint import document, pipeline
from offprint.editions.edition import Order
from offprint.editions.faces import characters
from offprint.pipeline import Options, stamp
from offprint.project import locate


def test_fonts_have_what_templates_add(tmp_path: Path) -> None:
    """The date as its language writes it, and the work's own reference, are set like the text."""
    front = "---\ntitle: 活字\nlang: ja\ndate: 2024-04-01\npublication: {title: 出版, volume: 第三}\n---\n"
    (tmp_path / "article.md").write_text(front + "\n文\n", encoding="utf-8")
    project = locate(tmp_path)
    sources = pipeline.read(project, Options())
    composed = document.compose(sources.manuscript, sources.bibliography, {}, sources.csl)

    needed = characters(Order(project, composed, stamp(sources.manuscript.metadata)))

    assert set("年月日") <= needed
    assert set("出版第三") <= needed
