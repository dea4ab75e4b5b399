"""page-validation: PDF/UA-1 and PDF/A-3a without Java. It is a library, which `judge.py` calls."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from offprint.validators.validator import (
    Command,
    Finding,
    Validator,
    package_version,
    run,
    script,
    understood,
)
from offprint.validators.verapdf import PROFILES

_NAME = "page-validation"
_PAGE = re.compile(r"\bpage (\d+)")


def _examine(command: Command, file: Path) -> Iterator[Finding]:
    process = run(_NAME, [*command, str(file), *PROFILES])
    with understood(_NAME, process):
        told: list[tuple[str, str, str]] = json.loads(process.stdout)
        for profile, rule, words in told:
            page = _PAGE.search(words)
            yield Finding(f"{PROFILES[profile]}, {rule}: {words}", f"page {page[1]}" if page else "")


PAGE_VALIDATION = Validator(
    _NAME,
    ("pdf",),
    f"pip install {_NAME}",
    script("judge.py", "page/_page.pyi"),
    _examine,
    lambda _: package_version(_NAME),
)
