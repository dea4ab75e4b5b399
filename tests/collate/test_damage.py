"""Collation can fail: each damage to a finished edition is found, named, and led back to its place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import damage as by
import pikepdf
import pytest

from offprint import document, pipeline, proof
from offprint.collate import Collation, Collator
from offprint.document import Document
from offprint.editions.edition import Edition
from offprint.pipeline import Options
from offprint.project import locate

SAMPLE = Path(__file__).parents[1] / "samples" / "everything"
FORMATS = ("html", "epub", "pdf")


@dataclass(frozen=True)
class Work:
    """A composed document, and its finished editions."""

    document: Document
    editions: dict[str, bytes]

    def collate(self, **damaged: bytes) -> Collation:
        """Collate the editions, some of them damaged."""
        collator = Collator(self.document, FORMATS)
        for form in FORMATS:
            collator.read(Edition(f"article.{form}", damaged.get(form, self.editions[form])))
        return collator.finish()


@pytest.fixture(scope="module")
def work(everything: Path) -> Work:
    """Give the sample `everything`, composed and made."""
    project = locate(SAMPLE)
    sources = pipeline.read(project, Options())
    found = proof.proofread(project, sources.manuscript, sources.bibliography)
    composed = document.compose(sources.manuscript, sources.bibliography, found.pictures, sources.csl)
    return Work(composed, {form: (everything / f"article.{form}").read_bytes() for form in FORMATS})


def test_the_editions_agree(work: Work) -> None:
    """Undamaged editions agree, and what they have is counted."""
    collation = work.collate()

    assert collation.problems == ()
    assert collation.summary == (
        "HTML, EPUB and PDF agree: 217 words, 4 citations, 2 references, 2 notes, 1 figure, 2 formulas"
    )


def first_paragraph(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """Return the first paragraph of the text."""
    return by.element(pdf, "sec:begin").K[1]


def first_formula(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """Return the first formula."""
    return next(one for one in by.elements(pdf) if one.S == "/Formula")


def change_formula(pdf: pikepdf.Pdf) -> None:
    """Give the first formula another text alternative."""
    first_formula(pdf).Alt = pikepdf.String("E = mc^3")


def cut(pdf: pikepdf.Pdf) -> None:
    """Cut the file after its first page."""
    del pdf.pages[1:]


def retitle_packet(pdf: pikepdf.Pdf) -> None:
    """Change the title in the XMP packet."""
    packet = pdf.Root.Metadata.read_bytes().replace(b"of Everything", b"of Nothing")
    pdf.Root.Metadata = pdf.make_stream(packet)


def retitle_info(pdf: pikepdf.Pdf) -> None:
    """Change the title in the Info dictionary."""
    pdf.trailer.Info.Title = pikepdf.String("The Offprint of Nothing")


def relead(pdf: pikepdf.Pdf) -> None:
    """Lead the first citation's link to another reference."""
    links = [one for page in pdf.pages for one in page.Annots if "/Dest" in one]
    next(one for one in links if one.Dest == "ref-turing1936").Dest = pikepdf.String("ref-hopper1952")


def swap_paragraphs(pdf: pikepdf.Pdf) -> None:
    """Swap two paragraphs in the structure, not on the page."""
    kids = by.element(pdf, "sec:begin").K
    kids[1], kids[3] = kids[3], kids[1]


def demote(pdf: pikepdf.Pdf) -> None:
    """Tag a heading as one of a lower level."""
    next(one for one in by.elements(pdf) if one.S == "/H3").S = pikepdf.Name.H4


def run_paragraphs_together(pdf: pikepdf.Pdf) -> None:
    """Tag a quotation and the paragraph after it as if they went on from the one before."""
    _, _, _, quotation, paragraph, *_ = by.element(pdf, "sec:begin").K
    for one in (quotation, quotation.K[0], paragraph):
        one.S = pikepdf.Name.Span


def move_off_the_page(pdf: pikepdf.Pdf) -> None:
    """Move all that the first page shows to its left."""
    shown = pdf.pages[0].Contents.read_bytes()
    pdf.pages[0].Contents = pdf.make_stream(b"1 0 0 1 -2000 0 cm\n" + shown)


