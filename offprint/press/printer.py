"""Makes of the engine's PDF one for a printer: PDF/X-4 (ISO 15930-7), its text in black ink alone.

WeasyPrint 70.0 has a `pdf/x-4` of its own, which takes the clock's time and a random identifier,
leaves the colours of CSS in RGB and the links in the page; so it is not used. Here:

- Grey, from CSS, figures and formulas, becomes a tint of black ink, and the darkest becomes solid;
  every other colour is sRGB by its ICC profile. Nothing is in RGB without one.
- Transparency is blended in CMYK: black that passed through RGB would come back in four inks.
- No annotation lies on the page, as PDF/X demands. Where a link led is kept in its tag (`Ref`,
  ISO 32000-2, §14.7.2), so that collation can still follow it.
- The sheet reaches beyond the bleed and has crop marks there, in black, so that a page of text
  counts as black. The last sheet of a work that stands alone has two pages: a blank one ends an
  odd number. A part of a volume is followed by the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.resources import files
from typing import TYPE_CHECKING

from offprint.press import Intent, Job, Placed, artifacts

if TYPE_CHECKING:
    import pydyf
    from weasyprint import Document
    from weasyprint.pdf.stream import Stream

VERSION = "1.6"
"""The version of PDF that PDF/X-4 builds on."""
_PT = 72 / 25.4
_PX_IN_MM = 25.4 / 96
_MARKS = 1 * _PT
"""From the bleed to a crop mark, in pt."""
_LENGTH = 5 * _PT
_MARGIN = 7 * _PT
"""From the bleed to the sheet's edge, in pt."""
_TINGE = 5 / 255
"""How far the components of a grey may lie apart: drawing programs write black ink as #231f20."""
_DARKEST = 0x2A / 255
"""What is darker than this is darker than black ink on paper (L* 16), and printed solid."""
_REGISTRY = "http://www.color.org"


def prepare(document: Document) -> None:
    """Take the links off the pages, and note on each box where it led inside the work."""
    for page in document.pages:
        for kind, target, _, box in page.links:
            if kind == "internal":
                box.leads_to = target
        page.links = []


def placed(document: Document) -> Iterator[Placed]:
    """Yield the raster images of a document as they are printed."""
    from weasyprint.images import RasterImage

    for box in artifacts.boxes(document):
        image = getattr(box, "replacement", None)
        if isinstance(image, RasterImage) and box.width and box.height:
            size = box.width * _PX_IN_MM, box.height * _PX_IN_MM
            yield Placed(box.element.get("src") or "", (image.width, image.height), size)


@contextmanager
def inks() -> Iterator[None]:
    """Let the engine write colours as inks; call it around the writing of a PDF."""
    from weasyprint.pdf.stream import Stream

    Stream.set_color_rgb = _set_ink
    try:
        yield
    finally:
        del Stream.set_color_rgb


def _set_ink(stream: Stream, red: float, green: float, blue: float, stroke: bool = False) -> None:
    black = black_of(red, green, blue)
    if black is None:
        stream.set_color_space("sRGB", stroke)
        stream.set_color_special(None, stroke, red, green, blue)
    else:
        stream.stream.append(f"0 0 0 {black:g} {'K' if stroke else 'k'}")


def black_of(red: float, green: float, blue: float) -> float | None:
    """Return how much black ink a colour of sRGB is, from 0 to 1; None if it is no grey."""
    parts = red, green, blue
    if max(parts) - min(parts) > _TINGE:
        return None
    value = sum(parts) / 3
    return 1.0 if value <= _DARKEST else round(1 - value, 3)


def finish(pdf: pydyf.PDF, job: Job) -> None:
    """Make a finished PDF one for the job's printing condition."""
    assert job.intent is not None, "a PDF for a printer is meant for something"
    _separate(pdf)
    _declare(pdf, job.intent, job.epoch)
    _lay_out(pdf, alone=job.alone)


def _dictionaries(pdf: pydyf.PDF) -> list[pydyf.Dictionary]:
    import pydyf

    return [one for one in pdf.objects if isinstance(one, pydyf.Dictionary)]


