"""`.md.j2` → text with a line map: the only door to Jinja for manuscripts.

A template comes from a stranger as often as not: it runs in Jinja's sandbox, undefined names are
errors, and includes and data stay inside the project. The lexer's text tokens are marked with the
line they stand on, so that each rendered line knows its origin.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from traceback import walk_tb
from types import TracebackType

import jinja2
from jinja2 import meta
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.sandbox import ImmutableSandboxedEnvironment

from offprint.problems import Place, RejectedError, problem
from offprint.project import Project
from offprint.source import Origin, SourceText, read_text

_MARK = re.compile("\x02([^\x02\x03]*)\x1f(\\d+)\x03")
#: What an expression of the author's may raise besides Jinja's own errors.
_FAULTS = (ArithmeticError, AttributeError, LookupError, OverflowError, TypeError, ValueError)


class _LineMarks(Extension):
    """Puts the file and line before each line of literal text, invisibly, for `_unmark`."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Mark the text tokens; all others pass as they are."""
        for token in stream:
            if token.type == "data":
                yield Token(token.lineno, "data", _marked(token, stream.name or ""))
            else:
                yield token


def _marked(token: Token, name: str) -> str:
    lines = str(token.value).split("\n")
    return "\n".join(f"\x02{name}\x1f{token.lineno + n}\x03{line}" for n, line in enumerate(lines))


@dataclass(eq=False)
class _Loader(jinja2.BaseLoader):
    """Finds included files inside the project, and refuses a circle of them."""

    project: Project
    stack: dict[str, tuple[str, ...]] = field(default_factory=dict)
    read: list[str] = field(default_factory=list)

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """Return a template's text; raises `RejectedError` if it may not or cannot be read."""
        path = Path(template)
        text = read_text(path)
        self.read.append(template)
        self._refuse_circles(environment, text, template)
        return text.removesuffix("\n") + "\n", template, lambda: True

    def resolve(self, name: str, parent: str) -> str:
        """Return the path of a file included as `name`; raises `RejectedError`."""
        path = self.project.find(name, Path(parent).parent)
        place = _mention(Path(parent), name)
        if path is None or not path.is_file():
            hint = "paths start at the including file or the project's root"
            raise RejectedError([problem("template-include", f"“{name}” is not there", place, hint)])
        if not self.project.holds(path):
            what = f"“{name}” lies outside the project"
            raise RejectedError([problem("template-include", what, place, "copy it into the project")])
        return str(path)

    def _refuse_circles(self, environment: jinja2.Environment, text: str, template: str) -> None:
        above = self.stack.get(template, (template,))
        for name in meta.find_referenced_templates(environment.parse(text, template)):
            if name is None:
                continue
            path = self.resolve(name, template)
            if path in above:
                what = f"“{name}” includes itself"
                place = _mention(Path(template), name)
                raise RejectedError([problem("template-include", what, place, "break the circle")])
            self.stack[path] = (*above, path)
            self._refuse_circles(environment, read_text(Path(path)), path)


class _Environment(ImmutableSandboxedEnvironment):
    """Jinja as manuscripts see it: `{## … ##}` comments, so that `{#fig:x}` stays Markdown."""

    def __init__(self, project: Project) -> None:
        loader = _Loader(project)
        super().__init__(
            loader=loader,
            extensions=[_LineMarks],
            undefined=jinja2.StrictUndefined,
            comment_start_string="{##",
            comment_end_string="##}",
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            autoescape=False,  # the result is Markdown, not HTML
        )
        self._files = loader
        self._data = _Data(project)
        self.globals["data"] = self._data

    @property
    def files(self) -> list[Path]:
        """The files that were read: templates, then data."""
        return [*map(Path, self._files.read), *self._data.read]

    def join_path(self, template: str, parent: str) -> str:
        """Return an included file's path, from the including file or the root."""
        return self._files.resolve(template, parent)


