"""“Cite this”: the work itself as a citation, formatted in its own style, in BibTeX, CSL-JSON and RIS.

All of them are made from one CSL item (citation-style-language.org, csl-data 1.0.2), which is made from
the one metadata.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeAlias

from offprint import csl, pandoc, scratch
from offprint.body import Element, of_fragment
from offprint.document import Document
from offprint.people import Author
from offprint.transforms.language import pairs

Value: TypeAlias = "str | int | Sequence[Value] | Mapping[str, Value]"

_TEX = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}", **{sign: f"\\{sign}" for sign in "&%$#_"}}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Form:
    """One form of the citation: its name, its text, and the file that it is saved as."""

    name: str
    text: str
    file: str
    media_type: str

    @property
    def address(self) -> str:
        """The file as a `data:` address (RFC 2397), which is saved without asking anyone."""
        packed = base64.b64encode(self.text.encode()).decode()
        return f"data:{self.media_type};charset=utf-8;base64,{packed}"


def item(document: Document) -> dict[str, Value]:
    """Return the work as a CSL item."""
    metadata = document.metadata
    publication = metadata.publication
    subtitle = document.body.text("subtitle")
    said: dict[str, Value] = {
        "id": _key(document),
        "type": "article-journal" if publication.title else "article",
        "title": f"{document.title}: {subtitle}" if subtitle else document.title,
        "author": [_name(author) for author in metadata.authors],
        "issued": {"date-parts": [list(metadata.date_parts)]} if metadata.date_parts else "",
        "container-title": publication.title,
        "volume": publication.volume,
        "issue": publication.issue,
        "page": publication.first_page,
        "publisher": publication.publisher,
        "ISSN": publication.issn,
        "DOI": metadata.doi,
        "URL": metadata.url,
        "language": metadata.lang,
        "keyword": ", ".join(metadata.keywords),
    }
    return {name: value for name, value in said.items() if value}


def _key(document: Document) -> str:
    """Return a key as authors make them: family name and year, else the title's first word."""
    first = next(iter(document.metadata.authors), None)
    name = re.sub(r"[^a-z0-9]", "", (first.short if first else "").lower())
    word = next(iter(re.findall(r"[a-z0-9]{4,}", document.title.lower())), "article")
    return f"{name or word}{next(iter(document.metadata.date_parts), '')}"


def _name(author: Author) -> Value:
    if author.literal:
        return {"literal": author.literal}
    parts = {"family": author.family, "given": author.given}
    return {name: part for name, part in parts.items() if part}


def begun(document: Document) -> Future[Element]:
    """Have the work's own reference formatted, while other work goes on."""
    aside = ThreadPoolExecutor(1)
    future = aside.submit(formatted, document)
    aside.shutdown(wait=False)
    return future


def formatted(document: Document) -> Element:
    """Return the work's own reference in the style of its citations, as HTML."""
    meta = {
        "lang": _meta(document.metadata.lang),
        "references": {"t": "MetaList", "c": [_meta({**item(document), "id": "self"})]},
    }
    asked = {"t": "Para", "c": [pandoc.cite("self")]}
    with scratch.folder() as folder:
        sheet = folder / "style.csl"
        marks = [mark for pair in pairs(document.terms) for mark in pair]
        sheet.write_bytes(csl.with_quotes(csl.parse(document.style), document.metadata.lang, marks))
        options = ["-t", "html5", "--wrap=none", "--citeproc", f"--csl={sheet}"]
        source, _ = pandoc.write(pandoc.document([asked], meta), options)
    return _entry(of_fragment(source))


def _meta(value: Value) -> pandoc.Node:
    """Return a value of a CSL item as pandoc's metadata."""
    if isinstance(value, Mapping):
        return {"t": "MetaMap", "c": {name: _meta(one) for name, one in value.items()}}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return {"t": "MetaList", "c": [_meta(one) for one in value]}
    return {"t": "MetaInlines", "c": [{"t": "Str", "c": str(value)}]}


