"""What the makers of editions have in common: what they take, what they give."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from offprint.body import Element
from offprint.document import Document
from offprint.editions import citing
from offprint.press import PageStart, Press, Source
from offprint.problems import Problem
from offprint.project import Project


@dataclass(frozen=True, slots=True)
class Edition:
    """A finished edition: its file's name and bytes, its extent in words, and what went wrong."""

    name: str
    data: bytes
    extent: str = ""
    problems: tuple[Problem, ...] = ()
    beside: Mapping[str, bytes] = field(default_factory=dict)
    """Files that the edition's own file refers to, by their paths from its folder."""


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

    citation: Future[Element] | None = None
    """The work's own reference, formatted while other work goes on (`citing.begun`)."""
    assets: str = ""
    """The folder beside the web page that takes its images; empty if they are to be inside it."""

    def own_reference(self) -> Element:
        """Return the work's own reference, in the style of its citations."""
        return deepcopy(self.citation.result()) if self.citation else citing.formatted(self.document)

    @property
    def printed_name(self) -> str:
        """The PDF's name without its ending: that for a printer does not replace that for readers."""
        return f"{self.project.name}.press" if self.for_printer else self.project.name

    def page_starts(self) -> tuple[PageStart, ...]:
        """Return where each printed page begins, none without a PDF; waits for the press.

        Raises `ToolError`.
        """
        return () if self.press is None or "pdf" not in self.editions else self.press.page_starts()


class Maker(Protocol):
    """Makes one edition of an order; `begin` does what needs no other edition."""

    def __init__(self, order: Order) -> None: ...

    def begin(self) -> None:
        """Start making the edition."""

    def finish(self) -> Edition:
        """Return the finished edition; raises `ToolError`."""
