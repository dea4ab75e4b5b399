"""What the page says to those who index and share it, read back from the page."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lxml import html

from offprint.cli import main


def head(output: Path) -> dict[str, list[str]]:
    """Return the contents of the page's `<meta>` elements by their names or properties."""
    found = defaultdict(list)
    for meta in html.document_fromstring((output / "article.html").read_bytes()).iter("meta"):
        found[meta.get("name") or meta.get("property") or ""].append(meta.get("content", ""))
    return found


def linked(output: Path) -> dict[str, Any]:
    """Return the page's JSON-LD."""
    page = html.document_fromstring((output / "article.html").read_bytes())
    data: dict[str, Any] = json.loads(page.xpath("string(//script[@type='application/ld+json'])"))
    return data


def test_highwire_names_the_work_and_its_references(everything: Path) -> None:
    """Title, authors with institutions and ORCIDs, journal, date, DOI, and a line for each reference."""
    said = head(everything)

    assert said["citation_title"] == ["The Offprint of Everything"]
    assert said["citation_author"] == ["Lovelace, Ada", "Babbage, Charles"]
    assert said["citation_author_institution"] == [
        "Analytical Society, Cambridge", "Analytical Society, Cambridge", "Difference Engine Works, London",
    ]  # fmt: skip
    assert said["citation_author_orcid"] == ["https://orcid.org/0000-0002-1825-0097"]
    assert said["citation_publication_date"] == ["2024/05/17"]
    assert said["citation_journal_title"] == ["Offprint Samples"]
    assert said["citation_doi"] == ["10.1234/offprint.sample"]
    assert said["citation_pdf_url"] == []
    references = [dict(pair.split("=", 1) for pair in one.split("; ")) for one in said["citation_reference"]]
    assert [one["citation_author"] for one in references] == ["Hopper, Grace Murray", "Turing, Alan M."]
    assert references[1] == {
        "citation_title": "On Computable Numbers, with an Application to the Entscheidungsproblem",
        "citation_author": "Turing, Alan M.",
        "citation_journal_title": "Proceedings of the London Mathematical Society",
        "citation_publication_date": "1936",
        "citation_volume": "42",
        "citation_firstpage": "230",
        "citation_lastpage": "265",
    }


def test_dublin_core_and_open_graph_say_the_same(everything: Path) -> None:
    """Title, creators, date, rights, language and type; for those who share, title, words and site."""
    said = head(everything)

    assert said["dcterms.title"] == said["og:title"] == ["The Offprint of Everything"]
    assert said["dcterms.creator"] == ["Lovelace, Ada", "Babbage, Charles"]
    assert said["article:author"] == ["Ada Lovelace", "Charles Babbage"]
    assert said["dcterms.date"] == said["article:published_time"] == ["2024-05-17"]
    assert said["dcterms.license"] == ["https://creativecommons.org/licenses/by/4.0/"]
    assert said["dcterms.language"] == ["en-GB"]
    assert said["og:type"] == ["article"]
    assert said["og:site_name"] == ["Offprint Samples"]
    assert (
        said["og:description"]
        == said["description"]
        == ["A sample that holds one of everything, after Turing (1936)."]
    )


def test_linked_data_is_a_scholarly_article(everything: Path) -> None:
    """Authors with ORCIDs, licence, journal by issue and volume, other editions, citations, accessibility."""
    said = linked(everything)

    assert (said["@context"], said["@type"]) == ("https://schema.org", "ScholarlyArticle")
    assert said["@id"] == said["url"] == "https://doi.org/10.1234/offprint.sample"
    ada, charles = said["author"]
    assert ada == {
        "@type": "Person", "@id": "https://orcid.org/0000-0002-1825-0097", "name": "Ada Lovelace",
        "givenName": "Ada", "familyName": "Lovelace", "identifier": "https://orcid.org/0000-0002-1825-0097",
        "affiliation": [{"@type": "Organization", "name": "Analytical Society, Cambridge"}],
        "email": "ada@example.org",
    }  # fmt: skip
    assert [one["name"] for one in charles["affiliation"]] == [
        "Analytical Society, Cambridge", "Difference Engine Works, London",
    ]  # fmt: skip
    assert said["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert said["isPartOf"]["issueNumber"] == "1"
    assert said["isPartOf"]["isPartOf"]["volumeNumber"] == "2"
    assert said["isPartOf"]["isPartOf"]["isPartOf"] == {"@type": "Periodical", "name": "Offprint Samples"}
    assert [one["contentUrl"] for one in said["encoding"]] == ["article.epub", "article.pdf"]
    assert [one["@type"] for one in said["citation"]] == ["ScholarlyArticle", "ScholarlyArticle"]
    assert said["citation"][1]["author"] == [{"@type": "Person", "name": "Turing, Alan M."}]
    assert said["accessMode"] == ["textual", "visual"]
    assert {"MathML", "alternativeText", "structuralNavigation"} <= set(said["accessibilityFeature"])
    assert said["accessibilityHazard"] == ["none"]


def test_the_page_says_where_it_belongs(sample: Callable[[str], Path]) -> None:
    """`url` is the canonical address, and the PDF's is told beside it; without it, the DOI's is."""
    project = sample("everything")
    canonical = "string(//link[@rel='canonical']/@href)"
    assert main(["build", str(project), "--to", "html"]) == 0
    page = html.document_fromstring((project / "_build/article.html").read_bytes())
    assert page.xpath(canonical) == "https://doi.org/10.1234/offprint.sample"
    assert page.xpath("//link[@rel='alternate']") == []

    text = project / "article.md.j2"
    text.write_text(text.read_text().replace("lang: en-GB", "lang: en-GB\nurl: https://example.org/all/"))
    assert main(["build", str(project), "--to", "html,pdf"]) == 0
    page = html.document_fromstring((project / "_build/article.html").read_bytes())
    said = head(project / "_build")
    assert page.xpath(canonical) == "https://example.org/all/"
    assert said["og:url"] == said["citation_fulltext_html_url"] == ["https://example.org/all/"]
    assert said["citation_pdf_url"] == ["https://example.org/all/article.pdf"]
    assert page.xpath("//link[@rel='alternate']/@href") == ["article.pdf"]


def test_metadata_cannot_break_out_of_the_page(sample: Callable[[str], Path]) -> None:
    """A title that ends a script is but a title."""
    project = sample("everything")
    text = project / "article.md.j2"
    text.write_text(text.read_text().replace('"The *Offprint* of Everything"', '"`</script><script>x()`"'))
    assert main(["build", str(project), "--to", "html"]) == 0

    page = html.document_fromstring((project / "_build/article.html").read_bytes())
    assert linked(project / "_build")["headline"] == "</script><script>x()"
    assert len(page.xpath("//script")) == 3
