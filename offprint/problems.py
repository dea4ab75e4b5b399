"""What can be wrong with a manuscript, where, and how grave it is.

Three kinds of failure are kept apart:

    Rejected    the author's: a list of problems, each with its place; exit 1
    ToolError   the machine's: a tool is missing or broke; exit 3
    (any other) ours: a bug, which keeps its traceback
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path


class Severity(StrEnum):
    """How grave a problem is; an error rejects the manuscript."""

    ERROR = "error"
    WARNING = "warning"
    OFF = "off"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A spot in a source file; lines and columns count from 1, columns in characters."""

    path: Path
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Return `file:line:column`, the file as seen from where the command was started."""
        spot = [str(number) for number in (self.line, self.column) if number]
        return ":".join([self.file, *spot])

    @property
    def file(self) -> str:
        """The file's path from the current folder where it lies below it, else in full."""
        here = Path.cwd()
        return plain(str(self.path.relative_to(here) if self.path.is_relative_to(here) else self.path))


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that a manuscript can get wrong."""

    id: str
    severity: Severity
    meaning: str


def _rules(severity: Severity, meanings: Mapping[str, str]) -> dict[str, Rule]:
    return {name: Rule(name, severity, meaning) for name, meaning in meanings.items()}


_COLLATION = {
    "collation-text": "An edition lost, added or changed words.",
    "collation-citation": "A citation differs between editions, or leads elsewhere.",
    "collation-reference": "A reference is missing from an edition, or differs.",
    "collation-note": "A note or its call is missing from an edition, or differs.",
    "collation-figure": "A figure is missing from an edition, or has another text alternative.",
    "collation-formula": "A formula is missing from an edition, or differs.",
    "collation-link": "A link inside the work leads elsewhere in one of the editions.",
    "collation-order": "An edition has references, notes, figures or formulas in another order.",
    "collation-page": "An edition has a printed page begin elsewhere than the print.",
    "collation-metadata": "An edition's metadata differ from the others'.",
    "collation-file": "A file to collate cannot be read as an edition.",
}

_ERRORS = {
    "no-manuscript": "There is no text to read at the given path.",
    "empty-manuscript": "The text holds nothing but front matter or blanks.",
    "encoding": "A source file is not UTF-8.",
    "file-too-large": "A source file has more bytes than any text needs.",
    "nesting": "Elements of the text are nested too deeply to be set.",
    "overlong": "A paragraph, a table or a formula is larger than can be set.",
    "control-character": "The text holds a control character that no edition can print.",
    "front-matter-syntax": "The front matter is not valid YAML.",
    "front-matter-value": "A value in the front matter cannot mean what its key asks for.",
    "template-syntax": "A template breaks Jinja's grammar.",
    "template-undefined": "A template uses a name that nobody defined.",
    "template-failure": "A template's expression fails or is not allowed.",
    "template-include": "An included file is missing, outside the project, hidden, or includes itself.",
    "style-sheet": "A style sheet of the project's own reaches outside of the edition.",
    "page-template": "A page template of the project's own fails, or is not allowed what it asks for.",
    "data-file": "A file of data is missing, outside the project, hidden or unreadable.",
    "missing-bibliography": "A bibliography that the text names is not there.",
    "bibliography-syntax": "A bibliography entry cannot be read.",
    "duplicate-key": "Two entries of the bibliography have the same key.",
    "duplicate-field": "An entry of the bibliography has the same field twice.",
    "crossref-cycle": "Entries of the bibliography inherit from one another in a circle.",
    "swallowed-citation": "A citation stands inside another, without a semicolon, and makes it vanish.",
    "undefined-note": "A note is called that is nowhere written.",
    "duplicate-note": "Two notes have the same key, and only one of them would be printed.",
    "reserved-id": "An id is one that the editions use themselves.",
    "duplicate-link": "A label of links has two addresses.",
    "undefined-string": "An entry of the bibliography uses an abbreviation that no @string defines.",
    "nameless-work": "A cited entry names neither a work nor its author.",
    "name-list": "A list of names would be taken apart wrongly, and printed so.",
    "impossible-date": "A date of an entry does not exist, or cannot be read and would be lost.",
    "page-range": "A range of pages runs backwards, or lacks an end.",
    "doi": "What an entry gives as its DOI is none, and its link would be dead.",
    "latex-macro": "An entry uses a LaTeX command that would be lost, with what it prints.",
    "bibliography-math": "A dollar sign in an entry opens a formula that nothing closes.",
    "unknown-citation": "A cited key has no entry in the bibliography.",
    "citation-style": "The citation style is not there or cannot be used.",
    "dangling-reference": "A cross-reference points at nothing.",
    "duplicate-label": "Two things in the text have the same label.",
    "image-missing": "An image is not there or is not a file.",
    "image-outside": "An image lies outside the project, or is hidden.",
    "image-remote": "An image lies on the network, which a build never reaches.",
    "image-unreadable": "An image's bytes cannot be read, or not in all three editions.",
    "image-too-large": "An image has more pixels than a page can use.",
    "raw-html": "Raw HTML uses an element, attribute or address that is not allowed.",
    "raw-format": "Raw text for another format would vanish from the editions.",
    "shortcode": "A shortcode of Quarto's has no meaning here, and would be printed as it stands.",
    "unsafe-link": "A link's address runs code instead of naming a place.",
    "math": "A formula cannot be set.",
    "missing-glyph": "No font of the edition has a character of the text.",
    "note-too-long": "A note holds a figure, a table or code that does not fit on its page.",
    "broken-anchor": "A link points at a place that an edition does not have.",
    "output-profile": "The ICC profile for the printer is none of a CMYK printer.",
    "accessibility": "The front matter says of the e-book's accessibility what the book refutes.",
    "invalid-edition": "A validator finds a fault in a finished edition.",
    "earlier-collation": "The record of an earlier collation cannot be read.",
    "no-edition": "An edition that is to be validated has not been built.",
    "engine": "An engine could not use a part of the document.",
    **_COLLATION,
}

_WARNINGS = {
    "front-matter-key": "A key of the front matter has no meaning here.",
    "unnamed-language": "The front matter names no language, and the text is not in English.",
    "missing-title": "The front matter gives no title.",
    "locator-word": "A citation's locator is in words that the style does not know in this language.",
    "locator-outside": "A page stands outside the citation that it belongs to.",
    "unprinted-citation": "The style prints nothing for a citation without its author.",
    "unprinted-locator": "The style prints no locators, and one is left out.",
    "duplicate-id": "An id stands more than once in the text.",
    "empty-heading": "A heading has no words, and is left out.",
    "undefined-link": "A link names a label that nothing defines.",
    "unused-note": "A note is written that nothing calls, and is left out.",
    "link-astray": "A link leads to a file beside the manuscript, which an e-book does not carry.",
    "unclosed-div": "A fenced division is never closed.",
    "conditional": "Something is meant for some of the editions only, which say the same.",
    "unrun-code": "A block of code that other tools run is shown as it stands.",
    "diagram": "A diagram is written as code, which the editions show as it stands.",
    "low-resolution": "An image has fewer than 300 dots per inch at the size that a printer prints it.",
    "missing-alt": "An image has no text alternative.",
    "raw-layout": "A command that lays out a page in another format changes nothing here.",
    "unknown-rule": "`rules:` names a rule that does not exist.",
    "bibliography-entry": "An entry that nobody cites is damaged or doubled, and is left out.",
    "idle-bibliography": "A text that cites nothing names a bibliography that is not there.",
    "entry-type": "The type of a cited entry is not one of BibTeX's or biblatex's.",
    "missing-field": "A cited entry lacks what a work of its type has.",
    "misplaced-title": "An entry has a title that works of its type do not print.",
    "style-field": "A cited entry lacks what the chosen citation style prints of such a work.",
    "dangling-crossref": "An entry inherits from one that is not there.",
    "doubtful-date": "A date of an entry is unlikely, or cannot be read and is left out.",
    "corporate-name": "An organisation without braces would be printed as a person.",
    "et-al": "A list of names ends with “et al.”, which is read as “and others”.",
    "standard-number": "An ISBN or ISSN has a wrong check digit.",
    "url-scheme": "An address in the bibliography has no scheme.",
    "title-capitals": "A title in the bibliography is in capitals throughout.",
    "garbled-text": "A field of the bibliography holds letters that were read in a wrong encoding.",
    "same-work": "The same work is cited under two keys, or its entry stands twice.",
    "similar-key": "Two keys of the bibliography differ in capitals only.",
    "uncited-entry": "Some entries of a bibliography made for this text are never cited.",
    "collation-case": "Print shows words in another case than they were written.",
    "cover": "A cover is smaller than shops take, lies on its side, or has no words for want of a font.",
    "doubtful-edition": "A validator has a doubt about a finished edition.",
    "style-notice": "A page style asks for something that its engine does not know.",
}

RULES: Mapping[str, Rule] = {
    **_rules(Severity.ERROR, _ERRORS),
    **_rules(Severity.WARNING, _WARNINGS),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of the author's: what, where, and what to do next."""

    rule: str
    message: str
    place: Place | None = None
    hint: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        """Return `file:line:column: error[rule-id]: what; what to do next`."""
        where = f"{self.place}: " if self.place else ""
        advice = f"; {self.hint}" if self.hint else ""
        return f"{where}{self.severity}[{self.rule}]: {self.message}{advice}"


