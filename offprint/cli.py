"""The command line: verbs, options, exit codes. The only room that prints.

| exit | meaning |
|---|---|
| 0 | the editions are published |
| 1 | the manuscript was rejected: nothing was written |
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
from typing import TYPE_CHECKING

from offprint import __version__, limits, report
from offprint.problems import RULES, Problem, RejectedError, ToolError
from offprint.revision import LONGEST, revision

if TYPE_CHECKING:
    from offprint.pipeline import Options, Outcome

_EDITIONS = ("html", "epub", "pdf")
_QUIET_SECONDS = 2.0


def main(arguments: Sequence[str] | None = None, home: Path | None = None) -> int:
    """Run the command and return its exit code; `home` is PATH's default."""
    parsed = _parser(home or Path()).parse_args(arguments)
    try:
        limits.set_limits()
        code: int = parsed.verb(parsed)
    except RejectedError as error:
        _tell(error.problems, parsed.format)
        return 1
    except ToolError as error:
        _say(f"error: {error.message}\n  {error.hint}")
        return 3
    except MemoryError:
        _say("error: this build needs more memory than it may take\n  split the manuscript")
        return 3
    except KeyboardInterrupt:
        _say("interrupted; nothing was written")
        return 130
    finally:
        limits.lift_limits()
    return code


def _parser(home: Path) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="offprint", description="One manuscript, three editions that agree."
    )
    parser.add_argument("--version", action="version", version=f"offprint {__version__}")
    verbs = parser.add_subparsers(title="verbs", required=True, metavar="VERB")
    build = verbs.add_parser("build", help="make the editions")
    build.add_argument("--to", type=_editions, default=_EDITIONS, metavar="LIST",
                       help="html,epub,pdf (default: all)")  # fmt: skip
    build.add_argument("-o", "--output", type=Path, metavar="DIR",
                       help="default: _build/ in the project's root")  # fmt: skip
    build.add_argument("--press", action="store_true", dest="for_printer",
                       help="the PDF is for a printer: PDF/X-4 with bleed and crop marks")  # fmt: skip
    build.add_argument("--revision", type=_revision, metavar="TEXT",
                       help="the state of the text, for the colophons (default: the CI's)")  # fmt: skip
    build.add_argument("--no-sources", dest="sources", action="store_false",
                       help="do not embed the manuscript and the cited entries in the PDF")  # fmt: skip
    _common(build, home, _build)
    _common(verbs.add_parser("check", help="read and proofread only"), home, _check)
    collate = verbs.add_parser("collate", help="compare finished editions with one another")
    collate.add_argument("files", nargs="+", type=_edition_file, metavar="FILE",
                         help="two or three of an .html, an .epub and a .pdf file")  # fmt: skip
    _formatted(collate)
    collate.set_defaults(verb=_collate)
    _plain(verbs.add_parser("rules", help="list every rule"), _rules)
    _plain(verbs.add_parser("styles", help="list the citation styles that are shipped"), _styles)
    return parser


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
    parser.add_argument("--format", choices=("text", "json", "github"), default="text",
                        help="how problems are told (default: text)")  # fmt: skip


def _plain(parser: argparse.ArgumentParser, verb: Callable[[argparse.Namespace], int]) -> None:
    parser.set_defaults(verb=verb, format="text")


def _editions(written: str) -> tuple[str, ...]:
    asked = [name.strip() for name in written.split(",") if name.strip()]
    strange = [name for name in asked if name not in _EDITIONS]
    if strange or not asked:
        raise argparse.ArgumentTypeError(f"“{written}” is not a list of {', '.join(_EDITIONS)}")
    return tuple(name for name in _EDITIONS if name in asked)


def _revision(written: str) -> str:
    if len(written) > LONGEST or not written.isprintable():
        raise argparse.ArgumentTypeError(f"“{written[:LONGEST]}” is not a line of {LONGEST} letters at most")
    return written


def _edition_file(written: str) -> Path:
    path = Path(written)
    if path.suffix.lower() not in {f".{name}" for name in _EDITIONS}:
        raise argparse.ArgumentTypeError(f"“{written}” ends neither in .html nor in .epub nor in .pdf")
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"“{written}” is not there")
    return path


def _options(parsed: argparse.Namespace) -> Options:
    from offprint.pipeline import Options

    given = vars(parsed)
    return Options(
        to=given.get("to", _EDITIONS),
        csl=parsed.csl,
        draft=parsed.draft,
        strict=parsed.strict,
        revision=revision(given.get("revision")),
        for_printer=given.get("for_printer", False),
        embed_sources=given.get("sources", True),
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
    _tell(outcome.warnings, parsed.format)
    _results(outcome)
    return 0


def _results(outcome: Outcome) -> None:
    """Print a line an edition: path, extent, size; and one for the collation."""
    here = Path.cwd()
    for one in outcome.editions:
        shown = one.path.relative_to(here) if one.path.is_relative_to(here) else one.path
        size = f"{one.size / 1000:.0f} kB" if one.size < 10_000_000 else f"{one.size / 1e6:.1f} MB"
        sys.stdout.write("  ".join(filter(None, [str(shown), one.extent, size])) + "\n")
    if outcome.agreement:
        sys.stdout.write(f"{outcome.agreement}\n")


def _check(parsed: argparse.Namespace) -> int:
    from offprint import pipeline, project

    warnings = pipeline.check(project.locate(parsed.path), _options(parsed))
    _tell(warnings, parsed.format)
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
    _tell((), parsed.format)
    sys.stdout.write(f"{collation.summary}\n")
    return 0


def _rules(_: argparse.Namespace) -> int:
    width = max(map(len, RULES))
    for rule in RULES.values():
        sys.stdout.write(f"{rule.id:{width}}  {rule.severity:7}  {rule.meaning}\n")
    return 0


def _styles(_: argparse.Namespace) -> int:
    from offprint.citation_style import DEFAULT, shipped_styles

    styles = list(shipped_styles())
    width = max(len(style.name) for style in styles)
    for style in styles:
        mark = " (default)" if style.name == DEFAULT else ""
        sys.stdout.write(f"{style.name:{width}}  {style.sort:11}  {style.title}{mark}\n")
    return 0


def _tell(problems: Sequence[Problem], form: str) -> None:
    """Tell the problems; JSON is a result, and goes to standard output."""
    if form == "json":
        sys.stdout.write("\n".join(report.as_json(problems)) + "\n")
    elif form == "github":
        sys.stdout.write("".join(f"{line}\n" for line in report.as_github(problems)))
    else:
        colour = sys.stderr.isatty() and not os.environ.get("NO_COLOR")
        for line in report.as_text(problems, colour=colour):
            _say(line)


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