DAMAGES = {
    "a word changes": ("html", by.words("put it differently", "put it indifferently"),
        "article.md.j2:36:27: error[collation-text]: the HTML has “indifferently,” where the manuscript has"),
    "a paragraph is lost": ("html", by.drop("//blockquote"),
        "article.md.j2:34:3: error[collation-text]: the HTML lacks “A quotation stands in its own block.”"),
    "two references are swapped": ("html", by.swap("ref-hopper1952", "ref-turing1936"),
        "article.md.j2:30:57: error[collation-order]: the HTML has the references in another order: “turing"),
    "a note is lost": ("html", by.drop("//aside[@id='fn2']"),
        "article.md.j2:42:5: error[collation-note]: the HTML lacks note 2 “A note of two paragraphs. The"),
    "two notes are swapped": ("html", by.renumber("fn1", "fn2"),
        "error[collation-note]: the HTML has “of two paragraphs. The second paragraph of the note.”"),
    "a heading is another": ("html", by.words("<h3>Formulas</h3>", "<h4>Formulas</h4>"),
        "error[collation-text]: the HTML has “Formulas Inline"),
    "a permalink says something": ("html", by.words('Paragraph 1">¶</a>', 'Paragraph 1">¶ And more.</a>'),
        "error[collation-text]: the HTML has “citation.¶ And more.”"),
    "a permalink leads elsewhere": ("html", by.words('<a href="#p1" class="permalink"',
        '<a href="#p2" class="permalink"'), "error[collation-text]: the HTML has “citation.¶” where"),
    "an author is lost": ("html", by.words(
        '<meta name="author" content="Charles Babbage">', ""),
        "error[collation-metadata]: the HTML (head) has the authors “Ada Lovelace”"),
    "a page number changes": ("epub", by.in_book("text-01.xhtml", "Turing 1936, 230", "Turing 1936, 231"),
        "article.md.j2:30:1: error[collation-citation]: the EPUB has “231;” where the manuscript has “230;”"),
    "a citation leads elsewhere": ("epub", by.in_file("text-01.xhtml", by.first_citation("ref-hopper1952")),
        "error[collation-citation]: the EPUB leads “Turing1936,230” to “ref-hopper1952”"),
    "a formula shows something else": ("epub", by.in_book("text-01.xhtml", "<mi>m</mi>", "<mi>n</mi>"),
        "error[collation-formula]: the EPUB shows the formula “E equals m c squared” as “E=nc2 (E = mc^2)”"),
    "a page begins elsewhere": ("epub", by.in_file("text-01.xhtml", by.move_page("2")),
        "error[collation-page]: the EPUB has page 2 begin with “"),
    "a page is not marked": ("html", by.drop("//*[@id='page-2']"),
        "error[collation-page]: the HTML does not say where page 2 begins"),
    "a text alternative changes": ("epub", by.in_book("text-01.xhtml", "A single arch", "A double arch"),
        "error[collation-figure]: the EPUB has “[A double arch"),
    "a file is not in the spine": ("epub", by.in_book("package.opf", '<itemref idref="text-02"/>', ""),
        "error[collation-text]: the EPUB lacks “References” after “a line from the same table"),
    "the package has another title": ("epub", by.in_book("package.opf",
        ">The Offprint of Everything</dc:title>", ">The Offprint of Nothing</dc:title>"),
        "error[collation-metadata]: the EPUB (OPF) has the title “The Offprint of Nothing”"),
    "a printed paragraph is lost": ("pdf", by.rub_out(first_paragraph),
        "article.md.j2:30:1: error[collation-text]: the PDF lacks “A first paragraph cites (Turing 1936"),
    "the print is cut": ("pdf", by.in_print(cut), "error[collation-text]: the PDF lacks “"),
    "a printed note is lost": ("pdf", by.rub_out(lambda pdf: by.element(pdf, "fn2")),
        "error[collation-note]: the PDF lacks note 2 “A note of two paragraphs."),
    "a printed formula is not painted": ("pdf", by.rub_out(first_formula),
        "error[collation-formula]: the PDF lacks “[E equals m c squared]”"),
    "a printed formula changes": ("pdf", by.in_print(change_formula),
        "error[collation-formula]: the PDF has “[E = mc^3]” where the manuscript has “[E equals m c"),
    "the packet has another title": ("pdf", by.in_print(retitle_packet),
        "error[collation-metadata]: the PDF (XMP) has the title “The Offprint of Nothing”, the manuscript"),
    "Info has another title": ("pdf", by.in_print(retitle_info),
        "error[collation-metadata]: the PDF (Info) has the title “The Offprint of Nothing”, the manuscript"),
    "a printed citation leads elsewhere": ("pdf", by.in_print(relead),
        "error[collation-citation]: the PDF leads “1936” to “ref-hopper1952”"),
    "the tags have another order": ("pdf", by.in_print(swap_paragraphs), "error[collation-"),
    "a printed heading is another": ("pdf", by.in_print(demote),
        "at heading level 4, the manuscript at 3"),
    "a block does not begin": ("pdf", by.in_print(run_paragraphs_together),
        "error[collation-text]: the PDF does not begin a block with “Hopper (1952, 7) put it differently"),
    "a page is blank": ("pdf", by.in_print(move_off_the_page),
        "error[collation-text]: the PDF lacks the title"),
}  # fmt: skip


@pytest.mark.parametrize(("form", "damage", "told"), DAMAGES.values(), ids=DAMAGES)
def test_a_damage_is_found_and_named(
    work: Work, form: str, damage: by.Damage, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The edition, the passage and the place in the manuscript are told; there is no agreement."""
    monkeypatch.chdir(SAMPLE)

    collation = work.collate(**{form: damage(work.editions[form])})

    lines = [str(problem) for problem in collation.problems]
    assert any(told in line for line in lines), "\n".join(lines)
    assert collation.summary == ""
    assert b'"agree": false' in collation.record
