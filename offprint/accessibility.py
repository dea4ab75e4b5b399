"""What the author says of the e-book's accessibility: `accessibility:` in the front matter.

The words are those of the schema.org accessibility vocabulary, as EPUB Accessibility 1.1 (§2.2) asks.
What nobody says is found in the book itself (`editions/accessible.py`); what is said and the book
refutes is a problem there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Protocol

from offprint.frontmatter import Value

MODES = frozenset(
    """auditory tactile textual visual chartOnVisual chemOnVisual colorDependent diagramOnVisual
    mathOnVisual musicOnVisual textOnVisual""".split()
)
SUFFICIENT = frozenset({"auditory", "tactile", "textual", "visual"})
HAZARDS = frozenset(
    """flashing motionSimulation sound none noFlashingHazard noMotionSimulationHazard noSoundHazard
    unknown unknownFlashingHazard unknownMotionSimulationHazard unknownSoundHazard""".split()
)
FEATURES = frozenset(
    """ARIA index pageBreakMarkers pageNavigation printPageNumbers readingOrder structuralNavigation
    tableOfContents taggedPDF alternativeText audioDescription closedCaptions describedMath
    longDescription openCaptions signLanguage transcript displayTransformability
    synchronizedAudioText timingControl unlocked ChemML latex latex-chemistry MathML
    MathML-chemistry ttsMarkup highContrastAudio highContrastDisplay largePrint braille
    tactileGraphic tactileObject fullRubyAnnotations horizontalWriting rubyAnnotations
    verticalWriting withAdditionalWordSegmentation withoutAdditionalWordSegmentation""".split()
)
_KEYS = frozenset(
    """summary modes sufficient features hazards conforms-to certified-by certifier-credential
    certifier-report""".split()
)
#: The names that pandoc gives the same statements (its manual, “EPUB metadata”).
PANDOC_KEYS: Mapping[str, str] = {
    "summary": "accessibilitySummary",
    "modes": "accessModes",
    "sufficient": "accessModeSufficient",
    "features": "accessibilityFeatures",
    "hazards": "accessibilityHazards",
}
_CONFORMANCE = re.compile(
    r"(?:EPUB[ -]Accessibility 1\.1 ?-? ?)?WCAG ?(2\.[012])[ -]*(?:Level )?(A{1,3})", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Statements:
    """What the author says; empty where nothing is said."""

    summary: str = ""
    modes: tuple[str, ...] = ()
    sufficient: tuple[str, ...] = ()
    """Each a set of modes, with commas between, that is enough to read the whole."""
    features: tuple[str, ...] = ()
    hazards: tuple[str, ...] = ()
    conforms_to: str = ""
    """As EPUB Accessibility 1.1 (§3.5) spells it; somebody then certifies it."""
    certified_by: str = ""
    certifier_credential: str = ""
    certifier_report: str = ""


class Values(Protocol):
    """The front matter's values by their paths, and where to complain of one."""

    def get(self, path: str) -> Value:
        """Return the value at a dotted path, or None."""

    def text(self, path: str) -> str:
        """Return the text at a path."""

    def texts(self, path: str) -> list[str]:
        """Return the texts at a path: one, or a list of them."""

    def complain(self, path: str, what: str, hint: str = "") -> None:
        """Note that the value at a path does not fit."""


def read_statements(values: Values) -> Statements:
    """Return what the front matter says; complains of words that the vocabulary does not have."""
    said = values.get("accessibility")
    if isinstance(said, dict):
        for key in said.keys() - _KEYS:
            what = f"“{key}” says nothing about accessibility"
            values.complain(f"accessibility.{key}", what, _near(key, _KEYS))
    elif said:
        values.complain("accessibility", "“accessibility” wants a mapping", "write features: […] below it")
        return Statements()
    return Statements(
        summary=values.text("accessibility.summary") or values.text(PANDOC_KEYS["summary"]),
        modes=_words(values, "modes", MODES),
        sufficient=tuple(_sets(values)),
        features=_words(values, "features", FEATURES),
        hazards=_words(values, "hazards", HAZARDS),
        conforms_to=_conformance(values),
        certified_by=values.text("accessibility.certified-by"),
        certifier_credential=values.text("accessibility.certifier-credential"),
        certifier_report=values.text("accessibility.certifier-report"),
    )


def _path(values: Values, key: str) -> str:
    ours, theirs = f"accessibility.{key}", PANDOC_KEYS[key]
    return theirs if values.get(ours) is None and values.get(theirs) is not None else ours


def _words(values: Values, key: str, known: frozenset[str]) -> tuple[str, ...]:
    """Return the words of a list, or of a text with commas; strange ones are left out."""
    path = _path(values, key)
    words = [word.strip() for said in values.texts(path) for word in said.split(",") if word.strip()]
    return tuple(word for word in dict.fromkeys(words) if _is_known(values, path, word, known))


def _sets(values: Values) -> list[str]:
    path = _path(values, "sufficient")
    said = [[mode.strip() for mode in one.split(",")] for one in values.texts(path)]
    return [",".join(one) for one in said if all(_is_known(values, path, mode, SUFFICIENT) for mode in one)]


def _is_known(values: Values, path: str, word: str, known: frozenset[str]) -> bool:
    if word in known:
        return True
    values.complain(path, f"“{word}” is not a word for this", _near(word, known))
    return False


def _near(word: str, known: frozenset[str]) -> str:
    folded = {one.lower(): one for one in sorted(known)}
    close = get_close_matches(word.lower(), list(folded), n=1)
    return f"did you mean “{folded[close[0]]}”?" if close else f"known: {_listed(sorted(known))}"


def _listed(words: Sequence[str]) -> str:
    return ", ".join(words[:12]) + (", …" if len(words) > 12 else "")


def _conformance(values: Values) -> str:
    path = "accessibility.conforms-to"
    said = values.text(path)
    match = _CONFORMANCE.fullmatch(said)
    if not said:
        return ""
    if not match:
        values.complain(path, f"“{said}” is no level of conformance", "write it as WCAG 2.2 AA")
        return ""
    if not values.text("accessibility.certified-by"):
        hint = "add certified-by: the person or house that has evaluated the book"
        values.complain(path, f"nobody certifies “{said}”", hint)
        return ""
    return f"EPUB Accessibility 1.1 - WCAG {match[1]} Level {match[2].upper()}"
