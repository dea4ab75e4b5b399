"""What the elements of a page are called in a PDF: its standard structure types (ISO 32000-1, §14.8.4)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

GROUPING = frozenset("Document Part Art Sect Div BlockQuote L Table TOC".split())
"""Types that hold blocks: text that stands in one directly becomes a paragraph of it."""
INLINE = frozenset("Span Link Reference Code Quote".split())
"""Types that stand in a line."""
OWN_LINES = frozenset("P H1 H2 H3 H4 H5 H6".split())
"""Types that hold a line and no blocks: a note called in one stands behind it."""

_TYPES: Mapping[str, tuple[str, ...]] = {
    **{name: (name.upper(),) for name in "p h1 h2 h3 h4 h5 h6 tr th td".split()},
    "html": (),
    "body": (),
    "main": ("Part",),
    "article": ("Art",),
    "section": ("Sect",),
    "nav": ("Sect",),
    "blockquote": ("BlockQuote",),
    "figure": ("Div",),
    "figcaption": ("Caption",),
    "caption": ("Caption",),
    "ul": ("L",),
    "dl": ("L",),
    "table": ("Table",),
    "thead": ("THead",),
    "tbody": ("TBody",),
    "tfoot": ("TFoot",),
    "pre": ("P", "Code"),
    "kbd": ("Code",),
    "samp": ("Code",),
    "q": ("Quote",),
}
_ROLES: Mapping[str, tuple[str, ...]] = {
    "doc-footnote": ("Note",),
    "list": ("L",),
    "listitem": ("LI", "LBody"),
}
_CLASSES: Mapping[str, tuple[str, ...]] = {
    "csl-left-margin": ("Lbl",),
    "csl-right-inline": (),
}
_BLOCKS = frozenset(
    """address article aside blockquote details dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5
    h6 header hr main nav ol p pre section summary table ul""".split()
)
_BARE_BLOCKS = frozenset("address aside details div footer form header summary".split())
_NUMBERING: Mapping[str, str] = {
    "disc": "Disc", "circle": "Circle", "square": "Square", "decimal": "Decimal",
    "lower-alpha": "LowerAlpha", "lower-latin": "LowerAlpha", "lower-roman": "LowerRoman",
    "upper-alpha": "UpperAlpha", "upper-latin": "UpperAlpha", "upper-roman": "UpperRoman",
}  # fmt: skip
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def types_of(element: Element, around: str, parent: Element | None) -> tuple[str, ...]:
    """Return the types that an element has, from the outermost; none if it is only a matter of style.

    `around` is the type that it stands in.
    """
    class_ = next((name for name in element.get("class", "").split() if name in _CLASSES), "")
    if class_:
        return _CLASSES[class_]
    if element.tag in ("a", "ol", "li", "img", "code"):
        return _types_of_some(element, around, parent)
    if element.get("role") in _ROLES:
        return _ROLES[element.get("role", "")]
    if element.tag in _BARE_BLOCKS:
        return ("Div",) if any(child.tag in _BLOCKS for child in element) else ("P",)
    named = element.get("id") or language_of(element)
    return _TYPES.get(element.tag, ("Span",) if named else ())


def _types_of_some(element: Element, around: str, parent: Element | None) -> tuple[str, ...]:
    """Return the types of an element that is one thing here and another there."""
    if element.tag == "a":
        return _types_of_link(element)
    if element.tag == "img":
        return ("Formula",) if "math" in element.get("class", "").split() else ("Figure",)
    if element.tag == "code":
        return () if around == "Code" else ("Code",)
    if element.tag == "li":
        return ("TOCI",) if around == "TOC" else ("LI", "LBody")
    contents = around == "TOCI" or (parent is not None and parent.get("role") == "doc-toc")
    return ("TOC",) if contents else ("L",)


def _types_of_link(element: Element) -> tuple[str, ...]:
    """Return the types of a link; one inside the work is a reference (§14.8.4.4)."""
    address = element.get("href")
    if element.get("role") == "doc-backlink":
        return ("Lbl", "Link")
    if address is None:
        return ("Span",) if element.get("id") else ()
    return ("Reference", "Link") if address.startswith("#") else ("Link",)


def numbering_of(list_style: object) -> str:
    """Return how a list is numbered (`ListNumbering`, §14.8.5.5) in CSS's list style."""
    return _NUMBERING.get(str(list_style), "Decimal")


def language_of(element: Element) -> str:
    """Return the language that an element says it is in, if that is a language's tag (BCP 47)."""
    written = (element.get("lang") or "").strip().replace("_", "-")
    return written if _LANGUAGE.fullmatch(written) else ""
