"""Authors and their affiliations, in the spellings of pandoc, Quarto and JOSS.

All of these give the same value:

    author: Ada Lovelace                              pandoc
    author: [{name: {given: Ada, family: Lovelace}}]  Quarto
    authors: [{name: Ada Lovelace}]                   JOSS
    authors: [{given-names: Ada, surname: Lovelace}]  JOSS, in parts
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from offprint.frontmatter import FrontMatter, Value
from offprint.identifiers import orcid_check
from offprint.problems import Problem, problem

_NOTE = re.compile(r"\s*\^\[((?:[^\[\]]|\[[^\]]*\])*)\]")
_PARTICLES = frozenset("af av da de del della der di do dos du la le van von zu ter ten".split())
_ORCID = re.compile(r"(?:https?://orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])/?", re.IGNORECASE)
_YES = frozenset({"true", "yes", "on"})


@dataclass(frozen=True, slots=True)
class Author:
    """A person (given and family name) or an organisation (literal)."""

    given: str = ""
    family: str = ""
    literal: str = ""
    orcid: str = ""
    email: str = ""
    affiliations: tuple[int, ...] = ()
    """Positions in `Metadata.affiliations`, from 1."""
    corresponding: bool = False
    bio: str = ""
    roles: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name as it stands under a title."""
        return self.literal or f"{self.given} {self.family}".strip()

    @property
    def file_as(self) -> str:
        """The name as a catalogue sorts it."""
        return self.literal or ", ".join(part for part in (self.family, self.given) if part)

    @property
    def short(self) -> str:
        """The name as a running head calls the author."""
        return self.literal or self.family or self.given


@dataclass(frozen=True, slots=True)
class Affiliation:
    """An institution, in the words that are printed."""

    name: str


