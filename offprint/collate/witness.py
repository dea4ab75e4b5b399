"""The witness: what the manuscript says once it is composed, before any edition is made of it.

It vouches for the title, the subtitle, the abstract, the text with its citations, formulas and
figures, the notes, the references, the end matter, the date, the keywords, the revision and the
metadata.
What the page templates lay out from the metadata (authors with their affiliations, the journal)
has no other form than theirs: it is compared among the editions only.
"""

from __future__ import annotations

from offprint.body import Element
from offprint.collate.reading import Facts, Reading
from offprint.collate.web import Walker
from offprint.document import Document
from offprint.editions.page import identifier, license_of, rights, written_date
from offprint.ending import ENDING

NAME = "manuscript"


def read_witness(document: Document) -> Reading:
    """Return the reading of the composed document."""
    walker = Walker()
    body, metadata = document.body, document.metadata
    for name, part in body.front.items():
        if name not in ENDING:
            _inside(walker, part, name)
    _inside(walker, body.main, "text")
    for name in (key for key in ENDING if key in body.front):
        _inside(walker, body.front[name], name)
    for note in body.notes:
        _inside(walker, note.content, f"note {note.number}")
    license_ = license_of(metadata)
    said = {
        "title": "" if "title" in body.front else document.title,
        "date": written_date(metadata),
        "keywords": ", ".join(metadata.keywords),
        "copyright": metadata.copyright,
        "license": license_.name if license_ else "",
        "revision": document.revision,
    }
    for name, words in said.items():
        walker.transcript.add(name, words)
    return walker.reading(NAME, {"front matter": _facts(document)})


def _inside(walker: Walker, part: Element, name: str) -> None:
    walker.transcript.add(name, part.text or "")
    for child in part:
        walker.walk(child, name)
        walker.transcript.add(name, child.tail or "")


def _facts(document: Document) -> Facts:
    metadata = document.metadata
    return Facts(
        title=document.title,
        authors=tuple(author.name for author in metadata.authors),
        date=metadata.issued.strftime("%Y-%m-%d") if metadata.issued else "",
        language=metadata.lang,
        identifier=identifier(document),
        rights=rights(metadata),
    )
