"""Words that a line of print must not break."""

from __future__ import annotations

from lxml import html

from offprint.editions.whole_words import keep_whole


def test_a_word_with_signs_is_kept_whole() -> None:
    """In text and behind elements, not in code; a sum of two signs alone is no word."""
    part = html.fragment_fromstring("<p>In C++14, <em>g++</em> and C++: ++ <code>i++</code> Notepad++.</p>")

    keep_whole(part)

    assert html.tostring(part, encoding="unicode") == (
        '<p>In <span class="whole">C++14</span>, <em><span class="whole">g++</span></em> and '
        '<span class="whole">C++</span>: ++ <code>i++</code> <span class="whole">Notepad++</span>.</p>'
    )
