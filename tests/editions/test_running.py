"""Running heads: as much of a title as a page's head has room for."""

from __future__ import annotations

import pytest

from offprint.editions.running import shortened


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("A short title", "A short title"),
        ("The Dialogue of Powers: What Two Summits Decided and Why", "The Dialogue of Powers"),
        ("Tides – An inquiry into the harbours of the north", "Tides – An inquiry…"),
        ("An inquiry into the harbours of the north", "An inquiry into the…"),
        ("Donaudampfschifffahrtsgesellschaft", "Donaudampfschifffahrts…"),
    ],
)
def test_a_long_title_is_shortened(title: str, expected: str) -> None:
    """It ends where the subtitle begins, else after a whole word; 12 em hold 23 letters."""
    assert shortened(title, 12) == expected
