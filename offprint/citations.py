"""Citations that would vanish, or that print otherwise than their author means.

Pandoc says nothing of these: a comma where a semicolon belongs, a locator in words that the style
does not know, a locator outside the brackets, a locator under a style that prints none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from offprint import csl, locators, pandoc
from offprint.locators import Locator, Vocabulary
from offprint.manuscript import Manuscript
from offprint.pandoc import Node
from offprint.problems import Place, Problem, problem
from offprint.search import also, first
from offprint.transforms.labels import PREFIX

_PAGES = {"en": r"(?:pp?|pgs?|pages?)\.?", "de": r"(?:S|Seiten?)\.?"}
_BARE = r"(,?\s*\(?)({})\s*\d"


def faults(manuscript: Manuscript, cites: Sequence[Node], style: Path | None) -> Iterator[Problem]:
    """Yield what is wrong with the citations; without a `style`, what is wrong under any."""
    labels = {label.id for label in manuscript.labels}
    own = [node for node in cites if not _is_reference(node, labels)]
    yield from _swallowed(manuscript, own, labels)
    yield from _outside(manuscript)
    if style is not None:
        yield from _locators(manuscript, own, style)


def _is_reference(node: Node, labels: set[str]) -> bool:
    """Tell whether this is a cross-reference, not a citation."""
    return all(one["citationId"] in labels or PREFIX.match(one["citationId"]) for one in node["c"][0])


def _swallowed(manuscript: Manuscript, cites: Sequence[Node], labels: set[str]) -> Iterator[Problem]:
    """A citation inside a citation's suffix prints alone: all that it stands in vanishes."""
    pairs: dict[tuple[str, str], tuple[str, ...]] = {}
    for node in cites:
        in_brackets = node["c"][0][0]["citationMode"]["t"] != "AuthorInText"
        for one in node["c"][0] if in_brackets else ():
            inner = [cite for cite in pandoc.walk(one["citationSuffix"]) if cite["t"] == "Cite"]
            keys = [cite["c"][0][0]["citationId"] for cite in inner if not _is_reference(cite, labels)]
            if keys:
                lost = tuple(other["citationId"] for other in node["c"][0])
                pairs.setdefault((one["citationId"], keys[0]), lost)
    for (outer, nested), lost in pairs.items():
        names = " and ".join(f"“{key}”" for key in dict.fromkeys(lost))
        what = f"“@{nested}” stands inside the citation of {names}, which would vanish"
        hint = f"put a semicolon between them: [@{outer}; @{nested}]"
        places = (
            list(manuscript.search.nested(outer, nested)) or list(manuscript.search.citations(nested))[:1]
        )
        for place in _somewhere(places):
            yield problem("swallowed-citation", what, place, hint)


def _outside(manuscript: Manuscript) -> Iterator[Problem]:
    """`@a, p. 4` prints its page outside of the citation."""
    lang = manuscript.metadata.lang.partition("-")[0]
    pattern = re.compile(_BARE.format(_PAGES.get(lang, _PAGES["en"])))
    seen: dict[tuple[str, str], None] = {}
    for run in pandoc.runs([manuscript.tree["meta"], manuscript.tree["blocks"]]):
        for n, node in enumerate(run):
            if node["t"] == "Cite" and node["c"][0][-1]["citationMode"]["t"] == "AuthorInText":
                match = pattern.match(pandoc.plain(run[n + 1 : n + 6]))
                alone = not node["c"][0][0]["citationSuffix"] and len(node["c"][0]) == 1
                if match and alone:
                    seen.setdefault((node["c"][0][0]["citationId"], match[2]))
    for key, word in seen:
        places = list(manuscript.search.locators(key, rf"{re.escape(word)}\s*\d", bracketed=False))
        places = places or list(manuscript.search.citations(key))[:1]
        for place in _somewhere(places):
            what = f"the page stands outside the citation “@{key}”"
            yield problem("locator-outside", what, place, f"write @{key} [{word} …]")


def _locators(manuscript: Manuscript, cites: Sequence[Node], style: Path) -> Iterator[Problem]:
    found = [
        (one["citationId"], locator)
        for node in cites
        for one in node["c"][0]
        if (locator := locators.read(one["citationSuffix"])) is not None
    ]
    words = locators.vocabulary(style, manuscript.metadata.lang, [locator for _, locator in found])
    known = [one for one in found if words.known(one[1])]
    if csl.prints_locators(csl.parse(style)):
        yield from _unknown(manuscript, [one for one in found if one not in known], words)
    elif known:
        yield _unprinted(manuscript, known, style)


def _unprinted(manuscript: Manuscript, found: Sequence[tuple[str, Locator]], style: Path) -> Problem:
    places = [place for key, locator in dict.fromkeys((key, one.written) for key, one in found)
              for place in manuscript.search.locators(key, _loose(locator))]  # fmt: skip
    places.sort()
    key, locator = found[0]
    what = f"the style “{style.stem}” prints no locators: “{locator.written}” of “{key}” is left out"
    hint = "take a style that prints them, or say it in the text"
    return problem("unprinted-locator", what + also(places), first(places), hint)


def _unknown(
    manuscript: Manuscript, found: Sequence[tuple[str, Locator]], words: Vocabulary
) -> Iterator[Problem]:
    """Only what could be written better is told: a language without a word for it has no answer."""
    for key, locator in {(key, one.written): (key, one) for key, one in found}.values():
        offer = words.word(locator.label)
        if not offer:
            continue
        lang = manuscript.metadata.lang
        what = f"“{locator.word}” is not a locator in {lang}: “{locator.written}” prints as a remark"
        better = f"{offer} {locator.spot}"
        hint = f"write {locator.spot} alone, or {better}" if locator.label == "page" else f"write {better}"
        places = list(manuscript.search.locators(key, _loose(locator.written)))
        for place in _somewhere(places):
            yield problem("locator-word", what, place, hint)


def _somewhere(places: Sequence[Place]) -> Sequence[Place | None]:
    """Return the places, or one unknown one: what stands in a template's expression is not found."""
    return places or [None]


def _loose(written: str) -> str:
    return r"\s*".join(re.escape(word) for word in written.split())
