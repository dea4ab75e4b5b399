"""The list of references, and the heading above it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from offprint.body import Element


@pytest.mark.parametrize(("last", "kept"), [("Two", ["One", "Two"]), ("References", ["One"])])
def test_a_last_heading_is_never_lost(composed: Callable[..., Element], last: str, kept: list[str]) -> None:
    """References go below a heading that ends the text; without any, only their own heading goes."""
    main = composed(f"# One\n\nText.\n\n# {last}")

    assert [heading.text_content() for heading in main.iter("h2")] == kept
