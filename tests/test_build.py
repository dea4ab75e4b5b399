"""The whole pipeline, as a user runs it: editions, same bytes, whole or not at all."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from offprint.cli import main

PUBLISHED = ("article.collation.json", "article.epub", "article.html", "article.pdf")
UNKNOWN = (
    "article.md.j2:80:15: error[unknown-citation]: no entry has the key “nobody”; "
    "add it to the bibliography, or write \\@ if no citation is meant"
)
Sample = Callable[[str], Path]


def names(folder: Path) -> list[str]:
    """Return every name in a folder, hidden ones too."""
    return sorted(os.listdir(folder))


def hashes(folder: Path) -> dict[str, str]:
    """Return the hash of each file in a folder."""
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names(folder)}


def offprint(
    *arguments: str, cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "offprint", *arguments],
        cwd=cwd, env={**os.environ, **environment}, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


def test_one_command_makes_three_editions(sample: Sample) -> None:
    """A line an edition and one for the collation on standard output, nothing on standard error."""
    project = sample("everything")

    result = offprint("build", ".", cwd=project)

    assert (result.returncode, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert [line.split("  ")[0] for line in lines] == [
        "_build/article.html", "_build/article.epub", "_build/article.pdf",
        "HTML, EPUB and PDF agree: 217 words, 4 citations, 2 references, 2 notes, 1 figure, 2 formulas",
    ]  # fmt: skip
    assert lines[2].split("  ")[1] == "2 pages"
    assert tuple(names(project / "_build")) == PUBLISHED


def test_a_strangers_folder_runs_no_code(sample: Sample) -> None:
    """A module in the folder that the command is given in is not imported, by the press neither."""
    project = sample("everything")
    (project / "timeit.py").write_text("raise SystemExit('a stranger’s code ran')")
    command = [sys.executable, "-P", "-m", "offprint", "build", "."]

    result = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)

    assert (result.returncode, result.stderr) == (0, "")


def test_same_sources_same_bytes(sample: Sample, tmp_path: Path) -> None:
    """Folder, time zone, locale and hash seed leave no trace in an edition."""
    first = sample("everything")
    second = tmp_path / "elsewhere" / "under another name"
    second.parent.mkdir()
    offprint("build", str(first), TZ="Pacific/Kiritimati", LC_ALL="C", PYTHONHASHSEED="1")
    first_hashes = hashes(first / "_build")
    first.rename(second)

    offprint("build", ".", cwd=second, TZ="America/Los_Angeles", LC_ALL="tr_TR.UTF-8", PYTHONHASHSEED="2")

    assert tuple(first_hashes) == PUBLISHED
    assert hashes(second / "_build") == first_hashes


def test_source_date_epoch_dates_the_editions(sample: Sample) -> None:
    """`SOURCE_DATE_EPOCH` is the time that editions carry, if it is set; nonsense in it is told."""
    project = sample("everything")

    plain = offprint("build", ".", "--to", "epub", cwd=project)
    before = hashes(project / "_build")
    dated = offprint("build", ".", "--to", "epub", cwd=project, SOURCE_DATE_EPOCH="1000000000")
    wrong = offprint("build", ".", "--to", "epub", cwd=project, SOURCE_DATE_EPOCH="yesterday")

    assert (plain.returncode, dated.returncode, wrong.returncode) == (0, 0, 3)
    assert hashes(project / "_build") != before
    assert "SOURCE_DATE_EPOCH is “yesterday”" in wrong.stderr


def test_a_rejected_manuscript_leaves_the_last_good_editions(sample: Sample) -> None:
    """Nothing is written, replaced or littered when the manuscript has an error."""
    project = sample("everything")
    offprint("build", ".", cwd=project)
    before = hashes(project / "_build")
    text = project / "article.md.j2"
    text.write_text(text.read_text() + "\nA last word [@nobody].\n")

    result = offprint("build", ".", cwd=project)

    assert result.returncode == 1
    assert result.stderr.splitlines() == [
        UNKNOWN,
        "1 error",
    ]
    assert hashes(project / "_build") == before


@pytest.mark.parametrize("after", [0.2, 0.6, 1.0, 1.5])
def test_a_killed_build_leaves_the_last_good_editions(sample: Sample, after: float) -> None:
    """`kill -9` at any time: the old editions or the new ones, and no litter."""
    project = sample("everything")
    offprint("build", ".", cwd=project)
    before = hashes(project / "_build")
    text = project / "article.md.j2"
    text.write_text(text.read_text() + "\nA last word.\n")

    process = subprocess.Popen([sys.executable, "-m", "offprint", "build", "."], cwd=project)
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    process.wait()

    now = hashes(project / "_build")
    unchanged = now == before
    all_new = all(now[name] != before[name] for name in PUBLISHED)
    assert tuple(now) == PUBLISHED
    assert unchanged or all_new


def test_two_builds_at_once_do_not_mix(sample: Sample) -> None:
    """Whichever publishes last, the editions are of one build."""
    project = sample("everything")
    other = Path(shutil.copytree(project, project.with_name("other")))
    text = other / "article.md.j2"
    text.write_text(text.read_text().replace("Beginnings", "Openings"))
    alone = []
    for folder in (project, other):
        offprint("build", str(folder), "--to", "html,epub", "--output", str(folder / "alone"))
        alone.append(hashes(folder / "alone"))

    build = [sys.executable, "-m", "offprint", "build", "--to", "html,epub", "-o", str(project / "out")]
    processes = [
        subprocess.Popen([*build, str(folder)], stdout=subprocess.DEVNULL) for folder in (project, other)
    ]
    codes = [process.wait(timeout=120) for process in processes]

    assert codes == [0, 0]
    assert hashes(project / "out") in alone


def test_a_draft_says_so(sample: Sample, capfd: pytest.CaptureFixture[str]) -> None:
    """`--draft` turns errors of content into warnings, and the pages say “Draft”."""
    project = sample("everything")
    text = project / "article.md.j2"
    text.write_text(text.read_text() + "\nA last word [@nobody].\n")

    assert main(["build", str(project), "--draft", "--to", "html"]) == 0

    assert "warning[unknown-citation]" in capfd.readouterr().err
    assert ">Draft<" in (project / "_build" / "article.html").read_text()


def test_a_draft_is_printed_without_its_pictures(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """In place of a picture that is not there stands its name; so do keys where there is no bibliography."""
    (tmp_path / "paper.md").write_text(
        "---\ntitle: T\nbibliography: none.bib\n---\n\nSee @fig:a and @doe2020.\n\n"
        "![A map](none.svg){#fig:a}\n\n```{.csv file=none.csv}\n```\n"
    )

    assert main(["build", str(tmp_path)]) == 1
    capfd.readouterr()
    assert main(["build", str(tmp_path), "--draft"]) == 0

    said = capfd.readouterr()
    rules = ("image-missing", "missing-bibliography", "data-file")
    assert all(f"warning[{rule}]" in said.err for rule in rules)
    assert "HTML, EPUB and PDF agree" in said.out
    page = (tmp_path / "_build" / "paper.html").read_text(encoding="utf-8")
    assert '<span class="missing-image">[none.svg]</span>' in page


def test_a_missing_letter_is_told_by_script(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A font for each script is to be found: each is told by itself, at its place."""
    (tmp_path / "paper.md").write_text("---\ntitle: T\n---\n\nשלום, 日本語\n", encoding="utf-8")

    assert main(["build", str(tmp_path), "--to", "pdf"]) == 1

    told = [line for line in capfd.readouterr().err.splitlines() if "error[missing-glyph]" in line]
    assert [
        [word for word in ("Hebrew", "CJK", "“ש” (U+05E9)", "“日” (U+65E5)") if word in one] for one in told
    ] == [
        ["Hebrew", "“ש” (U+05E9)"],
        ["CJK", "“日” (U+65E5)"],
    ]


def test_an_old_doi_is_a_legal_address(tmp_path: Path) -> None:
    """Brackets stand in DOIs of the nineties, and are not allowed in the path of an address."""
    (tmp_path / "refs.bib").write_text(
        "@article{a, author={Doe, J.}, title={T}, journal={J}, volume={1}, year={1997},\n"
        "doi={10.1890/0012-9615(1997)067[0045:EATOPC]2.0.CO;2}}\n"
    )
    (tmp_path / "paper.md").write_text("---\ntitle: T\n---\n\nSee @a.\n")

    assert main(["build", str(tmp_path)]) == 0

    page = (tmp_path / "_build" / "paper.html").read_text(encoding="utf-8")
    assert 'href="https://doi.org/10.1890/0012-9615(1997)067%5B0045:EATOPC%5D2.0.CO;2"' in page


def test_strict_makes_errors_of_warnings(sample: Sample) -> None:
    """`--strict` rejects what would pass with a warning."""
    project = sample("everything")
    text = project / "article.md.j2"
    text.write_text(text.read_text().replace("lang: en-GB", "lang: en-GB\nabstrakt: x"))

    assert offprint("check", ".", cwd=project).returncode == 0
    assert offprint("check", ".", "--strict", cwd=project).returncode == 1
