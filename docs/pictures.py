"""The README's pictures, taken of this repository's own article: `python docs/pictures.py [NAME …]`.

Each picture is a function in `PICTURES`, by the name of its file; it takes the folder of the built
editions and a running browser, and returns an image. What is drawn is packed with few colours.
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from pypdfium2 import PdfDocument

from offprint.cli import main

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "tests"))
from browsing import launch, visit  # noqa: E402 - the tests start the same browser

COLOURS = 128
LIMIT = 150_000
"""Bytes that a picture may have."""
SHEETS, PRINT_SCALE = (0, 3, 4), 0.9
"""Which printed pages are shown, counted from 0, and at how many pixels a point."""
DESK = (1440, 860)
TELEPHONE = (390, 860)
HALF = (700, 860)
SLIPS = (
    ("@webber2001", "@weber2001"),
    ("figures/timeline.svg", "figures/timelime.svg"),
    ("[@pca1994, arts. 7, 90]", "[@pca1994, arts. 7, 90, and @cs1999]"),
)
"""What an author may get wrong, for a report to show: a key, a file's name, a comma for a semicolon."""


def desk(editions: Path, browser: Browser) -> Image.Image:
    """Return the page on a desk: contents, a note in the margin, a reference shown at its citation."""
    return shot(browser, editions / "article.html", DESK, "light", _at_a_citation)


def night(editions: Path, browser: Browser) -> Image.Image:
    """Return the page at night, on a telephone: its head, a note opened in place, its references."""
    views = (_at_the_head, _at_a_note, _at_the_references)
    shots = [shot(browser, editions / "article.html", TELEPHONE, "dark", view) for view in views]
    return beside(shots, gap=24, ground="#e8e4dc")


def pages(editions: Path, _: Browser) -> Image.Image:
    """Return three printed pages: the first, one with a table and notes, one with a figure."""
    with PdfDocument(editions / "article.pdf") as document:
        sheets = [document[n].render(scale=PRINT_SCALE).to_pil().convert("RGB") for n in SHEETS]
    return beside(sheets, gap=24, ground="#d9d5cc")


def reports(editions: Path, browser: Browser) -> Image.Image:
    """Return two reports of a build: of the article, and of the article with three slips."""
    broken = editions / "broken"
    shutil.copytree(ROOT / "manuscript", broken / "manuscript")
    shutil.copy(ROOT / "references.bib", broken)
    text = broken / "manuscript" / "article.md.j2"
    written = text.read_text(encoding="utf-8")
    for old, new in SLIPS:
        assert old in written, old
        written = written.replace(old, new, 1)
    text.write_text(written, encoding="utf-8")
    assert main(["build", str(broken), "--report"]) == 1
    files = (editions / "report.html", broken / "_build" / "report.html")
    shots = [shot(browser, file, HALF, "light", _at_the_head) for file in files]
    return beside(shots, gap=24, ground="#e8e4dc")


PICTURES: Mapping[str, Callable[[Path, Browser], Image.Image]] = {
    "pages.png": pages,
    "web.png": desk,
    "web-night.png": night,
    "report.png": reports,
}


def shot(
    browser: Browser,
    file: Path,
    size: tuple[int, int],
    scheme: Literal["light", "dark"],
    view: Callable[[Page], None],
) -> Image.Image:
    """Return what a browser shows of a page once `view` has brought something to sight."""
    with visit(browser, file, width=size[0], scheme=scheme) as visited:
        visited.page.set_viewport_size({"width": size[0], "height": size[1]})
        visited.page.emulate_media(reduced_motion="reduce")
        view(visited.page)
        visited.page.wait_for_timeout(300)
        return Image.open(io.BytesIO(visited.page.screenshot())).convert("RGB")


def beside(images: list[Image.Image], gap: int, ground: str) -> Image.Image:
    """Return images side by side on a ground, each with a margin around it."""
    width = sum(image.width + gap for image in images) + gap
    whole = Image.new("RGB", (width, images[0].height + 2 * gap), ground)
    left = gap
    for image in images:
        whole.paste(image, (left, gap))
        left += image.width + gap
    return whole


def _at_the_head(_: Page) -> None:
    """Stay where every reader begins."""


def _at_a_citation(page: Page) -> None:
    call = page.locator(".note-call").nth(3)
    call.evaluate("(one) => one.scrollIntoView({block: 'center'})")
    call.locator("xpath=ancestor::p//a[@role='doc-biblioref']").first.hover()
    page.locator("#offprint-preview").wait_for()


def _at_a_note(page: Page) -> None:
    call = page.locator(".note-call").nth(3)
    call.click()
    call.evaluate("(one) => one.scrollIntoView({block: 'center'})")


def _at_the_references(page: Page) -> None:
    page.locator("#refs").evaluate("(one) => one.closest('section').scrollIntoView()")


def take(names: list[str]) -> None:
    """Take the pictures of these names, all if there are none, and tell their sizes."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        main(["build", str(ROOT), "--output", folder, "--report"])
        browser = launch(playwright)
        for name in names or PICTURES:
            packed = PICTURES[name](Path(folder), browser).quantize(
                COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
            )
            file = ROOT / "docs" / name
            packed.save(file, optimize=True)
            print(f"docs/{name}  {packed.width} × {packed.height} px  {file.stat().st_size / 1000:.0f} kB")
            assert file.stat().st_size <= LIMIT, name
        browser.close()


if __name__ == "__main__":
    take(sys.argv[1:])
