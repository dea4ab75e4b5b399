"""How well the printed paragraphs are set, measured in WeasyPrint's own layout.

    .venv/bin/python benchmarks/paragraphs.py [PROJECT] [--pages]

For each page (`--pages`) and the whole:

- spaces: how wide the word spaces of justified lines are beside the font's own space: the median,
  5 %, 95 % and the most
- hyphens: how many lines are the third or a later one in a row to end in a hyphen, and the most in
  a row; across: how many pages end in a hyphen
- stubs: last lines of fewer than five characters
- rivers: wide spaces one under another in four lines
- off grid: lines of the text that do not stand on the grid of lines
- short: pages that end more than two lines early; heads: with a heading; orphans: with the first
  line of a paragraph; widows: pages that begin with the last one
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
RIVER_LINES, RIVER_SHIFT, RIVER_SPACE = 4, 0.25, 1.4
"""A river: over how many lines, shifted from line to line by how much (em), spaces how wide (own width)."""
_LAYOUT = """
import pickle, sys
from pathlib import Path
from offprint.press import weasy
weasy.prepare()
engine = weasy.load()
from weasyprint.formatting_structure import boxes
from weasyprint.text.line_break import Layout, line_size

job = pickle.loads(Path(sys.argv[1]).read_bytes())
document = weasy._page(engine, job).render()


def width(text, style):
    layout = Layout(style)
    layout.set_text(text)
    return line_size(layout.get_first_line()[0], style)[0]


def lines(box, inside):
    inside = inside or box.element is not None and box.element.get("id") == "offprint-text"
    if isinstance(box, boxes.LineBox):
        if box.descendants() and not str(box.element_tag).endswith("::marker"):
            yield told(box, inside)
        return
    for child in getattr(box, "children", ()):
        if isinstance(child, boxes.Box) and child.is_in_normal_flow():
            yield from lines(child, inside and not isinstance(child, boxes.TableBox))


def told(box, inside):
    texts = [one for one in box.descendants() if isinstance(one, boxes.TextBox)]
    justified = box.style["text_align_all"] == "justify"
    return {
        "y": box.position_y, "height": box.height, "size": box.style["font_size"],
        "space": width(" ", box.style), "justified": justified, "last": box.resume_at is None,
        "tag": box.element_tag, "inside": inside, "words": "".join(one.text for one in texts),
        "added": next((one.justification_spacing for one in texts if one.justification_spacing), 0.0),
        "gaps": [gap for one in texts for gap in gaps(one)] if justified and inside else [],
    }


def gaps(box):
    added, found = box.justification_spacing, 0
    for n, letter in enumerate(box.text):
        if letter == " ":
            yield box.position_x + width(box.text[:n], box.style) + (found + 0.5) * added
            found += 1


pages = []
for page in document.pages:
    box = page._page_box
    root = box.children[0]
    notes = [one for one in box.children if isinstance(one, boxes.FootnoteAreaBox)]
    foot = box.content_box_y() + box.height - sum(one.margin_height() for one in notes)
    pages.append({"top": box.content_box_y(), "foot": foot, "leading": root.style["line_height"].value,
                  "lines": list(lines(root, False))})
sys.stdout.buffer.write(pickle.dumps(pages))
"""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text: its place, size and word space, what is added to each, and their places, in px."""

    y: float
    height: float
    size: float
    space: float
    justified: bool
    last: bool
    tag: str
    inside: bool
    words: str
    added: float
    gaps: Sequence[float] = ()

    @property
    def ratio(self) -> float:
        """How wide its spaces are, 1 for their own width."""
        return 1 + self.added / self.space

    @property
    def is_text(self) -> bool:
        """Whether it is a line of the running text."""
        return self.inside and self.justified and self.tag in ("p", "li", "dd", "blockquote")

    @property
    def hyphened(self) -> bool:
        """Whether it ends in a hyphen."""
        return self.is_text and self.words.endswith("\u2010")


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
    most_hyphens: int
    counts: dict[str, int]

    def __str__(self) -> str:
        """Return one line."""
        cuts = quantiles(self.spaces, n=100) if len(self.spaces) > 1 else [1.0] * 99
        most = max(self.spaces, default=1)
        spaces = f"{cuts[49]:4.2f} (5 % {cuts[4]:4.2f}, 95 % {cuts[94]:4.2f}, most {most:4.2f})"
        counts = "  ".join(f"{name} {count}" for name, count in self.counts.items())
        return f"spaces {spaces}  {counts}  most in a row {self.most_hyphens}"


