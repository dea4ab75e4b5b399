"""The web page: valid, whole in one file, and asking nobody for anything."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from lxml import html

from offprint.cli import main

VNU = Path(sys.prefix) / "lib/node_modules/vnu-jar/build/dist/vnu.jar"


def page(output: Path) -> html.HtmlElement:
    """Return the page as a browser would read it."""
    return html.document_fromstring((output / "article.html").read_bytes())


@pytest.mark.parametrize("name", ["everything", "example", "odds", "full"])
def test_the_nu_checker_finds_nothing(name: str, request: pytest.FixtureRequest) -> None:
    """The sample and this repository's article are valid HTML, without a warning (`make` installs it).

    The checker takes every `data:` image for one that a policy forbids, whatever the policy says; that
    they are shown is seen in a browser (`test_web_page.py`).
    """
    output: Path = request.getfixturevalue(name)

    result = subprocess.run(
        ["java", "-jar", VNU, "--format", "gnu", output / "article.html"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    told = [line for line in result.stderr.splitlines() if "image “data:image/" not in line]
    assert (result.returncode, told) == (0, [])


def test_the_page_is_one_file(everything: Path) -> None:
    """Nothing is loaded: every image, style, font and script is inside."""
    tree = page(everything)
    sources = tree.xpath("//@src | //@srcset | //@poster | //object/@data")
    addresses = re.findall(r"url\(([^)]*)\)", tree.findtext(".//style") or "")

    assert sources
    assert all(source.startswith("data:") for source in sources)
    assert addresses
    assert all(address.startswith("data:") for address in addresses)
    assert set(tree.xpath("//link/@rel")) <= {"canonical", "alternate"}
    assert not tree.xpath("//iframe | //object | //embed")


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


def test_images_may_lie_beside_the_page(
    sample: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """`--assets` puts them into a folder of that name; collation sees that they are there."""
    project = sample("everything")
    assert main(["build", str(project), "--to", "html,epub", "--assets", "article/img"]) == 0
    output = project / "_build"
    (source,) = page(output).xpath("//main//img/@src")

    assert re.fullmatch(r"article/img/curve-[0-9a-f]{8}\.svg", source)
    assert sorted(os.listdir(output / "article/img")) == [source.rpartition("/")[2]]
    data = (output / source).read_bytes()
    assert b"font-face" in data
    record = json.loads((output / "article.collation.json").read_bytes())
    assert record["beside"] == [
        {"file": source, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    ]
    assert main(["collate", str(output / "article.html"), str(output / "article.epub")]) == 0

    (output / source).unlink()
    capsys.readouterr()
    assert main(["collate", str(output / "article.html"), str(output / "article.epub")]) == 1
    assert "error[collation-figure]: the EPUB adds “[A single arch" in capsys.readouterr().err


def test_a_picture_shown_twice_is_embedded_once(
    sample: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """The first showing holds it, the others draw it; collation sees it in each place, or misses it."""
    project = sample("everything")
    text = project / "article.md.j2"
    again = '![Once more.](figures/curve.svg){#fig:again alt="The arch again" width=50%}\n\n# Endings'
    text.write_text(text.read_text().replace("# Endings", again))
    assert main(["build", str(project), "--to", "html,epub"]) == 0
    files = [str(project / "_build" / f"article.{ending}") for ending in ("html", "epub")]
    first, second = page(project / "_build").xpath("//main//figure//svg[@role='img']")

    assert [one.get("href") for one in second] == ["#" + first.xpath("image/@id")[0]]
    assert second.get("aria-label") == "The arch again"
    assert Path(files[0]).read_text().count("data:image/svg+xml;base64,") == 1
    assert main(["collate", *files]) == 0

    Path(files[0]).write_text(Path(files[0]).read_text().replace(f'id="{first.xpath("image/@id")[0]}"', ""))
    capsys.readouterr()
    assert main(["collate", *files]) == 1
    assert "error[collation-figure]: the EPUB adds “[The arch again" in capsys.readouterr().err


@pytest.mark.parametrize("folder", ["../img", "/img", "", ".", "a/../b", "~", "a b"])
def test_assets_stay_inside_the_output(folder: str) -> None:
    """A folder elsewhere is wrong usage."""
    with pytest.raises(SystemExit, match="2"):
        main(["build", "--assets", folder])


def test_wide_things_scroll_in_boxes(everything: Path) -> None:
    """Tables, code and displayed formulas stand in boxes that the keyboard reaches."""
    boxes = page(everything).xpath("//main//*[contains(@class, 'scroll')]")

    assert {(box.tag, box[0].tag, box.get("tabindex")) for box in boxes} == {
        ("div", "table", "0"), ("div", "pre", "0"), ("span", "math", "0"),
    }  # fmt: skip


def test_links_that_are_formulas_have_names(odds: Path) -> None:
    """A link that is but a formula is called by its TeX."""
    assert page(odds).xpath("//main//a[math]/@aria-label") == ["z"]


def test_no_style_stands_in_the_body(everything: Path) -> None:
    """What pandoc writes as inline styles are classes, with a rule each."""
    tree = page(everything)

    assert tree.xpath("//body//*[@style]") == []
    assert tree.xpath("//td[@class='style-1']")
    assert ".style-1{text-align:left}" in (tree.findtext(".//style") or "")


def test_permalinks_lead_to_what_they_stand_beside(everything: Path) -> None:
    """Headings, captions and paragraphs have one each, named by what they lead to."""
    links = page(everything).xpath("//main//a[@class='permalink']")
    told = {link.get("aria-label"): link.get("href") for link in links}

    assert told["# Link to Beginnings"] == "#sec:begin"
    assert told["# Link to Figure 1. A curve that rises and falls."] == "#fig:curve"
    assert told["¶ Paragraph 1"] == "#p1"
    assert len(told) == len(links)


def test_formulas_bring_a_face_of_their_own(everything: Path, example: Path) -> None:
    """STIX Two Math, with the italics that a browser makes of letters; a page without formulas has none."""
    for output, has in ((everything, True), (example, False)):
        style = page(output).findtext(".//style") or ""
        faces = re.findall(
            r'@font-face\{font-family:"STIX Two Math";src:url\(data:font/woff2;base64,([^)]*)', style
        )
        assert bool(faces) == has
        for face in faces:
            font = TTFont(io.BytesIO(base64.b64decode(face)))
            assert "MATH" in font
            assert {ord("𝑚"), ord("∑"), ord("𝑛")} <= font.getBestCmap().keys()
