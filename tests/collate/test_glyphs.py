"""What glyphs mean, in every way that PDF lets a producer say it."""

from __future__ import annotations

import pikepdf
import pytest

from offprint.collate.glyphs import read_content

ONE_BYTE = b"""1 begincodespacerange <00> <ff> endcodespacerange
2 beginbfrange <41> <43> <0061> <44> <45> [<03b1> <D835DC65>] endbfrange
3 beginbfchar <28> <0028> <29> <00660069> <5c> <005c> endbfchar"""
TWO_BYTES = b"""1 begincodespacerange <0000> <ffff> endcodespacerange
2 beginbfchar <0041> <0041> <2829> <0042> endbfchar"""


def said(content: str) -> dict[int, str]:
    """Return the runs of a page with this content, a one-byte font F and a two-byte font G."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 200))
    fonts = pikepdf.Dictionary()
    for name, kind, table in (("F", "Type1", ONE_BYTE), ("G", "Type0", TWO_BYTES)):
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name(f"/{kind}"), ToUnicode=pdf.make_stream(table)
        )
        fonts[f"/{name}"] = pdf.make_indirect(font)
    form = pdf.make_stream(b"/Span <</MCID 9>> BDC BT /F 9 Tf (A) Tj ET EMC")
    form.Subtype, form.Resources = pikepdf.Name.Form, pikepdf.Dictionary(Font=fonts)
    form.Matrix = pikepdf.Array([1, 0, 0, 1, 50, 50])
    clear = pikepdf.Dictionary(ca=0)
    page.obj.Resources = pikepdf.Dictionary(
        Font=fonts,
        XObject=pikepdf.Dictionary(X=form),
        ExtGState=pikepdf.Dictionary(Clear=clear),
        Properties=pikepdf.Dictionary(P=pikepdf.Dictionary(MCID=7)),
    )
    page.obj.Contents = pdf.make_stream(content.encode("latin-1"))
    return dict(read_content(page, {}).runs)


def run(shown: str, before: str = "") -> str:
    """Return the content of one run that shows something in the font F."""
    return f"/Span <</MCID 0>> BDC {before} BT /F 9 Tf 9 9 Td {shown} ET EMC"


@pytest.mark.parametrize(
    ("content", "runs"),
    [
        pytest.param(run("(ABC) Tj"), {0: "abc"}, id="a range"),
        pytest.param(run("(DE) Tj"), {0: "α𝑥"}, id="a range with a list, beyond the first plane"),
        pytest.param(run("[(A) -250 <4243>] TJ"), {0: "abc"}, id="an array with a kern"),
        pytest.param(run("[<4> -3 <42>] TJ"), {0: "\ufffdb"}, id="a digit that is not written"),
        pytest.param(run(r"[(\(\)\\\101)] TJ"), {0: "(fi\\a"}, id="escapes"),
        pytest.param(run("(Az) Tj"), {0: "a\ufffd"}, id="a code without a meaning"),
        pytest.param(run("/G 9 Tf [<0041> 9 <2829>] TJ"), {0: "AB"}, id="two bytes, one a bracket"),
        pytest.param(run("/G 9 Tf q /F 9 Tf Q <0041> Tj"), {0: "A"}, id="a font that is put back"),
        pytest.param("/P /P BDC BT /F 9 Tf (A) Tj ET EMC", {7: "a"}, id="named properties"),
        pytest.param(
            run("/Span <</ActualText (one)>> BDC (A) Tj EMC (B) Tj"), {0: "oneb"}, id="text carried inside"
        ),
        pytest.param(run("/Artifact BMC (A) Tj EMC (B) Tj"), {0: "b"}, id="an artifact inside"),
        pytest.param("/Artifact BMC BT /F 9 Tf (A) Tj ET EMC", {}, id="an artifact"),
        pytest.param("/X Do", {9: "a"}, id="a form"),
        pytest.param("1 0 0 1 -60 0 cm /X Do", {9: ""}, id="a form beside the page"),
        pytest.param(run("999 0 Td (A) Tj"), {0: ""}, id="beside the page"),
        pytest.param(run("1 0 0 1 9 -9 Tm (A) Tj"), {0: ""}, id="below the page"),
        pytest.param(run("(A) Tj", "/Clear gs"), {0: ""}, id="transparent"),
        pytest.param(run("3 Tr (A) Tj"), {0: ""}, id="an invisible mode"),
    ],
)
def test_a_run_says(content: str, runs: dict[int, str]) -> None:
    """Fonts, arrays, escapes, forms; nothing that no reader hears or sees."""
    assert said(content) == runs
