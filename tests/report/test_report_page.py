"""`--report`: one page for an editor, and its Markdown, whether the build ends well or not."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import visit
from lxml import html
from playwright.sync_api import Browser

from offprint import validators
from offprint.cli import main
from offprint.problems import ToolError
from offprint.report import findings, thumbnails

ROOT = Path(__file__).parents[2]
VNU = Path(sys.prefix) / "lib/node_modules/vnu-jar/build/dist/vnu.jar"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (375, 768, 1440)
HOSTILE = "<script>alert(1)</script> <img src=x onerror=alert(1)> @octocat"
KEPT = "Nothing was published: the last good editions, if there are any, are as they were."
Sample = Callable[[str], Path]


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the report on a build that ended well, and on what changed since an earlier one."""
    folder = tmp_path_factory.mktemp("good")
    project = Path(shutil.copytree(ROOT / "tests/samples/everything", folder / "everything"))
    assert main(["build", str(project)]) == 0
    record = project / "_build" / "article.collation.json"
    earlier = json.loads(record.read_text())
    earlier["counts"]["words"] -= 17
    earlier["references"][0]["key"] = "gone1999"
    earlier["engines"]["weasyprint"] = "69.0"
    earlier["editions"][0].update(bytes=5, sha256="")
    (folder / "earlier.json").write_text(json.dumps(earlier))
    assert main(["build", str(project), "--since", str(folder / "earlier.json")]) == 0
    return project / "_build"


