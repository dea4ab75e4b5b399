"""Sizes of paper: names, and two lengths in any unit that a printer uses."""

from __future__ import annotations

import pytest

from offprint import paper


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("royal", (156, 234)),
        ("A5", (148, 210)),
        ("170mm 240mm", (170, 240)),
        ("170 × 240 mm", (170, 240)),
        ("17cm x 24cm", (170, 240)),
        ("6in, 9in", (152.4, 228.6)),
        ("a3", None),
        ("170 240", None),
        ("wide", None),
    ],
)
def test_a_size_is_a_name_or_two_lengths(written: str, expected: tuple[float, float] | None) -> None:
    """Lengths need a unit; one unit serves both."""
    assert paper.measures(written) == expected