def problem(rule: str, message: str, place: Place | None = None, hint: str = "") -> Problem:
    """Return a problem as grave as its rule says; a rule outside the table is our own bug."""
    return Problem(rule, plain(message), place, plain(hint), RULES[rule].severity)


def plain(words: str) -> str:
    """Return words that quote a stranger's text, fit to be shown on one line of a terminal or a log.

    A line end could begin a command to the runner of a CI, an escape one to the terminal, a mark of
    direction hide what is said. What is too long is cut in its middle.
    """
    shown = _COMMANDING.sub("\ufffd", words)
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 200]} … {shown[-190:]}"


#: Controls, line and paragraph separators, marks of direction, surrogates (a file name's odd bytes).
_COMMANDING = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_LONGEST = 1000


class RejectedError(Exception):
    """The manuscript was rejected; carries every problem that was found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class ToolError(Exception):
    """A tool that Offprint needs is missing or failed; the hint says what to do."""

    def __init__(self, message: str, hint: str) -> None:
        self.message = plain(message)
        self.hint = plain(hint)
        super().__init__(f"{self.message}; {self.hint}")


@dataclass(frozen=True, slots=True)
class Judgement:
    """How the author and the command line regrade the rules for one build."""

    overrides: Mapping[str, Severity]
    draft: bool = False
    strict: bool = False

    def grade(self, found: Iterable[Problem]) -> tuple[Problem, ...]:
        """Return the problems that count, once each, regraded, in the order of their places."""
        graded = (self._regrade(one) for one in dict.fromkeys(found))
        return tuple(sorted((one for one in graded if one.severity is not Severity.OFF), key=_order))

    def pass_or_reject(self, found: Iterable[Problem]) -> tuple[Problem, ...]:
        """Return the warnings, or raise `RejectedError` with everything if there is an error."""
        graded = self.grade(found)
        if any(one.severity is Severity.ERROR for one in graded):
            raise RejectedError(graded)
        return graded

    def _regrade(self, one: Problem) -> Problem:
        severity = self.overrides.get(one.rule, one.severity)
        if severity is Severity.ERROR and self.draft and one.rule in DRAFT_FORGIVES:
            severity = Severity.WARNING
        if severity is Severity.WARNING and self.strict:
            severity = Severity.ERROR
        return replace(one, severity=severity)


#: Faults of content that a draft can be printed with; all others would leave no honest page.
DRAFT_FORGIVES = frozenset(
    {
        "unknown-citation",
        "dangling-reference",
        "duplicate-label",
        "math",
        "raw-format",
        "shortcode",
        "missing-glyph",
        "note-too-long",
        "undefined-note",
        "missing-bibliography",
        "data-file",
        "image-missing",
        "image-remote",
        "image-unreadable",
        "swallowed-citation",
        "name-list",
        "impossible-date",
        "page-range",
        "doi",
        "latex-macro",
        "duplicate-key",
        "duplicate-field",
        "nameless-work",
    }
    | _COLLATION.keys()
)


def _order(one: Problem) -> tuple[bool, Place, str]:
    return (one.place is None, one.place or Place(Path()), one.rule)