@pytest.fixture(scope="session")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the report on a manuscript that was rejected, whose words are hostile."""
    folder = tmp_path_factory.mktemp("bad")
    (folder / "references.bib").write_text("@book{a, title={A}, author={B, C}, publisher={P}, year={2000}}\n")
    (folder / "paper.md").write_text(
        f"---\ntitle: '{HOSTILE}'\nlang: en\nodd: 1\n---\n\n{HOSTILE}\n\n![A]({'x' * 300}.png) `a|b`\n\n"
        "See @nobody.\n"
    )
    assert main(["build", str(folder), "--report"]) == 1
    return folder / "_build"


@pytest.fixture
def page(request: pytest.FixtureRequest) -> Path:
    """Give one of the reports."""
    output: Path = request.getfixturevalue(request.param)
    return output / "report.html"


of_each = pytest.mark.parametrize("page", ["good", "bad"], indirect=True)


def said(page: Path, where: str) -> list[str]:
    """Return what the parts of a page say, blanks folded."""
    found = html.fromstring(page.read_bytes()).xpath(where)
    return [" ".join(one.text_content().split()) for one in found]


@of_each
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_kept_out(page: Path, scheme: Literal["light", "dark"], browser: Browser) -> None:
    """axe-core finds nothing at any width, and nothing scrolls sideways; nothing is asked for."""
    for width in WIDTHS:
        with visit(browser, page, width=width, scheme=scheme) as visited:
            assert visited.page.evaluate("document.documentElement.scrollWidth") == width
            found = Axe().run(visited.page, options={"runOnly": {"type": "tag", "values": TAGS}})
            told = [(one["id"], one["nodes"][0]["html"]) for one in found.response["violations"]]
            assert (width, told) == (width, [])
            assert visited.requests == [page.as_uri()]


@of_each
def test_the_page_is_valid(page: Path) -> None:
    """The Nu checker has nothing against it, but that it takes `data:` images for forbidden ones."""
    result = subprocess.run(
        ["java", "-jar", VNU, "--format", "json", "--stdout", "--exit-zero-always", page],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    messages = [one["message"] for one in json.loads(result.stdout)["messages"]]

    assert [one for one in messages if "image “data:image/" not in one] == []


def test_a_good_build_is_told(good: Path) -> None:
    """The outcome first, then editions, collation, what changed, pages as pictures."""
    page = good / "report.html"

    assert said(page, "//header/p[@class='headline']") == ["All three editions agree."]
    assert said(page, "//header/p[@class='detail']") == [
        "217 words, 4 citations, 2 references, 2 notes, 1 figure, 2 formulas. Nothing is left to correct."
    ]
    assert said(page, "//dl[@class='editions']/div/dt") == ["article.html", "article.epub", "article.pdf"]
    record = json.loads((good / "article.collation.json").read_text())
    hashes = [one["sha256"] for one in record["editions"]]
    assert said(page, "//dd[@class='hash']/code") == hashes
    assert said(page, "//section[@aria-labelledby='collation']//tbody/tr[1]/*") == [
        "words",
        "217",
        "200",
        "+17",
    ]
    assert said(page, "//section[@aria-labelledby='changes']//h3") == [
        "Sizes in bytes", "References that are new", "References that are gone", "Engines",
    ]  # fmt: skip
    assert "gone1999" in said(page, "//ul[@class='named']/li")[1]
    assert said(page, "//ul[@class='named']/li")[2] == "weasyprint 69.0 → 70.0"
    pictures = html.fromstring(page.read_bytes()).xpath("//ol[@class='pages']//a")
    assert [one.get("href") for one in pictures] == ["article.pdf#page=1", "article.pdf#page=2"]
    assert [one.find("img").get("alt") for one in pictures] == ["Page 1", "Page 2"]


def test_a_rejected_manuscript_is_told_by_its_lines(bad: Path) -> None:
    """Each problem with its line, the column marked; long lines are cut, and all words are shown as such."""
    page = bad / "report.html"

    assert sorted(os.listdir(bad)) == ["report.html", "report.md"]
    assert said(page, "//header/p[@class='headline']") == ["The manuscript was rejected."]
    assert said(page, "//header/p[@class='detail']") == ["6 errors, 2 warnings.", KEPT]
    rules = said(page, "//ol[@class='problems']//p[@class='rule']/code")
    assert rules == [
        "front-matter-key", "raw-html", "raw-html", "image-missing", "missing-alt", "unknown-citation",
        "image-missing", "unknown-citation",
    ]  # fmt: skip
    assert said(page, "//mark")[-1] == "nobody"
    assert said(page, "//pre")[1].startswith("7<script>alert(1)</script>")
    assert max(map(len, said(page, "//pre"))) < 200
    assert said(page, "//section[@aria-labelledby='collation']/p") == [
        "Not reached: the build ended in proofreading."
    ]
    source = page.read_text()
    assert "<script" not in source
    assert "<img" not in source
    assert "@octocat" not in re.sub("`+.*?`+", "", (bad / "report.md").read_text())


def test_what_runs_from_right_to_left_does_not_turn_a_sentence(tmp_path: Path) -> None:
    """A quoted name is apart from the English around it; the title and the line turn as they are."""
    (tmp_path / "paper.md").write_text("---\ntitle: שלום\nlang: he\n---\n\n![א](לא.png)\n")

    assert main(["build", str(tmp_path), "--report"]) == 1

    page = tmp_path / "_build" / "report.html"
    assert said(page, "//p[@class='message']/bdi") == ["לא.png"]
    assert said(page, "//p[@class='message']") == ["“לא.png” is not there"]
    assert said(page, "//h1[@dir='auto'][@lang='he']") == ["שלום"]


def test_a_failed_build_leaves_the_last_good_editions(sample: Sample) -> None:
    """The report of the last build stands beside the editions of the last good one."""
    project = sample("everything")
    assert main(["build", str(project), "--report"]) == 0
    before = {one.name: one.read_bytes() for one in (project / "_build").iterdir()}
    text = project / "article.md.j2"
    text.write_text(text.read_text() + "\n\nSee @nobody.\n")

    assert main(["build", str(project), "--report"]) == 1

    after = {one.name: one.read_bytes() for one in (project / "_build").iterdir()}
    assert {name for name in after if after[name] != before[name]} == {"report.html", "report.md"}
    assert after.keys() == before.keys()
    assert b"The manuscript was rejected." in after["report.md"]


def test_editions_that_differ_are_told(tmp_path: Path) -> None:
    """The report says what was compared and how often it differs; an author may let that pass."""
    (tmp_path / "styles" / "print").mkdir(parents=True)
    (tmp_path / "styles" / "print" / "own.css").write_text("blockquote { display: none }")
    text = tmp_path / "paper.md"
    text.write_text("---\ntitle: T\n---\n\nFirst.\n\n> A quotation of its own.\n")
    page = tmp_path / "_build" / "report.html"

    assert main(["build", str(tmp_path), "--report"]) == 1
    assert said(page, "//header/p[@class='headline']") == ["The editions do not agree."]
    assert said(page, "//ol[@class='problems']//mark") == ["A"]
    assert "1 difference was found" in said(page, "//section[@aria-labelledby='collation']/p")[0]
    assert said(page, "//section[@aria-labelledby='collation']//tbody/tr[1]/*") == ["words", "7"]

    text.write_text(text.read_text().replace("title: T", "title: T\nrules: {collation-text: warning}"))
    assert main(["build", str(tmp_path), "--report"]) == 0
    assert said(page, "//header/p[@class='headline']") == [
        "The editions are published, and the differences between them were let pass."
    ]
    assert said(page, "//header")[0].startswith("Report on the editions of")


@pytest.mark.parametrize(
    ("editions", "headline"),
    [
        ("html,epub", "Both editions agree."),
        ("html", "The web page agrees with the manuscript."),
        ("epub", "The e-book agrees with the manuscript."),
    ],
)
def test_one_or_two_editions_are_told_as_such(editions: str, headline: str, tmp_path: Path) -> None:
    """A build of the web page alone agrees with the manuscript, and has no pages to show."""
    (tmp_path / "paper.md").write_text("---\ntitle: T\n---\n\nText.\n")

    assert main(["build", str(tmp_path), "--report", "--to", editions]) == 0

    page = tmp_path / "_build" / "report.html"
    assert said(page, "//header/p[@class='headline']") == [headline]
    assert said(page, "//h2") == ["Problems", "Editions", "Collation", "Validators"]


def test_what_validators_said_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of each its version and what came of it, or how to get it; a fault keeps the editions back."""
    (tmp_path / "paper.md").write_text("---\ntitle: T\n---\n\nText.\n")
    recorded = ROOT / "tests" / "recorded"
    program = tmp_path / "verapdf"
    program.write_text(
        f'#!/bin/sh\n[ "$1" = --version ] && echo 1.28.2 || /bin/cat {recorded}/verapdf-fails.xml\n'
    )
    program.chmod(0o755)
    only = tuple(one for one in validators.VALIDATORS if one.name in ("nu", "verapdf"))
    monkeypatch.setattr(validators, "VALIDATORS", only)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert main(["build", str(tmp_path), "--report", "--validate"]) == 1

    page = tmp_path / "_build" / "report.html"
    assert sorted(os.listdir(tmp_path / "_build")) == ["report.html", "report.md"]
    assert said(page, "//header/p[@class='headline']") == ["A validator found faults in the editions."]
    assert said(page, "//ul[@class='validators']/li") == [
        "nu paper.html not run: npm install --global vnu-jar, and Java",
        "verapdf 1.28.2 paper.pdf 2 messages",
    ]
    assert "| verapdf 1.28.2 | paper.pdf | 2 messages |" in (page.parent / "report.md").read_text()


