"""The web page in a real browser: what it shows, does and lets everyone reach."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import visit
from PIL import Image
from playwright.sync_api import Browser

from offprint.cli import main

WIDTHS = (320, 768, 1440)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NAMES = ("everything", "example", "odds")


@pytest.fixture
def page(request: pytest.FixtureRequest) -> Path:
    """Give the page of the sample that the test names."""
    output: Path = request.getfixturevalue(request.param)
    return output / "article.html"


of_each = pytest.mark.parametrize("page", NAMES, indirect=True)
of_everything = pytest.mark.parametrize("page", ["everything"], indirect=True)


@of_each
@pytest.mark.parametrize("scheme", SCHEMES)
def test_nobody_is_kept_out(page: Path, scheme: Literal["light", "dark"], browser: Browser) -> None:
    """axe-core finds nothing at any width, with notes, “cite this” and a reference opened."""
    for width in WIDTHS:
        with visit(browser, page, width=width, scheme=scheme) as visited:
            visited.page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
            visited.page.evaluate("for (const one of document.querySelectorAll('.note-call')) one.click()")
            visited.page.locator("main a[role='doc-biblioref'] >> visible=true").first.hover()
            visited.page.locator("#offprint-preview").wait_for()

            found = Axe().run(visited.page, options={"runOnly": {"type": "tag", "values": TAGS}})

            told = [(one["id"], one["nodes"][0]["html"]) for one in found.response["violations"]]
            assert (width, told) == (width, [])


@of_each
@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_never_scrolls_sideways(page: Path, width: int, browser: Browser) -> None:
    """Wide tables, code and formulas scroll in their own boxes."""
    with visit(browser, page, width=width) as visited:
        assert visited.page.evaluate("document.documentElement.scrollWidth") == width


@of_each
def test_nothing_is_asked_for_and_nothing_moves(page: Path, browser: Browser) -> None:
    """The page's own file is the only request, its policy stops none of its parts, and none moves."""
    with visit(browser, page) as visited:
        moved = visited.page.evaluate(
            """() => new Promise((done) => {
                let sum = 0;
                new PerformanceObserver((list) => { for (const one of list.getEntries()) sum += one.value; })
                    .observe({type: "layout-shift", buffered: true});
                setTimeout(() => done(sum), 300);
            })"""
        )
        images = visited.page.evaluate(
            """[...document.images, ...document.querySelectorAll("svg.picture")].map((one) =>
                one.getBBox ? one.getBBox().width > 0 : one.complete && one.naturalWidth > 0)"""
        )
        family = "[...document.fonts].filter((one) => one.status === 'loaded').map((one) => one.family)"

        assert visited.requests[:1] == [page.as_uri()]
        assert all(address.startswith("data:") for address in visited.requests[1:])
        assert images
        assert all(images)
        assert any("EB Garamond" in name for name in visited.page.evaluate(family))
        assert moved == 0


@of_everything
def test_a_citation_shows_its_reference(page: Path, browser: Browser) -> None:
    """On hover and on focus; Escape puts it away, and the link is described by it while it is there."""
    with visit(browser, page) as visited:
        link = visited.page.locator("main a[role='doc-biblioref']").first
        preview = visited.page.locator("#offprint-preview")
        link.hover()
        preview.wait_for()
        assert "On Computable Numbers" in preview.inner_text()
        assert "↑" not in preview.inner_text()
        assert link.get_attribute("aria-describedby") == "offprint-preview"
        preview.hover()
        visited.page.wait_for_timeout(400)
        assert preview.is_visible()
        visited.page.keyboard.press("Escape")
        assert preview.is_hidden()

        visited.page.mouse.move(0, 0)
        visited.page.locator("main section").first.focus()
        visited.page.keyboard.press("Tab")
        while not visited.page.evaluate("document.activeElement.matches('main [role=doc-biblioref]')"):
            visited.page.keyboard.press("Tab")
        preview.wait_for()
        assert preview.is_visible()