@dataclass(frozen=True, slots=True)
class People:
    """The authors in their order, and their affiliations in the order of first mention."""

    authors: tuple[Author, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()


def read_people(front: FrontMatter) -> tuple[People, tuple[Problem, ...]]:
    """Return the people of the front matter and what is wrong with them."""
    key = "author" if front.values.get("author") is not None else "authors"
    register = _Register(front)
    authors = [register.author(value, path) for value, path in _entries(front.values.get(key), key)]
    found = People(tuple(filter(None, authors)), tuple(map(Affiliation, register.names)))
    return found, tuple(register.problems)


def _entries(value: Value, path: str) -> Iterator[tuple[Value, str]]:
    if isinstance(value, list):
        yield from ((one, f"{path}.{n}") for n, one in enumerate(value))
    elif value is not None:
        yield value, path


@dataclass
class _Register:
    """The affiliations met so far, numbered as they come."""

    front: FrontMatter
    names: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def author(self, value: Value, path: str) -> Author | None:
        """Return one author, or None where nothing names one (a problem)."""
        if isinstance(value, str):
            return _named(value) if value.strip() else None
        name = _name(value) if isinstance(value, dict) else None
        if not isinstance(value, dict) or name is None:
            self._complain(path, "an author without a name", "write name: Given Family")
            return None
        return Author(
            name.given,
            name.family,
            name.literal,
            orcid=self._orcid(value, path),
            email=_text(value, "email"),
            affiliations=tuple(self._affiliations(value, path)),
            corresponding=_corresponding(value),
            bio=_text(value, "bio"),
            roles=tuple(_texts(value.get("roles") or value.get("role"))),
            notes=(*name.notes, *_texts(value.get("note"))),
        )

    def _orcid(self, value: Mapping[str, Value], path: str) -> str:
        written = _text(value, "orcid")
        if not written:
            return ""
        match = _ORCID.fullmatch(written)
        if match and orcid_check(match[1]) == match[1][-1].upper():
            return match[1].upper()
        hint = "compare it with orcid.org: its check digit is wrong" if match else "write 0000-0000-0000-0000"
        self._complain(f"{path}.orcid", f"“{written}” is not an ORCID", hint)
        return ""

    def _affiliations(self, value: Mapping[str, Value], path: str) -> Iterator[int]:
        keys = ("affiliation", "affiliations", "institute")
        key = next((one for one in keys if value.get(one) is not None), "affiliation")
        for written, spot in _entries(value.get(key), f"{path}.{key}"):
            for name in self._resolve(written, spot):
                if name not in self.names:
                    self.names.append(name)
                yield self.names.index(name) + 1

    def _resolve(self, written: Value, path: str) -> Iterator[str]:
        """Yield the institutions' names: of JOSS's numbers, Quarto's `ref`, or as written."""
        known = _declared(self.front)
        if isinstance(written, dict):
            reference = _text(written, "ref")
            name = known.get(reference, "") if reference else _institution(written)
            if name:
                yield name
            else:
                self._complain(
                    path,
                    f"no affiliation has the id “{reference}”"
                    if reference
                    else "an affiliation without a name",
                )
            return
        words = written if isinstance(written, str) else ""
        numbers = re.split(r"\s*(?:,|;|&|\band\b)\s*", words.strip())
        if known and all(number in known for number in numbers):
            yield from (known[number] for number in numbers)
        elif known and all(number.isdigit() for number in numbers):
            missing = next(number for number in numbers if number not in known)
            self._complain(path, f"no affiliation has the index “{missing}”")
        elif words.strip():
            yield words.strip()

    def _complain(self, path: str, what: str, hint: str = "") -> None:
        self.problems.append(problem("front-matter-value", what, self.front.place(path), hint))


def _declared(front: FrontMatter) -> dict[str, str]:
    """Return the affiliations declared apart from the authors, by index (JOSS) or id (Quarto)."""
    keys = ("affiliations", "institute", "affiliation")
    values = next((front.values[key] for key in keys if front.values.get(key)), None)
    declared = {}
    for position, (value, _) in enumerate(_entries(values, ""), 1):
        if isinstance(value, dict):
            index = _text(value, "index") or _text(value, "id") or str(position)
            if not _institution(value) and len(value) == 1:  # - ucl: University College London
                index, name = next(((k, v) for k, v in value.items() if isinstance(v, str)), ("", ""))
                declared[index] = name
            declared.setdefault(index, _institution(value))
        elif isinstance(value, str):
            declared[str(position)] = value
    return declared


def _institution(value: Mapping[str, Value]) -> str:
    keys = ("department", "group", "name", "institution", "address", "city", "region", "country")
    return ", ".join(filter(None, (_text(value, key) for key in keys)))


def _name(value: Mapping[str, Value]) -> Author | None:
    """Return a name from a mapping, in whichever of the spellings it is written."""
    written = value.get("name") or value.get("literal")
    parts = written if isinstance(written, dict) else value
    given = _text(parts, "given", "given-names", "given_name", "firstname", "first")
    family = _text(parts, "family", "surname", "family_name", "lastname", "last")
    particle = _text(parts, "dropping-particle", "non-dropping-particle")
    if family or given:
        return Author(given, f"{particle} {family}".strip())
    literal = _text(parts, "literal")
    if literal:
        return Author(literal=literal)
    return _named(written) if isinstance(written, str) and written.strip() else None


def _named(written: str) -> Author:
    """Return the author that a name in one piece means; `^[…]` after it is a note on the author."""
    notes = tuple(_NOTE.findall(written))
    bare = " ".join(_NOTE.sub("", written).replace("\\", "").split())
    if bare.startswith("{") and bare.endswith("}"):
        return Author(literal=bare.strip("{}"), notes=notes)
    if bare.count(",") == 1:
        family, given = (part.strip() for part in bare.split(","))
        return Author(given, family, notes=notes)
    words = bare.split(" ")
    start = next((n for n, word in enumerate(words[1:-1], 1) if word.lower() in _PARTICLES), -1)
    start = len(words) - 1 if start < 0 else start
    if len(words) == 1 or "," in bare:
        return Author(literal=bare, notes=notes)
    return Author(" ".join(words[:start]), " ".join(words[start:]), notes=notes)


def _corresponding(value: Mapping[str, Value]) -> bool:
    attributes = value.get("attributes")
    nested = attributes.get("corresponding") if isinstance(attributes, dict) else None
    return str(value.get("corresponding") or nested or "").lower() in _YES


def _text(value: Mapping[str, Value], *keys: str) -> str:
    found = (value.get(key) for key in keys)
    return next((one.strip() for one in found if isinstance(one, str) and one.strip()), "")


def _texts(value: Value) -> Iterable[str]:
    items = value if isinstance(value, list) else [value]
    for item in items:
        word = next(iter(item), None) if isinstance(item, dict) else item
        if isinstance(word, str) and word:
            yield word
