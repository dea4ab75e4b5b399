"""What files beside the text say of it, and which of them has the last word."""

from __future__ import annotations

from pathlib import Path

import pytest

from offprint.cli import main
from offprint.manuscript import read_source
from offprint.metadata import Metadata
from offprint.project import locate


def read(folder: Path, files: dict[str, str], where: str = "") -> tuple[Metadata, list[str]]:
    """Return what is known of a project of these files, and the problems as their author sees them."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    _, _, metadata, problems = read_source(locate(folder / where))
    return metadata, [str(one) for one in problems]


def test_quartos_metadata_files_are_read(tmp_path: Path) -> None:
    """The last file wins over those before it, the text over all of them; strangers' keys are not told."""
    metadata, problems = read(tmp_path, {
        "paper.md": "---\ntitle: Own\nmetadata-files: [_one.yml, _two.yml]\n---\n\nText.\n",
        "_one.yml": "title: One\nlang: de\nformat:\n  html: {theme: x}\nauthor: Ada Lovelace\n",
        "_two.yml": "---\nlang: fr\nsite-url: https://example.org\n---\n",
        "_quarto.yml": "project:\n  type: website\nlang: es\nkeywords: [engines]\n",
    })  # fmt: skip

    assert problems == []
    assert (metadata.title, metadata.lang, metadata.keywords) == ("Own", "fr", ("engines",))
    assert [one.name for one in metadata.authors] == ["Ada Lovelace"]


def test_a_fault_is_told_in_its_own_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A value that cannot be meant, and a file that is not there or outside of the project."""
    monkeypatch.chdir(tmp_path)
    _, problems = read(tmp_path, {
        "paper.md": "---\ntitle: T\nmetadata-files:\n- _x.yml\n- none.yml\n- ../../etc/passwd\n---\n\nT.\n",
        "_x.yml": "doi: XXXXXXX\n",
    })  # fmt: skip

    hint = "is not in the project; paths start at the text or the root"
    assert problems == [
        "_x.yml:1:6: error[front-matter-value]: “XXXXXXX” is not a DOI; write it as 10.1234/abcd",
        f"paper.md:5:3: error[data-file]: the file “none.yml” {hint}",
        f"paper.md:6:3: error[data-file]: the file “../../etc/passwd” {hint}",
    ]


MANUBOT = {
    "content/metadata.yaml": '---\ntitle: "Deep"\nauthors:\n- {github: ada, name: Ada Lovelace}\n...\n',
    "content/00.front-matter.md": "{{ manubot.authors }}\n",
    "content/01.abstract.md": "## Abstract {.page_break_before}\n\nShort.\n",
    "content/02.main.md": "## Main\n\nFigure @fig:a [@doi:10.1234/x].\n\n![A](images/a.svg){#fig:a}\n",
    "content/images/a.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"></svg>',
    "references.bib": "@book{doi:10.1234/x, author={Doe, Jane}, title={A}, publisher={P}, year={2020}}\n",
}


def test_a_manuscript_of_manubot_is_found(tmp_path: Path) -> None:
    """Its chapters without the template of its title page, its `metadata.yaml`, its keys and references."""
    metadata, problems = read(tmp_path, MANUBOT)

    assert [path.name for path in locate(tmp_path).texts] == ["01.abstract.md", "02.main.md"]
    assert locate(tmp_path / "content" / "02.main.md").root == tmp_path
    assert (metadata.title, [one.name for one in metadata.authors], problems) == (
        "Deep",
        ["Ada Lovelace"],
        [],
    )
    assert main(["build", str(tmp_path), "--to", "html"]) == 0
    page = (tmp_path / "_build" / "article.html").read_text(encoding="utf-8")
    assert "Figure Figure" not in page
    assert "Doe 2020" in page
