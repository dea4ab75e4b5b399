"""Faults that no program can prevent: the last good editions stay whole, and the next build works.

`python tests/faults.py --kills 300` is the same for longer.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from faults import NAMES, Bench, kill

from offprint import limits, pandoc, scratch
from offprint.cli import main
from offprint.editions.edition import Edition
from offprint.publish import publish


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """Give a project to build again and again."""
    made = Bench(tmp_path)
    made.lay_out()
    made.write("first")
    return made


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a project that is built."""
    made = Bench(tmp_path_factory.mktemp("once"))
    made.lay_out()
    made.write("first")
    assert made.build()[0] == 0
    return made.root


@pytest.fixture
def project(once: Path, tmp_path: Path) -> Iterator[Path]:
    """Give a project that was built, to be built again in this process."""
    bench = Bench(Path(shutil.copytree(once, tmp_path / "again")))
    bench.write("second")
    before = bench.state()
    assert sorted(before) == NAMES
    yield bench.root / "project"
    assert bench.state() == before, "the last good editions are whole"


def _engine(folder: Path, script: str) -> Path:
    path = folder / "engine"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def test_a_build_that_is_killed_damages_nothing(bench: Bench) -> None:
    """At random moments, with its engines or alone: all that is left is the last good set, or the new one."""
    tally = kill(bench, 4, seed=3)

    assert (tally.damaged, tally.litter, tally.failed) == ([], [], [])
    assert tally.killed + tally.finished == 4


@pytest.mark.parametrize("renamed", range(4))
def test_a_kill_between_two_renames_can_be_told_and_is_mended(renamed: int, tmp_path: Path) -> None:
    """The record is renamed last: until then its hashes are not those of the new files."""
    names = ("a.html", "a.epub", "a.pdf", "record")
    publish([Edition(name, b"old") for name in names], tmp_path)
    script = (
        "import os; from pathlib import Path; from offprint.publish import publish\n"
        "from offprint.editions.edition import Edition\n"
        f"done, rename = [], Path.replace\n"
        "def replace(self, target):\n"
        f"    if len(done) == {renamed}: os.kill(os.getpid(), 9)\n"
        "    done.append(target); return rename(self, target)\n"
        "Path.replace = replace\n"
        f"publish([Edition(name, b'new') for name in {names}], Path({str(tmp_path)!r}))"
    )

    code = subprocess.run([sys.executable, "-c", script], check=False, timeout=60).returncode

    state = [(tmp_path / name).read_bytes() for name in names]
    assert code == -signal.SIGKILL
    assert state == [b"new"] * renamed + [b"old"] * (4 - renamed)
    publish([Edition(name, b"newer") for name in names], tmp_path)
    assert sorted(os.listdir(tmp_path)) == sorted(names)


def test_a_killed_build_leaves_its_scratch_folder_to_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that a running build has locked stays, one that nobody has goes, any other stays."""
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    litter = tmp_path / "offprint-scratch-a1b2c3d_"
    others = [tmp_path / name for name in ("else", "offprint-article", "offprint-scratch-notes")]
    for folder in (litter, *others):
        folder.mkdir(mode=0o700)
        os.utime(folder, (0, 0))

    with scratch.folder() as running:
        os.utime(running, (0, 0))
        with scratch.folder():
            assert running.is_dir()

    assert (litter.exists(), running.exists()) == (False, False)
    assert all(folder.exists() for folder in others)


def test_a_full_disk_is_told_and_leaves_the_old_editions(bench: Bench) -> None:
    """A limit of 30 kB for each file stands in for a full disk, which only root could make: same error."""
    assert bench.build()[0] == 0
    before = bench.state()
    bench.write("second")
    limited = f"ulimit -f 30; exec {sys.executable} -m offprint build project"

    result = subprocess.run(
        ["bash", "-c", limited], cwd=bench.root, capture_output=True, text=True, check=False, timeout=100
    )

    assert result.returncode == 3
    assert re.fullmatch(r"error: .*: File too large\n  .*\n", result.stderr)
    assert bench.state() == before
    assert bench.build()[0] == 0
    assert bench.belongs_together()


def test_a_full_temporary_folder_is_told(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What engines read from files cannot be written: no traceback."""
    capsys.readouterr()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    monkeypatch.setattr(limits, "FILE", 100)
    try:
        code = main(["build", str(project)])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert code == 3
    assert re.fullmatch(r"error: .*: File too large\n  free some space, .*\n", capsys.readouterr().err)


