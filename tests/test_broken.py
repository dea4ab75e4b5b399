"""What the author sees: `broken/<fault>/` holds a faulty project, `told.txt` the exact lines.

`OFFPRINT_ACCEPT=1` writes the lines anew; read them before you commit them.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from offprint.cli import main

BROKEN = Path(__file__).parent / "broken"
FAULTS = sorted(path.name for path in BROKEN.iterdir())


@pytest.mark.parametrize("fault", FAULTS)
def test_the_author_sees_each_fault_at_its_place(
    fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A build of a faulty project ends with 1, tells these lines on standard error, and writes nothing."""
    project = Path(shutil.copytree(BROKEN / fault, tmp_path / "tests" / "broken" / "project"))
    (project / "told.txt").unlink(missing_ok=True)
    (tmp_path / "README.md").write_text("Outside of the project.\n")
    monkeypatch.chdir(project)

    code = main(["build", "."])

    told = capsys.readouterr().err
    if os.environ.get("OFFPRINT_ACCEPT"):
        (BROKEN / fault / "told.txt").write_text(told, encoding="utf-8")
    assert told.splitlines() == (BROKEN / fault / "told.txt").read_text(encoding="utf-8").splitlines()
    assert code == 1
    assert not (project / "_build").exists()
