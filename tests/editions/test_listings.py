"""Listings in print: a line of code is a block."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import html

from offprint.body import Element
from offprint.editions.listings import set_lines


def lines(source: str) -> list[str]:
    """Return the lines that a listing is taken apart into."""
    part = html.fragment_fromstring(source, create_parent="div")
    set_lines(part)
    return [line.text_content() for line in part.iter("span") if line.get("class") == "code-line"]


def test_each_line_is_a_block() -> None:
    """Empty ones too; the line feed at the end is none."""
    assert lines("<pre><code>one\n  two\n\nthree\n</code></pre>") == ["one", "  two", "", "three"]


def test_coloured_lines_are_those_that_pandoc_made() -> None:
    """The line feeds between them go: the blocks part the lines now."""
    coloured = '<span id="cb1-1"><b>def</b> f</span>\n<span id="cb1-2"></span>'

    assert lines(f'<pre><code class="sourceCode">{coloured}</code></pre>') == ["def f", ""]


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("{.python .numberLines}\na\n\nb", ["1", "2", "3"]),
        ('{.python .numberLines startFrom="9"}\na\nb', ["9", "10"]),
        ('{.numberLines startFrom="9"}\na\nb', ["9", "10"]),
        ("{.python}\na", []),
    ],
)
def test_lines_have_numbers_that_are_no_text(
    composed: Callable[..., Element], written: str, numbers: list[str]
) -> None:
    """Each line carries its number beside its words; print has them too."""
    listing = next(composed(f"```{written}\n```").iter("pre"))
    words = listing.text_content()

    assert [line.get("data-line") for line in listing.iterfind(".//*[@data-line]")] == numbers
    part = listing.getparent()
    assert part is not None
    set_lines(part)
    printed = list(listing.find_class("code-line"))
    assert [line.get("data-line") for line in printed if line.get("data-line")] == numbers
    assert listing.text_content() == (words or "").replace("\n", "")
