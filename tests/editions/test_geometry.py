"""The page's geometry: a readable measure, margins in proportion, a whole number of lines."""

from __future__ import annotations

import pytest

from offprint import paper
from offprint.editions.geometry import geometry, page_rules
from offprint.metadata import Page

_LETTER = 0.402
"""The mean width in em of a letter or blank of English text in EB Garamond."""


@pytest.mark.parametrize("size", [*paper.SIZES, "170mm 240mm", "120mm 180mm", "230mm 300mm"])
def test_a_line_holds_sixty_to_seventy_two_characters(size: str) -> None:
    """On pages of every size; narrower ones only where the paper is."""
    form = geometry(size)

    characters = form.measure / 25.4 * 72 / form.type / _LETTER

    assert (60 if form.width > 125 else 50) <= characters <= 72.5
    assert 10.5 <= form.type <= 11.5
    assert 1.3 <= form.leading / form.type <= 1.38


@pytest.mark.parametrize("size", [*paper.SIZES, "170mm 240mm", "120mm 180mm"])
def test_there_is_more_room_below_and_outside(size: str) -> None:
    """The text block stands high, and near the spine on two-sided pages."""
    form = geometry(size)

    top, outer, bottom, inner = form.margins(two_sided=True)

    assert bottom > top > 10
    assert outer > inner > 10
    assert form.margins(two_sided=False)[1] == form.margins(two_sided=False)[3]


def test_folios_begin_with_the_first_page() -> None:
    """An article that begins on page 213 of its journal has that folio; a verso begins on the left."""
    assert "counter-reset: page 213" in page_rules(Page("royal"), "Title", "Author", 213)
    assert "break-before: left" not in page_rules(Page("royal"), "Title", "Author", 213)
    assert "break-before: left" in page_rules(Page("royal"), "Title", "Author", 214)
    assert "counter-reset" not in page_rules(Page("royal"), "Title", "Author")
