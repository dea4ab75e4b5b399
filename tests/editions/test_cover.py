"""The cover: the author's, or one that is drawn from the metadata, the same for the same work."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image

from offprint.cli import main


def cover_of(book: Path) -> tuple[str, bytes]:
    """Return the cover that a book's package names, with its media type."""
    with zipfile.ZipFile(book) as archive:
        package = etree.fromstring(archive.read("EPUB/package.opf"))
        (item,) = package.xpath("//*[@properties='cover-image']")
        return item.get("media-type"), archive.read(f"EPUB/{item.get('href')}")


def build(folder: Path, title: str, *more: str) -> Path:
    """Build the e-book of a text with a title, and return it."""
    text = folder / "paper.md"
    front = "\n".join([f"title: {title!r}", "date: 2024-01-01", *more])
    text.write_text(f"---\n{front}\n---\n\nA word.\n", encoding="utf-8")
    assert main(["build", str(text), "--to", "epub"]) == 0
    return folder / "_build" / "paper.epub"


def test_a_cover_is_drawn_at_the_size_that_shops_ask_for(everything: Path) -> None:
    """It is a PNG of 1600 × 2560 px."""
    media_type, data = cover_of(everything / "article.epub")

    assert media_type == "image/png"
    assert Image.open(io.BytesIO(data)).size == (1600, 2560)


def test_two_works_have_two_covers(tmp_path: Path) -> None:
    """The words and the ornament are the work's own, and come out the same each time."""
    one, other, again = (cover_of(build(tmp_path, title)) for title in ("One", "Other", "One"))

    assert one == again
    assert one != other


@pytest.mark.parametrize(
    "title",
    [
        '" #panic() \\ [y] #set text(red)',
        "*" * 3,
        "Donaudampfschifffahrtsgesellschaftskapitänswitwenrente" * 3,
        "a " * 300,
    ],
)
def test_a_title_is_text_and_never_markup(title: str, tmp_path: Path) -> None:
    """Whatever Typst would make of it, and however long it is, the title is drawn."""
    _, data = cover_of(build(tmp_path, title.replace("'", "")))

    assert Image.open(io.BytesIO(data)).size == (1600, 2560)


def test_the_author_is_told_of_a_cover_without_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No font here has Hebrew: the cover is ornament alone, and never boxes."""
    monkeypatch.chdir(tmp_path)

    build(Path(), "ספר", "lang: he")

    assert capsys.readouterr().err.splitlines()[0] == (
        "paper.md:2:8: warning[cover]: the cover has no title: no font has “ספר”; put a font that has them "
        "into styles/fonts/, or name an image: cover: cover.png"
    )


def drawn(path: Path, width: int, height: int) -> None:
    """Save a picture of a size."""
    Image.new("RGB", (width, height), "navy").save(path)


def test_the_author_may_bring_a_cover(tmp_path: Path) -> None:
    """The file is taken as it is; pandoc's name for the key is understood too."""
    drawn(tmp_path / "mine.jpg", 1600, 2400)

    assert cover_of(build(tmp_path, "T", "cover: mine.jpg")) == (
        "image/jpeg",
        (tmp_path / "mine.jpg").read_bytes(),
    )
    assert cover_of(build(tmp_path, "T", "cover-image: mine.jpg"))[0] == "image/jpeg"


@pytest.fixture
def checked_cover(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., str]:
    """Give `checked_cover(name, size)`: the first line that `check` tells of such a cover."""
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")

    def check(cover: str, size: tuple[int, int] | None) -> str:
        if size:
            drawn(Path(cover), *size)
        Path("paper.md").write_text(f"---\ntitle: T\ncover: {cover}\n---\n\nA word.\n")
        main(["check", "paper.md"])
        return capsys.readouterr().err.splitlines()[0]

    return check


@pytest.mark.parametrize(
    ("cover", "size", "told"),
    [
        ("a.png", (600, 900), "warning[cover]: the cover “a.png” has 600 × 900 px, and shops ask for 1400"),
        ("a.png", (2560, 1600), "warning[cover]: the cover “a.png” has 2560 × 1600 px: it lies on its side"),
        ("a.gif", (1600, 2560), "error[image-unreadable]: the cover “a.gif” is neither JPEG nor PNG"),
        ("a.png", None, "error[image-missing]: “a.png” is not there"),
        ("../a.png", (1600, 2560), "error[image-outside]: “../a.png” lies outside the project"),
    ],
)
def test_an_unfit_cover_is_told(
    cover: str, size: tuple[int, int] | None, told: str, checked_cover: Callable[..., str]
) -> None:
    """`check` looks at the cover as it looks at the text's images."""
    assert checked_cover(cover, size).startswith(f"paper.md:3:8: {told}")


def test_the_drawn_cover_follows_the_projects_own_template(sample: Callable[[str], Path]) -> None:
    """`styles/page/ebook/cover.typ` of the project's overrides ours; a faulty one ends with 3."""
    project = sample("everything")
    template = project / "styles" / "page" / "ebook" / "cover.typ"
    template.parent.mkdir(parents=True)
    template.write_text("#set page(width: 400pt, height: 500pt)\n#sys.inputs.title")

    assert main(["build", str(project), "--to", "epub"]) == 0
    _, data = cover_of(project / "_build" / "article.epub")
    template.write_text("#unknown")

    assert Image.open(io.BytesIO(data)).size == (1600, 2000)
    assert main(["build", str(project), "--to", "epub"]) == 3


def test_a_template_of_the_projects_own_reads_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It comes from a stranger as often as not: a file that it names is not there for it."""
    style = tmp_path / "styles/page/ebook/cover.typ"
    style.parent.mkdir(parents=True)
    style.write_text('#read("/paper.md")')
    (tmp_path / "paper.md").write_text("---\ntitle: T\n---\n\nA word.\n")
    monkeypatch.chdir(tmp_path)

    assert main(["build", "paper.md", "--to", "epub"]) == 3

    told = capsys.readouterr().err
    assert "the cover cannot be drawn" in told
    assert "look at styles/page/ebook/cover.typ" in told
    assert not (tmp_path / "_build/paper.epub").exists()
