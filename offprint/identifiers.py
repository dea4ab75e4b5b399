"""Identifiers that prove themselves: DOI, ISBN, ISSN, ORCID.

A check digit tells a slip of the pen from the right number without asking anyone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote

_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+|10/[a-z0-9]{3,}|(?=[a-z]*\d)[a-z][a-z0-9]{3,7}")
_DOI_AROUND = re.compile(
    r"(?:https?:/{1,2})?(?:(?:dx\.|www\.)?doi\.org/|doi\.acm\.org/)|(?:doi|DOI)\s*+[:=]?\s*+(?=10\.|https?:)",
    re.IGNORECASE,
)


def doi(written: str) -> str:
    """Return a DOI without what authors write around it: a resolver's address, `doi:`, a full stop.

    What is left need not have the shape of a DOI (see `is_doi`).
    """
    bare = written.strip()
    for _ in range(3):  # https://doi.org/doi:10.1234/ab
        match = _DOI_AROUND.match(bare)
        if not match:
            break
        address = bare[:4].lower() == "http"
        bare = bare[match.end() :]
        bare = unquote(bare) if address and "%" in bare else bare
    return bare.strip().rstrip(".,;")


def is_doi(bare: str) -> bool:
    """Tell whether this has the shape of a DOI (prefix, slash, suffix: ISO 26324, §4.2) or a short DOI."""
    return bool(_DOI.fullmatch(bare))


def is_isbn(number: str) -> bool:
    """Tell whether the check digit of an ISBN is right (ISO 2108, annex A; mod 11 for ten digits)."""
    digits = _digits(number)
    if len(digits) == 13 and 10 not in digits:
        return sum(digit * (1, 3)[n % 2] for n, digit in enumerate(digits)) % 10 == 0
    return len(digits) == 10 and _weighed(digits) % 11 == 0


def is_issn(number: str) -> bool:
    """Tell whether the check digit of an ISSN is right (ISO 3297, §4)."""
    digits = _digits(number)
    return len(digits) == 8 and _weighed(digits) % 11 == 0


def orcid_check(number: str) -> str:
    """Return the last character that an ORCID must have (ISO/IEC 7064, MOD 11-2)."""
    total = 0
    for digit in _digits(number)[:15]:
        total = (total + digit) * 2
    rest = (12 - total % 11) % 11
    return "X" if rest == 10 else str(rest)


def _digits(number: str) -> list[int]:
    """Return the digits; X, which may only stand last, counts ten."""
    bare = re.sub(r"[^0-9X]", "", number.upper())
    return [10 if digit == "X" else int(digit) for digit in bare] if "X" not in bare[:-1] else []


def _weighed(digits: Iterable[int]) -> int:
    known = list(digits)
    return sum(digit * (len(known) - n) for n, digit in enumerate(known))
