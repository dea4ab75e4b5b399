"""A text whose letters tell that it is not in English, though it names no language."""

from __future__ import annotations

from pathlib import Path

import pytest

from offprint.cli import main

ARABIC = "هذا نص قصير لا يذكر لغته."
RUSSIAN = "Короткий текст, который не называет своего языка."
JAPANESE = "短い文章である。言語は書かれていない。"
QUOTED = "Pushkin's «Медный всадник», and the Arabic كتاب, in an English text."


@pytest.mark.parametrize(
    ("text", "script", "language"),
    [(ARABIC, "Arabic", "ar"), (RUSSIAN, "Cyrillic", "ru"), (JAPANESE, "Japanese", "ja")],
)
def test_a_language_that_is_not_named_is_asked_for(
    text: str, script: str, language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It would be set from the wrong side, broken by English rules and read aloud in an English voice."""
    (tmp_path / "article.md").write_text(f"---\ntitle: One\n---\n\n{text}\n")

    assert main(["check", str(tmp_path)]) == 0
    assert (
        f"article.md:1: warning[unnamed-language]: the text is in {script} letters, but names no language, "
        f"and would be set as English; name it in the front matter, as in lang: {language}\n"
    ) in capsys.readouterr().err


@pytest.mark.parametrize(("front", "text"), [("lang: ar", ARABIC), ("", QUOTED), ("", "Of angles $αβγ$.")])
def test_what_is_said_or_only_quoted_is_not(
    front: str, text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A named language is believed; words in another script make no other text."""
    (tmp_path / "article.md").write_text(f"---\ntitle: One\n{front}\n---\n\n{text}\n")

    assert main(["check", str(tmp_path)]) == 0
    assert "unnamed-language" not in capsys.readouterr().err