def test_output_that_cannot_be_written_is_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No right of the file system binds root; a folder in /proc refuses even that."""
    capsys.readouterr()

    assert main(["build", str(project), "--output", "/proc/self/editions"]) == 3

    assert capsys.readouterr().err.startswith("error: cannot write to “/proc/self/editions”")


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("exit 3", "error: pandoc failed: exit code 3"),
        ("kill -SEGV $$", "error: pandoc failed: exit code -11"),
        ("exec sleep 600", "error: pandoc took longer than 1 s"),
        ("echo '{\"blocks\": '", "error: pandoc's answer is no tree"),
        ("printf '\\377'", "error: pandoc's answer is no tree"),
    ],
)
def test_a_pandoc_that_crashes_or_hangs_is_told(
    script: str, told: str, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever the engine does, the command ends with 3 and its words."""
    fake = _engine(project.parent, script)
    monkeypatch.setattr(pandoc, "executable", lambda: str(fake))
    monkeypatch.setattr(pandoc, "SECONDS", 1)
    capsys.readouterr()

    assert main(["build", str(project)]) == 3

    assert capsys.readouterr().err.splitlines()[0] == told


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("exit 3", "error: WeasyPrint failed: exit code 3"),
        ("kill -SEGV $$", "error: WeasyPrint failed: exit code -11"),
        ("exec sleep 600", "error: the build took longer than 0 minutes"),
        ("echo nonsense", "error: WeasyPrint failed: exit code 0"),
    ],
)
def test_a_press_that_crashes_or_hangs_is_told(
    script: str, told: str, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same for the engine of the printed page."""
    monkeypatch.setattr(sys, "executable", str(_engine(project.parent, script)))
    monkeypatch.setattr(limits, "SECONDS", 5 if "sleep" in script else limits.SECONDS)
    capsys.readouterr()

    assert main(["build", str(project)]) == 3

    assert capsys.readouterr().err.splitlines()[0] == told


def test_two_builds_at_once_publish_one_set(bench: Bench) -> None:
    """Each set of editions is published whole, one after the other; the last one stays."""
    builds = []
    for words in ("one", "other"):
        bench.write(words)
        copy = bench.root / words
        shutil.copytree(bench.root / "project", copy)
        builds.append(
            subprocess.Popen(
                [sys.executable, "-m", "offprint", "build", str(copy), "-o", str(bench.output)],
                stdout=subprocess.DEVNULL,
            )
        )

    assert [build.wait(timeout=200) for build in builds] == [0, 0]
    assert bench.belongs_together()
    assert sorted(bench.state()) == NAMES


def test_a_text_that_changes_during_the_build_is_never_published_by_halves(
    bench: Bench, capsys: pytest.CaptureFixture[str]
) -> None:
    """An author goes on writing: the build says so, or its editions are of one state of the text."""
    assert main(["build", str(bench.root / "project")]) == 0
    before = bench.state()
    running = threading.Event()

    def write() -> None:
        number = 0
        while not running.wait(0.02):
            number += 1
            bench.write(f"state {number}")

    author = threading.Thread(target=write)
    author.start()
    try:
        code = main(["build", str(bench.root / "project")])
    finally:
        running.set()
        author.join()

    assert code == 3
    assert "was changed during the build\n  build again\n" in capsys.readouterr().err
    assert bench.state() == before
    assert main(["build", str(bench.root / "project")]) == 0
    assert bench.belongs_together()
