"""Nouns that an author writes before a reference: “Figure @fig:x” is “Figure 1”, and not “Figure Figure 1”.

pandoc-fignos and its kin (Manubot) print the number alone, and the author writes the noun; their
`+@fig:x` asks for the noun, `!@fig:x` for none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from offprint.pandoc import Node
from offprint.phrases import PHRASES, Phrases
from offprint.transforms.labels import Label

_SHORT = {
    "figure": "fig figs abb рис",
    "table": "tab tabs tbl табл",
    "equation": "eq eqs eqn eqns gl",
    "section": "sec secs sect sects chapter chapters § §§",
    "listing": "lst code",
    "appendix": "app",
    "theorem": "thm thms",
    "definition": "def defs defn",
    "corollary": "cor",
    "proposition": "prop props",
}
_OPENING = re.compile(r"[(\[“„‘«\"']*")
_SIGN = re.compile(r"[(\[]?[+!]")
_JOINING = frozenset({",", "and", "or", "&", "to", "und", "et", "y", "e", "en", "и", "oder", "ou"})


def signed(run: list[Node], cite: Node) -> Node:
    """Return a reference as the sign before it asks, and take the sign from the `run` of inlines."""
    last = run[-1] if run else {}
    if last.get("t") != "Str" or not _SIGN.fullmatch(last["c"]):
        return cite
    sign, rest = last["c"][-1], last["c"][:-1]
    run[-1:] = [{"t": "Str", "c": rest}] if rest else []
    return bare(cite) if sign == "!" else cite


def bare(cite: Node) -> Node:
    """Return a reference that is shown as its number alone."""
    mode = {"t": "SuppressAuthor"}
    return {"t": "Cite", "c": [[{**one, "citationMode": mode} for one in cite["c"][0]], cite["c"][1]]}


def is_named(run: Sequence[Node], label: Label, phrases: Phrases) -> bool:
    """Tell whether the inlines before a reference end with the noun of what it leads to."""
    return _word_before(run) in _nouns(label.kind, phrases)


def goes_on(run: Sequence[Node], listed: Mapping[int, str], label: Label) -> bool:
    """Tell whether a reference goes on a list that a plural began: “Figures @fig:x, @fig:y and @fig:z”.

    `listed` has the references of lists that no “and” has closed, with their kinds.
    """
    before = [one for one in run[-6:] if one["t"] not in ("Space", "SoftBreak")]
    while before and before[-1]["t"] == "Str" and before[-1]["c"] in _JOINING:
        before.pop()
    return bool(before) and before[-1] is not run[-1] and listed.get(id(before[-1])) == label.kind


def closes(run: Sequence[Node]) -> bool:
    """Tell whether the inlines before a reference end with a word that closes a list."""
    return len(run) > 1 and run[-2].get("c") in _JOINING - {","}


def is_plural(run: Sequence[Node], label: Label, phrases: Phrases) -> bool:
    """Tell whether the noun before a reference is that of several things."""
    word = _word_before(run)
    forms = {one.noun(label.kind, several=True).lower() for one in (phrases, PHRASES["en"])}
    return word in forms or (word.endswith("s") and word in _short(label.kind))


def _word_before(run: Sequence[Node]) -> str:
    """Return the word before a reference, in small letters and without its full stop."""
    behind = bool(run) and run[-1]["t"] in ("Space", "SoftBreak")
    last = run[-2] if behind and len(run) > 1 else run[-1] if run else {}
    words = last["c"] if last.get("t") == "Str" else ""
    if not words or not (behind or words.endswith("\u00a0")):
        return ""
    word = words.rstrip("\u00a0").rpartition("\u00a0")[2]
    return _OPENING.sub("", word, count=1).removesuffix(".").lower()


def _nouns(kind: str, phrases: Phrases) -> set[str]:
    spelt = (one.noun(kind, several=several) for one in (phrases, PHRASES["en"]) for several in (False, True))
    return {*(word.lower() for word in spelt), *_short(kind)}


def _short(kind: str) -> list[str]:
    return _SHORT.get(kind, "").split()