def layout(project: Path) -> list[Page]:
    """Return the pages that the engine would draw for a project."""
    with tempfile.TemporaryDirectory() as folder:
        job = Path(folder) / "job"
        job.write_bytes(pickle.dumps(job_of(project)))
        command: list[str | Path] = [sys.executable, "-c", _LAYOUT, job]
        result = subprocess.run(command, capture_output=True, check=True)
    pages = pickle.loads(result.stdout)  # noqa: S301 - from our own process
    return [Page(**{**page, "lines": [Line(**line) for line in page["lines"]]}) for page in pages]


def report(page: Page, before: Page | None, following: Page | None) -> Report:
    """Return what one page is like, between the one before it and the next one."""
    lines = page.lines
    rows = list(_rows(lines))
    counts = {
        "hyphens": sum(max(0, row - 2) for row in rows),
        "across": int(bool(following and lines and lines[-1].hyphened)),
        "stubs": sum(line.is_text and line.last and len(line.words.strip()) < 5 for line in lines[1:]),
        "rivers": _rivers(lines),
        "off grid": sum(_off_grid(page, line) for line in lines),
        **(_bottom(page, before) if following and lines else {}),
        "widows": int(bool(lines) and lines[0].is_text and lines[0].last and not _begins(lines, 0, before)),
    }
    spaces = [line.ratio for line in lines if line.is_text and not line.last and line.added]
    return Report(spaces, max(rows, default=0), counts)


def _bottom(page: Page, before: Page | None) -> dict[str, int]:
    """Return what is wrong with the foot of a page that is not the last one."""
    end, number = page.lines[-1], len(page.lines) - 1
    return {
        "short": int(page.foot - end.y - end.height > 2 * page.leading + 0.1),
        "heads": int(end.tag in ("h2", "h3", "h4", "h5", "h6")),
        "orphans": int(_begins(page.lines, number, before) and not end.last),
    }


def _begins(lines: Sequence[Line], number: int, before: Page | None) -> bool:
    """Tell whether a line of the text is the first of its paragraph."""
    if not lines[number].is_text:
        return False
    earlier = [*(before.lines if before else ()), *lines[:number]]
    return not earlier or earlier[-1].last or not earlier[-1].is_text


def _rows(lines: Sequence[Line]) -> Iterator[int]:
    row = 0
    for line in lines:
        row = row + 1 if line.hyphened else 0
        yield row


def _rivers(lines: Sequence[Line]) -> int:
    """Return how many spaces end a river of as many lines as make one."""
    found, above = 0, {}  # type: tuple[int, dict[float, int]]
    for line in lines:
        here = {}
        for gap in line.gaps if line.ratio >= RIVER_SPACE else ():
            near = [length for place, length in above.items() if abs(place - gap) < RIVER_SHIFT * line.size]
            here[gap] = max(near, default=0) + 1
        found += sum(length == RIVER_LINES for length in here.values())
        above = here
    return found


def _off_grid(page: Page, line: Line) -> bool:
    off = (line.y - page.top) % page.leading, line.height % page.leading
    return line.is_text and any(min(one, page.leading - one) > 0.5 for one in off)


def total(reports: Sequence[Report]) -> Report:
    """Return the reports of all pages as one."""
    counts = {name: sum(one.counts.get(name, 0) for one in reports) for name in reports[0].counts}
    spaces = [space for one in reports for space in one.spaces]
    return Report(spaces, max((one.most_hyphens for one in reports), default=0), counts)


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description="How well the printed paragraphs are set.")
    parser.add_argument("project", nargs="?", type=Path, default=ROOT)
    parser.add_argument("--pages", action="store_true")
    arguments = parser.parse_args()
    pages = layout(arguments.project)
    around = zip([None, *pages], pages, [*pages[1:], None], strict=False)
    reports = [report(page, before, after) for before, page, after in around]
    for n, one in enumerate(reports if arguments.pages else [], 1):
        print(f"{n:4}  {one}")
    print(f"{len(pages)} pages, {sum(len(page.lines) for page in pages)} lines")
    print(f"      {total(reports)}")


if __name__ == "__main__":
    main()
