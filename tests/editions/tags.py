"""What a PDF says in the order of its tags, as poppler reads it (`pdfinfo -struct-text`)."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

_LINE = re.compile(r'( *)(?:"(?P<text>.*)"|(?P<type>[A-Z]\w*)(?: <(?P<id>[^>]*)>)?.*)')
_INLINE = frozenset(["Span", "Link", "Reference", "Code", "Quote", "Formula"])


@dataclass
class Tag:
    """A structure element: its type, its id, and what is in it."""

    type: str
    id: str = ""
    kids: list[Tag | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All that it says, notes, figures and the numbers of items left out."""
        return "".join(kid if isinstance(kid, str) else kid.text for kid in self.kids if not _is_aside(kid))

    def walk(self) -> list[Tag]:
        """Return the element and all below it, in the order of reading."""
        below = [one for kid in self.kids if isinstance(kid, Tag) for one in kid.walk()]
        return [self, *below]

    def find(self, identifier: str) -> Tag:
        """Return the element with an id."""
        return next(one for one in self.walk() if one.id == identifier)

    def told(self) -> list[str]:
        """Return a line for each block: its type, and what it says; inline elements in brackets."""
        lines = [f"{self.type} {self.words()}".strip()]
        return lines + [
            f"  {line}"
            for kid in self.kids
            if isinstance(kid, Tag) and not _is_inline(kid)
            for line in kid.told()
        ]

    def words(self) -> str:
        """Return what it says itself, without the blocks in it."""
        said = "".join(
            kid if isinstance(kid, str) else f"[{kid.type} {kid.words()}]" if _is_inline(kid) else ""
            for kid in self.kids
        )
        return " ".join(said.split())


def _is_aside(kid: Tag | str) -> bool:
    return isinstance(kid, Tag) and kid.type in ("Note", "Figure", "Lbl")


def _is_inline(kid: Tag | str) -> bool:
    return isinstance(kid, Tag) and kid.type in _INLINE


def read(path: Path) -> Tag:
    """Return the structure tree of a PDF."""
    command: list[str | Path] = ["pdfinfo", "-struct-text", path]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    open_: list[tuple[int, Tag]] = []
    root = Tag("")
    for line in lines:
        match = _LINE.fullmatch(line)
        if match is None or match["type"] == "Object":
            continue
        depth = len(match[1])
        while open_ and open_[-1][0] >= depth:
            open_.pop()
        around = open_[-1][1] if open_ else root
        if match["type"]:
            tag = Tag(match["type"], match["id"] or "")
            around.kids.append(tag)
            open_.append((depth, tag))
        else:
            around.kids.append(match["text"])
    return root
