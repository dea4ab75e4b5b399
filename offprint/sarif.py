"""Problems as SARIF 2.1.0 (OASIS), which code scanning shows at the lines of a pull request."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from offprint import __version__
from offprint.problems import RULES, Place, Problem, Rule, Severity, ToolError

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.OFF: "none"}


def log(problems: Sequence[Problem], failure: ToolError | None = None, about: Place | None = None) -> str:
    """Return a log of one run; `failure` is the tool that kept it from its end (§3.20.14).

    A result may do without a place (§3.27.12), but code scanning refuses the whole log for it: what
    has none is told of `about`, and what has no line of the first.
    """
    rules = list(RULES)
    run = {
        "tool": {
            "driver": {
                "name": "Offprint",
                "semanticVersion": __version__,
                "rules": [_rule(one) for one in RULES.values()],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(failure)],
        "results": [_result(one, rules.index(one.rule), one.place or about) for one in problems],
    }
    whole = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(whole, ensure_ascii=False, indent=1)


def _rule(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.meaning},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _invocation(failure: ToolError | None) -> dict[str, object]:
    if failure is None:
        return {"executionSuccessful": True}
    said = {"text": f"{failure.message}; {failure.hint}"}
    return {
        "executionSuccessful": False,
        "toolExecutionNotifications": [{"level": "error", "message": said}],
    }


def _result(one: Problem, index: int, place: Place | None) -> dict[str, object]:
    words = f"{one.message}; {one.hint}" if one.hint else one.message
    file = place.file if place else ""
    known = hashlib.sha256(f"{one.rule}\n{file}\n{one.message}".encode()).hexdigest()
    return {
        "ruleId": one.rule,
        "ruleIndex": index,
        "level": _LEVELS[one.severity],
        "message": {"text": words},
        "locations": [{"physicalLocation": _location(place)}] if place else [],
        "partialFingerprints": {"offprint/v1": known},  # the same fault on another line is no new one
    }


def _location(place: Place) -> dict[str, object]:
    path = Path(place.file)
    uri = path.as_uri() if path.is_absolute() else quote(path.as_posix())
    region = {"startLine": place.line or 1, **({"startColumn": place.column} if place.column else {})}
    return {"artifactLocation": {"uri": uri}, "region": region}
