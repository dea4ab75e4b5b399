"""Style sheets of the project's own: the only door to tinycss2.

They come with the manuscript, so they may not make a reader's program fetch or read anything: what
they name has to be in the edition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from offprint.problems import Place, Problem, RejectedError, problem
from offprint.project import Project
from offprint.source import read_text

if TYPE_CHECKING:
    from tinycss2.ast import Node

_INSIDE = ("data:", "#", "offprint:")
#: Functions that take an address as a string (CSS Images 4, §2; CSS Values 5, §5).
_ADDRESSED = frozenset({"url", "src", "image", "image-set", "-webkit-image-set"})
_END = re.compile(r"</style", re.IGNORECASE)
_HINT = "fonts go into styles/fonts/, and pictures into the sheet as data:image/…"


def faults(project: Project) -> Iterator[Problem]:
    """Yield where a sheet of the project's own reaches outside of the edition."""
    if not project.has_own_sheets:
        return
    for path in sorted((project.root / "styles").glob("**/*.css")):
        if not (path.is_file() and project.holds(path)):
            continue
        try:
            yield from _faults(read_text(path), Place(path))
        except RejectedError as error:
            yield from error.problems


def _faults(text: str, sheet: Place) -> Iterator[Problem]:
    import tinycss2

    for match in _END.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        yield problem(
            "style-sheet", f"“{match[0]}” would end the sheet", Place(sheet.path, line), "delete it"
        )
    try:
        found = list(_outward(tinycss2.parse_component_value_list(text, skip_comments=True)))
    except RecursionError:
        yield problem("style-sheet", "its blocks are nested too deeply", sheet, "nest them less deeply")
        return
    for token, what in found:
        place = Place(sheet.path, token.source_line, token.source_column)
        yield problem("style-sheet", f"{what} is not in the edition", place, _HINT)


def _outward(tokens: Sequence[Node]) -> Iterator[tuple[Node, str]]:
    """Yield what names something outside, and how it is written."""
    names_only = False  # the address behind @namespace is a name, and never fetched
    for token in tokens:
        if token.type == "at-keyword":
            names_only = token.lower_value == "namespace"
            if token.lower_value == "import":
                yield token, "what @import asks for"
        elif token.type == "literal" and token.value == ";":
            names_only = False
        elif token.type == "url" and not names_only and not _inside(token.value):
            yield token, f"“{token.value[:60]}”"
        elif token.type == "function":
            yield from _outward_call(token, names_only=names_only)
        elif token.type in ("{} block", "[] block", "() block"):
            yield from _outward(token.content)


def _outward_call(call: Node, *, names_only: bool) -> Iterator[tuple[Node, str]]:
    if call.lower_name in _ADDRESSED and not names_only:
        for one in call.arguments:
            if one.type == "string" and not _inside(one.value):
                yield one, f"“{one.value[:60]}”"
            elif one.type == "function" and one.lower_name in ("var", "attr", "env"):
                yield one, f"what {one.lower_name}() stands for in {call.lower_name}()"
    yield from _outward(call.arguments)


def _inside(address: str) -> bool:
    return address.strip().lower().startswith(_INSIDE)
