"""The printed page: the body, with notes at their calls and formulas as pictures, for WeasyPrint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace

from lxml import html as lxml_html

from offprint import calls
from offprint.bitmaps import for_print
from offprint.body import Element, Note, words_of
from offprint.editions import pagination
from offprint.editions.condition import condition
from offprint.editions.dots import set_dots
from offprint.editions.edition import Edition, Order
from offprint.editions.faces import face_rules, print_faces, typefaces
from offprint.editions.faults import overlong, told
from offprint.editions.geometry import geometry, page_rules
from offprint.editions.html import wants_contents
from offprint.editions.listings import set_lines
from offprint.editions.page import Pages, outline, short_authors
from offprint.editions.pointers import tell_pages
from offprint.editions.resolution import coarse
from offprint.editions.running import shortened
from offprint.editions.whole_words import keep_whole
from offprint.editions.wording import wording
from offprint.fonts import Face, own_faces
from offprint.formulas import Formula, FormulaError, Setting, typeset
from offprint.metadata import Metadata
from offprint.phrases import phrases
from offprint.pictures import Picture, in_rgb
from offprint.plates import place, plates
from offprint.press import Intent, Job
from offprint.press.mends import VERSION
from offprint.problems import Problem, problem

_COUNTED = {
    "a": "list-style-type:lower-alpha",
    "A": "list-style-type:upper-alpha",
    "i": "list-style-type:lower-roman",
    "I": "list-style-type:upper-roman",
}
_NARROWER = "ancestor::*[contains('li dd blockquote table figure', name()) or contains(@class, 'callout')]"
"""Elements in which a formula has less than the whole measure."""
_SHEETS = (
    "print/look.css",
    "print/page.css",
    "print/opening.css",
    "constructs.css",
    "print/text.css",
    "print/matter.css",
    "code.css",
    "tables.css",
    "print/grid.css",
    "print/draft.css",
)
_PRINTER = "print/press.css"
_OWN = "print/own.css"


class PrintedPage:
    """Makes the PDF, on a press that was started before there was anything to set."""

    def __init__(self, order: Order) -> None:
        assert order.press is not None, "a printed page needs a press"
        self._order = order
        self._press = order.press
        self._problems: list[Problem] = []

    def begin(self) -> None:
        """Hand the page to the engine, which sets it in a process of its own."""
        pictures, intent = self._order.document.pictures, self._intent()
        images = plates(pictures) if intent else _in_rgb(pictures)
        assembly = _Assembly(self._order, self._formulas(self._order), images, intent)
        self._press.start(assembly.job())

    def finish(self) -> Edition:
        """Return the PDF; raises `ToolError` if the engine fails or runs out of time or memory."""
        printed = self._press.result()
        faults = (*told(self._order, printed.records), *overlong(self._order, printed.overlong))
        faults += tuple(coarse(self._order.document, printed.placed))
        name = f"{self._order.printed_name}.pdf"
        pages = f"{printed.pages} page{'s' if printed.pages != 1 else ''}"
        return Edition(name, printed.data, pages, (*self._problems, *faults))

    def _intent(self) -> Intent | None:
        """Return the printing condition, if the PDF is for a printer."""
        if not self._order.for_printer:
            return None
        intent, faults = condition(self._order.project)
        self._problems += faults
        return intent

    def _formulas(self, order: Order) -> Mapping[Formula, Setting]:
        wanted = [formula for formula, _ in formulas_in(order.document.body.main)]
        for note in (*order.document.body.notes,):
            wanted += [formula for formula, _ in formulas_in(note.content, note=True)]
        for part in order.document.body.front.values():
            wanted += [formula for formula, _ in formulas_in(part)]
        try:
            form = geometry(order.document.metadata.page.size)
            return typeset(wanted, order.project.style("fonts/STIXTwoMath.ttf").parent, form.ems)
        except FormulaError as error:
            search = order.document.manuscript.search
            for formula, why in error.faults:
                what = f"the formula “{formula.tex[:60]}” cannot be set in print: {why}"
                self._problems.append(problem("math", what, next(search.literal(formula.tex), None)))
            return {}


def _in_rgb(pictures: Mapping[str, Picture]) -> Mapping[str, Picture]:
    return {name: replace(picture, data=in_rgb(picture)) for name, picture in pictures.items()}


def formulas_in(part: Element, *, note: bool = False) -> Iterator[tuple[Formula, Element]]:
    """Yield the formulas of a part of the body, or of a note, with their elements."""
    for element in part.iter("math"):
        tex = element.findtext(".//annotation") or ""
        display = element.get("display") == "block"
        whole = display and not note and not element.xpath(_NARROWER)
        yield Formula(tex.strip(), display, whole), element


@dataclass(frozen=True, slots=True)
class _Assembly:
    order: Order
    settings: Mapping[Formula, Setting]
    images: Mapping[str, Picture]
    intent: Intent | None

    def job(self) -> Job:
        """Return what the engine needs: the page as XML, and every file that it may see."""
        document, project = self.order.document, self.order.project
        pages = Pages(project, xml=True)
        images = {f"offprint:{name}": for_print(picture) for name, picture in self.images.items()}
        formulas = {
            f"offprint:formulas/{n}.svg": setting.svg for n, setting in enumerate(self.settings.values())
        }
        source = pages.render(
            "print.xhtml.j2",
            document,
            main=pages.markup(self._main()),
            front=pages.front({name: self._part(part, name) for name, part in document.body.front.items()}),
            toc=outline(document.body.headings(3)) if wants_contents(document) else (),
            style=self._style(),
            draft=document.draft,
            faces=typefaces(project, document, formulas=bool(self.settings)),
            compared=len(self.order.editions) > 1,
            cite=wording(document.terms).cite,
            citation=pages.markup(self._part(self.order.own_reference(), "citation")),
            **self._facts(),
        )
        metadata = pages.packet(document, self._facts(), for_printer=bool(self.intent))
        mark = {"offprint:mark.svg": project.style("print/mark.svg").read_bytes()}
        files = images | formulas | mark | self._fonts()
        epoch, alone = int(self.order.stamp.timestamp()), first_folio(document.metadata) == 1
        if self.intent:
            return Job(source, files, epoch, metadata, intent=self.intent, alone=alone)
        return Job(source, files, epoch, metadata, archival=True, sources=self.order.sources)

    def _facts(self) -> dict[str, str]:
        """Return what both the page's head and its XMP packet say."""
        return {
            "description": self.order.document.body.text("abstract"),
            "modified": self.order.stamp.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "producer": f"WeasyPrint {VERSION}",
        }

    def _main(self) -> Element:
        return self._part(self.order.document.body.main, "text")

    def _part(self, part: Element, name: str) -> Element:
        part = deepcopy(part)
        pagination.number(part, name)
        self._set_formulas(part)
        set_lines(part)
        _let_float(part)
        _label_bookmarks(part)
        self._put_notes(part)
        set_dots(part)
        keep_whole(part)
        tell_pages(part, phrases(self.order.document.metadata.lang))
        place(part, self.images)
        _count_lists(part)
        return part

    def _put_notes(self, part: Element) -> None:
        """Put each note behind its call: the style floats it to the foot of the page."""
        notes = {note.id: note for note in self.order.document.body.notes}
        for name, call in calls.called(part).items():
            if name in notes:
                call.addnext(self._note(notes[name], call))

    def _note(self, note: Note, call: Element) -> Element:
        content: Element = deepcopy(note.content)
        self._set_formulas(content, note=True)
        place(content, self.images)
        set_lines(content)
        _count_lists(content)
        content.tag = "span"
        content.set("class", "footnote")
        content.set("id", note.id)
        content.set("role", "doc-footnote")
        for block in content:
            block.tail = None  # a blank between blocks of an inline element makes a line of its own
        calls.lead_back(content, note.number, note.call_id, class_="note-number")
        content.tail, call.tail = call.tail, None
        return content

    def _set_formulas(self, part: Element, *, note: bool = False) -> None:
        """Put each formula's picture in its place, on the baseline of the text."""
        numbers = {formula: n for n, formula in enumerate(self.settings)}
        for formula, element in list(formulas_in(part, note=note)):
            setting = self.settings.get(formula)
            if setting is None:
                continue
            image = lxml_html.Element("img")
            image.set("src", f"offprint:formulas/{numbers[formula]}.svg")
            image.set("alt", element.get("alttext") or formula.tex)
            image.set("class", "math display" if formula.display else "math")
            style = f"width:{setting.width:.4f}em;height:{setting.height:.4f}em"
            if not formula.display:
                style += f";vertical-align:{-setting.depth:.4f}em"
            image.set("style", style)
            image.tail, element.tail = element.tail, None
            parent = element.getparent()
            assert parent is not None
            parent.replace(element, image)

    def _style(self) -> str:
        """Return the print styles: the page's geometry from the metadata, then the sheets."""
        project = self.order.project
        faces = [(face, _font_address(face)) for face, _ in self._faces()]
        names = (*_SHEETS, _PRINTER, _OWN) if self.intent else (*_SHEETS, _OWN)
        sheets = [project.style(name).read_text(encoding="utf-8") for name in names]
        return face_rules(faces, own_faces(project)) + self._geometry() + "".join(sheets)

    def _geometry(self) -> str:
        """Return the page's geometry and running heads, which depend on the metadata."""
        document = self.order.document
        metadata, form = document.metadata, geometry(document.metadata.page.size)
        title = metadata.short_title or document.title
        author = short_authors(metadata.authors, document.terms.conjunction) or title
        title, author = (shortened(words, form.room) for words in (title, author))
        page = replace(metadata.page, sides="two") if self.intent else metadata.page
        return page_rules(page, title, author, first_folio(metadata))

    def _faces(self) -> list[tuple[Face, bytes]]:
        return print_faces(self.order)

    def _fonts(self) -> dict[str, bytes]:
        return {_font_address(face): data for face, data in self._faces()}


