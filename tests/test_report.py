"""The formats in which problems are told to programs: valid by their schemas, and safe to show."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from lxml import etree

from offprint import report
from offprint.cli import main
from offprint.problems import RULES, Place, Problem, Severity, ToolError, problem

ROOT = Path(__file__).parents[1]
Sample = Callable[[str], Path]
FAILURE = ToolError("pandoc is missing", "pip install .")


@pytest.fixture
def found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Problem]:
    """Give an error at a place in a file with a blank in its name, a warning of a file, one of none."""
    monkeypatch.chdir(tmp_path)
    return [
        problem("image-missing", "“a.png” is not there", Place(tmp_path / "my text.md", 5, 6), "draw it"),
        problem("missing-title", "no title", Place(Path("/elsewhere/paper.md"))),
        problem("style-notice", "a property is unknown"),
    ]


@pytest.mark.parametrize("failure", [None, FAILURE])
def test_sarif_is_valid_by_its_schema(found: list[Problem], failure: ToolError | None) -> None:
    """Rule, level, words and place stand where SARIF 2.1.0 has them."""
    log = json.loads(report.as_document("sarif", found, failure))

    schema = json.loads((ROOT / "tests" / "schemas" / "sarif-2.1.0.json").read_text())
    jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker()).validate(log)
    run = log["runs"][0]
    first = run["results"][0]
    assert (first["ruleId"], first["level"]) == ("image-missing", "error")
    assert first["message"]["text"] == "“a.png” is not there; draw it"
    assert first["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "my%20text.md"}, "region": {"startLine": 5, "startColumn": 6},
    }  # fmt: skip
    assert [run["tool"]["driver"]["rules"][one["ruleIndex"]]["id"] for one in run["results"]] == [
        "image-missing", "missing-title", "style-notice",
    ]  # fmt: skip
    assert len(run["tool"]["driver"]["rules"]) == len(RULES)
    assert run["invocations"][0]["executionSuccessful"] == (failure is None)


def test_code_scanning_gets_a_place_for_each_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """GitHub refuses the whole log if a result has none: then the text is told, and its first line."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "paper.md").write_text("---\ntitle: T\n---\n\nText.\n")

    assert main(["check", ".", "--editions", "--format", "sarif"]) == 1

    results = json.loads(capsys.readouterr().out)["runs"][0]["results"]
    assert [one["ruleId"] for one in results] == ["no-edition"] * 3
    assert [one["locations"][0]["physicalLocation"] for one in results] == [
        {"artifactLocation": {"uri": "paper.md"}, "region": {"startLine": 1}}
    ] * 3


def test_a_fault_keeps_its_fingerprint_when_it_moves(tmp_path: Path) -> None:
    """A line more above a fault does not make it a new one."""
    logs = [
        json.loads(report.as_document("sarif", [problem("math", "m", Place(tmp_path / "a.md", line))]))
        for line in (5, 6)
    ]

    prints = {log["runs"][0]["results"][0]["partialFingerprints"]["offprint/v1"] for log in logs}
    assert len(prints) == 1


def test_junit_fails_for_errors_only(found: list[Problem]) -> None:
    """A case for each problem; a warning passes, with its words."""
    root = etree.fromstring(report.as_document("junit", found).encode())

    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("3", "1", "0")
    cases = root.findall("testsuite/testcase")
    assert [case.get("name") for case in cases] == [
        "image-missing my text.md:5:6", "missing-title /elsewhere/paper.md", "style-notice",
    ]  # fmt: skip
    assert cases[0].findtext("failure") == str(found[0])
    assert [case.find("failure") is None for case in cases] == [False, True, True]


def test_junit_of_a_tools_failure_and_of_nothing() -> None:
    """A missing tool is an error, not a failure; a sound manuscript is one case that passes."""
    failed = etree.fromstring(report.as_document("junit", (), FAILURE).encode())
    sound = etree.fromstring(report.as_document("junit", ()).encode())

    assert failed.find("testsuite/testcase/error") is not None
    assert (failed.get("tests"), failed.get("errors")) == ("1", "1")
    assert [one.get("name") for one in sound.iter("testcase")] == ["nothing to correct"]


def test_json_is_as_its_schema_says(found: list[Problem]) -> None:
    """`docs/problems.schema.json` describes what `--format json` prints."""
    schema = json.loads((ROOT / "docs" / "problems.schema.json").read_text())

    told = json.loads(report.as_document("json", found))
    faults = jsonschema.Draft202012Validator(schema).iter_errors(told)
    assert [fault.message for fault in faults] == []


@pytest.mark.parametrize("form", ["json", "sarif", "junit"])
def test_a_document_stands_alone_on_standard_output(
    form: str, sample: Sample, capsys: pytest.CaptureFixture[str]
) -> None:
    """The lines of the editions go to standard error, so that standard output can be parsed."""
    project = sample("everything")

    assert main(["build", str(project), "--to", "html", "--format", form]) == 0

    told = capsys.readouterr()
    assert (
        etree.fromstring(told.out.encode()) is not None
        if form == "junit"
        else json.loads(told.out) is not None
    )
    assert "article.html" in told.err
    assert "\x1b" not in told.err, "progress is shown on terminals only"


def test_what_a_stranger_wrote_gives_no_commands() -> None:
    """Line ends, escapes and marks of direction in a quoted value reach no runner and no terminal."""
    told = problem("math", "“x\n::add-mask::a\x1b[2J\u202e”", Place(Path("/a\n::error::b.md"), 1))

    shown = [*report.as_text([told], colour=False), *report.as_github([told])]

    assert [line for line in shown if "\n" in line or "\x1b" in line or "\u202e" in line] == []


def test_github_gets_its_marks_escaped() -> None:
    """Percent signs, and colons and commas in a file's name, are as GitHub's runner reads them back."""
    told = Problem("math", "50 % of it", Place(Path("/a,b:c.md"), 2, 3), "", Severity.WARNING)

    assert report.as_github([told]) == ["::warning file=/a%2Cb%3Ac.md,line=2,col=3,title=math::50 %25 of it"]


def test_a_long_value_is_cut_in_its_middle() -> None:
    """A megabyte of a bad value is not told in full."""
    told = problem("doi", f"“{'1' * 1_000_000}” is none")

    assert len(told.message) < 1100
    assert told.message.endswith("1” is none")
