"""Headings start at the second level and leave none out."""

from __future__ import annotations

import pytest

from offprint import pandoc
from offprint.transforms import headings


@pytest.mark.parametrize(
    ("written", "levels"),
    [
        ([1, 2, 2, 1], [2, 3, 3, 2]),
        ([2, 3, 2], [2, 3, 2]),
        ([1, 3, 4, 2], [2, 3, 4, 3]),
        ([3, 1, 2], [2, 2, 3]),
        ([1, 2, 3, 4, 5, 6], [2, 3, 4, 5, 6, 6]),
        ([], []),
    ],
)
def test_headings_nest_without_a_gap(written: list[int], levels: list[int]) -> None:
    """The title's is the first level; a level that the author skips is skipped by nobody who listens."""
    text = "\n\n".join(f"{'#' * level} Heading\n\nText." for level in written) or "Text."
    tree, _ = pandoc.parse(text, {})

    blocks = headings.shift(tree["blocks"])

    assert [node["c"][0] for node in pandoc.walk(blocks) if node["t"] == "Header"] == levels
