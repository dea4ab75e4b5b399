"""Jinja for strangers: what a template may touch, and how much it may make.

Jinja's own sandbox refuses names with underscores and leaves all else open: a path in a template's
hands would be read, written and removed. Here an attribute is open only if its type is listed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from traceback import walk_tb
from types import TracebackType

import jinja2
from jinja2.environment import TemplateModule
from jinja2.ext import Extension
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace

from offprint import limits
from offprint.problems import Place, RejectedError, problem

Extensions = Sequence[type[Extension]]

MAX_TEXT = 64_000_000
"""Characters that a template may make: some 20,000 pages."""
SECONDS = 60
"""Time that a template may take."""
_MAX_PRODUCT = 1_000_000
_MAX_POWER = 1000
_OPEN = (str, int, float, list, tuple, dict, date, LoopContext, Macro, Namespace, TemplateModule)
#: What an expression of the author's may raise besides Jinja's own errors.
FAULTS = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


class Sandbox(ImmutableSandboxedEnvironment):
    """Opens words, numbers, lists, dates and Jinja's own things, of which `_OPEN` is the list."""

    intercepted_binops = frozenset({"*", "**"})

    def __init__(
        self, loader: jinja2.BaseLoader, *, escape: bool, comment: str = "#", extensions: Extensions = ()
    ) -> None:
        super().__init__(
            loader=loader,
            autoescape=escape,
            extensions=extensions,
            comment_start_string=f"{{{comment}",
            comment_end_string=f"{comment}}}",
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        del self.globals["lipsum"]  # it makes as much text as it is asked for

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        """Tell whether a template may have an attribute: of the types that are known to be harmless."""
        return super().is_safe_attribute(obj, attr, value) and (
            isinstance(obj, _OPEN) or self.shows(obj, attr)
        )

    def shows(self, obj: object, attr: str) -> bool:
        """Tell whether a template may see an attribute of a value of ours; of none, if not said."""
        del obj, attr
        return False

    def call_binop(self, context: Context, operator: str, left: object, right: object) -> object:
        """Return a product or power; raises `OverflowError` for those that would eat the memory."""
        if operator == "**" and isinstance(left, int) and isinstance(right, int):
            if abs(right) > _MAX_POWER or left.bit_length() > _MAX_POWER:
                raise OverflowError("the power is too large")
        elif operator == "*" and max(_times(left, right), _times(right, left)) > _MAX_PRODUCT:
            raise OverflowError("the repetition is too long")
        result: object = super().call_binop(context, operator, left, right)
        return result

    def fill(self, name: str, matter: Mapping[str, object]) -> str:
        """Return a template filled in.

        Raises what its expressions raise, and `RejectedError` if it makes more than `MAX_TEXT`.
        """
        with limits.within(SECONDS, "filling in the templates"):
            return self._filled(self.get_template(name), matter)

    @staticmethod
    def _filled(template: jinja2.Template, matter: Mapping[str, object]) -> str:
        pieces: list[str] = []
        room = MAX_TEXT
        for piece in template.generate(matter):
            room -= len(piece)
            if room < 0:
                what = f"it makes more than {MAX_TEXT // 1_000_000} MB of text"
                raise RejectedError([problem("template-failure", what, Place(Path(template.filename or "")))])
            pieces.append(piece)
        return "".join(pieces)


class PageSandbox(Sandbox):
    """Opens the fields of our own values too: what page templates are made of."""

    def shows(self, obj: object, attr: str) -> bool:
        """Tell whether `attr` is a field or a property of a value; its methods stay shut."""
        if not is_dataclass(obj):
            return False
        named = attr in {field.name for field in fields(obj)}
        return named or isinstance(getattr(type(obj), attr, None), property)


def _times(sequence: object, number: object) -> int:
    """Return the length of a repeated sequence; 0 if nothing is repeated."""
    repeats = isinstance(sequence, (str, list, tuple)) and isinstance(number, int)
    return len(sequence) * number if repeats else 0  # type: ignore[arg-type, operator]


def failing_line(trace: TracebackType | None, path: Path) -> Place:
    """Return the template line of a failed expression: Jinja gives its frames the template's name."""
    spots = [(frame.f_code.co_filename, line) for frame, line in walk_tb(trace)]
    file, line = next((one for one in reversed(spots) if one[0].endswith((".j2", ".md"))), (path, 0))
    return Place(Path(file), line)


def said(error: BaseException) -> str:
    """Return what an error says, in one line."""
    return " ".join(str(error).split()).rstrip(".") or type(error).__name__
