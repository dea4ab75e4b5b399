"""Problems as JUnit XML, which GitLab, Jenkins and others show beside a change."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from offprint.problems import Problem, Severity, ToolError


def report(problems: Sequence[Problem], failure: ToolError | None = None) -> str:
    """Return a suite with a case for each problem; errors fail, warnings pass with their words.

    `failure` is the tool that kept the run from its end.
    """
    errors = sum(one.severity is Severity.ERROR for one in problems)
    cases = max(1, len(problems) + (failure is not None))
    counts = {
        "name": "offprint",
        "tests": str(cases),
        "failures": str(errors),
        "errors": str(int(failure is not None)),
    }
    root = etree.Element("testsuites", counts)
    suite = etree.SubElement(root, "testsuite", counts)
    for one in problems:
        _case(suite, one)
    if failure is not None:
        case = etree.SubElement(suite, "testcase", classname="offprint", name="tools")
        error = etree.SubElement(case, "error", type="tool", message=failure.message)
        error.text = failure.hint
    elif not problems:
        etree.SubElement(suite, "testcase", classname="offprint", name="nothing to correct")
    return etree.tostring(root, encoding="unicode", pretty_print=True).rstrip("\n")


def _case(suite: etree._Element, one: Problem) -> None:
    place = one.place
    file = {"file": place.file} if place else {}
    line = {"line": str(place.line)} if place and place.line else {}
    name = f"{one.rule} {place}" if place else one.rule
    known = {"classname": file.get("file", "offprint"), "name": name, **file, **line}
    case = etree.SubElement(suite, "testcase", known)
    if one.severity is Severity.ERROR:
        failed = etree.SubElement(case, "failure", type=one.rule, message=one.message)
        failed.text = str(one)
    else:
        etree.SubElement(case, "system-out").text = str(one)
