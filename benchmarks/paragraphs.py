"""How well the printed paragraphs are set, measured in WeasyPrint's own layout.

    .venv/bin/python benchmarks/paragraphs.py [PROJECT] [--pages]

For each page (`--pages`) and the whole: how wide the word spaces of justified lines are beside the
font's own space, hyphens in a row and across pages, last lines of fewer than five characters,
rivers (spaces one under another in three lines), lines off the baseline grid, and pages that end
more than two lines too early.
"""

from __future__ import annotations

import argparse
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

from press import job_of

ROOT = Path(__file__).parents[1]
RIVER = 0.3
"""How far apart, in em, the middles of spaces may stand that run into one another."""
_LAYOUT = """
import pickle, sys
from pathlib import Path
from offprint.press import weasy
weasy.prepare()
engine = weasy.load()
from weasyprint.formatting_structure import boxes

job = pickle.loads(Path(sys.argv[1]).read_bytes())
document = weasy._page(engine, job).render()


def lines(box):
    if isinstance(box, boxes.LineBox):
        yield box
    else:
        for child in getattr(box, "children", ()):
            yield from lines(child)


def told(box):
    texts = [one for one in box.descendants() if isinstance(one, boxes.TextBox)]
    return {
        "y": box.position_y, "height": box.height, "size": box.style["font_size"],
        "justified": box.style["text_align_all"] == "justify", "last": box.resume_at is None,
        "tag": box.element_tag,
        "texts": [(one.text, one.position_x, one.width, one.justification_spacing) for one in texts],
    }


pages = []
for page in document.pages:
    box = page._page_box
    root = box.children[0]
    notes = [one for one in box.children if isinstance(one, boxes.FootnoteAreaBox)]
    foot = box.content_box_y() + box.height - sum(one.margin_height() for one in notes)
    pages.append({"top": box.content_box_y(), "foot": foot, "leading": root.style["line_height"].value,
                  "lines": [told(line) for line in lines(root) if line.descendants()]})
sys.stdout.buffer.write(pickle.dumps(pages))
"""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text: its place and size in px, its words, and its word spaces."""

    y: float
    height: float
    size: float
    justified: bool
    last: bool
    tag: str
    texts: Sequence[tuple[str, float, float, float]]

    @property
    def words(self) -> str:
        """The line's words."""
        return "".join(text for text, *_ in self.texts)

    @property
    def added(self) -> float:
        """What justification added to each space, in px."""
        return max((spacing for *_, spacing in self.texts), default=0.0)

    def gaps(self) -> Iterator[float]:
        """Yield about where its spaces stand, in px: letters are taken to be of one width in a run."""
        for text, left, width, spacing in self.texts:
            bare = (width - spacing * text.count(" ")) / max(len(text), 1)
            seen = 0
            for n, letter in enumerate(text):
                if letter == " ":
                    yield left + n * bare + (seen + 0.5) * spacing
                    seen += 1


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its edges and leading in px, and its lines from top to bottom."""

    top: float
    foot: float
    leading: float
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Report:
    """What was found; `spaces` are ratios to the font's own space."""

    spaces: Sequence[float]
    hyphens: int
    across: int
    stubs: int
    rivers: int
    off_grid: int
    short: int

    def __str__(self) -> str:
        """Return one line."""
        cuts = quantiles(self.spaces, n=100) if len(self.spaces) > 1 else [1.0] * 99
        most = max(self.spaces, default=1)
        return (
            f"spaces {cuts[49]:4.2f} × (5 % {cuts[4]:4.2f}, 95 % {cuts[94]:4.2f}, most {most:4.2f})"
            f"  hyphens in a row {self.hyphens}  across pages {self.across}  stubs {self.stubs}"
            f"  rivers {self.rivers}  off grid {self.off_grid}  short pages {self.short}"
        )


def layout(project: Path) -> list[Page]:
    """Return the pages that the engine would draw for a project."""
    with tempfile.TemporaryDirectory() as folder:
        job = Path(folder) / "job"
        job.write_bytes(pickle.dumps(job_of(project)))
        command: list[str | Path] = [sys.executable, "-c", _LAYOUT, job]
        result = subprocess.run(command, capture_output=True, check=True)
    pages = pickle.loads(result.stdout)  # noqa: S301 - from our own process
    return [Page(**{**page, "lines": [Line(**line) for line in page["lines"]]}) for page in pages]


def own_space() -> float:
    """Return the width of the text face's space in em."""
    from fontTools.ttLib import TTFont

    font = TTFont(ROOT / "styles/fonts/EBGaramond.ttf", lazy=True)
    width: int = font["hmtx"][font.getBestCmap()[0x20]][0]
    units: int = font["head"].unitsPerEm
    return width / units


def report(page: Page, following: Page | None, space: float) -> Report:
    """Return what one page is like; `following` is the next one."""
    set_ = [line for line in page.lines if line.justified and not line.last and line.added]
    ends = [line.words.endswith("\u2010") for line in page.lines]
    return Report(
        [1 + line.added / (space * line.size) for line in set_],
        sum(all(three) for three in zip(ends, ends[1:], ends[2:], strict=False)),
        int(bool(ends and ends[-1] and following)),
        sum(
            line.last
            and line.justified
            and not line.tag.endswith("::marker")
            and 0 < len(line.words.strip()) < 5
            for line in page.lines
        ),
        sum(_rivers(page.lines)),
        sum(_off_grid(page, line) for line in page.lines),
        int(bool(following and page.lines and _room_left(page) > 2 * page.leading)),
    )


def _rivers(lines: Sequence[Line]) -> Iterator[int]:
    for first, second, third in zip(lines, lines[1:], lines[2:], strict=False):
        if first.justified and second.justified and third.justified:
            near = RIVER * first.size
            found = (
                any(
                    abs(one - two) < near and abs(two - three) < near
                    for one in first.gaps()
                    for three in third.gaps()
                )
                for two in second.gaps()
            )
            yield sum(found)


def _off_grid(page: Page, line: Line) -> bool:
    off = (line.y - page.top) % page.leading
    text = line.tag == "p" and abs(line.height - page.leading) < 0.01
    return text and min(off, page.leading - off) > 0.5


def _room_left(page: Page) -> float:
    return page.foot - max(line.y + line.height for line in page.lines)


def total(reports: Sequence[Report]) -> Report:
    """Return the reports of all pages as one."""
    sums = (sum(getattr(one, name) for one in reports) for name in _COUNTS)
    return Report([space for one in reports for space in one.spaces], *sums)


_COUNTS = ("hyphens", "across", "stubs", "rivers", "off_grid", "short")


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description="How well the printed paragraphs are set.")
    parser.add_argument("project", nargs="?", type=Path, default=ROOT)
    parser.add_argument("--pages", action="store_true")
    arguments = parser.parse_args()
    pages, space = layout(arguments.project), own_space()
    following = [*pages[1:], None]
    reports = [report(page, after, space) for page, after in zip(pages, following, strict=True)]
    for n, one in enumerate(reports if arguments.pages else [], 1):
        print(f"{n:4}  {one}")
    print(f"{len(pages)} pages, {sum(len(page.lines) for page in pages)} lines")
    print(f"      {total(reports)}")


if __name__ == "__main__":
    main()
