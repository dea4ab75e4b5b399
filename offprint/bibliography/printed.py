"""What the chosen citation style would print of an entry, and the entry lacks.

A CSL style asks for far more than most works have, so only what readers of a kind of work look for is
told: the publisher and place of a book, the volume of an article that has pages or the pages of one
that has a volume, the day on which a web page was seen. Whether the style prints it is read from the
style: its layout is followed down to the variables it would come to, through macros, conditions and
substitutes (CSL 1.0.2, “Rendering Elements”).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from offprint.bibliography.entry import Entry
from offprint.problems import Problem, problem

_CSL = "{http://purl.org/net/xbiblio/csl}"
_SHOWN = 5

#: CSL variables and the fields that pandoc fills them from.
_FIELDS = {
    "author": "author",
    "editor": "editor",
    "translator": "translator",
    "title": "title",
    "container-title": "journaltitle journal booktitle maintitle",
    "collection-title": "series",
    "publisher": "publisher institution school organization howpublished",
    "publisher-place": "location address",
    "page": "pages eid",
    "volume": "volume",
    "issue": "number issue",
    "number": "number",
    "edition": "edition",
    "issued": "date year",
    "accessed": "urldate",
    "DOI": "doi",
    "URL": "url eprint",
    "genre": "type",
    "version": "version",
}

_KINDS = {
    "article": "article-journal",
    "book": "book",
    "collection": "book",
    "mvbook": "book",
    "incollection": "chapter",
    "inbook": "chapter",
    "thesis": "thesis",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "report": "report",
    "techreport": "report",
    "online": "webpage",
    "electronic": "webpage",
    "www": "webpage",
}

_LOOKED_FOR = {
    "article-journal": ("volume", "page"),
    "book": ("publisher", "publisher-place"),
    "chapter": ("publisher", "publisher-place", "page"),
    "thesis": ("publisher", "publisher-place"),
    "report": ("publisher", "publisher-place"),
    "webpage": ("accessed",),
}

#: A school or institution is what every such work has; `completeness` tells that it is missing.
_TOLD_ELSEWHERE = {"thesis": frozenset({"publisher"}), "report": frozenset({"publisher"})}

_WORDS = {
    "volume": "the volume",
    "page": "the pages",
    "publisher": "the publisher",
    "publisher-place": "the place of publication",
    "accessed": "the day on which the page was seen",
}


def check(entries: Sequence[Entry], style: Path) -> Iterator[Problem]:
    """Yield, once for each field, what the style would print and cited entries lack."""
    sheet = Sheet.of_file(style)
    lacking: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for name in _gaps(entry, sheet):
            lacking[name].append(entry)
    for name, found in lacking.items():
        yield _told(name, found, style.stem)


def _gaps(entry: Entry, sheet: Sheet) -> Iterator[str]:
    """Yield the variables that the style would print if the entry had them, one assumed after another."""
    kind = _KINDS.get(entry.kind, "")
    held = frozenset(name for name, fields in _FIELDS.items() if entry.text(*fields.split()))
    if kind == "article-journal" and (held & {"DOI", "URL"} or not held & {"volume", "issue", "page"}):
        return
    if kind == "article-journal" and "issue" in held:
        held |= {"volume"}
    for name in _LOOKED_FOR.get(kind, ()):
        told = name in held | _TOLD_ELSEWHERE.get(kind, frozenset())
        if not told and name in sheet.asks(kind, held | {name}):
            yield name
        held |= {name}


def _told(name: str, found: Sequence[Entry], style: str) -> Problem:
    keys = ", ".join(f"“{entry.key}”" for entry in found[:_SHOWN]) + (" …" if len(found) > _SHOWN else "")
    count = "a cited entry has" if len(found) == 1 else f"{len(found)} cited entries have"
    what = f"“{style}” prints {_WORDS[name]}, and {count} none: {keys}"
    field = _FIELDS[name].split()[0]
    return problem("style-field", what, found[0].place, f"add {field}")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A CSL style: the layout of its references, and its macros by name."""

    layout: etree._Element
    macros: Mapping[str, etree._Element]

    @classmethod
    def of_file(cls, path: Path) -> Sheet:
        """Read a style; `citation_style.choose` has seen that it is one."""
        root = etree.parse(str(path), etree.XMLParser(resolve_entities=False, no_network=True)).getroot()
        spots = (root.find(f"{_CSL}{name}/{_CSL}layout") for name in ("bibliography", "citation"))
        layout = next((spot for spot in spots if spot is not None), root)
        return cls(layout, {one.get("name", ""): one for one in root.iterfind(f"{_CSL}macro")})

    def asks(self, kind: str, held: frozenset[str]) -> set[str]:
        """Return the variables that the layout would come to for a work of this kind that has `held`."""
        return set(self._walk(self.layout, kind, held, ()))

    def _walk(
        self, node: etree._Element, kind: str, held: frozenset[str], inside: tuple[str, ...]
    ) -> Iterator[str]:
        macro = node.get("macro", "") if node.tag == f"{_CSL}text" else ""
        if macro in self.macros and macro not in inside:
            yield from self._walk(self.macros[macro], kind, held, (*inside, macro))
        names = node.get("variable", "").split() if node.tag != f"{_CSL}label" else []
        yield from names
        if node.tag == f"{_CSL}choose":
            branch = next((one for one in node.iterchildren(f"{_CSL}*") if _holds(one, kind, held)), None)
            children = list(branch) if branch is not None else []
        elif node.tag == f"{_CSL}substitute":
            children = [] if held.intersection(_variables_above(node)) else list(node)
        else:
            children = list(node)
        for child in children:
            if isinstance(child.tag, str):
                yield from self._walk(child, kind, held, inside)


def _variables_above(substitute: etree._Element) -> list[str]:
    names = substitute.getparent()
    return names.get("variable", "").split() if names is not None else []


def _holds(branch: etree._Element, kind: str, held: frozenset[str]) -> bool:
    """Tell whether a branch of a choice is taken; what only citeproc can know counts as no."""
    if branch.tag == f"{_CSL}else":
        return True
    tests = [kind == one for one in branch.get("type", "").split()]
    for attribute in ("variable", "is-numeric"):
        tests += [one in held for one in branch.get(attribute, "").split()]
    for attribute in ("position", "locator", "disambiguate", "is-uncertain-date"):
        tests += [False for _ in branch.get(attribute, "").split()]
    match = branch.get("match", "all")
    return all(tests) if match == "all" else (any(tests) if match == "any" else not any(tests))
