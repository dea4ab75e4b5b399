"""The web page: valid, whole in one file, and asking nobody for anything."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from lxml import html

VNU = Path(__file__).parents[2] / ".tools/node_modules/vnu-jar/build/dist/vnu.jar"


def page(output: Path) -> html.HtmlElement:
    """Return the page as a browser would read it."""
    return html.document_fromstring((output / "article.html").read_bytes())


@pytest.mark.parametrize("name", ["everything", "example", "full"])
def test_the_nu_checker_finds_no_error(name: str, request: pytest.FixtureRequest) -> None:
    """The sample and this repository's article are valid HTML (Nu checker: `make` installs it)."""
    output: Path = request.getfixturevalue(name)

    result = subprocess.run(
        ["java", "-jar", VNU, "--errors-only", "--format", "gnu", output / "article.html"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (result.returncode, result.stderr) == (0, "")


def test_the_page_is_one_file(everything: Path) -> None:
    """Nothing is loaded: every image, style and font is inside, and there is no script."""
    tree = page(everything)
    sources = [element.get("src", "") for element in tree.iter("img", "script", "iframe", "source")]
    addresses = re.findall(r"url\(([^)]*)\)", tree.findtext(".//style") or "")

    assert sources
    assert all(source.startswith("data:") for source in sources)
    assert addresses
    assert all(address.startswith("data:") for address in addresses)
    assert not tree.xpath("//link[@rel='stylesheet'] | //script")


def test_the_page_names_its_work(everything: Path) -> None:
    """Title, authors and DOI stand in the head for people who index pages."""
    tree = page(everything)
    meta = {(one.get("name"), one.get("content")) for one in tree.iterfind(".//meta[@name]")}

    assert tree.findtext(".//title") == "The Offprint of Everything"
    assert ("citation_author", "Lovelace, Ada") in meta
    assert ("citation_author", "Babbage, Charles") in meta
    assert ("citation_doi", "10.1234/offprint.sample") in meta


def test_notes_link_there_and_back(everything: Path) -> None:
    """Each call leads to its note, and each note back to its call."""
    tree = page(everything)
    calls = tree.xpath("//main//a[@role='doc-noteref']")
    backs = tree.xpath("//*[@role='doc-footnote']//a[@role='doc-backlink']")

    assert [(call.get("id"), call.get("href")) for call in calls] == [("fnref1", "#fn1"), ("fnref2", "#fn2")]
    assert [back.get("href") for back in backs] == ["#fnref1", "#fnref2"]


def test_notes_stand_beside_their_calls(everything: Path) -> None:
    """A note of one paragraph stands behind its call, another behind the block of its call."""
    tree = page(everything)

    assert tree.xpath("//span[@id='fn1']/preceding-sibling::*[1]/@id") == ["fnref1"]
    assert tree.xpath("//aside[@id='fn2']/preceding-sibling::*[1]//a[@role='doc-noteref']/@id") == ["fnref2"]


def test_every_link_inside_the_page_arrives(everything: Path) -> None:
    """Cross-references, citations, notes and contents lead somewhere."""
    tree = page(everything)
    ids = {element.get("id") for element in tree.iter()}
    links = [href for link in tree.iter("a") if (href := str(link.get("href"))).startswith("#")]

    assert len(links) > 10
    assert [href for href in links if href[1:] not in ids] == []


def test_cross_references_are_numbered_links(everything: Path) -> None:
    """A reference says what it points at, by kind and number; an unnumbered section by its title."""
    links = [
        (link.get("href"), link.text_content()) for link in page(everything).iterfind(".//a[@class='xref']")
    ]

    assert links == [
        ("#fig:curve", "Figure\u00a01"),
        ("#tbl:engines", "Table\u00a01"),
        ("#eq:sum", "Equation\u00a01"),
        ("#sec:end", "‘Endings’"),
    ]


def test_the_page_carries_only_the_faces_that_it_uses(example: Path) -> None:
    """The article has neither bold words nor code, so two faces are enough."""
    style = page(example).findtext(".//style") or ""
    faces = re.findall(r"@font-face\{font-family:\"([^\"]*)\".*?font-style:(\w+);font-weight:(\d+)", style)

    assert faces == [("EB Garamond", "normal", "400"), ("EB Garamond", "italic", "400")]
