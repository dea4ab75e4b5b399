"""The line of a problem, as the report shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from offprint.problems import Place
from offprint.project import Project
from offprint.report.excerpt import Excerpt, Sources, cut


@pytest.mark.parametrize(
    ("line", "column", "expected"),
    [
        ("see [@lynch2030, p. 3].", 6, Excerpt("see [", "@lynch2030", ", p. 3].")),
        ("![A](figures/map.svg)", 6, Excerpt("![A](", "figures/map.svg", ")")),
        ("“Ivo Andrić” said", 6, Excerpt("“Ivo ", "Andrić", "” said")),
        ("only a line  ", 0, Excerpt("", "", "only a line")),
        ("shorter than told", 90, Excerpt("", "", "shorter than told")),
        ("", 1, Excerpt("", "", "")),
        ("a\x1b[2J\u202ab", 1, Excerpt("", "a", "\ufffd[2J\ufffdb")),
    ],
)
def test_the_column_is_marked(line: str, column: int, expected: Excerpt) -> None:
    """A word, key or path from there on; what could command a terminal or turn the text is shown as such."""
    assert cut(line, column) == expected


def test_a_paragraph_on_one_line_is_cut_around_the_spot() -> None:
    """A line of a megabyte shows what stands around the column."""
    line = f"{'before ' * 100_000}@spot{' after' * 100_000}"

    shown = cut(line, line.index("@spot") + 1)

    assert shown.marked == "@spot"
    assert shown.before == "…" + ("before " * 100)[-60:]
    assert shown.after.startswith(" after after")
    assert shown.after.endswith("…")
    assert sum(map(len, (shown.before, shown.marked, shown.after))) <= 164


def test_only_the_projects_own_lines_are_shown(tmp_path: Path) -> None:
    """A file outside, hidden or behind a link is not quoted: the report may be published."""
    root = tmp_path / "project"
    (root / ".git").mkdir(parents=True)
    (tmp_path / "secret.md").write_text("secret\n")
    (root / ".git" / "config").write_text("token\n")
    (root / "link.md").symlink_to(tmp_path / "secret.md")
    (root / "paper.md").write_bytes(b"\xef\xbb\xbfone\r\ntwo \xe9\r\n")
    sources = Sources(Project(root, (root / "paper.md",), root / "_build"))

    assert sources.excerpt(Place(root / "paper.md", 2, 1)) == Excerpt("", "two", " \ufffd")
    for path in (tmp_path / "secret.md", root / ".git" / "config", root / "link.md", root / "gone.md"):
        assert sources.excerpt(Place(path, 1, 1)) is None
    assert sources.excerpt(Place(root / "paper.md", 99)) is None
    assert sources.excerpt(Place(root / "paper.md")) is None
    assert sources.excerpt(None) is None
