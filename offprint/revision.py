"""Which revision of its sources a build is made of: told by the command line or the CI, not by git."""

from __future__ import annotations

import os
from collections.abc import Mapping

LONGEST = 60
"""Letters that a revision may have: `git describe` with a long tag."""
_COMMIT = 8
"""How much of a commit's hash is printed: as GitLab does."""


def revision(written: str | None, environment: Mapping[str, str] = os.environ) -> str:
    """Return the revision to print: as written, else the CI's tag or commit, else nothing.

    GitLab sets `CI_COMMIT_TAG` and `CI_COMMIT_SHORT_SHA`; GitHub, Forgejo and Gitea set `GITHUB_SHA`,
    and `GITHUB_REF_NAME` to the tag if `GITHUB_REF_TYPE` is `tag`. `--revision ""` prints none.
    """
    if written is not None:
        return " ".join(written.split())
    tag = environment.get("GITHUB_REF_NAME", "") if environment.get("GITHUB_REF_TYPE") == "tag" else ""
    told = (
        environment.get("CI_COMMIT_TAG", ""),
        tag,
        environment.get("CI_COMMIT_SHORT_SHA", ""),
        environment.get("GITHUB_SHA", "")[:_COMMIT],
    )
    return " ".join(next(filter(None, told), "").split())[:LONGEST]
