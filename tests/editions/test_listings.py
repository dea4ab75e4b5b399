"""Listings in print: a line of code is a block."""

from __future__ import annotations

from lxml import html

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
