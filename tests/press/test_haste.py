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
