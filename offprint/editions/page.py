"""Page templates: the only door to Jinja for our own pages, with autoescape.

The project's `styles/page/` overrides the shipped templates one by one. It may come from a stranger
with the manuscript: templates run in a sandbox, and what is wrong with the project's own is a problem.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import jinja2
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from offprint.body import Element, Heading, inner, inner_xml
from offprint.document import FRONT, Document
from offprint.metadata import Metadata
from offprint.people import Author
from offprint.phrases import phrases
from offprint.problems import Place, RejectedError, problem
from offprint.project import Project, shipped
from offprint.sandbox import FAULTS, PageSandbox, failing_line, said
from offprint.source import read_text

_NAMESPACE = uuid.UUID("6f0f9d0e-58b1-5c0b-9d7e-0f7c3d0c8a11")
"""Names the identifiers of works that have no DOI (RFC 9562, §5.5)."""
_LICENSES: Mapping[str, tuple[str, str]] = {
    "CC-BY-4.0": ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC-BY-SA-4.0": ("CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
    "CC-BY-NC-4.0": ("CC BY-NC 4.0", "https://creativecommons.org/licenses/by-nc/4.0/"),
    "CC-BY-NC-ND-4.0": ("CC BY-NC-ND 4.0", "https://creativecommons.org/licenses/by-nc-nd/4.0/"),
    "CC-BY-ND-4.0": ("CC BY-ND 4.0", "https://creativecommons.org/licenses/by-nd/4.0/"),
    "CC0-1.0": ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
}


@dataclass(frozen=True, slots=True)
class License:
    """The licence as it is printed, and where its text is."""

    name: str
    url: str = ""


class Pages:
    """Renders a project's page templates, as HTML or as XML."""

    def __init__(self, project: Project, *, xml: bool = False) -> None:
        self._xml = xml
        self._project = project
        loader = jinja2.FunctionLoader(lambda name: _template(project, name))
        self._environment = PageSandbox(loader, escape=True)

    def render(self, template: str, document: Document, **more: object) -> str:
        """Return a page: the template with what every page of the document knows, and `more`.

        Raises `RejectedError` (`page-template`) for a fault in a template of the project's own.
        """
        try:
            page = self._environment.fill(template, {**self._matter(document), **more})
        except jinja2.TemplateSyntaxError as error:
            raise self._fault(error, Place(Path(error.filename or template), error.lineno)) from error
        except jinja2.TemplateNotFound as error:
            place = failing_line(error.__traceback__, Path(template))
            raise self._fault(ValueError(f"there is no page template “{error.name}”"), place) from error
        except (jinja2.TemplateError, RecursionError, *FAULTS) as error:
            raise self._fault(error, failing_line(error.__traceback__, Path(template))) from error
        return page.strip() + "\n"

    def _fault(self, error: Exception, place: Place) -> Exception:
        """Return what is wrong with a template of the project's own; in a shipped one it is our bug."""
        if not (self._project.holds(place.path) and place.path.is_absolute()) or _is_shipped(place.path):
            return error
        hint = "compare it with the shipped one, whose names it may use"
        return RejectedError([problem("page-template", said(error), place, hint)])

    def packet(self, document: Document, facts: Mapping[str, str], *, for_printer: bool = False) -> str:
        """Return a PDF's XMP packet: that of an archival one, or of one for a printer."""
        if for_printer:
            return self.render("press.xmp.j2", document, archival=False, file_id=file_id(document), **facts)
        return self.render("print.xmp.j2", document, archival=True, **facts)

    def markup(self, element: Element) -> Markup:
        """Return an element's content as trusted markup: it comes from our own tree."""
        return Markup(inner_xml(element) if self._xml else inner(element))  # noqa: S704 - from the tree

    def data(self, value: object) -> Markup:
        """Return a value as JSON that may stand in a script element (HTML, “Restrictions for contents”)."""
        return htmlsafe_json_dumps(value, ensure_ascii=False)

    def front(self, parts: Mapping[str, Element]) -> dict[str, Markup]:
        """Return the front matter's printed parts as markup; empty where there is none."""
        return {name: self.markup(parts[name]) if name in parts else Markup("") for name in FRONT}

    def _matter(self, document: Document) -> dict[str, object]:
        metadata = document.metadata
        return {
            "document": document,
            "metadata": metadata,
            "terms": document.terms,
            "lang": metadata.lang,
            "dir": "rtl" if document.terms.rtl else "ltr",
            "front": self.front(document.body.front),
            "lists": lists(document),
            "date": written_date(metadata),
            "license": license_of(metadata),
            "identifier": identifier(document),
            "rights": rights(metadata),
            "short_authors": short_authors(metadata.authors, document.terms.conjunction),
            "short_title": metadata.short_title or document.title,
        }


