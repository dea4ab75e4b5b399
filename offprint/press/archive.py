"""What a print needs to be kept for decades: PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1) at once.

Works on the objects of the file before they are written, inside the press: no second reading. A job
that is not archival (one for a printer, say) gets its metadata and page labels only.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeAlias

from offprint.press import Job, Source

if TYPE_CHECKING:
    import pydyf
    from weasyprint import Document
    from weasyprint.formatting_structure.boxes import Box

OPTIONS = {"output_intent": "srgb"}
"""What the engine is told of an archival job: its colours are those of the ICC's own sRGB profile,
which may be embedded without restriction."""
_END = b"\nendstream"
_ROMAN = re.compile(r"[ivxlcdm]+", re.IGNORECASE)
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_Label: TypeAlias = tuple[str, int]
_UNKNOWN: _Label = ("", 0)


def apply() -> None:
    """Mend how streams end: after data whose last byte is CR, LF alone would read as the end of both.

    The length of a stream is counted to the line end before `endstream` (ISO 19005-3, §6.1.7.1).
    """
    import pydyf

    original = pydyf.Stream.data.fget

    def data(stream: pydyf.Stream) -> bytes:
        written: bytes = original(stream)
        return written.removesuffix(_END) + b"\r" + _END if written.endswith(b"\r" + _END) else written

    pydyf.Stream.data = property(data)


def finish(document: Document, pdf: pydyf.PDF, job: Job) -> None:
    """Complete the objects of a file."""
    import pydyf

    labels = pydyf.Array()
    for page, label in _ranges(_folios(document)):
        labels += [page, pydyf.Dictionary(label)]
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": labels})
    if job.metadata:
        _describe(pdf, job.metadata)
    if job.archival:
        pdf.catalog["OutputIntents"][0]["S"] = "/GTS_PDFA1"
        _draw_pictures_as_they_are(pdf)
        _embed(pdf, job.sources, job.epoch)


def _describe(pdf: pydyf.PDF, metadata: str) -> None:
    """Put the XMP packet into the file, uncompressed, so that any program finds it (ISO 16684-1, §7.3)."""
    import pydyf

    packet = f'<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n{metadata}<?xpacket end="r"?>'
    stream = pydyf.Stream([packet.encode()], {"Type": "/Metadata", "Subtype": "/XML"})
    pdf.add_object(stream)
    pdf.catalog["Metadata"] = stream.reference


def _draw_pictures_as_they_are(pdf: pydyf.PDF) -> None:
    """Ask no viewer to smooth a picture: an archive wants the same from all of them (ISO 19005-3, §6.2.8)."""
    for one in pdf.objects:
        if "Interpolate" in getattr(one, "extra", {}):
            one.extra["Interpolate"] = "false"


def _embed(pdf: pydyf.PDF, sources: Sequence[Source], epoch: int) -> None:
    """Embed the files that the work was made from, as its source (ISO 19005-3, §6.8 and annex E)."""
    import pydyf

    if not sources:
        return
    named = {source.name: _specification(pdf, source, epoch) for source in sources}
    names = pydyf.Array()
    for name, specification in sorted(named.items(), key=lambda pair: _key(pair[0])):
        names += [pydyf.String(name), specification]
    pdf.catalog.setdefault("Names", pydyf.Dictionary())
    pdf.catalog["Names"]["EmbeddedFiles"] = pydyf.Dictionary({"Names": names})
    pdf.catalog["AF"] = pydyf.Array(named.values())


def _specification(pdf: pydyf.PDF, source: Source, epoch: int) -> bytes:
    """Write a file and what there is to say of it; return the reference (ISO 32000-1, §7.11.3)."""
    import pydyf

    modified = datetime.fromtimestamp(epoch, UTC).strftime("D:%Y%m%d%H%M%SZ")
    checksum = hashlib.md5(source.data, usedforsecurity=False).hexdigest()
    parameters = {"Size": len(source.data), "ModDate": pydyf.String(modified), "CheckSum": f"<{checksum}>"}
    about = {
        "Type": "/EmbeddedFile",
        "Subtype": f"/{source.media_type.replace('/', '#2F')}",
        "Params": pydyf.Dictionary(parameters),
    }
    file = pydyf.Stream([source.data], about, compress=True)
    pdf.add_object(file)
    plain = re.sub(r"[^A-Za-z0-9._-]", "_", source.name)  # readers before PDF 1.7 know no Unicode here
    specification = pydyf.Dictionary({
        "Type": "/Filespec", "F": pydyf.String(plain), "UF": pydyf.String(source.name),
        "Desc": pydyf.String(source.description), "AFRelationship": "/Source",
        "EF": pydyf.Dictionary({"F": file.reference, "UF": file.reference}),
    })  # fmt: skip
    pdf.add_object(specification)
    reference: bytes = specification.reference
    return reference


def _key(name: str) -> bytes:
    return name.encode("ascii") if name.isascii() else b"\xfe\xff" + name.encode("utf-16-be")


def _folios(document: Document) -> list[_Label]:
    """Return what each page is called: what its folio shows, else one more than the page before."""
    shown = [_numbered(_folio(page._page_box)) for page in document.pages]  # noqa: SLF001 - no other way
    first = next((n for n, label in enumerate(shown) if any(label)), len(shown))
    for page in range(first - 1, -1, -1):
        style, number = shown[page + 1] if page + 1 < len(shown) else ("", 0)
        shown[page] = (style, number - 1) if number > 1 else _UNKNOWN
    for page, label in enumerate(shown):
        style, number = shown[page - 1] if page else _UNKNOWN
        shown[page] = label if any(label) else (style, number + 1) if number else ("D", page + 1)
    return shown


def _folio(page: Box) -> str:
    """Return the text of the margin box that holds the page's number and nothing else."""
    for box in page.children:
        if type(box).__name__ == "MarginBox" and _counts_pages(box.style["content"]):
            return "".join(one.text for one in box.descendants() if hasattr(one, "text")).strip()
    return ""


def _counts_pages(content: Sequence[tuple[str, Sequence[str]]]) -> bool:
    return len(content) == 1 and content[0][0] == "counter()" and content[0][1][0] == "page"


def _ranges(labels: Sequence[_Label]) -> Iterator[tuple[int, dict[str, object]]]:
    """Yield each run of page labels with its first page (ISO 32000-1, §12.4.2)."""
    import pydyf

    expected = _UNKNOWN
    for page, (style, number) in enumerate(labels):
        if not number:
            yield page, {"P": pydyf.String(style)}
        elif (style, number) != expected:
            yield page, {"S": f"/{style}", **({"St": number} if number != 1 else {})}
        expected = style, number + 1


def _numbered(label: str) -> _Label:
    """Return a label's style and number; the label itself and 0, if it is no Arabic or Roman number."""
    if label.isascii() and label.isdecimal() and int(label):
        return "D", int(label)
    if not _ROMAN.fullmatch(label) or not (label.islower() or label.isupper()):
        return label, 0
    values = [_ROMAN_VALUES[letter] for letter in label.lower()]
    pairs = zip(values, [*values[1:], 0], strict=True)
    number = sum(-value if value < after else value for value, after in pairs)
    return "r" if label.islower() else "R", number