@of_everything
def test_a_cross_reference_shows_its_figure(page: Path, browser: Browser) -> None:
    """A link to a figure, a table or an equation shows the thing itself."""
    with visit(browser, page) as visited:
        for target, shown in (("fig:curve", "img"), ("tbl:engines", "table"), ("eq:sum", "math")):
            visited.page.locator(f"a.xref[href='#{target}']").first.hover()
            thing = visited.page.locator(f"#offprint-preview {shown}")
            thing.wait_for()
            assert thing.is_visible()


@of_everything
def test_a_tap_shows_a_reference_and_a_second_follows_it(page: Path, browser: Browser) -> None:
    """A finger cannot hover."""
    with visit(browser, page, width=375, touch=True) as visited:
        link = visited.page.locator("main a[role='doc-biblioref']").first
        link.tap()
        visited.page.locator("#offprint-preview").wait_for()
        assert "#ref-" not in visited.page.url
        link.tap()
        assert visited.page.url.endswith("#ref-turing1936")
        assert visited.page.locator("#offprint-preview").is_hidden()


@of_everything
@pytest.mark.parametrize("script", [True, False])
def test_a_note_opens_in_place_on_a_narrow_page(page: Path, script: bool, browser: Browser) -> None:
    """With a script or without one; with one it closes again."""
    with visit(browser, page, width=375, script=script) as visited:
        call, note = visited.page.locator("#fnref1"), visited.page.locator("#fn1")
        assert note.is_hidden()
        call.click()
        assert note.is_visible()
        if script:
            assert call.get_attribute("aria-expanded") == "true"
            call.click()
            assert note.is_hidden()


@of_everything
def test_notes_and_contents_stand_in_the_margins_of_a_wide_page(page: Path, browser: Browser) -> None:
    """The note beside its call, the contents on the other side."""
    with visit(browser, page) as visited:
        text = visited.page.locator("main p").first.bounding_box()
        call = visited.page.locator("#fnref1").bounding_box()
        note = visited.page.locator("#fn1").bounding_box()
        assert text
        assert call
        assert note
        assert note["x"] > text["x"] + text["width"]
        assert abs(note["y"] - call["y"]) < 12


def test_a_page_from_right_to_left_is_mirrored(sample: Callable[[str], Path], browser: Browser) -> None:
    """Notes stand in the left margin, and nothing scrolls sideways."""
    project = sample("everything")
    text = project / "article.md.j2"
    text.write_text(text.read_text().replace("lang: en-GB", "lang: ar"))
    assert main(["build", str(project), "--to", "html"]) == 0

    for width in (320, 1440):
        with visit(browser, project / "_build/article.html", width=width) as visited:
            assert visited.page.evaluate("document.documentElement.scrollWidth") == width
            if width == 1440:
                paragraph = visited.page.locator("main p").first.bounding_box()
                note = visited.page.locator("#fn1").bounding_box()
                assert paragraph
                assert note
                assert note["x"] + note["width"] < paragraph["x"]


def test_the_contents_follow_the_reader(example: Path, browser: Browser) -> None:
    """They stay in sight, and mark the section that is read."""
    with visit(browser, example / "article.html") as visited:
        visited.page.locator("#st-petersburg").evaluate("(one) => one.scrollIntoView()")
        current = visited.page.locator("nav.contents a[aria-current]", has_text="St Petersburg")
        current.wait_for()

        assert visited.page.locator("nav.contents h2").is_visible()
        box = current.bounding_box()
        assert box
        assert 0 < box["y"] < 900


@of_everything
def test_a_citation_of_the_work_is_copied(page: Path, browser: Browser) -> None:
    """Each form has a button that copies it."""
    with visit(browser, page) as visited:
        visited.page.locator(".cite > summary").click()
        for n, start in enumerate(
            ("Lovelace, Ada, and Charles Babbage. 2024.", "@article{", "[{", "TY  - JOUR")
        ):
            visited.page.locator(".cite button").nth(n).click()
            visited.page.locator(".cite button").nth(n).get_by_text("Copied").wait_for()
            copied = visited.page.evaluate("navigator.clipboard.readText()")
            assert copied.startswith(start)


