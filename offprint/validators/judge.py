"""The side of page-validation that runs in a process of its own: prints what is wrong with a PDF.

`python judge.py FILE PROFILE …`: the profile, the rule and the words, as JSON.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path


def judge(file: Path, profiles: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Yield what breaks one of the profiles."""
    import page

    for profile in profiles:
        for one in page.validate_pdf(file, profile=profile).failures:
            yield profile, one.rule_id, one.message


if __name__ == "__main__":
    sys.stdout.write(json.dumps(list(judge(Path(sys.argv[1]), sys.argv[2:]))))
