"""veraPDF, the reference validator of PDF/A and PDF/UA (Open Preservation Foundation)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from offprint.validators.validator import (
    Command,
    Finding,
    Validator,
    by_option,
    program,
    run,
    understood,
)

_NAME = "verapdf"
PROFILES = {"ua1": "PDF/UA-1", "3a": "PDF/A-3a"}
"""What the readers' PDF claims to be, by the validators' names for it."""
_PAGE = re.compile(r"pages\[(\d+)\]")


def _examine(command: Command, file: Path) -> Iterator[Finding]:
    for flavour, name in PROFILES.items():
        process = run(_NAME, [*command, "--flavour", flavour, "--format", "xml", str(file)])
        with understood(_NAME, process):
            yield from _findings(process.stdout, name)


def _findings(answer: str, profile: str) -> Iterator[Finding]:
    """Yield a finding for each rule that the file breaks; raises `ValueError` if nothing was judged."""
    try:
        root = etree.fromstring(answer.encode(), etree.XMLParser(resolve_entities=False))
    except etree.XMLSyntaxError as error:
        raise ValueError(error.msg) from error
    if root.find(".//validationReport") is None:
        raise ValueError("it judged nothing")
    for rule in root.iterfind(".//rule[@status='failed']"):
        yield _finding(rule, profile)


def _finding(rule: etree._Element, profile: str) -> Finding:
    clause = f"{rule.get('clause')}-{rule.get('testNumber')}"
    times = int(rule.get("failedChecks", "1"))
    counted = f", {times} times" if times > 1 else ""
    page = _PAGE.search(rule.findtext("check/context", ""))
    words = rule.findtext("check/errorMessage") or rule.findtext("description", "")
    return Finding(f"{profile}, {clause}: {words}{counted}", f"page {int(page[1]) + 1}" if page else "")


VERAPDF = Validator(
    _NAME,
    ("pdf",),
    "the installer of https://verapdf.org/software, its folder on the PATH",
    program("verapdf"),
    _examine,
    by_option,
)
