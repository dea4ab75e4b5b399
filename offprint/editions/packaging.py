"""What the e-book's package says of the work: for shops, libraries and reference managers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from offprint.editions.edition import Order
from offprint.editions.page import identifier
from offprint.metadata import Metadata
from offprint.people import Author

#: MARC relators (Library of Congress) for the roles that authors write; any other is an author's.
_RELATORS: Mapping[str, str] = {
    "author": "aut",
    "editor": "edt",
    "translator": "trl",
    "illustrator": "ill",
    "photographer": "pht",
    "compiler": "com",
    "contributor": "ctb",
    "cartographer": "ctg",
    "interviewer": "ivr",
    "interviewee": "ive",
    "reviewer": "rev",
    "commentator": "cwt",
}
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Creator:
    """A person as the package names one: name, name for sorting, relators, ORCID."""

    name: str
    file_as: str
    relators: tuple[str, ...]
    orcid: str


def facts(order: Order) -> dict[str, object]:
    """Return what the package's template knows beside what every page knows."""
    document, metadata = order.document, order.document.metadata
    return {
        "creators": [_creator(author) for author in metadata.authors],
        "modified": order.stamp.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "issued": metadata.issued,
        "subtitle": document.body.text("subtitle"),
        "description": document.body.text("abstract"),
        "position": ".".join(_position(metadata)),
        "issn": metadata.publication.issn,
        "source": f"{order.project.name}.pdf, {identifier(document)}",
    }


def _creator(author: Author) -> Creator:
    relators = dict.fromkeys(_RELATORS.get(role.lower(), "aut") for role in author.roles)
    return Creator(author.name, author.file_as, tuple(relators) or ("aut",), author.orcid)


def _position(metadata: Metadata) -> Iterator[str]:
    """Yield volume and issue, as far as they are numbers (EPUB 3.3, group-position)."""
    for part in (metadata.publication.volume, metadata.publication.issue):
        if not _DIGITS.fullmatch(part):
            return
        yield part
