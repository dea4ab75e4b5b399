"""Where a work is to be found: its DOI, ISBN, ISSN and address."""

from __future__ import annotations

import re
from collections.abc import Iterator

from offprint.bibliography.entry import Entry
from offprint.identifiers import doi, is_doi, is_isbn, is_issn
from offprint.problems import Problem

_ISBN = re.compile(r"(?<![\w])\d[\d \-–‐‑]{8,15}[\dXx](?![\w])")
_ISSN = re.compile(r"(?<![\w-])\d{4}[-–‐‑]?\d{3}[\dXx](?![\w-])")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ESCAPES = re.compile(
    r"\{\\([_%&#$~])\}|\\([_%&#${}])|\{([_%&#~])\}"
    r"|\{?\\textasciitilde(?:\{\})?\s*\}?|\\~(?:\{\})?|\{?\$\\sim\$\}?"
)


def verbatim(written: str) -> str:
    r"""Return an address or identifier without the LaTeX around and inside it: `\url{a\_b}` → `a_b`."""
    bare = written.strip()
    if "://" in bare:  # of several addresses the first; a line break inside one means nothing
        bare = re.sub(r"\s+", "", re.split(r"(?<!\s)\s++(?=[a-z]++://)", bare)[0])
    for _ in range(2):
        match = re.fullmatch(r"\\(?:url|path|href|nolinkurl)\{(.*?)\}(?:\{.*\})?|<(.*)>|\{(.*)\}", bare)
        bare = next(filter(None, match.groups()), "") if match else bare
    return _ESCAPES.sub(lambda match: next(filter(None, match.groups()), "~"), bare)


def check(entry: Entry) -> Iterator[Problem]:
    """Yield identifiers that cannot be right, and addresses without a scheme."""
    for field in entry.having("doi"):
        bare = doi(verbatim(field.value))
        if not is_doi(bare):
            hint = "write 10.1234/abcd; an address belongs into “url”"
            yield entry.fault(
                "doi", field, f"“{entry.text('doi')}” is not a DOI, and its link would be dead", hint
            )
    for field in entry.having("url"):
        address = verbatim(field.value)
        if not _SCHEME.match(address) and not address.startswith("//"):
            yield entry.fault(
                "url-scheme", field, f"the address “{address}” has no scheme", "begin it with https://"
            )
    yield from _standard_numbers(entry)


def _standard_numbers(entry: Entry) -> Iterator[Problem]:
    for number in _ISBN.findall(entry.text("isbn")):
        if len(re.sub(r"[^\dXx]", "", number)) in (10, 13) and not is_isbn(number):
            yield _wrong(entry, "isbn", number)
    for number in _ISSN.findall(entry.text("issn")):
        if not is_issn(number):
            yield _wrong(entry, "issn", number)


def _wrong(entry: Entry, name: str, number: str) -> Problem:
    what = f"the {name.upper()} “{number}” has a wrong check digit"
    return entry.fault("standard-number", entry.fields[name], what, "compare it with the imprint")
