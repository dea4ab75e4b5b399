"""Authors in the front matter."""

from __future__ import annotations

from pathlib import Path

import pytest

from offprint.cli import main


@pytest.mark.parametrize(
    ("orcid", "line"),
    [
        ("0000-0002-1825-0097", ""),
        ("https://orcid.org/0000-0002-1694-233x", ""),
        (
            "0000-0002-1825-0079",
            (
                "error[front-matter-value]: “0000-0002-1825-0079” is not an ORCID;"
                " compare it with orcid.org: its check digit is wrong"
            ),
        ),
        ("0000-1825", "error[front-matter-value]: “0000-1825” is not an ORCID; write 0000-0000-0000-0000"),
    ],
)
def test_an_orcid_proves_itself(
    orcid: str, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A slip in an ORCID would link to someone else, or to nobody (ISO 7064, MOD 11-2)."""
    (tmp_path / "paper.md").write_text(
        f"---\ntitle: T\nauthor:\n  - name: Jane Doe\n    orcid: {orcid}\n---\n\nText.\n"
    )
    monkeypatch.chdir(tmp_path)

    main(["check", "."])

    assert capsys.readouterr().err == (f"paper.md:5:12: {line}\n1 error\n" if line else "")
