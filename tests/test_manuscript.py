"""What is accepted as it is, and what is not a citation; faults are in `broken/`."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from offprint import project, proof
from offprint.cli import main
from offprint.manuscript import read


def test_windows_files_are_accepted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A byte order mark and CRLF mean nothing; lines are counted as the editor shows them."""
    text = "---\r\ntitle: T\r\n---\r\n\r\nText.[^1]\r\n\r\n[^1]: A note.\r\n\r\n![A](no.png)\r\n"
    (tmp_path / "article.md").write_bytes(b"\xef\xbb\xbf" + text.encode())

    main(["check", str(tmp_path)])

    assert capsys.readouterr().err == (
        f"{tmp_path}/article.md:9:6: error[image-missing]: “no.png” is not there; paths start at the text "
        "or the root\n1 error\n"
    )


def test_code_addresses_and_handles_are_not_citations(tmp_path: Path) -> None:
    """Only what pandoc reads as a citation is one."""
    (tmp_path / "article.md").write_text(
        "Write `[@code]` to ada@example.org, see <https://example.org/@user> or \\@handle; "
        "but @real is cited.\n\n    [@indented]\n\n```\n[@block]\n```\n\n<!-- [@comment] -->\n"
    )

    assert proof.cited_keys(read(project.locate(tmp_path))) == ("real",)


def chunk(kind: bytes, data: bytes) -> bytes:
    """Return a chunk of a PNG (PNG 3, §5.3)."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def test_an_image_that_would_fill_the_memory_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """200 megapixels in a file of 25 kB are told from its header, and never decoded."""
    header = struct.pack(">IIBBBBB", 20_000, 10_000, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(10_000 * (20_000 // 8 + 1)))
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    (tmp_path / "bomb.png").write_bytes(png)
    (tmp_path / "article.md").write_text("---\ntitle: T\n---\n\n![A bomb](bomb.png)\n")

    assert main(["check", str(tmp_path)]) == 1

    assert "article.md:5:11: error[image-too-large]: “bomb.png” has" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "root"),
    [
        ("manuscript/article.md.j2", "."),
        ("manuscript/one.md", "."),
        ("article.md", "."),
        ("paper.md", "."),
        ("manuscript.md", "."),
        ("index.md", "."),
        ("thesis.md", "thesis.md"),
    ],
)
def test_where_a_text_is_found(name: str, root: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder's text goes by a few names; a file is taken as named."""
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("Text.\n")
    monkeypatch.chdir(tmp_path)

    found = project.locate(Path(root))

    assert (found.texts, found.root) == ((tmp_path / name,), tmp_path)


def test_chapters_are_read_in_the_order_of_their_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Several texts make one manuscript; each fault is told in its own file."""
    (tmp_path / "manuscript").mkdir()
    (tmp_path / "manuscript/02-end.md").write_text("---\ntitle: Other\n---\n\nEnd.\n\n![A](b.png)\n")
    (tmp_path / "manuscript/01-start.md").write_text("---\ntitle: First\n---\n\nStart.\n\n![A](a.png)\n")

    text = read(project.locate(tmp_path))
    main(["check", str(tmp_path)])

    assert (text.title, text.text.text.split()) == ("First", "Start. ![A](a.png) End. ![A](b.png)".split())
    places = [line.partition(": ")[0] for line in capsys.readouterr().err.splitlines()]
    folder = tmp_path / "manuscript"
    assert places[:2] == [f"{folder}/01-start.md:7:6", f"{folder}/02-end.md:7:6"]


Sample = Callable[[str], Path]


def test_a_project_overrides_styles_one_by_one(sample: Sample) -> None:
    """A file in the project's `styles/` takes the shipped one's place; all others stay."""
    folder = sample("everything")
    (folder / "styles/screen").mkdir(parents=True)
    (folder / "styles/screen/screen.css").write_text(":root { --ours: 1 }\n")

    assert main(["build", str(folder), "--to", "html"]) == 0

    page = (folder / "_build/article.html").read_text()
    assert "--ours: 1" in page
    assert ".sourceCode" in page


def test_near_misses_are_of_the_same_kind(checked: Callable[..., list[str]]) -> None:
    """A figure is never meant by a table's label; a long address is told with its end."""
    remote = f"https://example.org/{'a' * 90}/map.svg"
    told = checked(f"See @tbl:sizes-of-land.\n\n![A]({remote}){{#fig:sizes-of-land}}")

    assert told[0].endswith("“tbl:sizes-of-land”; put {#tbl:sizes-of-land} behind what it means")
    assert "/map.svg” lies on the network, which a build never reaches; save it in the project" in told[1]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Text.",
            "warning[idle-bibliography]: “none.bib” is not there; nothing is cited: delete the line, or cite",
        ),
        (
            "[@a]",
            "error[missing-bibliography]: “none.bib” is not there; paths start at the text or the project's",
        ),
    ],
)
def test_a_text_that_cites_nothing_needs_no_bibliography(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, told: str
) -> None:
    """One that it names in vain is a warning, and an error if it cites."""
    paper = tmp_path / "paper.md"
    paper.write_text(f"---\ntitle: T\nbibliography: none.bib\n---\n\n{text}\n")

    main(["check", str(paper)])

    assert f"paper.md:3:15: {told}" in capsys.readouterr().err
