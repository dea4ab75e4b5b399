"""“Cite this”: each form of the citation, read back by a library that reads such files."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
import rispy
from bibtexparser import entrypoint
from lxml import html

from offprint import pandoc
from offprint.cli import main
from offprint.editions import citing

STYLES = Path(__file__).parents[1] / "samples" / "styles"
WORK: Mapping[str, citing.Value] = {
    "id": "lovelace2024",
    "type": "article-journal",
    "title": "Odds & Ends: 100 % of {it} #1_a ~ \\ ^ $",
    "author": [{"family": "Lovelace", "given": "Ada"}, {"literal": "Society & Sons"}],
    "issued": {"date-parts": [[2024, 5, 17]]},
    "container-title": "Samples",
    "volume": "2",
    "issue": "1",
    "page": "7",
    "DOI": "10.1234/offprint_sample",
    "URL": "https://example.org/a_b",
    "keyword": "one, two",
}


def forms(output: Path) -> dict[str, str]:
    """Return the forms that a page offers, by their names."""
    page = html.document_fromstring((output / "article.html").read_bytes())
    return {one.get("data-form", ""): one.text_content() for one in page.xpath("//*[@data-form]")}


def test_the_formatted_citation_is_in_the_works_own_style(sample: Callable[[str], Path]) -> None:
    """As the style would print it among the references; the number that would stand before it is left out."""
    project = sample("everything")
    expected = {
        "chicago-author-date": "Lovelace, Ada, and Charles Babbage. 2024. ‘The Offprint of Everything: A "
        "Sample with One of Each’. Offprint Samples 2 (1). https://doi.org/10.1234/offprint.sample.",
        str(STYLES / "notes.csl"): "Ada Lovelace, Charles Babbage, The Offprint of Everything: A sample with "
        "one of each, 2024.",
        "ieee": "A. Lovelace and C. Babbage, ‘The Offprint of Everything: A sample with one of each’, "
        "Offprint Samples, vol. 2, no. 1, May 2024, doi: 10.1234/offprint.sample.",
    }
    for style, words in expected.items():
        assert main(["build", str(project), "--to", "html", "--csl", style]) == 0

        assert " ".join(forms(project / "_build")["Cite this"].split()) == words


def test_the_forms_of_a_page_say_the_same(everything: Path) -> None:
    """BibTeX, CSL-JSON and RIS are read back with the same authors, title, journal, date and DOI."""
    said = forms(everything)
    entry = entrypoint.parse_string(said["BibTeX"]).entries[0]
    (item,) = json.loads(said["CSL-JSON"])
    (record,) = rispy.loads(said["RIS"])

    assert (entry.key, item["id"]) == ("lovelace2024", "lovelace2024")
    assert entry["author"] == "Lovelace, Ada and Babbage, Charles"
    assert item["author"] == [
        {"family": "Lovelace", "given": "Ada"},
        {"family": "Babbage", "given": "Charles"},
    ]
    assert record["authors"] == ["Lovelace, Ada", "Babbage, Charles"]
    assert entry["title"].strip("{}") == item["title"] == record["title"]
    assert item["title"] == "The Offprint of Everything: A sample with one of each"
    assert entry["journal"] == item["container-title"] == record["secondary_title"] == "Offprint Samples"
    assert (entry["date"], item["issued"]["date-parts"], record["date"]) == (
        "2024-05-17", [[2024, 5, 17]], "2024/05/17/",
    )  # fmt: skip
    assert entry["doi"] == item["DOI"] == record["doi"] == "10.1234/offprint.sample"
    assert record["keywords"] == ["sample", "everything"]
    assert record["type_of_reference"] == "JOUR"


def test_a_saved_file_holds_what_is_shown(everything: Path) -> None:
    """The links that save a form need no network, and carry the very text."""
    page = html.document_fromstring((everything / "article.html").read_bytes())
    links = page.xpath("//a[@download]")

    assert len(links) == 3
    for link in links:
        shown = link.xpath("ancestor::*[@class='form']//pre")[0].text_content()
        form = next(one for one in citing_forms(everything) if one.file == link.get("download"))
        assert (form.text.replace("\r\n", "\n"), form.address) == (
            shown.replace("\r\n", "\n"),
            link.get("href"),
        )


def citing_forms(output: Path) -> list[citing.Form]:
    """Return the forms made anew from the CSL item that the page shows."""
    work = json.loads(forms(output)["CSL-JSON"])[0]
    return [
        citing.Form("BibTeX", citing.bibtex(work), "article.bib", "application/x-bibtex"),
        citing.Form("CSL-JSON", citing.csl_json(work), "article.csl.json",
                    "application/vnd.citationstyles.csl+json"),
        citing.Form("RIS", citing.ris(work), "article.ris", "application/x-research-info-systems"),
    ]  # fmt: skip


def test_signs_of_tex_survive_bibtex() -> None:
    """Pandoc reads back the very title, though it is made of TeX's own signs."""
    read, _ = pandoc._run(["-f", "bibtex", "-t", "csljson"], citing.bibtex(WORK))  # noqa: SLF001

    (item,) = json.loads(read)
    assert item["title"].replace('<span class="nocase">', "").replace("</span>", "") == WORK["title"]
    assert item["author"] == WORK["author"]
    assert (item["DOI"], item["URL"], item["page"]) == (WORK["DOI"], WORK["URL"], WORK["page"])


def test_signs_survive_ris() -> None:
    """RIS has no escapes: every value is as it is, on one line."""
    (record,) = rispy.loads(citing.ris({**WORK, "title": "A title\nin two lines"}))

    assert record["title"] == "A title in two lines"
    assert record["authors"] == ["Lovelace, Ada", "Society & Sons"]
    assert record["keywords"] == ["one", "two"]


@pytest.mark.parametrize(
    ("written", "parts"),
    [("2024-05-17", [2024, 5, 17]), ("May 2024", [2024, 5]), ("2024", [2024]), ("17.05.2024", [2024, 5, 17])],
)
def test_a_date_is_as_exact_as_it_is_written(
    written: str, parts: list[int], sample: Callable[[str], Path]
) -> None:
    """A year alone does not become the first of January."""
    from offprint import manuscript, project

    read = manuscript.read(project.locate(sample("everything")))

    assert list(replace(read.metadata, date=written).date_parts) == parts
