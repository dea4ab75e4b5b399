"""Where a project's things are: root, texts, bibliography, styles, output."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from offprint.problems import Place, Problem, RejectedError, ToolError, problem

SHIPPED_STYLES = Path(__file__).parent / "styles"
"""The styles inside an installed wheel; in a checkout they stand beside the package."""

_NAMES = ("article", "paper", "manuscript", "index")
_ENDINGS = (".md.j2", ".md")
MANUBOT = "content/metadata.yaml"
"""What tells a manuscript of Manubot's: its chapters stand beside this file."""
_MANUBOT_TITLE_PAGE = "00.front-matter.md"


class Refusal(NamedTuple):
    """Why a file may not be read, to be said behind its name, and what to do."""

    why: str
    hint: str


@dataclass(frozen=True, slots=True)
class Project:
    """The folder that a build may read, the texts in their order, and where editions go."""

    root: Path
    texts: tuple[Path, ...]
    output: Path

    @property
    def folder(self) -> Path:
        """The folder of the first text: what paths in the front matter start from."""
        return self.texts[0].parent

    @property
    def name(self) -> str:
        """The editions' file name without its ending."""
        if len(self.texts) > 1:
            return "article"
        return self.texts[0].name.removesuffix(".j2").rpartition(".")[0] or self.texts[0].name

    def find(self, name: str, *folders: Path) -> Path | None:
        """Return the file that the text calls `name`, resolved, or None if it is not there.

        Looked for from the text's folder, then `folders`, then the root; a leading slash means
        the root. The result may lie outside the root (see `holds`).
        """
        bare = name.lstrip("/")
        starts = [self.root] if name.startswith("/") else [self.folder, *folders, self.root]
        return next((spot.resolve() for spot in (start / bare for start in starts) if _exists(spot)), None)

    def refusal(self, path: Path) -> Refusal | None:
        """Return why a build may not read `path`, symbolic links resolved; None if it may.

        Hidden files are where tokens lie (`.git/config`, `.env`), and editions are published.
        """
        whole = path.resolve()
        if not whole.is_relative_to(self.root):
            return Refusal("lies outside the project", "copy it into the project")
        if any(part.startswith(".") for part in whole.relative_to(self.root).parts):
            return Refusal("is hidden, and hidden files are not read", "copy it to a name without a dot")
        return None

    def holds(self, path: Path) -> bool:
        """Tell whether a build may read `path`."""
        return self.refusal(path) is None

    @property
    def has_own_sheets(self) -> bool:
        """Whether the project brings a style sheet of its own."""
        folder = self.root / "styles"
        ours = folder.resolve() == shipped("print").parent.resolve()
        return not ours and next(folder.glob("**/*.css"), None) is not None

    def style(self, name: str) -> Path:
        """Return the style file `name`: the project's own if it has one, else the shipped one.

        A project's `styles/` overrides the shipped files one by one.
        """
        own = self.root / "styles" / name
        return own if own.is_file() and self.holds(own) else shipped(name)


def shipped(name: str) -> Path:
    """Return a shipped style file."""
    beside = Path(__file__).parents[1] / "styles" / name
    installed = SHIPPED_STYLES / name
    return installed if installed.exists() else beside


def locate(path: Path, output: Path | None = None) -> Project:
    """Return the project at `path`, a folder or a text; raises `RejectedError` if there is none.

    Raises `ToolError` if the output folder that goes without saying leads out of the project.
    """
    root, texts = _from_file(path) if path.is_file() else _from_folder(path)
    target = output if output is not None else root / "_build"
    project = Project(root.resolve(), tuple(text.resolve() for text in texts), target.absolute())
    refused = [_nothing(text, f"it {no.why}", no.hint) for text in texts if (no := project.refusal(text))]
    if refused:
        raise RejectedError(refused)
    if output is None and not target.resolve().is_relative_to(project.root):
        what = f"“{target}” is a link that leads out of the project"
        raise ToolError(what, "remove it, or name the folder with --output")
    return project


def _from_file(path: Path) -> tuple[Path, list[Path]]:
    folder = path.absolute().parent
    of_manubot = folder.name == "content" and (folder.parent / MANUBOT).is_file()
    return (folder.parent if folder.name == "manuscript" or of_manubot else folder), [path]


def _from_folder(path: Path) -> tuple[Path, list[Path]]:
    if not path.is_dir():
        raise RejectedError([_nothing(path, "there is no such file or folder")])
    texts = _texts(path.absolute())
    if not texts:
        hint = "write manuscript/article.md, or name the text: offprint build FILE.md"
        raise RejectedError([_nothing(path, "this folder holds no manuscript", hint)])
    return path.absolute(), texts


def _texts(root: Path) -> list[Path]:
    chapters = root / "manuscript"
    return (
        _first(chapters / f"article{ending}" for ending in _ENDINGS)
        or _all_chapters(chapters)
        or _first(root / f"{name}{ending}" for name in _NAMES for ending in _ENDINGS)
        or _chapters_of_manubot(root)
    )


def _first(candidates: Iterable[Path]) -> list[Path]:
    return next(([path] for path in candidates if path.is_file()), [])


def _all_chapters(folder: Path) -> list[Path]:
    if not folder.is_dir() or folder.resolve().parent != folder.parent.resolve():  # a link leads elsewhere
        return []
    texts = (path for path in folder.iterdir() if path.name.endswith(_ENDINGS) and path.is_file())
    return sorted(path for path in texts if not path.name.startswith("_"))  # those are included (Quarto)


def _chapters_of_manubot(root: Path) -> list[Path]:
    """Return Manubot's chapters; its title page is a template that lays out what `metadata.yaml` says."""
    chapters = _all_chapters(root / "content") if (root / MANUBOT).is_file() else []
    return [path for path in chapters if path.name != _MANUBOT_TITLE_PAGE]


def _nothing(path: Path, why: str, hint: str = "check the spelling") -> Problem:
    return problem("no-manuscript", f"“{path}”: {why}", Place(path.absolute()), hint)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a name too long, or with a NUL byte
        return False
