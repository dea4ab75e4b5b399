"""Whatever is handed in: editions that agree, or problems at their places. Never a traceback.

The same examples each time, and few; `OFFPRINT_FUZZ=100` draws a hundred times as many, new ones each
time, and `OFFPRINT_FUZZ_FOLDER` names a folder of manuscripts to damage instead of the samples.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import arbitrary
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from offprint.pipeline import Options, build, check
from offprint.press import running
from offprint.problems import Problem, RejectedError, Severity
from offprint.project import locate

TIMES = int(os.environ.get("OFFPRINT_FUZZ", "0"))
FOLDER = Path(os.environ.get("OFFPRINT_FUZZ_FOLDER") or Path(__file__).parent / "samples")
LIBRARY = b"""@book{lynch2003, author={Lynch, Dov}, title={Russia Faces {Europe}}, publisher={ISS},
  address={Paris}, year={2003}}
@article{webber2001, author={Webber, Mark}, title={Third-Party Inclusion}, journal={EFAR}, volume={6},
  pages={407--426}, year={2001}}
"""
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0L9 9"/></svg>'
#: Faults of ours, or of an engine, that no author can do anything about.
_OURS = ("collation-", "engine", "style-notice")


def examples(number: int) -> settings:
    """Return how many examples are drawn, and that they are the same each time if they are few."""
    return settings(
        max_examples=number * max(TIMES, 1),
        derandomize=not TIMES,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[bytes, bytes], Path]]:
    """Give `desk(text, library)`: a folder with just that, and with pictures and data to name."""
    folder = tmp_path_factory.mktemp("desk") / "project"
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(20_000)  # as the command does

    def lay_out(text: bytes, library: bytes) -> Path:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        (folder / "pic.svg").write_text(PICTURE)
        Image.new("RGB", (4, 4)).save(folder / "pic.png")
        (folder / "data.csv").write_text("a,b\n1,2\n")
        (folder / "paper.md").write_bytes(text)
        (folder / "references.bib").write_bytes(library)
        return folder

    yield lay_out
    sys.setrecursionlimit(before)


def checked(folder: Path) -> Sequence[Problem]:
    """Return what is told of a project."""
    try:
        return check(locate(folder), Options())
    except RejectedError as error:
        return error.problems


def built(folder: Path) -> Sequence[Problem]:
    """Return what is told of a project as its editions are made."""
    try:
        with running() as press:
            return build(locate(folder), Options(), lambda _: None, press).warnings
    except RejectedError as error:
        return error.problems


def useless(problems: Iterable[Problem]) -> list[str]:
    """Return the problems that an author can do nothing about: not theirs, or without a place."""
    return [
        str(one)
        for one in problems
        if one.rule.startswith(_OURS)
        or "\n" in str(one)
        or (one.severity is Severity.ERROR and (one.place is None or not one.place.path.is_file()))
    ]


@examples(150)
@given(text=arbitrary.manuscripts)
def test_any_manuscript_is_checked(text: bytes, desk: Callable[[bytes, bytes], Path]) -> None:
    """Front matter of any kind, any Markdown, any letters, any encoding."""
    assert useless(checked(desk(text, LIBRARY))) == []


@examples(80)
@given(library=arbitrary.bibliographies)
def test_any_bibliography_is_checked(library: bytes, desk: Callable[[bytes, bytes], Path]) -> None:
    """Entries that are whole, broken, doubled, in any encoding; all of them cited."""
    assert useless(checked(desk(b"---\ntitle: T\nnocite: '@*'\n---\n\n[@a] [@b]\n", library))) == []


@examples(4)
@given(text=arbitrary.manuscripts)
def test_any_manuscript_is_built(text: bytes, desk: Callable[[bytes, bytes], Path]) -> None:
    """What passes is printed, and the editions agree."""
    assert useless(built(desk(text, LIBRARY))) == []


MANUSCRIPTS = [path.read_bytes() for path in sorted(FOLDER.rglob("*.md")) if path.stat().st_size < 60_000]
PIECES = [one.encode() for one in (*arbitrary.SIGNS, *arbitrary.ODD)]
PIECES += [b"\n\n", b"[@x]", b"```", b":::", b"$$", b"---\n", b"^[", b"\xff", b"{#fig:x}", b"<b>", b"    "]


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Draw a manuscript with something cut out, doubled, put in, or cut off."""
    text = draw(st.sampled_from(MANUSCRIPTS))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.sampled_from([1, 3, 10, 80, 400])))
        inside = draw(st.one_of(st.just(b""), st.sampled_from(PIECES), st.just(text[start:end] * 2)))
        rest = text[end:] if draw(st.integers(0, 9)) else b""
        text = text[:start] + inside + rest
    return text


@examples(60)
@given(text=damaged())
def test_a_damaged_manuscript_is_checked(text: bytes, desk: Callable[[bytes, bytes], Path]) -> None:
    """A slip of the hand in a real text ends in a problem, or does no harm."""
    assert useless(one for one in checked(desk(text, LIBRARY)) if one.rule != "unknown-citation") == []
