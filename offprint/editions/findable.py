"""What the page says of itself to those who index, cite and share it, all from the one metadata.

Highwire's `citation_*` (as Google Scholar's inclusion guidelines ask), Dublin Core, Open Graph, and
`ScholarlyArticle` of schema.org as JSON-LD.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import TypeAlias
from urllib.parse import urljoin

from offprint import bibliography as bib
from offprint.bibliography.works import Work
from offprint.document import Document
from offprint.editions.page import identifier, license_of, rights
from offprint.people import Author

Data: TypeAlias = "str | bool | Sequence[Data] | Mapping[str, Data]"
MEDIA = {"epub": "application/epub+zip", "pdf": "application/pdf"}
_SHORT = 300
"""What those who show a page's description have room for."""
_KINDS: Mapping[str, str] = {
    "article": "ScholarlyArticle",
    "book": "Book",
    "dataset": "Dataset",
    "inbook": "Chapter",
    "incollection": "Chapter",
    "inproceedings": "ScholarlyArticle",
    "mastersthesis": "Thesis",
    "online": "WebPage",
    "phdthesis": "Thesis",
    "report": "Report",
    "software": "SoftwareSourceCode",
    "techreport": "Report",
    "thesis": "Thesis",
}


@dataclass(frozen=True, slots=True)
class Findable:
    """The page's metadata for machines."""

    document: Document
    files: Mapping[str, str]
    """The editions that are published beside the page, by their endings."""
    contents: bool = False
    """Whether the page has a table of contents."""

    @property
    def address(self) -> str:
        """The work's lasting address: the author's `url`, else its DOI's; empty if there is neither."""
        metadata = self.document.metadata
        return metadata.url or (f"https://doi.org/{metadata.doi}" if metadata.doi else "")

    @property
    def works(self) -> list[Work]:
        """The works in the list of references, in its order."""
        entries = self.document.body.main.xpath("//*[contains(@class, 'csl-entry')]/@id")
        keys = [str(name).removeprefix("ref-") for name in entries]
        return list(bib.works(self.document.bibliography, keys))

    def named(self) -> Iterator[tuple[str, str]]:
        """Yield the `<meta name>` elements that say something."""
        pairs = (*self._general(), *self._dublin_core(), *self._highwire())
        return ((name, value) for name, value in pairs if value)

    def _general(self) -> Iterator[tuple[str, str]]:
        metadata = self.document.metadata
        yield from (("author", author.name) for author in metadata.authors)
        yield "description", shorten(self._abstract, _SHORT, placeholder=" …")
        yield "keywords", ", ".join(metadata.keywords)

    def _dublin_core(self) -> Iterator[tuple[str, str]]:
        metadata = self.document.metadata
        license_ = license_of(metadata)
        yield "dcterms.title", self.document.title
        yield from (("dcterms.creator", author.file_as) for author in metadata.authors)
        yield "dcterms.identifier", identifier(self.document)
        yield "dcterms.date", metadata.issued.strftime("%Y-%m-%d") if metadata.issued else ""
        yield "dcterms.rights", rights(metadata)
        yield "dcterms.license", license_.url if license_ else ""
        yield "dcterms.language", metadata.lang
        yield "dcterms.type", "Text"
        yield "dcterms.format", "text/html"
        yield "dcterms.publisher", metadata.publication.publisher
        yield "dcterms.isPartOf", metadata.publication.title
        yield from (("dcterms.subject", word) for word in metadata.keywords)

    def _highwire(self) -> Iterator[tuple[str, str]]:
        metadata = self.document.metadata
        publication = metadata.publication
        yield "citation_title", self.document.title
        for author in metadata.authors:
            yield from self._highwire_author(author)
        yield "citation_publication_date", "/".join(f"{part:02}" for part in metadata.date_parts)
        yield "citation_journal_title", publication.title
        yield "citation_volume", publication.volume
        yield "citation_issue", publication.issue
        yield "citation_firstpage", publication.first_page
        yield "citation_publisher", publication.publisher
        yield "citation_issn", publication.issn
        yield "citation_doi", metadata.doi
        yield "citation_language", metadata.lang
        yield "citation_keywords", "; ".join(metadata.keywords)
        if metadata.url:  # Google Scholar wants whole addresses
            yield "citation_fulltext_html_url", metadata.url
            yield "citation_pdf_url", urljoin(metadata.url, self.files["pdf"]) if "pdf" in self.files else ""
        yield from (("citation_reference", _highwire_reference(work)) for work in self.works)

    def _highwire_author(self, author: Author) -> Iterator[tuple[str, str]]:
        yield "citation_author", author.file_as
        yield from (("citation_author_institution", name) for name in self._affiliations(author))
        yield "citation_author_orcid", f"https://orcid.org/{author.orcid}" if author.orcid else ""

    def open_graph(self) -> Iterator[tuple[str, str]]:
        """Yield the `<meta property>` elements (ogp.me) that say something."""
        metadata = self.document.metadata
        pairs = [
            ("og:type", "article"),
            ("og:title", self.document.title),
            ("og:description", shorten(self._abstract, _SHORT, placeholder=" …")),
            ("og:url", self.address),
            ("og:site_name", metadata.publication.title),
            ("og:locale", metadata.lang.replace("-", "_")),
            ("article:published_time", metadata.issued.strftime("%Y-%m-%d") if metadata.issued else ""),
            *(("article:author", author.name) for author in metadata.authors),
            *(("article:tag", word) for word in metadata.keywords),
        ]
        return ((name, value) for name, value in pairs if value)

    def linked_data(self) -> Data:
        """Return the work as a `ScholarlyArticle`."""
        metadata = self.document.metadata
        license_ = license_of(metadata)
        return _said({
            "@context": "https://schema.org",
            "@type": "ScholarlyArticle",
            "@id": self.address or identifier(self.document),
            "url": self.address,
            "headline": self.document.title,
            "alternativeHeadline": self.document.body.text("subtitle"),
            "author": [self._person(author) for author in metadata.authors],
            "datePublished": "-".join(f"{part:02}" for part in metadata.date_parts),
            "inLanguage": metadata.lang,
            "abstract": self._abstract,
            "keywords": list(metadata.keywords),
            "license": (license_.url or license_.name) if license_ else "",
            "copyrightNotice": metadata.copyright,
            "identifier": _doi(metadata.doi) if metadata.doi else identifier(self.document),
            "isPartOf": self._part_of(),
            "pageStart": metadata.publication.first_page,
            "publisher": _organization(metadata.publication.publisher),
            "encoding": [
                {"@type": "MediaObject", "encodingFormat": MEDIA[ending], "contentUrl": file}
                for ending, file in self.files.items()
            ],
            "citation": [_linked_work(work) for work in self.works],
            **self._accessibility(),
        })  # fmt: skip

    def _person(self, author: Author) -> Data:
        affiliations = [_organization(name) for name in self._affiliations(author)]
        if author.literal:
            return _said({"@type": "Organization", "name": author.literal, "affiliation": affiliations})
        orcid = f"https://orcid.org/{author.orcid}" if author.orcid else ""
        return _said({
            "@type": "Person", "@id": orcid, "name": author.name, "givenName": author.given,
            "familyName": author.family, "identifier": orcid, "affiliation": affiliations,
            "email": author.email if author.corresponding else "",
        })  # fmt: skip

    def _affiliations(self, author: Author) -> list[str]:
        return [self.document.metadata.affiliations[number - 1].name for number in author.affiliations]

    def _part_of(self) -> Data:
        """Return issue, volume and journal, each a part of the next (schema.org, PublicationIssue)."""
        publication = self.document.metadata.publication
        whole: Data = ""
        if publication.title:
            whole = _said({"@type": "Periodical", "name": publication.title, "issn": publication.issn,
                           "url": publication.url})  # fmt: skip
        if whole and publication.volume:
            whole = {"@type": "PublicationVolume", "volumeNumber": publication.volume, "isPartOf": whole}
        if whole and publication.issue:
            whole = {"@type": "PublicationIssue", "issueNumber": publication.issue, "isPartOf": whole}
        return whole

    def _accessibility(self) -> dict[str, Data]:
        """Return what is so of this very page (W3C, Schema.org Accessibility Properties)."""
        main = self.document.body.main
        images = list(main.iter("img"))
        features = ["structuralNavigation", "displayTransformability", "readingOrder"]
        features += ["tableOfContents"] if self.contents else []
        features += ["MathML", "latex"] if next(main.iter("math"), None) is not None else []
        features += ["alternativeText"] if images and all(one.get("alt") for one in images) else []
        moving = any(one.media_type == "image/gif" for one in self.document.pictures.values())
        return {
            "accessMode": ["textual", *(["visual"] if images else [])],
            "accessModeSufficient": [{"@type": "ItemList", "itemListElement": ["textual"]}]
            if not images or "alternativeText" in features
            else [],
            "accessibilityFeature": features,
            "accessibilityHazard": ["unknown"] if moving else ["none"],
        }

    @property
    def _abstract(self) -> str:
        return self.document.body.text("abstract")