def _entry(page: Element) -> Element:
    """Return the one reference of a page, without the number or label that stands before it.

    Where a style has no list of references, its note says as much, else its citation.
    """
    places = ("*[contains(@class, 'csl-entry')]", "*[@id='footnotes']//p", "p")
    entry: Element = next(one for place in places for one in page.xpath(f".//{place}"))
    for link in entry.xpath(".//a[@role='doc-backlink']"):
        link.drop_tree()
    for label in entry.xpath(".//*[@class='csl-left-margin']"):
        label.drop_tree()
    for box in entry.xpath(".//*[@class='csl-right-inline']"):
        box.drop_tag()
    return entry


def forms(document: Document, stem: str) -> list[Form]:
    """Return the citation as programs read it; `stem` names the files that it is saved as."""
    work = item(document)
    return [
        Form("BibTeX", bibtex(work), f"{stem}.bib", "application/x-bibtex"),
        Form("CSL-JSON", csl_json(work), f"{stem}.csl.json",
             "application/vnd.citationstyles.csl+json"),
        Form("RIS", ris(work), f"{stem}.ris", "application/x-research-info-systems"),
    ]  # fmt: skip


def csl_json(work: Mapping[str, Value]) -> str:
    """Return a CSL item as CSL-JSON, a line a field."""
    fields = (
        f"  {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in work.items()
    )
    return "[{\n" + ",\n".join(fields) + "\n}]\n"


def bibtex(work: Mapping[str, Value]) -> str:
    """Return a CSL item as a BibTeX entry; double braces keep a title's capitals."""
    date = _date(work)
    fields = {
        "author": " and ".join(_bibtex_name(name) for name in _names(work)),
        "title": f"{{{_tex(work, 'title')}}}",
        "journal": _tex(work, "container-title"),
        "volume": _tex(work, "volume"),
        "number": _tex(work, "issue"),
        "pages": _tex(work, "page"),
        "publisher": _tex(work, "publisher"),
        "year": f"{date[0]}" if date else "",
        "date": "-".join(f"{part:02}" for part in date) if len(date) > 1 else "",
        "issn": _tex(work, "ISSN"),
        "doi": str(work.get("DOI", "")),
        "url": str(work.get("URL", "")),
        "langid": str(work.get("language", "")),
    }
    kind = "article" if work["type"] == "article-journal" else "misc"
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value.strip("{}")]
    return ",\n".join([f"@{kind}{{{work['id']}", *lines]) + "\n}\n"


def _tex(work: Mapping[str, Value], name: str) -> str:
    return "".join(_TEX.get(letter, letter) for letter in str(work.get(name, "")))


def _bibtex_name(name: Mapping[str, str]) -> str:
    if "literal" in name:
        return f"{{{_tex(name, 'literal')}}}"
    return ", ".join(_tex(name, part) for part in ("family", "given") if part in name)


def ris(work: Mapping[str, Value]) -> str:
    """Return a CSL item as a RIS record (Research Information Systems, 2001 and 2011)."""
    return "".join(f"{tag}  - {value}\r\n" for tag, value in _ris_lines(work))


def _ris_lines(work: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    date = _date(work)
    yield "TY", "JOUR" if work["type"] == "article-journal" else "GEN"
    yield from (("AU", ", ".join(name.values())) for name in _names(work))
    if date:
        yield "PY", f"{date[0]}"
        yield "DA", "/".join([*(f"{part:02}" for part in date), *[""] * (4 - len(date))])
    tags = {"TI": "title", "T2": "container-title", "VL": "volume", "IS": "issue", "SP": "page",
            "PB": "publisher", "SN": "ISSN", "DO": "DOI", "UR": "URL", "LA": "language"}  # fmt: skip
    yield from ((tag, " ".join(str(work[name]).split())) for tag, name in tags.items() if name in work)
    yield from (("KW", word) for word in str(work.get("keyword", "")).split(", ") if word)
    yield "ER", ""


def _names(work: Mapping[str, Value]) -> list[dict[str, str]]:
    names = work.get("author", [])
    assert isinstance(names, list)
    return [{part: str(said) for part, said in name.items()} for name in names if isinstance(name, Mapping)]


def _date(work: Mapping[str, Value]) -> list[int]:
    issued = work.get("issued")
    parts = issued.get("date-parts") if isinstance(issued, Mapping) else None
    first = parts[0] if isinstance(parts, list) and parts else []
    return [int(str(part)) for part in first] if isinstance(first, list) else []