@dataclass(frozen=True)
class _Data:
    """`data('table.csv')`: the rows of a CSV or TSV file of the project, by column name."""

    project: Project
    read: list[Path] = field(default_factory=list)

    def __call__(self, name: str) -> list[dict[str, str]]:
        """Return the rows; raises `RejectedError` (`data-file`), its place filled in later."""
        folder = self.project.folder
        path = self.project.find(name, folder / "data")
        if path is None or not path.is_file():
            raise _data_fault(f"“{name}” is not there", "paths start at the text, its data/ or the root")
        if not self.project.holds(path):
            raise _data_fault(f"“{name}” lies outside the project", "copy it into the project")
        self.read.append(path)
        delimiter = "\t" if path.suffix == ".tsv" else ","
        lines = read_text(path).split("\n")
        try:
            rows = list(csv.DictReader(lines, delimiter=delimiter, strict=True))
        except csv.Error as error:
            raise _data_fault(f"“{name}” is not CSV: {error}", "check its quotation marks") from error
        return [{str(key): value or "" for key, value in row.items() if key} for row in rows]


def _data_fault(what: str, hint: str) -> RejectedError:
    return RejectedError([problem("data-file", what, None, hint)])


def assemble(project: Project, path: Path) -> SourceText:
    """Return the text of a template, filled in; raises `RejectedError` with the fault's place."""
    environment = _Environment(project)
    try:
        rendered = environment.get_template(str(path)).render()
    except jinja2.TemplateSyntaxError as error:
        place = Place(Path(error.filename or path), error.lineno)
        raise RejectedError([problem("template-syntax", _sentence(error), place)]) from error
    except jinja2.UndefinedError as error:
        place = _failing_line(error.__traceback__, path)
        hint = "templates know data('file.csv') and what they set themselves"
        raise RejectedError([problem("template-undefined", _sentence(error), place, hint)]) from error
    except RecursionError as error:
        what = "the templates include one another without an end"
        raise RejectedError([problem("template-include", what, Place(path))]) from error
    except (jinja2.TemplateError, *_FAULTS) as error:
        place = _failing_line(error.__traceback__, path)
        if not place.line:  # raised outside the template: our own bug
            raise
        raise RejectedError([problem("template-failure", _sentence(error), place)]) from error
    except RejectedError as error:
        raise _placed(error, path) from error
    return _unmark(rendered, path, environment.files)


def _placed(error: RejectedError, path: Path) -> RejectedError:
    place = _failing_line(error.__traceback__, path)
    faults = [one if one.place else problem(one.rule, one.message, place, one.hint) for one in error.problems]
    return RejectedError(faults)


def _sentence(error: BaseException) -> str:
    return " ".join(str(error).split()).rstrip(".") or type(error).__name__


def _failing_line(trace: TracebackType | None, path: Path) -> Place:
    """Return the template line of a failed expression: Jinja gives its frames the template's name."""
    spots = [(frame.f_code.co_filename, line) for frame, line in walk_tb(trace)]
    file, line = next((one for one in reversed(spots) if one[0].endswith((".j2", ".md"))), (path, 0))
    return Place(Path(file), line)


def _mention(path: Path, name: str) -> Place:
    """Return the place where a template mentions a file's name."""
    text = SourceText.of_file(path)
    return next(text.find(re.compile(re.escape(name))), Place(path))


def _unmark(rendered: str, path: Path, files: Iterable[Path]) -> SourceText:
    """Return the text without its marks, and each line's origin: its first mark's line."""
    lines, origins = [], []
    origin = Origin(path, 1)
    sources: dict[Path, list[str]] = {}
    for marked in rendered.split("\n"):
        if mark := _MARK.search(marked):
            origin = Origin(Path(mark[1]), int(mark[2]))
        line = _MARK.sub("", marked)
        source = sources.setdefault(origin.path, read_text(origin.path).split("\n"))
        exact = origin.line <= len(source) and source[origin.line - 1] == line
        lines.append(line)
        origins.append(Origin(origin.path, origin.line, exact))
    return SourceText("\n".join(lines), tuple(origins), tuple(dict.fromkeys(files)))
