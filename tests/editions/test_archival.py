"""The printed page for everybody and for decades: PDF/UA-1 and PDF/A-3a in one file."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import page
import pikepdf
import pytest
import tags
from lxml import html

from offprint.cli import main

VERAPDF = shutil.which("verapdf")
JUDGES = ["page-validation", *(["veraPDF"] if VERAPDF else [])]
"""veraPDF judges where it is installed; what did is in the names of the tests."""
Built = Callable[[str], Path]
ASIDES = (
    ".//*[starts-with(@id, 'fn') and not(starts-with(@id, 'fnref'))]"
    " | .//*[@class='cited'] | .//*[@class='permalink']"
)


def judged(judge: str, path: Path, flavour: str) -> list[str]:
    """Return what a validator has against a PDF."""
    if judge == "page-validation":
        found = page.validate_pdf(path, profile=flavour).failures
        return [f"{one.rule_id}: {one.message}" for one in found]
    command = [VERAPDF or "", "--flavour", flavour, "--format", "text", str(path)]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    return [] if said.returncode == 0 and said.stdout.startswith("PASS") else [said.stdout + said.stderr]


@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize("flavour", ["ua1", "3a"])
@pytest.mark.parametrize("name", ["example", "everything", "full", "odds", "citing", "journal", "joss"])
def test_validators_find_nothing(name: str, flavour: str, judge: str, built: Built) -> None:
    """The article and every sample conform to both standards."""
    assert judged(judge, built(name), flavour) == []


def test_the_validator_can_fail(built: Built, tmp_path: Path) -> None:
    """A file that is not what it claims is told of."""
    with pikepdf.open(built("citing")) as pdf:
        del pdf.Root.MarkInfo, pdf.Root.OutputIntents
        pdf.save(tmp_path / "broken.pdf")

    assert judged("page-validation", tmp_path / "broken.pdf", "ua1") != []
    assert judged("page-validation", tmp_path / "broken.pdf", "3a") != []


def test_the_sample_in_the_order_of_its_tags(built: Built) -> None:
    """Headings, lists, tables, notes, quotations, formulas, figures and code are what they are."""
    text = tags.read(built("everything")).find("offprint-text")

    assert text.told() == Path(__file__).with_name("everything.tags.txt").read_text().splitlines()


def test_the_article_reads_in_its_tags_as_on_its_page(built: Built) -> None:
    """Every word of the web page's text comes in the print's tags, in that order, notes aside."""
    said = tags.read(built("example")).find("offprint-text").text
    page_ = html.parse(built("example").with_suffix(".html")).getroot()
    main_ = page_.get_element_by_id("offprint-text")
    for aside in main_.xpath(ASIDES):
        aside.drop_tree()

    assert letters(said) == letters(main_.text_content())


def letters(text: str) -> str:
    """Return the letters and marks of a text, without blanks and soft hyphens."""
    return re.sub(r"[\s\u00ad]", "", text)


def test_each_note_follows_the_paragraph_of_its_call(built: Built) -> None:
    """Who listens hears a sentence to its end, and then the note."""
    text = tags.read(built("example")).find("offprint-text")
    pairs = [
        (before, after)
        for around in text.walk()
        for before, after in zip(around.kids, around.kids[1:], strict=False)
        if isinstance(before, tags.Tag) and isinstance(after, tags.Tag) and after.type == "Note"
    ]

    assert [after.id for _, after in pairs] == ["fn1", "fn2", "fn3", "fn4", "fn5"]
    assert all(any(one.id == f"fnref{after.id[2:]}" for one in before.walk()) for before, after in pairs)


def test_a_link_over_two_lines_is_one(built: Built) -> None:
    """One link, an annotation for each line, each says where it leads in words and is printed."""
    with pikepdf.open(built("everything")) as pdf:
        links = [
            one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Link"
        ]
        annotations = [
            [kid.Obj for kid in link.K if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid]
            for link in links
        ]
        on_pages = sum(len(page_.get("/Annots", [])) for page_ in pdf.pages)
        contents = [str(one.Contents) for several in annotations for one in several]

        assert all(int(one.F) == 4 for several in annotations for one in several)
    assert sum(map(len, annotations)) == on_pages
    assert contents[:6] == [
        "https://doi.org/10.1234/offprint.sample", "CC BY 4.0", "ORCID 0000-0002-1825-0097",
        "ada@example.org", "1936", "Turing 1936, 230",
    ]  # fmt: skip
    assert "Note 1" in contents


def test_what_the_file_says_of_the_work(built: Built) -> None:
    """The XMP packet has it all; the Info dictionary says the same."""
    with pikepdf.open(built("everything")) as pdf:
        packet, info = pdf.open_metadata(set_pikepdf_as_editor=False), pdf.trailer.Info
        said = {name.rpartition("}")[2]: value for name, value in packet.items()}
        told = {str(key): str(value) for key, value in info.items()}

    del said["schemas"]
    assert said == {
        "format": "application/pdf", "title": "The Offprint of Everything",
        "creator": ["Ada Lovelace", "Charles Babbage"],
        "description": "A sample that holds one of everything, after Turing (1936).",
        "date": ["2024-05-17"], "language": {"en-GB"}, "identifier": "doi:10.1234/offprint.sample",
        "rights": "CC BY 4.0", "Marked": "True",
        "WebStatement": "https://creativecommons.org/licenses/by/4.0/",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "subject": {"sample", "everything"}, "Keywords": "sample, everything",
        "Producer": "WeasyPrint 70.0", "CreatorTool": "Offprint", "CreateDate": "2024-05-17T00:00:00Z",
        "ModifyDate": "2024-05-17T00:00:00Z", "MetadataDate": "2024-05-17T00:00:00Z",
        "doi": "10.1234/offprint.sample", "publicationName": "Offprint Samples", "volume": "2",
        "number": "1", "part": "3", "conformance": "A",
    }  # fmt: skip
    assert told == {
        "/Title": "The Offprint of Everything", "/Author": "Ada Lovelace, Charles Babbage",
        "/Subject": "A sample that holds one of everything, after Turing (1936).",
        "/Keywords": "sample, everything", "/Creator": "Offprint", "/Producer": "WeasyPrint 70.0",
        "/CreationDate": "D:20240517000000Z", "/ModDate": "D:20240517000000Z",
    }  # fmt: skip


def test_the_sources_are_inside(built: Built, tmp_path: Path) -> None:
    """The texts and data to the byte, and the cited entries; `AF` calls them the source."""
    with pikepdf.open(built("everything")) as pdf:
        inside = {name: spec.get_file().read_bytes() for name, spec in pdf.attachments.items()}
        related = [(str(one.UF), str(one.AFRelationship), str(one.EF.F.Subtype)) for one in pdf.Root.AF]
        dates = {str(one.EF.F.Params.ModDate) for one in pdf.Root.AF}
    sample = Path(__file__).parents[1] / "samples" / "everything"

    assert inside["article.md.j2"] == (sample / "article.md.j2").read_bytes()
    assert inside["engines.csv"] == (sample / "data" / "engines.csv").read_bytes()
    assert related == [
        ("article.md.j2", "/Source", "/text/markdown"),
        ("engines.csv", "/Source", "/text/csv"),
        ("references.bib", "/Source", "/text/x-bibtex"),
    ]
    assert dates == {"D:20240517000000Z"}
    keys = re.findall(r"@\w+\{(\w+),", inside["references.bib"].decode())
    assert sorted(keys) == ["hopper1952", "turing1936"]
    shutil.copytree(sample / "figures", tmp_path / "figures")
    for name, data in inside.items():
        (tmp_path / name).write_bytes(data)
    assert main(["build", str(tmp_path / "article.md.j2"), "--to", "html"]) == 0


def test_the_sources_can_be_left_out(sample: Callable[[str], Path]) -> None:
    """`--no-sources` embeds nothing, and the file still conforms."""
    project = sample("citing")

    assert main(["build", str(project), "--to", "pdf", "--no-sources"]) == 0

    path = project / "_build" / "paper.pdf"
    with pikepdf.open(path) as pdf:
        assert "/AF" not in pdf.Root
        assert len(pdf.attachments) == 0
    assert judged("page-validation", path, "3a") == []


def test_no_word_is_broken_for_those_who_search(built: Built) -> None:
    """Hyphens at a line's end are soft ones; hyphens of the text stay."""
    command: list[str | Path] = ["pdftotext", built("example"), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout

    assert "\u00ad" in text
    assert "\u2010" not in text
    assert "Third-Party" in text
