"""The report's two files, `report.html` and `report.md`, of a build that ended well or not."""

from __future__ import annotations

import os
from pathlib import Path

from offprint.editions.edition import Edition
from offprint.problems import RejectedError, ToolError
from offprint.project import Project
from offprint.report.account import Account
from offprint.report.findings import findings
from offprint.report.page import page
from offprint.report.summary import summary

PAGE, SUMMARY = "report.html", "report.md"
_MARK = "<!-- Offprint’s report -->\n\n"
"""Stands in front of the Markdown, where it is not seen."""
_HEAD = 1000


def reports(account: Account, failure: RejectedError | ToolError | None = None) -> tuple[Edition, ...]:
    """Return the report on a build, as files for the output folder."""
    told = findings(account, failure)
    shown = () if failure else account.editions
    return Edition(PAGE, page(told, shown)), Edition(SUMMARY, _MARK.encode() + summary(told))


def keep_others(project: Project) -> None:
    """Raise `ToolError` if the report would replace what is no report: an author's own `report.md`."""
    hint = "choose another folder with --output, or another name for the text"
    if project.name == "report":
        raise ToolError("the report has the name of the text, “report”", hint)
    for name, mark in ((PAGE, 'content="Offprint"'), (SUMMARY, _MARK.strip())):
        path = project.output / name
        if os.path.lexists(path) and mark not in _head(path):
            raise ToolError(f"the report would replace “{path}”, which Offprint did not write", hint)


def _head(path: Path) -> str:
    """Return how a file begins; empty for a link, pipe or folder, which a stranger may have laid there."""
    if path.is_symlink() or not path.is_file():
        return ""
    with path.open("rb") as file:
        return file.read(_HEAD).decode("utf-8", "replace")
