"""Which CSL file formats the citations: by name among the shipped ones, or the author's own file."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from lxml import etree

from offprint.problems import Place, RejectedError, problem
from offprint.project import Project, shipped

DEFAULT = "chicago-author-date"
_CSL = "{http://purl.org/net/xbiblio/csl}"


def shipped_styles() -> dict[str, str]:
    """Return the shipped styles: name and title."""
    files = sorted(shipped("csl").glob("*.csl"))
    return {file.stem: _title(file) for file in files}


def _title(file: Path) -> str:
    root = etree.parse(str(file)).getroot()
    return root.findtext(f"{_CSL}info/{_CSL}title") or file.stem


def choose(project: Project, asked: str, written: str, place: Place | None) -> Path:
    """Return the style's file: `asked` on the command line, else `written` in the front matter.

    Raises `RejectedError` (`citation-style`) if it is not there, not CSL, or a dependent style, for
    which pandoc would ask the network.
    """
    name, spot = (asked, None) if asked else (written or DEFAULT, place)
    own = project.root / "styles" / "csl" / f"{name}.csl"
    known = own if own.is_file() else shipped(f"csl/{name}.csl")
    path = known if "/" not in name and known.is_file() else _file(project, name, trusted=bool(asked))
    if path is None:
        close = get_close_matches(name, shipped_styles(), n=1)
        hint = f"did you mean “{close[0]}”?" if close else "shipped: " + ", ".join(shipped_styles())
        raise RejectedError([problem("citation-style", f"there is no citation style “{name}”", spot, hint)])
    _check(path, spot or Place(path))
    return path


def _file(project: Project, name: str, *, trusted: bool) -> Path | None:
    """Return a style's file; one named by a manuscript must lie inside the project."""
    if trusted and Path(name).is_file():
        return Path(name)
    path = project.find(name)
    if path is None or not path.is_file():
        return None
    return path if trusted or project.holds(path) else None


def _check(path: Path, place: Place) -> None:
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        root = etree.parse(str(path), parser).getroot()
    except (etree.XMLSyntaxError, OSError) as error:
        what = f"“{path.name}” is not XML: {error}"
        raise RejectedError([problem("citation-style", what, place)]) from error
    if root.tag != f"{_CSL}style":
        raise RejectedError([problem("citation-style", f"“{path.name}” is not a CSL style", place)])
    for link in root.iterfind(f"{_CSL}info/{_CSL}link"):
        if link.get("rel") == "independent-parent":
            parent = (link.get("href") or "").rpartition("/")[2]
            what = f"“{path.name}” only points at the style “{parent}”"
            raise RejectedError([problem("citation-style", what, place, f"use {parent}.csl itself")])
