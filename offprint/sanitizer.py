"""The only door to the sanitizer: nothing that a manuscript writes reaches an edition but by this list.

Pandoc's HTML is parsed as a browser parses it, and written anew with what is named here: the elements
and attributes of pandoc's own writer, those that authors may write (`transforms.raw`), and MathML Core
without what could act or embed. What authors may not write is refused before, at its place; this is
the wall behind that, for whatever comes by another way: an attribute, a formula, a bibliography.
"""

from __future__ import annotations

import nh3

from offprint.transforms.raw import ELEMENTS, SCHEMES, scheme

ATTRIBUTES = frozenset(
    """id class lang dir title alt src width height href role start type reversed value datetime cite
    colspan rowspan scope span open style aria-label aria-hidden aria-describedby aria-labelledby
    tabindex data-cites data-entry-spacing data-line checked disabled""".split()
)
_TOLD = frozenset("abbr data-abbr data-ruby startfrom data-startfrom".split())
"""What spans and listings say of themselves until elements are made of it (`spans`, `numbered_lines`)."""
STYLES = frozenset("text-align width height padding-left padding-right".split())
_WRITTEN_BY_PANDOC = frozenset({"input", "label"})
_MATH = frozenset(
    """math semantics annotation mrow mi mn mo mtext ms mspace mfrac msqrt mroot mstyle merror mpadded
    mphantom mfenced menclose msub msup msubsup munder mover munderover mmultiscripts mprescripts mtable
    mtr mtd""".split()
)
_MATH_ATTRIBUTES = frozenset(
    """xmlns display displaystyle scriptlevel encoding mathvariant mathsize mathcolor mathbackground
    stretchy symmetric minsize maxsize largeop movablelimits form fence separator lspace rspace accent
    accentunder linethickness columnalign columnspacing columnlines rowalign rowspacing rowlines frame
    width height depth voffset notation open close separators bevelled style class dir""".split()
)


def sanitized(source: str) -> str:
    """Return HTML with only what an edition may hold."""
    return nh3.clean(
        source,
        tags=ELEMENTS | _WRITTEN_BY_PANDOC | _MATH,
        attributes={"*": set(ATTRIBUTES | _TOLD), **{name: set(_MATH_ATTRIBUTES) for name in _MATH}},
        filter_style_properties=STYLES,
        url_schemes=SCHEMES - {""},
        link_rel=None,
        attribute_filter=_filtered,
    )


def _filtered(tag: str, attribute: str, value: str) -> str | None:
    """Drop the address of an image that is no file of the edition, and of a source that runs code."""
    if attribute == "cite" and scheme(value) not in SCHEMES:
        return None
    embeds = tag == "img" and attribute == "src" and (scheme(value) or value.startswith(("/", "\\")))
    return None if embeds else value