@of_everything
def test_a_listing_is_copied(page: Path, browser: Browser) -> None:
    """Code has a button that copies it whole."""
    with visit(browser, page) as visited:
        visited.page.locator(".listing-box").hover()
        visited.page.locator(".listing-box button").click()
        visited.page.get_by_role("button", name="Copied").wait_for()
        copied = visited.page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith('def total(n: int) -> int:\n    """Sum')


def test_a_wide_picture_reaches_into_the_margin(sample: Callable[[str], Path], browser: Browser) -> None:
    """Where there is a margin; any other picture keeps to the measure."""
    project = sample("everything")
    Image.new("RGB", (1600, 600), "teal").save(project / "figures/wide.png")
    text = project / "article.md.j2"
    figure = "![Wide.](figures/wide.png){#fig:wide alt=Teal}\n\nMore.[^two]\n\n# Endings"
    text.write_text(text.read_text().replace("# Endings", figure))
    assert main(["build", str(project), "--to", "html"]) == 0

    for width, wider in ((1440, True), (768, False)):
        with visit(browser, project / "_build/article.html", width=width) as visited:
            column = visited.page.locator("main p").first.bounding_box()
            wide = visited.page.locator("[id='fig:wide'] img").bounding_box()
            narrow = visited.page.locator("[id='fig:curve'] img").bounding_box()
            assert column
            assert wide
            assert narrow
            assert (wide["width"] > column["width"]) == wider
            assert wide["x"] + wide["width"] < width
            assert narrow["width"] <= column["width"]


