"""The files for GitHub, GitLab and a container: sound by their schemas, safe, and run as a runner would."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
FILES = {ROOT / "action.yml": "github-actions", ROOT / "docs/gitlab-ci.yml": "gitlab-ci",
         **dict.fromkeys(WORKFLOWS, "github-workflows")}  # fmt: skip
INPUT = re.compile(r"\$\{\{ inputs\.(\w+) \}\}")


def loaded(path: Path) -> dict[str, Any]:
    """Return a file's mapping; `on` is a word, not YAML 1.1's truth."""
    return dict(yaml.load(path.read_text(), Loader=yaml.BaseLoader))  # noqa: S506 - it makes only texts


def steps(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the steps of a workflow or an action."""
    whole = loaded(path)
    for job in [whole["runs"]] if "runs" in whole else whole["jobs"].values():
        yield from job["steps"]


@pytest.mark.parametrize(("path", "schema"), FILES.items(), ids=lambda value: getattr(value, "name", value))
def test_each_file_is_as_its_platform_says(path: Path, schema: str) -> None:
    """The schemas are those of SchemaStore, which editors check these files by."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", str(path)]

    result = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (result.returncode, result.stdout) == (0, "ok -- validation done\n")


@pytest.mark.parametrize("path", [ROOT / "action.yml", *WORKFLOWS], ids=lambda path: path.name)
def test_no_strangers_words_become_a_script(path: Path) -> None:
    """A script names only variables: `${{ … }}` in it would be replaced before the shell reads it."""
    scripts = [step["run"] for step in steps(path) if "run" in step]

    assert [script for script in scripts if "${{" in script] == []
    assert all(step.keys() & {"run", "uses"} for step in steps(path))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_what_runs_a_strangers_text_cannot_write(path: Path) -> None:
    """Only a job that runs nothing of the repository may; and none runs with the target's secrets."""
    workflow = loaded(path)
    writers = [job for job in workflow["jobs"].values() if "permissions" in job]

    assert workflow["permissions"] == {"contents": "read"}
    assert "pull_request_target" not in str(workflow["on"])
    assert "secrets" not in path.read_text()
    for job in writers:
        assert not [
            step for step in job["steps"] if step.get("uses", "").startswith((".", "actions/checkout"))
        ]
    for step in steps(path):
        if step.get("uses", "").startswith("actions/checkout"):
            assert step["with"]["persist-credentials"] == "false"


@pytest.fixture
def runner(tmp_path: Path) -> Callable[..., tuple[dict[str, int], str, str]]:
    """Run the action's scripts one by one, in a bare environment, as GitHub's runner does.

    What the action sets up is this repository's own environment, which `make test` set up the same way.
    """

    def run(**given: str) -> tuple[dict[str, int], str, str]:
        (tmp_path / "runner").mkdir()
        (tmp_path / "runner/offprint").symlink_to(sys.prefix)
        (tmp_path / "summary.md").touch()
        whole = loaded(ROOT / "action.yml")
        inputs = {name: one["default"] for name, one in whole["inputs"].items()} | given
        bare = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        bare |= {"CI": "true", "GITHUB_ACTION_PATH": str(ROOT), "RUNNER_TEMP": str(tmp_path / "runner"),
                 "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md")}  # fmt: skip
        codes: dict[str, int] = {}
        said = ""
        for step in steps(ROOT / "action.yml"):
            if "run" not in step or ("validators" in step.get("if", "") and inputs["validators"] != "true"):
                continue
            if any(codes.values()) and "always()" not in step.get("if", ""):
                continue
            own = {
                name: INPUT.sub(lambda found: inputs[found[1]], text)
                for name, text in step.get("env", {}).items()
            }
            result = subprocess.run(
                ["bash", "-e", "-o", "pipefail", "-c", step["run"]],
                cwd=tmp_path, env=bare | own, capture_output=True, text=True, check=False,
            )  # fmt: skip
            codes[step["name"]] = result.returncode
            said += result.stdout + result.stderr
        return codes, said, (tmp_path / "summary.md").read_text()

    return run


def test_the_action_builds_validates_and_reports(
    sample: Callable[[str], Path], runner: Callable[..., tuple[dict[str, int], str, str]], tmp_path: Path
) -> None:
    """A sound manuscript gives its editions and a report, in the folder that is uploaded."""
    project = sample("everything")

    codes, said, summary = runner(path=str(project), output="out")

    assert set(codes.values()) == {0}, said
    assert {"article.html", "article.epub", "article.pdf", "report.html"} <= set(os.listdir(tmp_path / "out"))
    assert "HTML, EPUB and PDF agree" in said
    assert all(f"{name} " in summary for name in ("epubcheck", "nu", "qpdf"))


def test_the_action_marks_the_line_and_fails(
    runner: Callable[..., tuple[dict[str, int], str, str]], tmp_path: Path
) -> None:
    """A fault is an annotation at its place and in the summary, though the job fails; no edition is left."""
    (tmp_path / "paper $(touch hacked).md").write_text(
        "---\ntitle: One\nlang: en\n---\n\nAn image: ![A sign](sign.png)\n"
    )

    codes, said, summary = runner(path="paper $(touch hacked).md", output="out", validators="false")

    assert codes["Build and prove the editions"] == 1
    assert codes["Show the report with the job"] == 0
    assert "::error file=paper $(touch hacked).md,line=6,col=21,title=image-missing::" in said
    assert "sign" in summary
    assert sorted(os.listdir(tmp_path / "out")) == ["report.html", "report.md"]
    assert not (tmp_path / "hacked").exists()


def test_gitlab_and_the_container_set_up_as_the_action_does() -> None:
    """All of them call the same two targets of the Makefile, with nothing for developers."""
    called = r"make -C \S+ install validators EXTRAS= VENV=/opt/venv"
    gitlab = loaded(ROOT / "docs/gitlab-ci.yml")["editions"]

    assert len([line for line in gitlab["before_script"] if re.fullmatch(called, line)]) == 1
    assert len(re.findall(f"^RUN {called}$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)) == 1
    calls = [
        step["run"].split()[3:]
        for step in steps(ROOT / "action.yml")
        if step.get("run", "").startswith("make")
    ]
    assert [call[:-2] for call in calls] == [["install"], ["validators", "browsers"]]
    assert all(call[-2] == "EXTRAS=" for call in calls)
