"""What a stranger's manuscript may not do: `hostile/<attack>/` holds the project and `attack.txt`.

Each is built by the real command, and the kernel's calls of it and of all its engines are traced.
`OFFPRINT_ACCEPT=1` writes the exact lines anew; read them before you commit them.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

HOSTILE = Path(__file__).parent / "hostile"
ATTACKS = sorted(path.name for path in HOSTILE.iterdir())
SECONDS = 100
BAIT = "SECRET"
_OPENED = re.compile(r"(?:open|openat|openat2|creat)\(.* = \d+<([^>]*)>$")
_PERSONAL = ("/etc/passwd", "/etc/shadow", "/etc/hosts", "/etc/hostname", "/proc/self/environ", "/root/.ssh")
#: What is too long to be kept: it is put behind the file's own text, so many times.
_REPEATED = {
    "bomb-line": ("article.md", "word ", 200_000),
    "bomb-columns": ("article.md", "<td>a</td>", 10_000),
    "bomb-rules": ("article.md", "---\na\n\n", 10_000),
    "bomb-lists": ("article.md", "- ", 10_000),
    "bomb-brackets": ("article.md", "[a ", 20_000),
    "bomb-comments": ("article.md", "`<!--", 100_000),
    "bomb-bold": ("article.md", "<b>", 10_000),
    "bomb-citations": ("article.md", "[@k{n}]\n\n", 1_000),
    "bomb-images": ("article.md", "![a](k{n}.png)\n\n", 500),
    "bomb-braces": ("references.bib", "{", 50_000),
}
_GIGABYTES = {"bomb-bibliography-size": "references.bib", "bomb-text-size": "article.md"}


class Attack(NamedTuple):
    """What an attack must come to: the exit code, and the lines that are told."""

    code: int
    told: list[str]


def expected(name: str) -> Attack:
    """Return what `attack.txt` says."""
    head, _, told = (HOSTILE / name / "attack.txt").read_text(encoding="utf-8").partition("\n\n")
    facts = dict(line.split(": ", 1) for line in head.splitlines())
    assert set(facts) == {"Tries", "Must", "Ends"}
    return Attack(int(facts["Ends"]), told.splitlines())


def lay_out(attack: str, folder: Path) -> Path:
    """Return a copy of the attack's project, with secrets around it to go for."""
    project = Path(shutil.copytree(HOSTILE / attack, folder / "project", symlinks=True))
    (project / "attack.txt").unlink()
    bait = folder / "bait"
    bait.mkdir()
    for ending in ("md", "csv", "bib", "csl", "css", "svg", "png", "ttf", "xml"):
        (bait / f"secret.{ending}").write_text(f"{BAIT}\n")
    (folder / ".netrc").write_text(f"{BAIT}\n")
    if attack in _GIGABYTES:
        with (project / _GIGABYTES[attack]).open("wb") as file:
            file.truncate(1 << 30)
    if attack in _REPEATED:
        name, text, times = _REPEATED[attack]
        with (project / name).open("a") as file:
            file.writelines(text.replace("{n}", str(n)) for n in range(times))
    return project


def traced(project: Path, trace: Path) -> subprocess.CompletedProcess[str]:
    """Build the project, and note what the command and its engines open and connect to."""
    calls = "trace=open,openat,openat2,creat,connect"
    scratch = trace.with_name("scratch")
    scratch.mkdir()
    return subprocess.run(
        ["strace", "--seccomp-bpf", "-f", "-y", "-qq", "-e", calls, "-o", str(trace),
         sys.executable, "-m", "offprint", "build", "."],
        cwd=project, env={**os.environ, "HOME": str(project.parent), "TMPDIR": str(scratch)},
        capture_output=True, text=True, check=False, timeout=SECONDS,
    )  # fmt: skip


def opened(trace: Path) -> Iterator[Path]:
    """Yield the files that were opened with success."""
    for line in trace.read_text(encoding="utf-8", errors="replace").splitlines():
        if match := _OPENED.search(line):
            yield Path(match[1])


def contents(folder: Path) -> dict[str, str]:
    """Return what lies in a folder."""
    return {path.name: path.read_text() for path in sorted(folder.iterdir())}


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_comes_to_nothing(attack: str, tmp_path: Path) -> None:
    """It ends with these lines; nothing outside is read, written or connected to, no secret printed."""
    project = lay_out(attack, tmp_path)
    bait = contents(tmp_path / "bait")
    trace = tmp_path / "trace"

    result = traced(project, trace)

    told = result.stderr.replace(str(project), "PROJECT")
    if os.environ.get("OFFPRINT_ACCEPT"):
        file = HOSTILE / attack / "attack.txt"
        head = file.read_text(encoding="utf-8").partition("\n\n")[0]
        file.write_text(f"{head}\n\n{told}", encoding="utf-8")
    assert (result.returncode, told.splitlines()) == expected(attack)
    files = list(opened(trace))
    ours = (project, tmp_path / "scratch")
    near = [one for one in files if one.is_relative_to(tmp_path)]
    assert project in files, "the trace sees what the command opens"
    assert [one for one in near if not any(one.is_relative_to(mine) for mine in ours)] == []
    assert [one for one in files if str(one) in _PERSONAL] == []
    assert re.findall(r"connect\(.*AF_INET.*", trace.read_text(errors="replace")) == []
    assert contents(tmp_path / "bait") == bait
    assert not (project / "pwned").exists()
    editions = [] if result.returncode else list((project / "_build").iterdir())
    assert BAIT.encode() not in b"".join([result.stdout.encode(), *(one.read_bytes() for one in editions)])
    assert (project / "_build").is_dir() == (result.returncode == 0 or (project / "_build").is_symlink())
