"""Citation styles by name or file: each that is shipped works, and each fault is told at its line."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from offprint import csl, pandoc
from offprint.citation_style import ALIASES, choose, shipped_styles
from offprint.cli import main
from offprint.problems import Place, RejectedError
from offprint.project import Project, locate, shipped

NAMES = [style.name for style in shipped_styles()]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Give a project with one text, started in its folder."""
    (tmp_path / "paper.md").write_text("A text.\n")
    monkeypatch.chdir(tmp_path)
    return locate(tmp_path)


def told(project: Project, name: str) -> list[str]:
    """Return what is told of a style that the front matter names in line 3."""
    with pytest.raises(RejectedError) as rejected:
        choose(project, "", name, Place(project.texts[0], 3, 6))
    return [str(one) for one in rejected.value.problems]


def test_styles_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """`offprint styles` shows each style's name, how it cites, its title, and which is the default."""
    assert main(["styles"]) == 0

    assert capsys.readouterr().out.splitlines() == [
        "apa                      author-date  APA Style 7th edition",
        "chicago-author-date      author-date  Chicago Manual of Style 18th edition (author-date) (default)",
        "chicago-notes            note         Chicago Manual of Style 18th edition (notes and bibliography)",
        (
            "chicago-shortened-notes  note         "
            "Chicago Manual of Style 18th edition (shortened notes and bibliography)"
        ),
        (
            "din-1505-2               author-date  "
            "DIN 1505-2 (author-date, Deutsch) - standard superseded by ISO-690"
        ),
        (
            "din-1505-2-alphanumeric  label        "
            "DIN 1505-2 (alphanumeric, Deutsch) - standard superseded by ISO-690"
        ),
        "harvard                  author-date  Cite Them Right 12th edition (author-date/Harvard)",
        "ieee                     numeric      IEEE Reference Guide version 11.29.2023",
        "iso690                   author-date  ISO-690 (author-date, English)",
        "iso690-numeric           numeric      ISO-690 (numeric, English)",
        "mla                      author       MLA Handbook 9th edition (in-text citations)",
        "nature                   numeric      Nature",
        "oscola                   note         OSCOLA 4th edition",
        "vancouver                numeric      Cardiff University - NLM/Vancouver",
    ]


@pytest.mark.parametrize("name", NAMES)
def test_the_engine_takes_each_shipped_style_in_silence(name: str) -> None:
    """A shipped style stands by itself (nothing is fetched) and gives the engine nothing to say."""
    path = shipped(f"csl/{name}.csl")
    root = csl.parse(path)

    assert csl.parent(root) == ""
    assert csl.faults(path, root) == []


@pytest.mark.parametrize("name", NAMES)
def test_each_shipped_style_keeps_its_rights(name: str) -> None:
    """Authors and licence stand in the file, and NOTICE names the file with its title."""
    root = csl.parse(shipped(f"csl/{name}.csl"))
    info = f"{csl.CSL}info/{csl.CSL}"
    rights = root.find(f"{info}rights")
    source = (root.findtext(f"{info}id") or "").rpartition("/")[2]

    assert rights is not None
    assert rights.get("license") == "http://creativecommons.org/licenses/by-sa/3.0/"
    assert root.findtext(f"{info}author/{csl.CSL}name")
    line = rf"^{re.escape(name)}\.csl +{re.escape(source)} +{re.escape(csl.title(root))}$"
    assert re.search(line, shipped("csl/NOTICE").read_text(), re.MULTILINE)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("apa", "apa"),
        ("APA", "apa"),
        ("apa.csl", "apa"),
        ("https://www.zotero.org/styles/modern-language-association", "mla"),
        ("Chicago-Notes-Bibliography", "chicago-notes"),
        ("", "chicago-author-date"),
    ],
)
def test_a_style_is_found_by_its_names(project: Project, written: str, name: str) -> None:
    """Short or long, in any case, with `.csl` or the repository's address: the same style."""
    assert choose(project, "", written, None) == shipped(f"csl/{name}.csl")


def test_each_alias_means_a_shipped_style() -> None:
    """No alias leads nowhere or hides a style."""
    assert set(ALIASES.values()) <= set(NAMES)
    assert not set(ALIASES) & set(NAMES)


