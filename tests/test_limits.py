"""Limits: what takes too long is stopped as a tool's failure, whatever it is doing."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from offprint import limits, pandoc
from offprint.cli import main
from offprint.problems import ToolError


def test_a_library_that_does_not_return_is_left() -> None:
    """Python's alarm waits for a call into a library; the watch beside it ends the command with 3."""
    script = (
        "import hashlib; from offprint import limits\n"
        "limits.SECONDS, limits.GRACE = 1, 1\n"
        "with limits.bounded(): hashlib.pbkdf2_hmac('sha512', b'', b'', 10**9)"
    )
    began = time.monotonic()

    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=60
    )

    assert result.returncode == 3
    assert result.stderr.startswith("error: the build took longer than")
    assert time.monotonic() - began < 30


def test_a_part_has_a_limit_of_its_own() -> None:
    """A part that takes too long is stopped by its name; the whole command's clock goes on after it."""
    with limits.bounded():
        with (
            pytest.raises(ToolError, match="filling in the templates took longer than 1 s"),
            limits.within(1, "filling in the templates"),
        ):
            time.sleep(20)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(limits, "SECONDS", 1)
            with pytest.raises(ToolError, match="the build took longer"), limits.bounded():
                time.sleep(20)


def test_text_that_drives_pandoc_to_exponential_time_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where brackets keep pandoc busy for ever, few in each paragraph, its own limit ends it."""
    monkeypatch.setattr(pandoc, "SECONDS", 2)
    (tmp_path / "paper.md").write_text("---\ntitle: T\n---\n\n" + "[[[[[[[[[[[[a\n\n" * 2000)

    assert main(["check", str(tmp_path)]) == 3

    told = capsys.readouterr().err.splitlines()
    assert told[0] == "error: pandoc took longer than 2 s"
    assert told[1].startswith("  split the manuscript")


def test_a_figure_that_is_never_drawn_ends_the_command(tmp_path: Path) -> None:
    """A PDF whose forms call one another a billion times keeps PDFium busy; its own limit ends it."""
    forms = "".join(
        f"{n} 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 99 99]/Resources<</XObject<</F {n + 1} 0 R>>>>"
        f"/Length 60>>stream\n{'/F Do ' * 10}\nendstream endobj\n"
        for n in range(10, 22)
    )
    (tmp_path / "map.pdf").write_text(
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R"
        "/Resources<</XObject<</F 10 0 R>>>>>>endobj\n4 0 obj<</Length 5>>stream\n/F Do\nendstream endobj\n"
        f"{forms}22 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 99 99]/Length 20>>stream\n"
        "0 0 50 50 re f      \nendstream endobj\ntrailer<</Root 1 0 R>>"
    )
    (tmp_path / "paper.md").write_text("---\ntitle: T\n---\n\n![A map](map.pdf)\n")
    script = (
        "import sys; from offprint import cli, pictures\n"
        "pictures.DRAWING_SECONDS = 1\n"
        "sys.exit(cli.main(['build', '.']))"
    )

    result = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60
    )

    assert (result.returncode, result.stderr) == (
        3, "error: drawing “map.pdf” took longer than 1 s\n  make it simpler\n",
    )  # fmt: skip
    assert not (tmp_path / "_build").exists()