def test_a_tools_failure_is_told_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A missing tool is no fault of the manuscript; the report says what to do, and where it is."""

    def missing() -> str:
        raise ToolError(f"pandoc is missing from {tmp_path}/bin", "pip install .")

    monkeypatch.setattr("offprint.pandoc.executable", missing)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "paper.md").write_text("---\ntitle: T\n---\n\nText.\n")

    assert main(["build", ".", "--report"]) == 3

    page = tmp_path / "_build" / "report.html"
    assert capsys.readouterr().err.splitlines()[-1] == "_build/report.html tells more"
    assert said(page, "//header/p[@class='headline']") == ["The build could not be finished."]
    assert said(page, "//header/p[@class='detail']") == ["pandoc is missing from bin; pip install .", KEPT]


def test_a_build_that_runs_out_of_memory_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A manuscript that eats the memory has a report too."""

    def eaten(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("offprint.pipeline.read", eaten)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "paper.md").write_text("Text.\n")

    assert main(["build", ".", "--report"]) == 3

    assert capsys.readouterr().err.splitlines()[0] == "error: this build needs more memory than it may take"
    assert said(tmp_path / "_build" / "report.html", "//header/p[@class='detail']")[0] == (
        "this build needs more memory than it may take; split the manuscript"
    )


def test_without_the_option_nothing_is_written(tmp_path: Path) -> None:
    """A build that was not asked for a report writes none, and a rejected manuscript nothing at all."""
    (tmp_path / "paper.md").write_text("See @nobody.\n")

    assert main(["build", str(tmp_path)]) == 1

    assert os.listdir(tmp_path) == ["paper.md"]


