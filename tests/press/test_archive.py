"""What a print needs to be kept: page labels, its sources, and streams that end where they say."""

from __future__ import annotations

import io
import zlib

import page
import pikepdf
import pytest
from setting import set_job

from offprint.press import Source

PAGES = '<div class="front"><p>a</p><p>b</p></div><div class="text"><p>c</p><p>d</p></div>'
FOLIOS = """
p { break-after: page }
@page { @bottom-center { content: counter(page) } }
@page front { @bottom-center { content: counter(page, lower-roman) } }
.front { page: front } .text { page: text }
@page :nth(1 of text) { counter-reset: page 1 }
"""


def labels(data: bytes) -> list[str]:
    """Return what each page is called."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [page.label for page in pdf.pages]


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (FOLIOS, ["i", "ii", "1", "2"]),
        ("p { break-after: page } @page { @top-left { content: counter(page) } }", ["1", "2", "3", "4"]),
        ("p { break-after: page }", ["1", "2", "3", "4"]),
        (f"{FOLIOS} @page front:first {{ @bottom-center {{ content: none }} }}", ["i", "ii", "1", "2"]),
    ],
)
def test_a_page_is_called_what_its_folio_shows(style: str, expected: list[str]) -> None:
    """Roman or Arabic, from where it starts; a page without a folio goes on from the one before."""
    assert labels(set_job(style, PAGES).data) == expected


def test_sources_are_found_by_name() -> None:
    """The tree of names is sorted; a name may hold any letter, and a kind of file is told."""
    sources = (
        Source("текст.md", b"one", "text/markdown", "Manuscript"),
        Source("a (b) \\ c.md", b"two", "text/markdown", "Manuscript"),
        Source("refs.bib", b"three" * 100, "text/x-bibtex", "Bibliography"),
    )

    data = set_job("", "<p>x</p>", archival=True, sources=sources).data

    with pikepdf.open(io.BytesIO(data)) as pdf:
        inside = {name: spec.get_file().read_bytes() for name, spec in pdf.attachments.items()}
        listed = [str(name) for name in pdf.Root.Names.EmbeddedFiles.Names.as_list()[::2]]
        plain = [str(one.F) for one in pdf.Root.AF]
    assert inside == {one.name: one.data for one in sources}
    assert listed == ["a (b) \\ c.md", "refs.bib", "текст.md"]
    assert plain == ["_____.md", "a__b____c.md", "refs.bib"]


def test_a_stream_ends_where_it_says() -> None:
    """Packed data may end in CR; with LF alone behind it, its length would be read as one less."""
    data = next(text for n in range(256) if zlib.adler32(text := b"source " + bytes([n])) & 0xFF == 0x0D)
    source = Source("a.md", data, "text/markdown", "Manuscript")

    print_ = set_job("", "<p>x</p>", archival=True, sources=(source,)).data

    assert b"\r\r\nendstream" in print_
    found = page.validate_pdf_bytes(print_, profile="3a").failures
    assert [one.rule_id for one in found if "STREAM" in one.rule_id] == []


def test_pictures_are_not_smoothed() -> None:
    """Every viewer shows the same; the colours are those of the profile that is inside."""
    picture = (
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
        "+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    )

    data = set_job("", f'<p><img alt="dot" src="{picture}"/></p>', archival=True).data

    with pikepdf.open(io.BytesIO(data)) as pdf:
        images = [one for one in pdf.objects if isinstance(one, pikepdf.Stream) and "/Interpolate" in one]
        intent = pdf.Root.OutputIntents[0]
        assert [bool(one.Interpolate) for one in images] == [False, False]
        assert (str(intent.S), str(intent.OutputConditionIdentifier)) == (
            "/GTS_PDFA1",
            "IEC 61966-2-1 Default RGB Colour Space - sRGB",
        )


def test_a_job_that_is_not_archival() -> None:
    """It has its page labels, and nothing of an archive's."""
    with pikepdf.open(io.BytesIO(set_job("", "<p>x</p>").data)) as pdf:
        assert "/PageLabels" in pdf.Root
        assert not {"/AF", "/OutputIntents", "/Metadata"} & set(pdf.Root.keys())
