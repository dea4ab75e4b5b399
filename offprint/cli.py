"""The command line: verbs, options, exit codes. The only room that prints.

| exit | meaning |
|---|---|
| 0 | the editions are published |
| 1 | the manuscript was rejected: nothing was written, but the report if it was asked for |
| 2 | wrong usage |
| 3 | a tool is missing or failed |
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from offprint import __version__, arguments, catalogue, limits, report
from offprint.arguments import EDITIONS
from offprint.problems import Place, Problem, RejectedError, ToolError
from offprint.revision import revision

if TYPE_CHECKING:
    from offprint.pipeline import Options

_QUIET_SECONDS = 2.0


def main(given: Sequence[str] | None = None, home: Path | None = None) -> int:
    """Run the command and return its exit code; `home` is PATH's default."""
    parsed = _parser(home or Path()).parse_args(given)
    try:
        with limits.bounded():
            code: int = parsed.verb(parsed)
    except RejectedError as error:
        _tell(error.problems, parsed)
        _say_notes(error)
        return 1
    except (ToolError, OSError, MemoryError) as error:
        _failed(limits.failure(error), parsed.format)
        _say_notes(error)
        return 3
    except KeyboardInterrupt:
        _say("interrupted; nothing was written")
        return 130
    return code


def _parser(home: Path) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="offprint", description="One manuscript, three editions that agree."
    )
    parser.add_argument("--version", action="version", version=f"offprint {__version__}")
    verbs = parser.add_subparsers(title="verbs", required=True, metavar="VERB")
    build = verbs.add_parser("build", help="make the editions")
    _building(build)
    _common(build, home, _build)
    check = verbs.add_parser("check", help="read and proofread only")
    check.add_argument("--editions", action="store_true",
                       help="run validators on the finished editions instead")  # fmt: skip
    _choosing(check, "which of the finished editions (default: html,epub,pdf)")
    _requiring(check)
    check.add_argument("-o", "--output", type=Path, metavar="DIR", help="where the finished editions are")
    _common(check, home, _check)
    collate = verbs.add_parser("collate", help="compare finished editions with one another")
    collate.add_argument("files", nargs="+", type=arguments.edition_file, metavar="FILE",
                         help="two or three of an .html, an .epub and a .pdf file")  # fmt: skip
    _formatted(collate)
    collate.set_defaults(verb=_collate)
    _plain(
        verbs.add_parser("doctor", help="list engines and validators: version, or how to get them"), _doctor
    )
    _plain(verbs.add_parser("rules", help="list every rule"), _rules)
    _plain(verbs.add_parser("styles", help="list the citation styles that are shipped"), _styles)
    return parser


def _building(parser: argparse.ArgumentParser) -> None:
    _choosing(parser, "html,epub,pdf (default: all)")
    parser.add_argument("-o", "--output", type=Path, metavar="DIR",
                        help="default: _build/ in the project's root")  # fmt: skip
    parser.add_argument("--press", action="store_true", dest="for_printer",
                        help="the PDF is for a printer: PDF/X-4 with bleed and crop marks")  # fmt: skip
    parser.add_argument("--revision", type=arguments.revision, metavar="TEXT",
                        help="the state of the text, for the colophons (default: the CI's)")  # fmt: skip
    parser.add_argument("--no-sources", dest="sources", action="store_false",
                        help="do not embed the manuscript and the cited entries in the PDF")  # fmt: skip
    parser.add_argument("--assets", type=arguments.folder_beside, metavar="DIR",
                        help="a folder beside the web page for its images")  # fmt: skip
    parser.add_argument("--validate", action="store_true",
                        help="run the installed validators before anything is published")  # fmt: skip
    _requiring(parser)
    parser.add_argument("--report", action="store_true",
                        help="write report.html, a page for an editor, and report.md")  # fmt: skip
    parser.add_argument("--since", type=arguments.record, metavar="FILE",
                        help="an earlier collation.json: the report tells what changed")  # fmt: skip


def _choosing(parser: argparse.ArgumentParser, meaning: str) -> None:
    parser.add_argument("--to", type=arguments.editions, default=EDITIONS, metavar="LIST", help=meaning)


def _requiring(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--require", type=arguments.validators, default=(), metavar="LIST",
                        help="validators that have to be installed, such as epubcheck,nu,qpdf")  # fmt: skip


def _common(parser: argparse.ArgumentParser, home: Path, verb: Callable[[argparse.Namespace], int]) -> None:
    parser.add_argument("path", nargs="?", type=Path, default=home, metavar="PATH",
                        help="a project folder or a Markdown file (default: %(default)s)")  # fmt: skip
    parser.add_argument("--csl", default="", metavar="STYLE", help="a shipped style's name or a .csl file")
    parser.add_argument("--draft", action="store_true",
                        help="errors of content become warnings; each page says “Draft”")  # fmt: skip
    parser.add_argument("--strict", action="store_true", help="warnings become errors")
    _formatted(parser)
    parser.set_defaults(verb=verb)


def _formatted(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=report.FORMATS, default="text",
                        help="how problems are told (default: text)")  # fmt: skip


def _plain(parser: argparse.ArgumentParser, verb: Callable[[argparse.Namespace], int]) -> None:
    parser.set_defaults(verb=verb, format="text")