def test_the_same_sources_give_the_same_report(
    good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In another folder, from another one, with another earlier file's name: the same bytes, no path."""
    shutil.copytree(ROOT / "tests/samples/everything", tmp_path / "deep" / "copy")
    shutil.copy(good.parents[1] / "earlier.json", tmp_path / "old.json")
    monkeypatch.chdir(tmp_path)

    assert main(["build", "deep/copy", "-o", "elsewhere", "--since", "old.json"]) == 0

    for name in ("report.html", "report.md"):
        data = (tmp_path / "elsewhere" / name).read_bytes()
        assert data == (good / name).read_bytes()
        assert str(good.parents[2]).encode() not in data


def test_a_stranger_has_no_say_in_the_report(tmp_path: Path) -> None:
    """Templates, sheets and fonts of the project's own do not change how it is judged."""
    styles = tmp_path / "styles"
    for name in ("page/report.html.j2", "screen/report.css", "fonts/EBGaramond.ttf"):
        (styles / name).parent.mkdir(parents=True, exist_ok=True)
        (styles / name).write_text("All is well.")
    (tmp_path / "paper.md").write_text("See @nobody.\n")

    assert main(["build", str(tmp_path), "--report"]) == 1

    page = tmp_path / "_build" / "report.html"
    assert said(page, "//header/p[@class='headline']") == ["The manuscript was rejected."]
    assert "All is well." not in page.read_text()


@pytest.mark.parametrize("name", ["report.html", "report.md"])
def test_the_report_replaces_nobody_elses_file(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A text that has the report's name stays, whatever the output folder is."""
    (tmp_path / "paper.md").write_text("---\ntitle: T\n---\n\nText.\n")
    (tmp_path / name).write_text("An author's own.\n")

    assert main(["build", str(tmp_path / "paper.md"), "--report", "-o", str(tmp_path)]) == 3

    assert "which Offprint did not write" in capsys.readouterr().err
    assert (tmp_path / name).read_text() == "An author's own.\n"


@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
def test_what_a_stranger_laid_in_the_reports_place_is_not_opened(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A link that leads out is not followed, and a pipe that nobody writes to does not hang the build."""
    (tmp_path / "secret").write_text('<meta name="generator" content="Offprint">')
    (tmp_path / "paper").mkdir()
    (tmp_path / "paper" / "paper.md").write_text("---\ntitle: T\n---\n\nText.\n")
    place = tmp_path / "paper" / "_build" / "report.html"
    place.parent.mkdir()
    if kind == "link":
        place.symlink_to(tmp_path / "secret")
    elif kind == "pipe":
        os.mkfifo(place)
    else:
        place.mkdir()

    assert main(["build", str(tmp_path / "paper"), "--report"]) == 3

    assert "which Offprint did not write" in capsys.readouterr().err
    assert os.listdir(place.parent) == ["report.html"]


def test_a_text_of_the_reports_name_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its edition would be the report's file."""
    (tmp_path / "report.md").write_text("---\ntitle: T\n---\n\nText.\n")

    assert main(["build", str(tmp_path / "report.md"), "--report"]) == 3

    assert "the report has the name of the text" in capsys.readouterr().err
    assert os.listdir(tmp_path) == ["report.md"]


def test_an_earlier_record_that_is_none_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """At its place, before anything is made."""
    (tmp_path / "paper.md").write_text("---\ntitle: T\n---\n\nText.\n")
    (tmp_path / "old.json").write_text("{\n oops\n}")
    monkeypatch.chdir(tmp_path)

    assert main(["build", ".", "--since", "old.json"]) == 1

    assert capsys.readouterr().err.splitlines()[0] == (
        "old.json:2:2: error[earlier-collation]: “old.json” is no record of a collation: it is not JSON: "
        "Expecting property name enclosed in double quotes; give a file that offprint build wrote, "
        "such as article.collation.json"
    )
    assert said(tmp_path / "_build" / "report.html", "//mark") == ["oops"]


def test_long_works_are_cut(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Pages and problems beyond a number are told by number."""
    monkeypatch.setattr(thumbnails, "MOST", 1)
    monkeypatch.setattr(findings, "MOST", 2)
    project = tmp_path / "copy"
    shutil.copytree(ROOT / "tests/samples/everything", project)
    text = project / "article.md.j2"
    text.write_text(text.read_text().replace("---\n", "---\nodd-a: 1\nodd-b: 1\nodd-c: 1\n", 1))

    assert main(["build", str(project), "--report"]) == 0

    page = project / "_build" / "report.html"
    assert said(page, "//section[@aria-labelledby='pages']/p") == [
        "The first 1 of 2; the others are in the PDF."
    ]
    assert len(said(page, "//ol[@class='problems']/li")) == 2
    assert "1 more are not shown" in said(page, "//section[@aria-labelledby='problems']/p")[-1]
