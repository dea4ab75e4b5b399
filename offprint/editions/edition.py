"""What the makers of editions have in common: what they take, what they give."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from offprint.document import Document
from offprint.press import Press, Source
from offprint.problems import Problem
from offprint.project import Project


@dataclass(frozen=True, slots=True)
class Edition:
    """A finished edition: its file's name and bytes, its extent in words, and what went wrong."""

    name: str
    data: bytes
    extent: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made: of which document, with whose styles, dated when."""

    project: Project
    document: Document
    stamp: datetime
    """The time that editions carry: never the clock's."""
    editions: tuple[str, ...] = ()
    """The endings of all editions that this build makes: they link to one another."""
    press: Press | None = None
    """The engine that sets the PDF, if one is made."""
    for_printer: bool = False
    """Whether the PDF is for a printer."""
    sources: tuple[Source, ...] = ()
    """The files that the PDF carries as its source."""

    @property
    def printed_name(self) -> str:
        """The PDF's name without its ending: that for a printer does not replace that for readers."""
        return f"{self.project.name}.press" if self.for_printer else self.project.name


class Maker(Protocol):
    """Makes one edition of an order. `begin` may start work that goes on while others are made."""

    def __init__(self, order: Order) -> None: ...

    def begin(self) -> None:
        """Start making the edition."""

    def finish(self) -> Edition:
        """Return the finished edition; raises `ToolError`."""
