"""Front matter → `Metadata`, checked once.

The keys are the union of what pandoc, Quarto and JOSS authors already write; people and
affiliations are read in `people.py`. A value that cannot mean what its key asks for is a problem;
so is a key that means nothing here, with the near miss.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from offprint import paper
from offprint.accessibility import Statements, read_statements
from offprint.ending import SUPPLEMENTS, supplements, written_at_the_end
from offprint.frontmatter import FrontMatter
from offprint.keys import near, unknown
from offprint.macros import definitions
from offprint.people import Affiliation, Author, read_people
from offprint.problems import RULES, Place, Problem, Severity, problem
from offprint.values import Values, quoted

_LISTS = {"lof": "figure", "lot": "table"}
_DATES = ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d %b %Y", "%d.%m.%Y", "%Y/%m/%d", "%B %Y", "%Y-%m", "%Y")
_CLOCK = frozenset({"today", "now", "last-modified"})
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:)?(10\.\d{4,9}/\S+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Publication:
    """Where the article appears: the journal or series, and the spot in it."""

    title: str = ""
    volume: str = ""
    issue: str = ""
    first_page: str = ""
    publisher: str = ""
    issn: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """The printed page that the author asks for: its size, one-sided or two-sided."""

    size: str = "a4"
    """A name of `paper.SIZES`, or two lengths."""
    sides: str = ""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of the work. Title, subtitle, abstract and end matter are Markdown."""

    title: str = ""
    subtitle: str = ""
    short_title: str = ""
    authors: tuple[Author, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()
    date: str = ""
    lang: str = "en"
    abstract: str = ""
    keywords: tuple[str, ...] = ()
    bibliography: tuple[str, ...] = ()
    csl: str = ""
    nocite: str = ""
    license: str = ""
    copyright: str = ""
    doi: str = ""
    publication: Publication = Publication()
    page: Page = Page()
    toc: bool | None = None
    number_sections: bool = False
    lists: tuple[str, ...] = ()
    """Of what kinds of things a list is asked for: `figure`, `table`."""
    identifier: str = ""
    url: str = ""
    """The address of the work's own page on the web."""
    ending: Mapping[str, str] = field(default_factory=dict)
    """What stands after the text, by its key in `ENDING`."""
    cover: str = ""
    accessibility: Statements = field(default_factory=Statements)
    supplements: tuple[str, ...] = ()
    """Files that go with the text."""
    macros: str = ""
    """Definitions for formulas, in LaTeX."""
    rules: Mapping[str, Severity] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)

    @property
    def issued(self) -> datetime | None:
        """The date as midnight UTC, or None if it is not written as a date."""
        return self._dated[0]

    @property
    def date_parts(self) -> tuple[int, ...]:
        """Year, month and day, as far as they are written; empty if that is no date."""
        issued, shape = self._dated
        if issued is None:
            return ()
        known = 1 + any(sign in shape for sign in ("%m", "%B", "%b")) + ("%d" in shape)
        return (issued.year, issued.month, issued.day)[:known]

    @property
    def _dated(self) -> tuple[datetime | None, str]:
        for shape in _DATES:
            try:
                return datetime.strptime(self.date, shape).replace(tzinfo=UTC), shape
            except ValueError:
                continue
        return None, ""


def read_metadata(front: FrontMatter) -> tuple[Metadata, tuple[Problem, ...]]:
    """Return the metadata and every problem of the front matter's values."""
    if front.problems:
        return Metadata(places=front.places), front.problems
    reader = Values(front)
    people, faults = read_people(front)
    files = supplements(reader.get(SUPPLEMENTS))
    metadata = Metadata(
        title=reader.text("title"),
        subtitle=reader.text("subtitle"),
        short_title=reader.text("short-title"),
        authors=people.authors,
        affiliations=people.affiliations,
        date=_date(reader),
        lang=_language(reader),
        abstract=reader.text("abstract"),
        keywords=_keywords(reader),
        bibliography=tuple(reader.texts("bibliography")),
        csl=reader.text("csl"),
        nocite=", ".join(reader.texts("nocite")),
        license=_license(reader),
        copyright=reader.text("copyright") or reader.text("copyright.statement"),
        doi=_doi(reader),
        publication=_publication(reader),
        page=_page(reader),
        toc=reader.flag("toc"),
        number_sections=bool(reader.flag("number-sections")),
        lists=tuple(kind for key, kind in _LISTS.items() if reader.flag(key)),
        identifier=reader.text("identifier"),
        url=_url(reader),
        cover=reader.text("cover"),
        accessibility=read_statements(reader),
        ending=written_at_the_end(reader.text, files, people.authors),
        supplements=tuple(name for name, _ in files),
        macros=definitions(front.values),
        rules=_rules(reader),
        places=front.places,
    )
    return metadata, (*unknown(front), *reader.problems, *faults)


