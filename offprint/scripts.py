"""The script that a text is written in, beside the language that it is said to be in."""

from __future__ import annotations

import unicodedata
from collections import Counter

from offprint import pandoc
from offprint.manuscript import Manuscript
from offprint.problems import Problem, problem

#: Scripts by the first word of their letters' names (Unicode, “Code Charts”): how we call them, and a
#: language that is written in them.
_SCRIPTS = {
    "ARABIC": ("Arabic", "ar"), "ARMENIAN": ("Armenian", "hy"), "CJK": ("Chinese", "zh"),
    "CYRILLIC": ("Cyrillic", "ru"), "DEVANAGARI": ("Devanagari", "hi"), "GEORGIAN": ("Georgian", "ka"),
    "GREEK": ("Greek", "el"), "HANGUL": ("Korean", "ko"), "HEBREW": ("Hebrew", "he"),
    "HIRAGANA": ("Japanese", "ja"), "KATAKANA": ("Japanese", "ja"), "THAI": ("Thai", "th"),
}  # fmt: skip


def faults(manuscript: Manuscript) -> tuple[Problem, ...]:
    """Return that a text names no language though most of its letters are none of English.

    The language decides on direction, hyphens, quotation marks and voice (WCAG 2.2, 3.1.1).
    """
    if {"lang", "language"} & manuscript.metadata.places.keys() or manuscript.text.text.isascii():
        return ()
    words = "".join(node["c"] for node in pandoc.walk(manuscript.tree["blocks"]) if node["t"] == "Str")
    letters: Counter[tuple[str, str]] = Counter()
    for sign, number in Counter(words).items():
        if sign.isalpha():
            word = unicodedata.name(sign, "").replace("-", " ").partition(" ")[0]
            letters[_SCRIPTS.get(word, ("", ""))] += number
    if ("Japanese", "ja") in letters:  # which borrows its other letters from Chinese
        letters["Japanese", "ja"] += letters.pop(("Chinese", "zh"), 0)
    (script, language), number = letters.most_common(1)[0] if letters else (("", ""), 0)
    if not script or 2 * number < letters.total():
        return ()
    what = f"the text is in {script} letters, but names no language, and would be set as English"
    hint = f"name it in the front matter, as in lang: {language}"
    return (problem("unnamed-language", what, manuscript.text.place(1), hint),)