def _separate(pdf: pydyf.PDF) -> None:
    """Give every colour of RGB its profile, and blend transparency in CMYK."""
    import pydyf

    profile = (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()
    srgb = pydyf.Array(("/ICCBased", _stream(pdf, profile, {"N": 3}).reference))
    for one in _dictionaries(pdf):
        if "lab-d50" in one:
            one["sRGB"] = srgb
        elif one.get("ColorSpace") == "/DeviceRGB" and "ShadingType" in one:
            _separate_shading(one, srgb)
        elif one.get("Type") == "/Page":
            one["Group"] = pydyf.Dictionary({"S": "/Transparency", "CS": "/DeviceCMYK"})
    masks = set(_masks(pdf))
    for one in pdf.objects:
        extra = getattr(one, "extra", {})
        if extra.get("ColorSpace") == "/DeviceRGB":
            extra["ColorSpace"] = srgb
        if "Group" in extra:
            extra["Group"]["CS"] = "/DeviceGray" if one.reference in masks else "/DeviceCMYK"


def _masks(pdf: pydyf.PDF) -> Iterator[bytes]:
    """Yield the forms whose brightness is what others let through: they are blended as greys."""
    for resources in _dictionaries(pdf):
        for state in (resources.get("ExtGState") or {}).values():
            if "G" in state.get("SMask", {}):
                yield state["SMask"]["G"]


def _separate_shading(shading: pydyf.Dictionary, srgb: pydyf.Array) -> None:
    """Make a gradient of greys one of black ink; any other keeps its colours."""
    import pydyf

    whole = shading["Function"]
    steps = [one for one in (whole, *whole.get("Functions", ())) if "C0" in one]
    tints = [(black_of(*one["C0"]), black_of(*one["C1"])) for one in steps]
    if any(tint is None for pair in tints for tint in pair):
        shading["ColorSpace"] = srgb
        return
    shading["ColorSpace"] = "/DeviceCMYK"
    for one, (start, end) in zip(steps, tints, strict=True):
        one["C0"], one["C1"] = pydyf.Array((0, 0, 0, start)), pydyf.Array((0, 0, 0, end))


def _declare(pdf: pydyf.PDF, intent: Intent, epoch: int) -> None:
    """Say what the PDF is printed for, when it was made, and that nothing is trapped."""
    import pydyf

    said = pydyf.Dictionary(
        {
            "Type": "/OutputIntent",
            "S": "/GTS_PDFX",
            "OutputConditionIdentifier": pydyf.String(intent.condition),
            "Info": pydyf.String(intent.description),
            "DestOutputProfile": _stream(pdf, intent.profile, {"N": 4}).reference,
        }
    )
    if intent.is_registered:
        said["RegistryName"] = pydyf.String(_REGISTRY)
    pdf.catalog["OutputIntents"] = pydyf.Array([said])
    made = pydyf.String(datetime.fromtimestamp(epoch, UTC).strftime("D:%Y%m%d%H%M%SZ"))
    pdf.info.setdefault("CreationDate", made)
    pdf.info.update({"ModDate": made, "Trapped": "/False"})


def _stream(pdf: pydyf.PDF, data: bytes, extra: dict[str, object]) -> pydyf.Stream:
    import pydyf

    stream = pydyf.Stream([data], extra, compress=True)
    pdf.add_object(stream)
    return stream


def _lay_out(pdf: pydyf.PDF, *, alone: bool) -> None:
    """Put each page on a sheet with crop marks; end an odd number of them with a blank one."""
    import pydyf

    pages = [one for one in _dictionaries(pdf) if one.get("Type") == "/Page"]
    marks: dict[bytes, pydyf.Stream] = {}
    for page in pages:
        bleed, trim = page["MediaBox"], page["TrimBox"]
        page["BleedBox"], page["MediaBox"] = bleed, _grown(bleed, _MARGIN)
        if trim.data not in marks:
            marks[trim.data] = _stream(pdf, "\n".join(_crop_marks(trim, bleed)).encode(), {})
        page["Contents"] = pydyf.Array([marks[trim.data].reference, page["Contents"]])
    if alone and len(pages) % 2:
        kept = ("Type", "Parent", "Resources", "Group", "MediaBox", "BleedBox", "TrimBox")
        blank = pydyf.Dictionary({key: pages[-1][key] for key in kept})
        pdf.add_page(blank)
        blank["Contents"] = pages[-1]["Contents"][0]


def _grown(box: pydyf.Array, by: float) -> pydyf.Array:
    import pydyf

    left, bottom, right, top = box
    return pydyf.Array([left - by, bottom - by, right + by, top + by])


def _crop_marks(trim: pydyf.Array, bleed: pydyf.Array) -> Iterator[str]:
    """Yield the operators that draw two hairlines at each corner, outside the bleed."""
    inner, outer = _grown(bleed, _MARKS), _grown(bleed, _MARKS + _LENGTH)
    yield "/Artifact BMC q 0.25 w 0 0 0 1 K"
    for at in (0, 2):
        for side in (1, 3):
            x, y = trim[at], trim[side]
            yield f"{inner[at]:.4f} {y:.4f} m {outer[at]:.4f} {y:.4f} l"
            yield f"{x:.4f} {inner[side]:.4f} m {x:.4f} {outer[side]:.4f} l"
    yield "S Q EMC"