def _date(reader: Values) -> str:
    written = reader.text("date")
    if written.lower() in _CLOCK:
        hint = "write the date; the same sources must give the same bytes tomorrow"
        reader.complain("date", f"the date “{written}” changes with the clock", hint)
        return ""
    return written


def _language(reader: Values) -> str:
    written = reader.text("lang")
    if written and not _LANGUAGE.fullmatch(written):
        hint = "write a BCP 47 tag such as en-GB, fr or sr-Latn"
        reader.complain("lang", f"“{written}” is not a language tag", hint)
        return "en"
    return written.replace("_", "-") or "en"


def _keywords(reader: Values) -> tuple[str, ...]:
    key = "keywords" if reader.get("keywords") is not None else "tags"
    written = reader.texts(key)
    if len(written) == 1:
        written = re.split(r"\s*[,;]\s*", written[0])
    return tuple(word for word in written if word)


def _doi(reader: Values) -> str:
    written = reader.text("doi")
    if not written or (match := _DOI.fullmatch(written)):
        return match[1] if written and match else ""
    reader.complain("doi", f"“{written}” is not a DOI", "write it as 10.1234/abcd")
    return ""


def _url(reader: Values) -> str:
    written = reader.text("url")
    if not written or written.startswith(("https://", "http://")):
        return written
    reader.complain(
        "url", f"“{written}” is not an address on the web", "write it as https://example.org/article"
    )
    return ""


def _license(reader: Values) -> str:
    """Quarto writes `license: {text, type, url}`; we keep the words."""
    nested = [reader.text(f"license.{key}") for key in ("text", "type", "url")]
    return reader.text("license") or next(filter(None, nested), "")


def _publication(reader: Values) -> Publication:
    value = reader.get("publication")
    if isinstance(value, str):
        return Publication(title=value)
    names = ("title", "volume", "issue", "first-page", "publisher", "issn", "url")
    if isinstance(value, dict):
        for key in value.keys() - set(names):
            hint = near(key, names)
            reader.complain(f"publication.{key}", f"“{key}” says nothing about a publication", hint)
    return Publication(*(reader.text(f"publication.{name}") for name in names))


def _page(reader: Values) -> Page:
    value = reader.get("page")
    key = "page" if isinstance(value, str) else "page.size"
    size = " ".join(reader.texts(key)) or "a4"
    sides = reader.text("page.sides")
    if sides not in ("", "one", "two"):
        reader.complain("page.sides", f"“{sides}” is not a number of sides", "write one or two")
        sides = ""
    found = paper.measures(size)
    if found and paper.can_be_set(*found):
        return Page(size.lower(), sides)
    if found:
        hint = "between 90 × 120 mm and 450 × 600 mm there is room for text"
        reader.complain(key, f"no text can be set on a page of “{size}”", hint)
    else:
        hint = f"{near(size, paper.SIZES)}; or write two lengths: 170mm 240mm"
        reader.complain(key, f"“{size}” is no page size", hint)
    return Page("a4", sides)


def _rules(reader: Values) -> dict[str, Severity]:
    value = reader.get("rules")
    if not isinstance(value, dict):
        if value is not None:
            reader.complain("rules", "“rules” wants a mapping of rule ids to off, warning or error")
        return {}
    graded = {}
    for rule, severity in value.items():
        place = reader.front.place(f"rules.{rule}")
        if rule not in RULES:
            what = f"there is no rule “{rule}”"
            reader.problems.append(
                problem("unknown-rule", what, place, near(rule, RULES, "offprint rules lists them"))
            )
        elif severity in set(Severity):
            graded[rule] = Severity(str(severity))
        else:
            reader.complain(f"rules.{rule}", f"{quoted(severity)} is not off, warning or error")
    return graded
