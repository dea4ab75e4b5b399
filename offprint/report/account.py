"""An account of a build as it goes: what the report is made of, however the build ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from offprint.problems import Problem
from offprint.project import Project

if TYPE_CHECKING:
    from offprint.collate import Collation
    from offprint.editions.edition import Edition
    from offprint.report.earlier import Earlier
    from offprint.validators import Verdict


@dataclass(slots=True)
class Account:
    """Kept by the pipeline, step by step; what the build did not come to stays empty."""

    project: Project
    announce: Callable[[str], None]
    """Called with the name of each step as it begins."""
    step: str = ""
    title: str = ""
    lang: str = ""
    warnings: tuple[Problem, ...] = ()
    editions: tuple[Edition, ...] = ()
    collation: Collation | None = None
    verdicts: tuple[Verdict, ...] | None = None
    """None if no validator was asked for."""
    earlier: Earlier | None = None
    """The collation that this one is compared with, if one was given."""

    def begin(self, step: str) -> None:
        """Note that a step begins, and announce it."""
        self.step = step
        self.announce(step)