def _said(data: Mapping[str, Data]) -> dict[str, Data]:
    """Return what is not empty."""
    return {name: value for name, value in data.items() if value}


def _doi(number: str) -> Data:
    return {
        "@type": "PropertyValue",
        "propertyID": "DOI",
        "value": number,
        "url": f"https://doi.org/{number}",
    }


def _organization(name: str) -> Data:
    return {"@type": "Organization", "name": name} if name else ""


def _linked_work(work: Work) -> Data:
    return _said({
        "@type": _KINDS.get(work.kind, "CreativeWork"),
        "name": work.title,
        "author": [{"@type": "Person", "name": name} for name in work.authors],
        "datePublished": work.year,
        "isPartOf": {"@type": "CreativeWork", "name": work.container} if work.container else "",
        "identifier": f"https://doi.org/{work.doi}" if work.doi else "",
        "url": work.url,
    })  # fmt: skip


def _highwire_reference(work: Work) -> str:
    """Return a reference as pairs of Highwire's own names, parted by semicolons, so none is in a value."""
    pairs = [
        ("title", work.title),
        *(("author", name) for name in work.authors),
        ("journal_title" if work.kind == "article" else "inbook_title", work.container),
        ("publisher", work.publisher),
        ("publication_date", work.year),
        ("volume", work.volume),
        ("issue", work.issue),
        ("firstpage", work.first_page),
        ("lastpage", work.last_page),
        ("doi", work.doi),
    ]
    return "; ".join(f"citation_{name}={value.replace(';', ',')}" for name, value in pairs if value)
