"""The text's own shape: what is written as a division, a fence or raw becomes what it means."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from offprint.metadata import Metadata
from offprint.pandoc import Node
from offprint.phrases import phrases
from offprint.problems import Problem, RejectedError, problem
from offprint.project import Project
from offprint.search import Search
from offprint.source import read_text
from offprint.transforms import (
    abbreviations,
    conditions,
    floats,
    headings,
    listings,
    raw,
    tables,
    tabs,
)
from offprint.transforms.callouts import Callouts
from offprint.transforms.shortcodes import Shortcodes
from offprint.transforms.theorems import Theorems
from offprint.transforms.written import Written

_FACTS = frozenset(["title", "subtitle", "short-title", "date", "lang", "license", "copyright", "doi", "url"])
"""What a text may quote of its front matter."""


class DataFiles:
    """Reads the files that blocks of data name, and notes those that cannot be read."""

    def __init__(self, project: Project, search: Search) -> None:
        self._project, self._search = project, search
        self.problems: list[Problem] = []

    def load(self, name: str) -> str:
        """Return a file's text; empty, with a problem, if it is not one of the project's."""
        path = self._project.find(name)
        place = next(self._search.literal(name), None)
        if path is not None and path.is_file() and self._project.holds(path):
            try:
                return read_text(path)
            except RejectedError as error:
                self.problems += error.problems
        else:
            what = f"the data file “{name}” is not in the project"
            self.problems.append(problem("data-file", what, place, "paths start at the text or the root"))
        return ""


@dataclass(frozen=True, slots=True)
class Shape:
    """Gives the text its shape; what it reads beside the text is noted."""

    metadata: Metadata
    files: DataFiles
    written: Written

    def apply(self, blocks: list[Node]) -> list[Node]:
        """Return the blocks with raw pieces cleaned, and what is written as a division in its own shape."""
        words = phrases(self.metadata.lang)
        for step in (
            Shortcodes(self._fact).apply,
            conditions.apply,
            tabs.apply,
            headings.appended,
            raw.apply,
            Callouts(words).apply,
            Theorems().apply,
            partial(tables.apply, load=self.files.load),
            listings.apply,
            floats.apply,
            self.written.apply,
            abbreviations.apply,
        ):
            blocks = step(blocks)
        return blocks

    def _fact(self, name: str) -> str:
        """Return a text of the front matter; empty if it has none of that name."""
        return str(getattr(self.metadata, name.replace("-", "_"))) if name in _FACTS else ""