def _options(parsed: argparse.Namespace) -> Options:
    from offprint.pipeline import Options

    given = vars(parsed)
    return Options(
        to=given.get("to", EDITIONS),
        csl=parsed.csl,
        draft=parsed.draft,
        strict=parsed.strict,
        revision=revision(given.get("revision")),
        for_printer=given.get("for_printer", False),
        embed_sources=given.get("sources", True),
        assets=given.get("assets") or "",
        validate=given.get("validate", False),
        required=given.get("require", ()),
        report=given.get("report", False) or given.get("since") is not None,
        since=given.get("since"),
    )


def _build(parsed: argparse.Namespace) -> int:
    from offprint import press, project

    if parsed.for_printer and "pdf" not in parsed.to:
        _say("error: --press is for the PDF\n  add pdf to --to, or leave --press out")
        return 2
    found = project.locate(parsed.path, parsed.output)
    progress = _Progress()
    with press.running("pdf" in parsed.to) as engine:
        from offprint import pipeline  # while the engine starts

        outcome = pipeline.build(found, _options(parsed), progress.step, engine)
    progress.end()
    _tell(outcome.warnings, parsed)
    _results(parsed).writelines(f"{line}\n" for line in outcome.lines())
    return 0


def _validate(parsed: argparse.Namespace) -> int:
    """Tell what validators find in finished editions, and a line for each of them."""
    from offprint import pipeline, project

    verdicts = pipeline.validate(project.locate(parsed.path, parsed.output), _options(parsed))
    _tell([one for verdict in verdicts for one in verdict.problems], parsed)
    _results(parsed).writelines(f"{one}\n" for one in verdicts)
    return 1 if any(one.version and not one.is_clean for one in verdicts) else 0


def _check(parsed: argparse.Namespace) -> int:
    from offprint import pipeline, project

    if parsed.editions or parsed.require:
        return _validate(parsed)
    warnings = pipeline.check(project.locate(parsed.path), _options(parsed))
    _tell(warnings, parsed)
    if not warnings and parsed.format == "text":
        sys.stdout.write("nothing to correct\n")
    return 0


def _collate(parsed: argparse.Namespace) -> int:
    """Compare finished files, of different formats."""
    from offprint.collate import collate_files

    if len({path.suffix.lower() for path in parsed.files}) != len(parsed.files) or len(parsed.files) < 2:
        _say("error: give two or three files of different formats\n  a .html, a .epub and a .pdf")
        return 2
    collation = collate_files(parsed.files)
    if collation.problems:
        raise RejectedError(collation.problems)
    _tell((), parsed)
    _results(parsed).write(f"{collation.summary}\n")
    return 0


def _doctor(_: argparse.Namespace) -> int:
    """List engines and validators; exit 3 if an engine is missing, for then nothing can be built."""
    from offprint import doctor

    parts = doctor.examine()
    sys.stdout.writelines(catalogue.parts(parts))
    return 3 if any(part.purpose == "engine" and not part.version for part in parts) else 0


def _rules(_: argparse.Namespace) -> int:
    sys.stdout.writelines(catalogue.rules())
    return 0


def _styles(_: argparse.Namespace) -> int:
    sys.stdout.writelines(catalogue.styles())
    return 0


def _results(parsed: argparse.Namespace) -> TextIO:
    """Return where results go: a document stands alone on standard output."""
    return sys.stderr if parsed.format in report.DOCUMENTS else sys.stdout


def _tell(problems: Sequence[Problem], parsed: argparse.Namespace) -> None:
    """Tell the problems; a document is a result, and goes to standard output."""
    form = parsed.format
    if form in report.DOCUMENTS:
        sys.stdout.write(report.as_document(form, problems, about=_about(parsed)) + "\n")
    elif form == "github":
        sys.stdout.write("".join(f"{line}\n" for line in report.as_github(problems)))
    else:
        colour = sys.stderr.isatty() and not os.environ.get("NO_COLOR")
        for line in report.as_text(problems, colour=colour):
            _say(line)


def _about(parsed: argparse.Namespace) -> Place:
    """Return what a problem is about that has no place of its own: the text, or the first file compared."""
    from offprint import project

    if "files" in parsed:
        return Place(parsed.files[0].absolute())
    try:
        return Place(project.locate(parsed.path).texts[0])
    except (RejectedError, ToolError):
        return Place(parsed.path.absolute())


def _failed(error: ToolError, form: str) -> None:
    """Tell what kept the command from its end, in words and in the document that is waited for."""
    _say(f"error: {error.message}\n  {error.hint}")
    if form in report.DOCUMENTS:
        sys.stdout.write(report.as_document(form, (), error) + "\n")
    elif form == "github":
        sys.stdout.write(f"{report.as_github_failure(error)}\n")


def _say_notes(error: Exception) -> None:
    """Say what else there is to know of a failed build: validators’ verdicts, where the report is."""
    for note in getattr(error, "__notes__", ()):
        _say(note)


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


class _Progress:
    """Shows the step on a terminal once a build has lasted two seconds."""

    def __init__(self) -> None:
        self._start = time.monotonic()
        self._shown = False

    def step(self, name: str) -> None:
        """Show a step, if the build is a long one by now, or the step will be."""
        waited = time.monotonic() - self._start >= _QUIET_SECONDS
        if sys.stderr.isatty() and (waited or name == "make"):
            sys.stderr.write(f"\r\x1b[K{name} …")
            sys.stderr.flush()
            self._shown = True

    def end(self) -> None:
        """Clear the line."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