def test_the_author_s_own_file_comes_first(project: Project) -> None:
    """`csl: apa.csl` is the author's file if there is one, and `styles/csl/apa.csl` is `apa`."""
    style = shipped("csl/nature.csl").read_text()
    own = project.root / "styles" / "csl" / "apa.csl"
    own.parent.mkdir(parents=True)
    own.write_text(style)
    beside = project.root / "ieee.csl"
    beside.write_text(style)

    assert choose(project, "", "apa", None) == own
    assert choose(project, "", "ieee.csl", None) == beside
    assert choose(project, "", "ieee", None) == shipped("csl/ieee.csl")


def test_a_dependent_style_is_the_style_that_it_points_at(project: Project) -> None:
    """A file without rules of its own means its parent, if that is shipped; nothing is fetched."""
    dependent = (
        '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0"><info><title>J</title>'
        '<link href="http://www.zotero.org/styles/{}" rel="independent-parent"/></info></style>'
    )
    (project.root / "journal.csl").write_text(dependent.format("modern-language-association"))
    (project.root / "other.csl").write_text(dependent.format("elsewhere"))

    assert choose(project, "", "journal.csl", None) == shipped("csl/mla.csl")
    assert told(project, "other.csl") == [
        (
            "paper.md:3:6: error[citation-style]: “other.csl” only points at the style “elsewhere”, "
            "which is not shipped; put elsewhere.csl itself into the project"
        )
    ]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("harvrd", "did you mean “harvard”?"),
        ("chicago-note", "did you mean “chicago-notes”?"),
        ("elsewhere/apa.cls", "shipped: " + ", ".join(NAMES)),
    ],
)
def test_a_style_that_is_not_there(project: Project, name: str, hint: str) -> None:
    """An unknown name is told where it stands, with the near miss or what there is."""
    what = f"paper.md:3:6: error[citation-style]: there is no citation style “{name}”; {hint}"

    assert told(project, name) == [what]


NATURE = shipped("csl/nature.csl").read_text()


@pytest.mark.parametrize(
    ("right", "wrong", "problem"),
    [
        ("</citation>", "</citaton>",
         ("own.csl:{}:13: error[citation-style]: “own.csl” is not XML: "
         "Opening and ending tag mismatch: citation line 161 and citaton")),
        ('<text variable="DOI"', '<txt variable="DOI"',
         'own.csl:{}: error[citation-style]: the style cannot be used: unknown element "txt"'),
        ('<text macro="access"', '<text macro="acess"',
         "own.csl:{}: error[citation-style]: the style cannot be used: undefined macro acess"),
        ('default-locale="en-GB"', 'default-locale="en GB"',
         ("own.csl:{}: error[citation-style]: the locale “en GB” is not a language tag; "
         "write a BCP 47 tag such as en-GB")),
        ('<macro name="title">', '<macro name="title"><text macro="title"/>',
         "own.csl:{}: error[citation-style]: the macro “title” calls itself; break the circle"),
    ],
)  # fmt: skip
def test_a_style_that_does_not_parse(project: Project, right: str, wrong: str, problem: str) -> None:
    """A fault of a style is told at its own line, before anything is set by it."""
    assert right in NATURE
    source = NATURE.replace(right, wrong, 1)
    (project.root / "own.csl").write_text(source)
    line = source[: source.index(wrong)].count("\n") + 1

    assert told(project, "own.csl") == [problem.format(line)]


def test_what_is_no_style_at_all(project: Project) -> None:
    """Another file in a style's place is told for what it is."""
    (project.root / "page.csl").write_text("<html>\n</html>")
    (project.root / "references.bib").write_text("@book{a, title={A}}")

    assert told(project, "page.csl") == [
        (
            "page.csl:1: error[citation-style]: “page.csl” is not a CSL style: it begins with <html>; "
            "take the .csl file of the style, not a page about it or a locale"
        )
    ]
    assert told(project, "references.bib") == [
        (
            "references.bib:1:1: error[citation-style]: “references.bib” is not XML: "
            "Start tag expected, '<' not found"
        )
    ]


def test_the_default_is_the_engine_s_own() -> None:
    """The default style is the file that pandoc itself brings, letter for letter."""
    command = [pandoc.executable(), "--print-default-data-file=default.csl"]

    printed = subprocess.run(command, capture_output=True, check=True).stdout

    assert shipped("csl/chicago-author-date.csl").read_bytes() == printed
