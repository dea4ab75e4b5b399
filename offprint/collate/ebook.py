"""Reads an e-book as a reading system does: container, package, spine (EPUB 3.3, §3 to §5)."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Sequence
from io import BytesIO

from lxml import etree, html

from offprint.collate.reading import Facts, Reading
from offprint.collate.web import Walker

_CONTAINER = "META-INF/container.xml"
_NAMES = {
    "c": "urn:oasis:names:tc:opendocument:xmlns:container",
    "o": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
}
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
_TEXTS = html.XHTMLParser(resolve_entities=False, no_network=True, huge_tree=True)


def read_book(data: bytes) -> Reading:
    """Return the reading of an e-book; raises `ValueError` for what is none."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            container = etree.fromstring(archive.read(_CONTAINER), _PARSER)
            path = str(container.xpath("string(//c:rootfile/@full-path)", namespaces=_NAMES))
            package = etree.fromstring(archive.read(path), _PARSER)
            spine = _spine(package)
            files = [archive.read(posixpath.join(posixpath.dirname(path), name)) for name in spine]
            pages = [html.document_fromstring(file, parser=_TEXTS) for file in files]
    except (zipfile.BadZipFile, etree.LxmlError, KeyError) as error:
        raise ValueError(f"it is not a whole e-book: {error}") from error
    walker = Walker(frozenset(["", *spine]))
    for page in pages:
        walker.walk(page)
    return walker.reading("EPUB", {"OPF": _facts(package)})


def _spine(package: etree._Element) -> list[str]:
    """Return the files of the text, in reading order."""
    items = package.xpath("//o:manifest/o:item", namespaces=_NAMES)
    files = {item.get("id"): str(item.get("href")) for item in items}
    return [files[str(one)] for one in package.xpath("//o:spine/o:itemref/@idref", namespaces=_NAMES)]


def _facts(package: etree._Element) -> Facts:
    def said(name: str) -> Sequence[str]:
        found = package.xpath(f"//o:metadata/dc:{name}", namespaces=_NAMES)
        return [" ".join((one.text or "").split()) for one in found]

    def one(name: str) -> str:
        return next(iter(said(name)), "")

    creators = tuple(said("creator"))
    return Facts(one("title"), creators, one("date"), one("language"), one("identifier"), one("rights"))
