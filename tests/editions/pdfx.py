"""What PDF/X-4 (ISO 15930-7) asks of a file, as far as a file of ours could break it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pikepdf
from lxml import etree

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
#: Properties that the XMP packet must have, with the entry of `Info` that must say the same.
WANTED = {
    "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion": "",
    "{http://purl.org/dc/elements/1.1/}title": "/Title",
    "{http://ns.adobe.com/xap/1.0/}CreateDate": "/CreationDate",
    "{http://ns.adobe.com/xap/1.0/}ModifyDate": "/ModDate",
    "{http://ns.adobe.com/xap/1.0/}MetadataDate": "",
    "{http://ns.adobe.com/xap/1.0/}CreatorTool": "/Creator",
    "{http://ns.adobe.com/xap/1.0/mm/}DocumentID": "",
    "{http://ns.adobe.com/xap/1.0/mm/}VersionID": "",
    "{http://ns.adobe.com/xap/1.0/mm/}RenditionClass": "",
    "{http://ns.adobe.com/pdf/1.3/}Producer": "/Producer",
    "{http://ns.adobe.com/pdf/1.3/}Trapped": "/Trapped",
}
FORBIDDEN = ("/AA", "/OpenAction", "/AcroForm", "/JavaScript", "/EmbeddedFiles", "/OCProperties")


def faults(pdf: pikepdf.Pdf) -> list[str]:
    """Return every fault of a file; none, if it is PDF/X-4."""
    checks = (_file, _metadata, _intent, _boxes, _annotations, _fonts, _colours, _transparency)
    return [fault for check in checks for fault in check(pdf)]


def _file(pdf: pikepdf.Pdf) -> Iterator[str]:
    if pdf.pdf_version > "1.6":
        yield f"it is PDF {pdf.pdf_version}"
    if pdf.is_encrypted:
        yield "it is encrypted"
    if len(pdf.trailer.get("/ID", [])) != 2:
        yield "it has no identifier"
    for name in FORBIDDEN:
        if name in pdf.Root or name in pdf.Root.get("/Names", {}):
            yield f"it has {name}"
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary) and "/S" in one.get("/A", {}):
            yield "it has an action"


def properties(pdf: pikepdf.Pdf) -> dict[str, str]:
    """Return the properties of the XMP packet, the first of each list."""
    root = etree.fromstring(pdf.Root.Metadata.read_bytes())
    found = (prop for described in root.iter(f"{RDF}Description") for prop in described)
    return {str(prop.tag): "".join(prop.itertext()).strip() for prop in found}


def _metadata(pdf: pikepdf.Pdf) -> Iterator[str]:
    said = properties(pdf)
    for name, entry in WANTED.items():
        if not said.get(name):
            yield f"XMP lacks {name}"
        elif entry and _digits(pdf.trailer.Info.get(entry)) != _digits(said[name]):
            yield f"Info and XMP differ in {entry}"
    if said.get("{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion") != "PDF/X-4":
        yield "it does not call itself PDF/X-4"
    if "/GTS_PDFXVersion" in pdf.trailer.Info:
        yield "Info has GTS_PDFXVersion, which PDF/X-4 keeps in XMP"


def _digits(value: object) -> str:
    """Return a value as both places can write it: dates are the same digits in both."""
    text = "" if value is None else str(value).removeprefix("/")
    return re.sub(r"\D", "", text) if re.fullmatch(r"(D:)?[\dTZ:-]+", text) else text


def _intent(pdf: pikepdf.Pdf) -> Iterator[str]:
    intents = [one for one in pdf.Root.get("/OutputIntents", []) if one.S == "/GTS_PDFX"]
    if len(intents) != 1:
        yield f"it has {len(intents)} output intents"
        return
    intent = intents[0]
    profile = intent.DestOutputProfile.read_bytes() if "/DestOutputProfile" in intent else b""
    if (profile[12:16], profile[16:20]) != (b"prtr", b"CMYK"):
        yield "the output profile is not one of a CMYK printer"
    if not str(intent.get("/OutputConditionIdentifier", "")) or not str(intent.get("/Info", "")):
        yield "the output condition has no name"


def _boxes(pdf: pikepdf.Pdf) -> Iterator[str]:
    for number, page in enumerate(pdf.pages, 1):
        boxes = [page.obj[name] for name in ("/TrimBox", "/BleedBox", "/MediaBox") if name in page.obj]
        if len(boxes) < 3 or "/ArtBox" in page.obj:
            yield f"page {number} lacks a box, or has an ArtBox"
        elif not all(_inside(*pair) for pair in pairwise(boxes)):
            yield f"the boxes of page {number} do not lie inside one another"


def _inside(inner: pikepdf.Object, outer: pikepdf.Object) -> bool:
    (a, b, c, d), (e, f, g, h) = (map(float, box.as_list()) for box in (inner, outer))
    return e <= a and f <= b and c <= g and d <= h


def _annotations(pdf: pikepdf.Pdf) -> Iterator[str]:
    for number, page in enumerate(pdf.pages, 1):
        if "/Annots" in page.obj:
            yield f"page {number} has annotations"


def _fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    found = (one for one in pdf.objects if isinstance(one, pikepdf.Dictionary))
    for one in found:
        described = one.get("/Type") == "/FontDescriptor"
        if described and not {"/FontFile", "/FontFile2", "/FontFile3"} & set(one.keys()):
            yield f"{one.FontName} is not embedded"


def operators(pdf: pikepdf.Pdf) -> Iterator[tuple[str, list[pikepdf.Object]]]:
    """Yield the operators of all content with their operands: pages, forms and patterns."""
    contents: list[pikepdf.Object] = [page.obj for page in pdf.pages]
    contents += [one for one in pdf.objects if isinstance(one, pikepdf.Stream) and _is_content(one)]
    for content in contents:
        for instruction in pikepdf.parse_content_stream(content):
            yield str(instruction.operator), list(instruction.operands)


def _is_content(stream: pikepdf.Stream) -> bool:
    return stream.get("/Subtype") == "/Form" or stream.get("/PatternType") == 1


def _colours(pdf: pikepdf.Pdf) -> Iterator[str]:
    used = {name for name, _ in operators(pdf)}
    if used & {"rg", "RG"}:
        yield "content is in RGB without a profile"
    for one in pdf.objects:
        if isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)) and one.get("/ColorSpace") == "/DeviceRGB":
            yield "an image or a gradient is in RGB without a profile"


def _transparency(pdf: pikepdf.Pdf) -> Iterator[str]:
    groups = [
        one.Group
        for one in pdf.objects
        if isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)) and "/Group" in one
    ]
    if any(group.CS not in ("/DeviceCMYK", "/DeviceGray") for group in groups):
        yield "transparency is blended in RGB"
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary) and {"/TR", "/HTP"} & set(one.keys()):
            yield "there is a transfer curve or a halftone"
