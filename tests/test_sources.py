"""What the PDF carries: what was read, and what is cited, under names that do no harm."""

from __future__ import annotations

from pathlib import Path

from offprint import pipeline
from offprint.pipeline import Options
from offprint.press import Source
from offprint.project import locate

LIBRARY = """% my own remarks
@string{jcs = "Journal of " # cs}
@string{cs = {Computer Science}}
@string{other = "Not needed"}

@article{cited, author = {A. Author}, title = {One}, journal = jcs, year = 2001, crossref = {parent}}
A remark between entries that is nobody's business.

@book{unread, author = {B. Author}, title = {Two}, publisher = other, year = 2002}
@proceedings{parent,
  title = {All {of} it}, year = 2001}
"""


def carried(folder: Path) -> dict[str, str]:
    """Return what the PDF of a project would carry."""
    sources: tuple[Source, ...] = pipeline.read(locate(folder), Options()).embedded()
    return {one.name: one.data.decode() for one in sources}


def test_only_what_is_cited_of_a_library(tmp_path: Path) -> None:
    """Entries as they are written, with those that they inherit from and the abbreviations they use."""
    (tmp_path / "paper.md").write_text("Text [@cited].\n")
    (tmp_path / "references.bib").write_text(LIBRARY)

    assert carried(tmp_path) == {
        "paper.md": "Text [@cited].\n",
        "references.bib": '@string{jcs = "Journal of " # cs}\n\n@string{cs = {Computer Science}}\n\n'
        "@article{cited, author = {A. Author}, title = {One}, journal = jcs, year = 2001, "
        "crossref = {parent}}\n\n@proceedings{parent,\n  title = {All {of} it}, year = 2001}\n",
    }


def test_all_that_was_read(tmp_path: Path) -> None:
    """Included files and data too, also those that only an expression is made of; no two of one name."""
    (tmp_path / "parts").mkdir()
    (tmp_path / "paper.md.j2").write_text("Text.\n{% include 'parts/paper.md.j2' %}\n")
    (tmp_path / "parts/paper.md.j2").write_text("{{ data('table.csv')[0].a }}\n")
    (tmp_path / "table.csv").write_text("a\n1\n")

    assert carried(tmp_path) == {
        "paper.md.j2": "Text.\n{% include 'parts/paper.md.j2' %}\n",
        "2-paper.md.j2": "{{ data('table.csv')[0].a }}\n",
        "table.csv": "a\n1\n",
    }


def test_names_do_no_harm(tmp_path: Path) -> None:
    """What cannot be seen in a name, or would lead out of a folder, is not in it."""
    path = tmp_path / "pa\u202eper\\x.md"
    path.write_text("Text.\n")

    sources = pipeline.read(locate(path), Options()).embedded()

    assert [one.name for one in sources] == ["pa_per_x.md"]
