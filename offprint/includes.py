"""Files that a text includes in Quarto's spelling, on a line of their own: `{{< include _methods.md >}}`.

The included text stands as if it were written there; problems in it are told at its own lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from offprint.problems import Place, RejectedError, problem
from offprint.project import Project
from offprint.source import Origin, SourceText

_INCLUDE = re.compile(
    r"[ \t]*\{\{<[ \t]*include[ \t]+(?P<quote>[\"']?)(?P<name>[^\"'>]+?)(?P=quote)[ \t]*>\}\}[ \t]*"
)


def included(project: Project, text: SourceText, above: tuple[Path, ...]) -> SourceText:
    """Return the text with what it includes; `above` are the files that it stands in, outermost first.

    Raises `RejectedError` (`template-include`) for a file that is not there, may not be read, or
    includes itself.
    """
    if "{{<" not in text.text:
        return text
    lines: list[str] = []
    origins: list[Origin] = []
    files = list(text.files)
    for line, origin in zip(text.text.split("\n"), text.origins, strict=True):
        part = _named(project, line, origin, above)
        lines += part.text.split("\n") if part else [line]
        origins += part.origins if part else [origin]
        files += part.files if part else ()
    return SourceText("\n".join(lines), tuple(origins), tuple(dict.fromkeys(files)))


def _named(project: Project, line: str, origin: Origin, above: tuple[Path, ...]) -> SourceText | None:
    """Return the text that a line includes; None if it includes none."""
    match = _INCLUDE.fullmatch(line)
    if match is None:
        return None
    path = project.find(match["name"], origin.path.parent)
    place = Place(origin.path, origin.line, match.start("name") + 1)
    for what, hint in _refusals(project, match["name"], path, above):
        raise RejectedError([problem("template-include", what, place, hint)])
    assert path is not None, "a file that is not there was refused"
    return included(project, SourceText.of_file(path), (*above, path.resolve()))


def _refusals(
    project: Project, name: str, path: Path | None, above: tuple[Path, ...]
) -> Iterator[tuple[str, str]]:
    if path is None or not path.is_file():
        yield f"“{name}” is not there", "paths start at the including file or the project's root"
    elif no := project.refusal(path):
        yield f"“{name}” {no.why}", no.hint
    elif path.resolve() in above:
        yield f"“{name}” includes itself", "break the circle"
