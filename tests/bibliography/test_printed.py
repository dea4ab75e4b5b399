"""What the citation style would print and an entry lacks: read from the style, and proved with pandoc."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from offprint import pandoc
from offprint.bibliography.printed import Sheet
from offprint.citation_style import shipped_styles
from offprint.project import shipped

Told = Callable[..., list[str]]

STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">
<macro name="place"><text variable="publisher-place"/></macro>
<citation><layout><text variable="title"/></layout></citation>
<bibliography><layout>
  <names variable="author"><substitute><text variable="publisher"/></substitute></names>
  <choose>
    <if type="book"><text macro="place"/></if>
    <else-if type="webpage" match="any"><date variable="accessed"/></else-if>
  </choose>
</layout></bibliography>
</style>"""


def test_what_the_style_prints_and_entries_lack(told: Told, tmp_path: Path) -> None:
    """A line a field: this style prints the place of books, and when web pages were seen."""
    style = tmp_path / "mine.csl"
    style.write_text(STYLE)
    text = (
        "@book{a, author = {A}, title = {B}, year = 2001}\n"
        "@book{b, author = {A}, title = {C}, year = 2001}\n"
        "@book{c, author = {A}, title = {D}, year = 2001, address = {Leeds}}\n"
        "@online{d, author = {A}, title = {E}, url = {https://example.org}}\n"
        "@misc{e, author = {A}, title = {F}}\n"
    )

    assert told(text, None, style) == [
        (
            "refs.bib:1:1: warning[style-field]: “mine” prints the place of publication, and 2 cited entries"
            " have none: “a”, “b”; add location"
        ),
        (
            "refs.bib:4:1: warning[style-field]: “mine” prints the day on which the page was seen, and a"
            " cited entry has none: “d”; add urldate"
        ),
    ]


@pytest.mark.parametrize(
    ("held", "publisher", "place"),
    [({"publisher"}, True, False), ({"publisher-place"}, False, True)],
)
def test_the_style_is_followed_into_its_choices(held: set[str], publisher: bool, place: bool) -> None:
    """Chicago's eighteenth edition prints a book's publisher, and its place only if it has none."""
    asked = Sheet.of_file(shipped("csl/chicago-author-date.csl")).asks("book", frozenset({"title", *held}))

    assert ("publisher" in asked, "publisher-place" in asked) == (publisher, place)


_WORK = "author = {Jane Doe}, title = {Words}, year = 2001"
ENTRIES = (
    f"@book{{a, {_WORK}}}",
    f"@book{{b, {_WORK}, publisher = {{Pubco}}}}",
    f"@incollection{{c, {_WORK}, booktitle = {{Whole}}}}",
    f"@incollection{{d, {_WORK}, booktitle = {{Whole}}, publisher = {{Pubco}}, pages = {{1--9}}}}",
    f"@phdthesis{{e, {_WORK}, school = {{Some School}}}}",
    f"@report{{f, {_WORK}, institution = {{Some House}}}}",
    f"@online{{g, {_WORK}, url = {{https://example.org}}}}",
    f"@article{{h, {_WORK}, journal = {{Journal}}, volume = 777}}",
    f"@article{{i, {_WORK}, journal = {{Journal}}, pages = {{881--899}}}}",
)
#: What is added, with a number that is printed nowhere else, and what must then be printed.
ADDED = {
    "publisher": ("publisher = {Zubpress#}", "Zubpress#"),
    "location": ("location = {Zubtown#}", "Zubtown#"),
    "pages": ("pages = {55#--57#}", "55#"),
    "volume": ("volume = {66#}", "66#"),
    "urldate": ("urldate = {20#-11-23}", "20#"),
}


def printed(entries: list[str], style: Path, folder: Path) -> str:
    """Return the list of references as pandoc prints it."""
    (folder / "refs.bib").write_text("\n".join(entries), encoding="utf-8")
    options = ["--citeproc", "--to=plain", f"--bibliography={folder / 'refs.bib'}", f"--csl={style}"]
    nocite = '---\nnocite: "@*"\n---\n'
    result = subprocess.run(
        [pandoc.executable(), *options], input=nocite, capture_output=True, text=True, check=True
    )
    return result.stdout


@pytest.mark.parametrize("name", sorted(shipped_styles()))
def test_what_is_told_to_be_lacking_would_be_printed(name: str, told: Told, tmp_path: Path) -> None:
    """No false alarm: add a field that is asked for, and pandoc prints it."""
    style = shipped(f"csl/{name}.csl")
    asked = [(entry, line.rpartition("; add ")[2]) for entry in ENTRIES for line in told(entry, None, style)]
    added = []
    for n, (entry, field) in enumerate(asked, 10):
        words = ADDED[field][0].replace("#", str(n))
        added.append(re.sub(r"\{\w,(.*)\}$", rf"{{k{n},\1, {words}}}", entry))

    after = printed(added, style, tmp_path)

    assert asked
    assert [
        pair for n, pair in enumerate(asked, 10) if ADDED[pair[1]][1].replace("#", str(n)) not in after
    ] == []
