"""Identifiers and their check digits."""

from __future__ import annotations

import pytest

from offprint import identifiers


@pytest.mark.parametrize(
    "written",
    [
        "10.1234/ab",
        "https://doi.org/10.1234/ab",
        "http://dx.doi.org/10.1234/ab",
        "doi.org/10.1234/ab",
        "doi:10.1234/ab",
        "DOI: 10.1234/ab.",
        "https://doi.org/doi:10.1234/ab",
        "https://doi.org/10.1234%2Fab",
    ],
)
def test_a_doi_is_taken_out_of_what_stands_around_it(written: str) -> None:
    """A resolver's address, a label and a full stop are no part of it."""
    assert identifiers.doi(written) == "10.1234/ab"


@pytest.mark.parametrize(
    ("bare", "right"),
    [
        ("10.1000.10/123456", True),
        ("10.1016/0370-2693(86)90862-7", True),
        ("10/fg6rf9", True),
        ("fg6rf9", True),
        ("10.1234", False),
        ("11.1234/ab", False),
        ("none", False),
        ("S0960-9822(00)00007-5 [pii]", False),
        ("https://zenodo.org/record/1", False),
    ],
)
def test_the_shape_of_a_doi(bare: str, right: bool) -> None:
    """Prefix, slash, suffix; or a short DOI."""
    assert identifiers.is_doi(bare) is right


def test_check_digits() -> None:
    """One digit changed, and the number is no longer one."""
    assert identifiers.is_isbn("978-0-306-40615-7")
    assert not identifiers.is_isbn("978-0-306-40615-6")
    assert identifiers.is_isbn("0-8044-2957-X")
    assert not identifiers.is_isbn("0-8044-2957-9")
    assert not identifiers.is_isbn("97X0306406157")
    assert identifiers.is_issn("2434-561X")
    assert not identifiers.is_issn("2434-5611")
    assert identifiers.orcid_check("0000-0002-1825-0097") == "7"
    assert identifiers.orcid_check("0000-0002-1694-233X") == "X"
