"""Which CSL file formats the citations: by name among the shipped ones, or the author's own file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from offprint import csl
from offprint.problems import Place, RejectedError, problem
from offprint.project import Project, shipped

DEFAULT = "chicago-author-date"
_REPOSITORY = ("http://www.zotero.org/styles/", "https://www.zotero.org/styles/")

#: Names of the CSL repository, present and past, of the styles that are shipped under a short one.
ALIASES = {
    "american-psychological-association": "apa",
    "chicago": "chicago-author-date",
    "chicago-fullnote-bibliography": "chicago-notes",
    "chicago-note-bibliography": "chicago-shortened-notes",
    "chicago-notes-bibliography": "chicago-notes",
    "chicago-shortened-notes-bibliography": "chicago-shortened-notes",
    "cardiff-university-vancouver": "vancouver",
    "cite-them-right": "harvard",
    "harvard-cite-them-right": "harvard",
    "harvard1": "harvard",
    "iso690-author-date-en": "iso690",
    "iso690-numeric-en": "iso690-numeric",
    "modern-language-association": "mla",
}


@dataclass(frozen=True, slots=True)
class ShippedStyle:
    """A style that comes with Offprint: its name, how it cites, its title."""

    name: str
    sort: str
    title: str


def shipped_styles() -> Iterator[ShippedStyle]:
    """Yield the shipped styles in the order of their names."""
    for name in _names():
        root = csl.parse(shipped(f"csl/{name}.csl"))
        yield ShippedStyle(name, csl.sort(root), csl.title(root))


def _names() -> list[str]:
    return sorted(file.stem for file in shipped("csl").glob("*.csl"))


def choose(project: Project, asked: str, written: str, place: Place | None) -> Path:
    """Return the style's file: `asked` on the command line, else `written` in the front matter.

    A name means the project's own `styles/csl/NAME.csl`, else the shipped style; whatever is no
    name is a file. Raises `RejectedError` (`citation-style`) if it is not there or cannot be used.
    """
    name, spot = (asked, None) if asked else (written or DEFAULT, place)
    own = project.root / "styles" / "csl" / f"{name}.csl"
    if "/" not in name and own.is_file() and project.holds(own):
        return _usable(own, spot)
    path = _file(project, name, trusted=bool(asked)) if not _shipped(name) or "." in name else None
    if path is not None:
        return _usable(path, spot)
    path = _shipped(_bare(name))
    if path is None:
        raise RejectedError(
            [problem("citation-style", f"there is no citation style “{name}”", spot, _hint(name))]
        )
    return path


def _shipped(name: str) -> Path | None:
    """Return the shipped style of that name, in any case, by its short or its long name."""
    key = name.strip().lower()
    path = shipped(f"csl/{ALIASES.get(key, key)}.csl")
    return path if "/" not in key and path.is_file() else None


def _bare(name: str) -> str:
    """Return a style's name without its address or ending: papers bring `apa.csl` or its URL."""
    for start in _REPOSITORY:
        name = name.removeprefix(start)
    return name.removesuffix(".csl")


def _hint(name: str) -> str:
    known = [*_names(), *ALIASES]
    close = get_close_matches(_bare(name).lower(), known, n=1)
    return f"did you mean “{close[0]}”?" if close else "shipped: " + ", ".join(_names())


def _file(project: Project, name: str, *, trusted: bool) -> Path | None:
    """Return a style's file; one named by a manuscript must lie inside the project."""
    if trusted and Path(name).is_file():
        return Path(name)
    path = project.find(name)
    if path is None or not path.is_file():
        return None
    return path if trusted or project.holds(path) else None


def _usable(path: Path, spot: Place | None) -> Path:
    """Return the file, or the shipped style that it only points at; raises `RejectedError`."""
    root = csl.parse(path, spot)
    parent = csl.parent(root)
    if parent:
        known = _shipped(parent)
        if known is None:
            what = f"“{path.name}” only points at the style “{parent}”, which is not shipped"
            hint = f"put {parent}.csl itself into the project"
            raise RejectedError([problem("citation-style", what, spot or Place(path), hint)])
        return known
    found = csl.faults(path, root)
    if found:
        raise RejectedError(found)
    return path
