"""What is said is what was written, to the letter: each test fails without its mend."""

from __future__ import annotations

from setting import outline, set_page

NARROW = "@page { size: 60mm 60mm; margin: 8mm } p { hyphens: auto; font-size: 12pt }"
LONG = "Considerable consideration of internationalization and misrepresentation."


def test_a_broken_word_has_a_soft_hyphen() -> None:
    """The hyphen at a line's end is the engine's; read aloud or searched for, the word is whole."""
    told = outline(set_page(NARROW, f"<p>{LONG}</p>"))

    assert "\u00ad" in told[1]
    assert told[1].replace("\u00ad", "") == f"  P: {LONG}"


def test_an_authors_hyphen_stays() -> None:
    """Be it U+2010 or U+002D, at a line's end or not."""
    words = "Jean\u2010Luc and well-known " * 4

    told = outline(set_page(NARROW, f"<p>{words}</p>"))

    assert told == ["Part", f"  P: {words}"]


def test_a_hyphen_of_the_styles_own_is_soft_too() -> None:
    """A style may break words with another character."""
    told = outline(set_page(f"{NARROW} p {{ hyphenate-character: '-' }}", f"<p>{LONG}</p>"))

    assert "\u00ad" in told[1]
    assert told[1].replace("\u00ad", "") == f"  P: {LONG}"


def test_blanks_between_kinds_of_words_and_at_lines_ends_are_said() -> None:
    """Words do not run together, for those who do not see where they stand."""
    body = "<p>one <b>two</b> <i>three</i> four <b>five</b> <i>six</i> seven eight nine ten eleven twelve</p>"

    told = outline(set_page("@page { size: 60mm 60mm; margin: 8mm }", body))

    assert told == ["Part", "  P: one two three four five six seven eight nine ten eleven twelve"]
