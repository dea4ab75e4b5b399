"""What files beside the text say of it: Quarto's `metadata-files`, `_quarto.yml`, Manubot's `metadata.yaml`.

Such a file is shared with other tools and other texts, so only keys that mean something here are
taken from it, and the others are not told. The text's own front matter has the last word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from offprint import frontmatter
from offprint.frontmatter import FrontMatter
from offprint.keys import ALIASES, KEYS
from offprint.problems import Problem, problem
from offprint.project import MANUBOT, Project
from offprint.source import SourceText

KEY = "metadata-files"
_QUARTO = ("_quarto.yml", "_quarto.yaml")


@dataclass(frozen=True, slots=True)
class Shared:
    """What was read: the files as they are, and what each says, the first to set a key first."""

    texts: tuple[SourceText, ...] = ()
    fronts: tuple[FrontMatter, ...] = ()
    problems: tuple[Problem, ...] = ()
    """What is wrong with the names of the files."""

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that were read."""
        return tuple(path for text in self.texts for path in text.files)


def read(project: Project, front: FrontMatter) -> Shared:
    """Read the files that a front matter names, and those that a tool finds by their names.

    Of named files the last has the last word, as in Quarto. Raises `RejectedError` for one that
    cannot be read.
    """
    usual = [SourceText.of_file(path) for path in _usual(project)]
    found = [_said(text) for text in usual]
    faults: list[Problem] = []
    named = list(_named(project, (front, *found), faults))
    texts = [SourceText.of_file(path) for path in named]
    fronts = [*reversed([_said(text) for text in texts]), *found]
    return Shared((*texts, *usual), tuple(fronts), tuple(faults))


def _usual(project: Project) -> list[Path]:
    folders = dict.fromkeys((project.folder, project.root))
    quarto = [folder / name for folder in folders for name in _QUARTO]
    files = [
        *quarto,
        *([project.root / MANUBOT] if project.folder == (project.root / MANUBOT).parent else []),
    ]
    return [path for path in files if path.is_file() and project.holds(path)]


def _named(project: Project, fronts: Sequence[FrontMatter], faults: list[Problem]) -> Iterator[Path]:
    for front in fronts:
        value = front.values.get(KEY)
        for n, name in enumerate(value if isinstance(value, list) else [value] if value else []):
            path = project.find(str(name))
            if path is not None and path.is_file() and project.holds(path):
                yield path
                continue
            place = front.place(f"{KEY}.{n}")
            what = f"the file “{name}” is not in the project"
            faults.append(problem("data-file", what, place, "paths start at the text or the root"))


def _said(text: SourceText) -> FrontMatter:
    """Return what a file says under keys that mean something here; fences around it are no part of it."""
    lines = ("" if line.rstrip() in ("---", "...") else line for line in text.text.split("\n"))
    front = frontmatter.read(SourceText("\n".join(lines), text.origins))
    known = {key: value for key, value in front.values.items() if key in KEYS or key in ALIASES}
    return FrontMatter(known, front.places, front.problems)
