"""Formulas in words, as a screen reader says them: the only door to mathra.

It is an extra of the package (`speech`), for it is young: without it, or where it does not know a
command or the language, a formula's text alternative stays its TeX. MathML is said by the reader's own
program; the words are for print, and for readers without MathML.
"""

from __future__ import annotations

from functools import cache
from typing import TypeAlias

from lxml import html

from offprint.transforms.equations import ASIDE

Element: TypeAlias = html.HtmlElement

_LANGUAGES = frozenset("en es fr de it ru zh ja ko hi ar id tr nl pl".split())
_NAMED = {"pt": "pt-BR"}
_LONGEST = 1000
"""Letters of TeX: what is longer nobody follows by ear."""


def tell(part: Element, lang: str) -> None:
    """Give each formula of a part of the body its words, in the language around it."""
    for formula in part.iter("math"):
        around = next((one.get("lang") for one in formula.iterancestors() if one.get("lang")), lang)
        if words := spoken((formula.findtext(".//annotation") or "").strip(), around):
            formula.set("alttext", words)


@cache
def spoken(tex: str, lang: str) -> str:
    """Return a formula in words; empty if that cannot be done."""
    language = lang.partition("-")[0].lower()
    locale = _NAMED.get(language, language if language in _LANGUAGES else "")
    if not locale or not tex or len(tex) > _LONGEST:
        return ""
    try:
        import mathra
    except ImportError:
        return ""
    try:
        said = mathra.render(ASIDE.sub(r"\\quad\\text{\1}", tex), locale)
    except ValueError:
        return ""
    return "" if said["warnings"] else " ".join(said["speech"].split())