def test_a_picture_shown_twice_is_drawn_twice(sample: Callable[[str], Path], browser: Browser) -> None:
    """Though it is embedded once: each showing has its size, and the picture's colours."""
    project = sample("everything")
    Image.new("RGB", (80, 60), "teal").save(project / "figures/sign.png")
    text = project / "article.md.j2"
    signs = "![Large](figures/sign.png) ![Small](figures/sign.png){width=40px}\n\n# Endings"
    text.write_text(text.read_text().replace("# Endings", signs))
    assert main(["build", str(project), "--to", "html"]) == 0

    with visit(browser, project / "_build/article.html") as visited:
        for name, size in (("Large", (80, 60)), ("Small", (40, 30))):
            drawn = visited.page.get_by_role("img", name=name, exact=True)
            with Image.open(io.BytesIO(drawn.screenshot())) as shot:
                middle = shot.convert("RGB").getpixel((size[0] // 2, size[1] // 2))
            box = drawn.bounding_box()
            assert box
            assert (round(box["width"]), round(box["height"])) == size
            assert isinstance(middle, tuple)
            assert middle[0] < middle[1] > 100  # teal, on the paper's tint


@of_everything
def test_the_keyboard_alone_reaches_everything(page: Path, browser: Browser) -> None:
    """Every link, button, summary and box that scrolls takes the focus in turn, and shows that it has it."""
    with visit(browser, page, width=375) as visited:
        visited.page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        wanted = visited.page.evaluate(
            """() => {
                const all = document.querySelectorAll("a[href], button, summary, .scroll[tabindex='0']");
                return [...all].filter((one) => one.offsetParent).map((one, n) => (one.dataset.stop = n));
            }"""
        )
        met, unseen = [], []
        for _ in wanted:
            visited.page.keyboard.press("Tab")
            stop, outline = visited.page.evaluate(
                """() => [document.activeElement.dataset.stop,
                          getComputedStyle(document.activeElement).outlineStyle]"""
            )
            met.append(int(stop))
            if outline == "none":
                unseen.append(stop)

        assert met == wanted
        assert unseen == []
        assert len(wanted) > 40


@of_everything
def test_the_skip_link_comes_first(page: Path, browser: Browser) -> None:
    """The first stop leads past the head and the contents to the text."""
    with visit(browser, page) as visited:
        visited.page.keyboard.press("Tab")
        assert visited.page.evaluate("document.activeElement.className") == "skip"
        visited.page.keyboard.press("Enter")
        assert visited.page.evaluate("document.activeElement.id") == "offprint-text"


@of_everything
def test_reduced_motion_is_honoured(page: Path, browser: Browser) -> None:
    """Whoever asks for less motion gets none: no smooth scrolling."""
    with visit(browser, page) as visited:
        behaviour = "getComputedStyle(document.documentElement).scrollBehavior"
        assert visited.page.evaluate(behaviour) == "smooth"
        visited.page.emulate_media(reduced_motion="reduce")
        assert visited.page.evaluate(behaviour) == "auto"


@of_everything
def test_everything_is_there_without_a_script(page: Path, browser: Browser) -> None:
    """Citations lead to references, permalinks and contents lead on, the forms of citing can be opened."""
    with visit(browser, page, script=False) as visited:
        visited.page.locator("main a[role='doc-biblioref']").first.click()
        assert visited.page.url.endswith("#ref-turing1936")
        visited.page.locator(".cite > summary").click()
        visited.page.locator(".cite .form summary").first.click()
        assert visited.page.locator(".cite pre").first.is_visible()
        saved = visited.page.locator(".cite a[download]")
        assert [one.get_attribute("download") for one in saved.all()] == [
            "article.bib", "article.csl.json", "article.ris",
        ]  # fmt: skip
        with visited.page.expect_download() as download:
            saved.first.click()
        assert download.value.suggested_filename == "article.bib"
        assert download.value.path().read_text().startswith("@article{lovelace2024,")
        heading = visited.page.locator(".headed .permalink").first
        heading.click()
        assert visited.page.url.endswith("#sec:begin")


@of_each
def test_on_paper_nothing_is_lost(page: Path, browser: Browser) -> None:
    """The print styles show every note, and none of the page's furniture."""
    with visit(browser, page) as visited:
        visited.page.emulate_media(media="print")
        hidden = "(all) => all.filter((one) => !one.offsetParent).length"
        assert visited.page.locator("[role=doc-footnote]").evaluate_all(hidden) == 0
        furniture = visited.page.locator(".cite, .permalink, .rail nav, .skip")
        assert furniture.evaluate_all("(all) => all.filter((one) => one.offsetParent).length") == 0


@of_everything
def test_the_policy_stops_what_is_not_the_pages_own(page: Path, tmp_path: Path, browser: Browser) -> None:
    """A script, a style or an image that someone slips into the file has no effect."""
    slipped = (
        "<script>document.title = 'run'</script><p id=styled style='color: rgb(1, 2, 3)'>x</p>"
        "<img src='https://example.org/a.png' alt=''>"
        "<img src=x onerror=\"document.title='run'\" alt=''></main>"
    )
    changed = tmp_path / "article.html"
    changed.write_text(page.read_text().replace("</main>", slipped))
    with visit(browser, changed) as visited:
        assert visited.page.title() == "The Offprint of Everything"
        colour = "getComputedStyle(document.getElementById('styled')).color"
        assert visited.page.evaluate(colour) != "rgb(1, 2, 3)"
        assert len(visited.said) >= 3
        assert all("Content Security Policy" in line for line in visited.said)
        visited.said.clear()


def test_the_script_is_small(everything: Path) -> None:
    """Under 8 kB; and what stands behind it are data, which delay nothing and never run."""
    from lxml import html

    page = html.document_fromstring((everything / "article.html").read_bytes())
    *scripts, data = page.iter("script")

    assert data.get("type") == "application/ld+json"
    assert json.loads(data.text or "")["@type"] == "ScholarlyArticle"
    assert 1000 < sum(len((script.text or "").encode()) for script in scripts) < 8000


def test_an_authors_own_class_is_not_the_pages(sample: Callable[[str], Path], browser: Browser) -> None:
    """A division of the class `note` is text: narrow or wide, the page shows it in its place."""
    project = sample("everything")
    text = project / "article.md.j2"
    text.write_text(
        text.read_text().replace("# Endings", "::: {.note .preview}\nMind this.\n:::\n\n# Endings")
    )
    assert main(["build", str(project), "--to", "html"]) == 0
    for width in (375, 1440):
        with visit(browser, project / "_build/article.html", width=width) as visited:
            own = visited.page.get_by_text("Mind this.").bounding_box()
            other = visited.page.locator("main p").first.bounding_box()
            assert own
            assert other
            assert own["x"] == other["x"]
