"""What a PDF says of the work: in its XMP packet, its Info dictionary and its catalogue."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pikepdf
from lxml import etree

from offprint.collate.reading import Facts

_NAMES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
}
_FOR_PRINTER = b"http://www.npes.org/pdfx/ns/id/"
"""Of a file for a printer, `Info` tells when the file was made (ISO 15930-7), not the work."""
_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)")


def facts_in(pdf: pikepdf.Pdf) -> Mapping[str, Facts]:
    """Return the facts by the part of the file that gives them; the XMP packet gives them all."""
    info, catalogue = pdf.trailer.get("/Info", pikepdf.Dictionary()), pdf.Root
    created = _DATE.match(str(info.get("/CreationDate", "")))
    author = str(info.get("/Author", ""))
    packet = catalogue.Metadata.read_bytes() if "/Metadata" in catalogue else b""
    return {
        "XMP": _xmp(packet) if packet else Facts(),
        "Info": Facts(
            title=str(info.get("/Title", "")),
            authors=(author,) if author else (),
            date=None if _FOR_PRINTER in packet else "-".join(created.groups()) if created else "",
            language=None,
            identifier=None,
            rights=None,
        ),
        "catalogue": Facts(None, None, None, str(catalogue.get("/Lang", "")), None, None),
    }


def _xmp(packet: bytes) -> Facts:
    """Return the Dublin Core of an XMP packet (ISO 16684-1, §8.3)."""
    try:
        root = etree.fromstring(packet, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise ValueError(f"its XMP packet is broken: {error}") from error

    def said(name: str) -> tuple[str, ...]:
        found = root.xpath(f"//dc:{name}//rdf:li | //dc:{name}[not(*)]", namespaces=_NAMES)
        return tuple(" ".join((one.text or "").split()) for one in found)

    def one(name: str) -> str:
        return next(iter(said(name)), "")

    return Facts(
        one("title"), said("creator"), one("date"), one("language"), one("identifier"), one("rights")
    )
