"""The press in haste: what makes the engine faster changes nothing that it draws."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
from offprint.press import Job, haste, mends, weasy
from offprint.project import shipped

weasy.prepare()
import weasyprint

mends.apply(weasyprint)
words = "<p>Words of <em>several <b>kinds</b></em>, <u>underlined</u>, hyphenated and justified. </p>" * 40
style = "@font-face { font-family: F; src: url(offprint:f) } body { font: 12pt F; text-align: justify }"
page = f'<html lang="en"><head><style>{style} p {{ hyphens: auto }}</style></head><body>{words}</body></html>'
job = Job(page, {"offprint:f": shipped("fonts/EBGaramond.ttf").read_bytes()}, 0)


def pdf():
    document = weasy._page(weasyprint, job).render(pdf_tags=True)
    return document.write_pdf(pdf_tags=True, pdf_identifier=b"0", uncompressed_pdf=True)


plain = pdf()
haste.apply()
assert len(plain) > 50_000
assert pdf() == plain
print("same")
"""


def test_haste_changes_no_byte_of_what_is_drawn() -> None:
    """Before streams are packed, the PDF of the hastened engine is the same to the byte."""
    result = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False)

    assert (result.stdout, result.stderr) == ("same\n", "")


PICTURES = """
import io, pikepdf
from PIL import Image
from offprint.press import Job, weasy

weasy.prepare()
files = {}
for mode in ("RGB", "L", "RGBA"):
    packed = io.BytesIO()
    Image.effect_noise((40, 30), 90).convert(mode).save(packed, "PNG")
    files[f"offprint:{mode}"] = packed.getvalue()
images = "".join(f'<img alt="{name}" src="{name}"/>' for name in files)
*_, printed = weasy.print_job(Job(f'<html lang="en"><body><p>{images}</p></body></html>', files, 0))
with pikepdf.open(io.BytesIO(printed.data)) as pdf:
    drawn = pdf.pages[0].Resources.XObject.values()
    found = {image.mode: image.tobytes() for one in drawn if (image := pikepdf.PdfImage(one).as_pil_image())}
for data in files.values():
    image = Image.open(io.BytesIO(data))
    print(image.mode, found[image.mode] == image.tobytes())
"""


def test_plain_pngs_keep_every_pixel() -> None:
    """A PNG whose data is taken as it is shows the same picture, as does one that is packed anew."""
    result = subprocess.run([sys.executable, "-c", PICTURES], capture_output=True, text=True, check=False)

    assert (result.stdout, result.stderr) == ("RGB True\nL True\nRGBA True\n", "")
