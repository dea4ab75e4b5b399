"""`--since`: an earlier record of a collation is a stranger's file, and what changed is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from offprint.problems import RejectedError
from offprint.report import earlier
from offprint.report.since import Change

RECORD = {
    "schema": 1,
    "counts": {"words": 100, "citations": 2, "later": "whatever comes"},
    "editions": [{"file": "paper.html", "bytes": 5, "sha256": "ab"}],
    "engines": {"weasyprint": "70.0"},
    "references": [{"key": "lynch2003", "text": "Lynch, Dov. 2003."}],
}


def told(path: Path, text: str | bytes) -> str:
    """Return what is told of a record with this text."""
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(RejectedError) as rejected:
        earlier.read(path)
    (one,) = rejected.value.problems
    assert one.rule == "earlier-collation"
    spot = [str(number) for number in (one.place.line, one.place.column) if number] if one.place else []
    said = one.message.removeprefix("“old.json” is no record of a collation: ")
    return f"{':'.join(spot)} {said}".strip()


def test_a_record_is_read(tmp_path: Path) -> None:
    """Counts that it lacks are 0; keys that a later program added are passed over."""
    (tmp_path / "old.json").write_text(json.dumps(RECORD))

    read = earlier.read(tmp_path / "old.json")

    assert (read.counts["words"], read.counts["notes"]) == (100, 0)
    assert read.editions == {"paper.html": earlier.File(5, "ab")}
    assert read.references == {"lynch2003": "Lynch, Dov. 2003."}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"schema": 1,\n "counts" {}}', "2:11 it is not JSON: Expecting ':' delimiter"),
        ("", "1:1 it is not JSON: Expecting value"),
        (b"\xff\xfe", "it is not UTF-8"),
        ("[" * 100_000, "it is not JSON that a collation has"),
        ("9" * 5000, "it is not JSON that a collation has"),
        ("[]", "“the whole” is a list, not an object"),
        ("{}", "its schema is missing, and 1 is what can be compared"),
        ('{"schema": 2}', "its schema is “2”, and 1 is what can be compared"),
        (json.dumps({**RECORD, "counts": {"words": -1}}),
         "“counts.words” is “-1”, not a count"),
        (json.dumps({**RECORD, "counts": {"words": True}}),
         "“counts.words” is “True”, not a count"),
        (json.dumps({**RECORD, "counts": {"words": 10**30}}),
         f"“counts.words” is “{10**30}”, not a count"),
        (json.dumps({**RECORD, "editions": {"a": 1}}),
         "“editions” is an object, not a list"),
        (json.dumps({**RECORD, "engines": {"\x1b]0;x\x07": 7}}),
         "“engines.\ufffd]0;x\ufffd” is “7”, not a text"),
        (json.dumps({**RECORD, "references": [None]}),
         "“references” is missing, not an object"),
    ],
)  # fmt: skip
def test_what_is_no_record_is_told_at_its_place(text: str | bytes, expected: str, tmp_path: Path) -> None:
    """Bad JSON at its line and column, a wrong shape by its key; never a traceback."""
    assert told(tmp_path / "old.json", text) == expected


def test_a_record_has_a_bounded_size(tmp_path: Path) -> None:
    """Nobody has a build read a gigabyte."""
    with (tmp_path / "old.json").open("wb") as file:
        file.truncate(20_000_000)

    with pytest.raises(RejectedError, match="it has 20 MB; no more than 16 are read"):
        earlier.read(tmp_path / "old.json")


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [(4807, 4595, "+212"), (1, 1234, "−1\u202f233"), (5, 5, ""), (None, 5, ""), (5, None, "")],
)
def test_a_change_has_a_sign(now: int | None, before: int | None, expected: str) -> None:
    """What was added or taken away; nothing if there is nothing to compare."""
    assert Change("words", now, before).difference == expected