def shipped_page(template: str, matter: Mapping[str, object]) -> str:
    """Return a page from a shipped template, whatever the project's own styles say.

    It is for what is told *about* a manuscript, which a stranger's manuscript may not rewrite.
    """
    loader = jinja2.FunctionLoader(lambda name: read_text(shipped(f"page/{name}")))
    return PageSandbox(loader, escape=True).fill(template, matter).strip() + "\n"


def _template(project: Project, name: str) -> tuple[str, str, Callable[[], bool]] | None:
    """Return a template's text and path; nothing outside of the project's and the shipped pages."""
    path = project.style(f"page/{name}").resolve()
    if not (project.holds(path) or _is_shipped(path)) or not path.is_file():
        return None
    return read_text(path), str(path), lambda: True


def _is_shipped(path: Path) -> bool:
    return path.is_relative_to(shipped("page").resolve())


def license_of(metadata: Metadata) -> License | None:
    """Return the licence: known SPDX names get their usual short form and address."""
    written = metadata.license
    if not written:
        return None
    key = written.upper().replace(" ", "-")
    if key in _LICENSES:
        return License(*_LICENSES[key])
    known = next((one for one in _LICENSES.values() if one[1] in written), None)
    if known:
        return License(*known)
    return License(written, written if written.startswith("https://") else "")


def rights(metadata: Metadata) -> str:
    """Return what the editions' metadata say of rights: the copyright and the licence's name."""
    license_ = license_of(metadata)
    return ". ".join(filter(None, [metadata.copyright, license_.name if license_ else ""]))


def identifier(document: Document) -> str:
    """Return the work's lasting identifier: its DOI, the author's own, else a UUID of its title page."""
    metadata = document.metadata
    if metadata.doi:
        return f"doi:{metadata.doi}"
    if metadata.identifier:
        return metadata.identifier
    names = "; ".join(author.file_as for author in metadata.authors)
    work = uuid.uuid5(_NAMESPACE, f"{document.title}\n{names}")
    return f"urn:uuid:{work}"


def file_id(document: Document) -> str:
    """Return the identifier of a work's printed file, the same for all its revisions (XMP, `DocumentID`)."""
    return f"uuid:{uuid.uuid5(_NAMESPACE, identifier(document))}"


def written_date(metadata: Metadata) -> str:
    """Return the date in the document's language if it is written in ISO 8601, else as written."""
    issued = metadata.issued
    if issued is None or metadata.date != issued.strftime("%Y-%m-%d"):
        return metadata.date
    from babel import Locale, UnknownLocaleError
    from babel.dates import format_date

    try:
        locale = Locale.parse(metadata.lang, sep="-")
    except (UnknownLocaleError, ValueError):
        return metadata.date
    return format_date(issued, "long", locale)


def short_authors(authors: Sequence[Author], conjunction: str) -> str:
    """Return the authors as a running head calls them."""
    names = [author.short for author in authors]
    if len(names) > 2:
        return f"{names[0]} et al."
    return f" {conjunction} ".join(names)


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading in a table of contents, with those below it."""

    heading: Heading
    below: tuple[Entry, ...] = ()


def lists(document: Document) -> tuple[tuple[str, str, tuple[Entry, ...]], ...]:
    """Return the lists that the author asks for: of what, with which heading, with which entries."""
    titles = dict(zip(("figure", "table"), phrases(document.metadata.lang).lists.split("|"), strict=True))
    captions = document.body.captions()
    found = []
    for kind in document.metadata.lists:
        anchors = dict.fromkeys(label.anchor for label in document.manuscript.labels if label.kind == kind)
        entries = [Entry(Heading(2, one, captions[one])) for one in anchors if one in captions]
        found += [(kind, titles[kind], tuple(entries))] if entries else []
    return tuple(found)


def outline(headings: Sequence[Heading]) -> tuple[Entry, ...]:
    """Return the headings as a tree; a level that is skipped leaves no gap."""
    entries: list[Entry] = []
    position = 0
    while position < len(headings):
        end = position + 1
        while end < len(headings) and headings[end].level > headings[position].level:
            end += 1
        entries.append(Entry(headings[position], outline(headings[position + 1 : end])))
        position = end
    return tuple(entries)
