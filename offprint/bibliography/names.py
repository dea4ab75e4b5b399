"""Names that would be taken apart wrongly.

Pandoc splits a list at “and”, then each name at its commas (biblatex manual §2.3.3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from offprint.bibliography.entry import NAMES, Entry, Field, outside_braces
from offprint.bibliography.latex import ET_AL, letters
from offprint.problems import Problem

_AND = re.compile(r"(?<!\s)\s++and\s++", re.IGNORECASE)
_ET_AL = re.compile(r"\bet[\s~]{1,9}al\b|\bи\s+др\.", re.IGNORECASE)
_INITIALS = re.compile(r"(?:\w\.[\s~-]*)+")
_INITIALLED = re.compile(r"(?:[^\W\d_a-z]\.[\s~-]*+)++\w{2,}+[\w\s-]*+")
_SUFFIX = re.compile(r"(?:Jr|Sr|Jun|Sen)\.?|I{2,3}|IV")
_PARTS = re.compile(r"(?:family|given|prefix|suffix|given-i|family-i|id)\s*=", re.IGNORECASE)
_CORPORATE = re.compile(
    r"(?:University|Universit[éàäy]|Institute?|Organi[sz]ation|Association|Foundation|Committee|Commission|"
    r"Council|Consortium|Collaboration|Ministry|Ministerium|Department|Agency|Bureau|Team|Group|Society|"
    r"Corporation|Company|Laborator(?:y|ies)|Government|Nations|Federation|Developers|Contributors|"
    r"Community|Initiative|Secretariat|Inc\.?|Ltd\.?|LLC|GmbH)"
)
_JOIN = "write “and” between names, and braces around an organisation"


def check(entry: Entry) -> Iterator[Problem]:
    """Yield the names that would be printed as someone else's."""
    for field in entry.having(*sorted(NAMES)):
        yield from _list(entry, field)


def split(value: str) -> list[str]:
    """Return the names of a field; “and” inside braces separates nothing."""
    masked, names, start = outside_braces(value), [], 0
    for match in _AND.finditer(masked):
        names.append(value[start : match.start()].strip())
        start = match.end()
    return [*names, value[start:].strip()]


def _list(entry: Entry, field: Field) -> Iterator[Problem]:
    written = " ".join(field.value.split())
    plain = ET_AL.sub(" and others", written)
    if plain != written:
        yield entry.fault("et-al", field, f"{field.name}: “et al.” is read as “and others”", "write that")
    names = split(plain)
    if _ET_AL.search(outside_braces(plain)):
        yield _fault(entry, field, "“et al.” would be printed as a name", "write “and others”")
        return
    for n, name in enumerate(names):
        bare = outside_braces(name)
        if name == "others" and not 0 < n == len(names) - 1:
            what = "“others” stands in for nobody, or before the end of the list"
            yield _fault(entry, field, what, "put “and others” behind the last name")
        elif not name or re.fullmatch(r"and\b.*|.*\band", bare, re.IGNORECASE | re.DOTALL):
            yield _fault(entry, field, "an “and” without a name beside it", "delete it, or add the name")
        elif not _PARTS.match(bare):
            yield from _name(entry, field, name, bare)


def _name(entry: Entry, field: Field, name: str, bare: str) -> Iterator[Problem]:
    shown = " ".join(name.split())
    shown = shown if len(shown) < 60 else f"{shown[:57]}…"
    parts = [part.strip() for part in bare.rstrip(", \n\t").split(",")]
    if len(parts) > 3:
        yield _fault(entry, field, f"“{shown}” has more than two commas: a part would be lost", _JOIN)
    elif ";" in re.sub(r"&\w+;", "", bare):
        yield _fault(entry, field, f"a semicolon does not part the names in “{shown}”", _JOIN)
    elif re.search(r"\s\\?&\s", bare):
        yield _fault(entry, field, f"an “&” does not part the names in “{shown}”", _JOIN)
    elif len(parts) == 3 and (_INITIALS.fullmatch(parts[1]) or " " in parts[1].replace("~", " ")):
        middle = name.split(",")[1].strip()
        yield _fault(entry, field, f"“{middle}” in “{shown}” would be printed as a suffix, like “Jr.”", _JOIN)
    elif len(parts) == 3 and _SUFFIX.fullmatch(parts[2]):
        yield _fault(entry, field, f"“{parts[2]}” stands last in “{shown}”", "write Family, Jr., Given")
    elif len(parts) == 2 and all(_INITIALLED.fullmatch(part) for part in parts):
        yield _fault(entry, field, f"a comma does not part the names in “{shown}”", _JOIN)
    elif _is_corporate(parts):
        shown = " ".join(reversed(shown.split(", ")))
        what = f"“{shown}” seems to be an organisation, and would be printed as a person"
        yield entry.fault("corporate-name", field, what, f"write {{{{{shown}}}}}")


def _is_corporate(parts: list[str]) -> bool:
    words = letters(parts[0]).split()
    if len(parts) == 1:
        return len(words) > 1 and any(_CORPORATE.fullmatch(word.strip("()")) for word in words)
    return len(parts) == 2 and len(words) == 1 and bool(_CORPORATE.fullmatch(words[0]))


def _fault(entry: Entry, field: Field, what: str, hint: str) -> Problem:
    return entry.fault("name-list", field, f"{field.name}: {what}", hint)