def _let_float(part: Element) -> None:
    """Mark the figures and tables that have a number: the text refers to them by it, wherever they stand."""
    for label in part.xpath(".//*[@class='caption-label']"):
        thing = next(label.iterancestors("figure", "table"), None)
        around = thing.getparent() if thing is not None else None
        while around is not None and around.tag == "div" and len(around) == 1:
            thing, around = around, around.getparent()
        if thing is not None:
            thing.set("class", f"{thing.get('class', '')} afloat".strip())


def first_folio(metadata: Metadata) -> int:
    """Return the first page's number: `publication: first-page`, if it is one."""
    written = metadata.publication.first_page
    return int(written) if written.isdecimal() and len(written) < 10 else 1


def _label_bookmarks(part: Element) -> None:
    """Keep the numbers of notes out of the outline's names."""
    for heading in part.iter("h2", "h3", "h4", "h5", "h6"):
        if heading.xpath(".//a[@role='doc-noteref'] | .//*[@class='citation']/sup"):
            heading.set("data-bookmark", words_of(heading))


def _count_lists(part: Element) -> None:
    """Let lists count as they say, with `start` and `type`, at which the engine does not look."""
    for list_ in part.iter("ol"):
        style = _COUNTED.get(list_.get("type", ""), "")
        start = list_.get("start", "")
        if start.isdecimal() and len(start) < 10:
            style += f";counter-reset:list-item {int(start) - 1}"
        if style:
            list_.set("style", style.removeprefix(";"))


def _font_address(face: Face) -> str:
    return f"offprint:fonts/{face.path.stem}-{face.weight}.ttf"
