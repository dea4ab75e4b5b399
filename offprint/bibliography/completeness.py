"""What an entry of its type must have, inherited fields counted (BibTeX; biblatex manual §2.1.1).

Where the two traditions ask for different things, an entry that satisfies either is complete.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from offprint.bibliography.dates import readable_date
from offprint.bibliography.entry import Entry
from offprint.bibliography.latex import letters
from offprint.problems import Problem

#: A need and the fields that meet it, any one of them.
_MEETS = {
    "author": "author",
    "author or editor": "author editor editora translator organization institution",
    "editor": "editor author editora organization",
    "title": "title maintitle shorttitle issuetitle",
    "booktitle": "booktitle maintitle",
    "booktitle or chapter": "booktitle maintitle chapter pages",
    "journal": "journal journaltitle eprint shortjournal",
    "year": "year date eventdate origdate pubstate",
    "publisher": "publisher organization institution howpublished",
    "school": "school institution publisher",
    "institution": "institution school publisher organization",
    "address": "url doi eprint howpublished note",
    "number": "number",
}

_NEEDS = {
    "article": "author or editor, title, journal, year",
    "book": "author or editor, title, year",
    "inbook": "author or editor, title, booktitle or chapter, year",
    "collection": "editor, title, year",
    "incollection": "author, title, booktitle, year",
    "inproceedings": "author, title, booktitle, year",
    "proceedings": "title, year",
    "manual": "title",
    "booklet": "title",
    "misc": "title",
    "online": "title, address",
    "patent": "author, title, number, year",
    "periodical": "title, year",
    "report": "author or editor, title, institution, year",
    "thesis": "author, title, school, year",
    "unpublished": "author, title",
    "dataset": "title",
    "software": "title",
}

_ALIASES = {
    "conference": "inproceedings",
    "electronic": "online",
    "www": "online",
    "techreport": "report",
    "mastersthesis": "thesis",
    "phdthesis": "thesis",
    "mvbook": "book",
    "mvcollection": "collection",
    "reference": "collection",
    "mvreference": "collection",
    "mvproceedings": "proceedings",
    "bookinbook": "inbook",
    "suppbook": "inbook",
    "suppcollection": "incollection",
    "inreference": "incollection",
    "suppperiodical": "article",
}

#: Types that pandoc knows and that need nothing in particular.
_OTHERS = frozenset(
    """artwork audio commentary data image jurisdiction legislation legal letter movie music performance
    review standard video xdata set""".split()
)
_MEANT = {
    "book_section": "incollection", "web_page": "online", "webpage": "online", "newspaper": "article",
    "newspaper_article": "article", "magazine": "article", "magazine_article": "article",
    "journal_article": "article", "conference_paper": "inproceedings", "presentation": "misc",
}  # fmt: skip

_BRACED = re.compile(r"\{.*\}")
_WORK = ("title", "maintitle", "booktitle", "author", "editor", "organization", "journal", "journaltitle")


def check(entry: Entry) -> Iterator[Problem]:
    """Yield what the entry lacks: one line for all of it."""
    if not entry.text(*_WORK, "note", "howpublished", "url", "doi", "institution", "translator"):
        what = f"this @{entry.kind} names neither a work nor its author: nothing would be printed of it"
        yield entry.fault("nameless-work", None, what, "cite the work itself, or give title and author")
        return
    lacking = [need for need in _needs(entry.kind) if not _met(entry, need)]
    if lacking:
        listed = " and no ".join(lacking)
        hint = f"add {_fields(lacking)}"
        if "journal" in lacking and entry.text("booktitle"):
            hint = "its booktitle is not printed: did you mean @inproceedings or @incollection?"
        yield entry.fault("missing-field", None, f"this @{entry.kind} has no {listed}", hint)


def check_container(entry: Entry) -> Iterator[Problem]:
    """Yield a book's booktitle: a work inside another is of another type, and a book's is not printed."""
    for field in entry.having("booktitle"):
        if entry.kind == "book" and letters(field.value).lower() != letters(entry.text("title")).lower():
            what = "the booktitle of a @book is not printed"
            yield entry.fault("misplaced-title", field, what, "did you mean @incollection or @inbook?")


def check_types(entries: Sequence[Entry]) -> Iterator[Problem]:
    """Yield, once each, the types that nobody knows: pandoc would print them as works of no kind."""
    known = {*_NEEDS, *_ALIASES, *_OTHERS}
    strange = [entry for entry in entries if entry.kind not in known]
    for kind in dict.fromkeys(entry.kind for entry in strange):
        found = [entry for entry in strange if entry.kind == kind]
        close = get_close_matches(kind.replace("_", ""), sorted(known - {"set", "xdata"}), n=1, cutoff=0.7)
        hint = _MEANT.get(kind) or (close[0] if close else "misc")
        count = f"; {len(found)} cited entries have it" if len(found) > 1 else ""
        yield found[0].fault("entry-type", None, f"there is no type @{kind}{count}", f"did you mean @{hint}?")


def _needs(kind: str) -> list[str]:
    return _NEEDS.get(_ALIASES.get(kind, kind), "").split(", ") if _ALIASES.get(kind, kind) in _NEEDS else []


def _met(entry: Entry, need: str) -> bool:
    if need == "year" and entry.text("date") and not readable_date(entry.text("date")):
        return True  # told by its own rule
    if need == "institution" and _BRACED.fullmatch(entry.text("author")):
        return True  # an organisation reports for itself
    return bool(entry.text(*_MEETS[need].split()))


def _fields(lacking: list[str]) -> str:
    return ", ".join(_MEETS[need].split()[0] for need in lacking)
