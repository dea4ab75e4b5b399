"""What can be listed, a line each: rules, citation styles, engines and validators."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from offprint.problems import RULES

if TYPE_CHECKING:
    from offprint.doctor import Part


def rules() -> Iterator[str]:
    """Yield each rule's id, severity and meaning."""
    width = max(map(len, RULES))
    for rule in RULES.values():
        yield f"{rule.id:{width}}  {rule.severity:7}  {rule.meaning}\n"


def styles() -> Iterator[str]:
    """Yield each shipped citation style's name, sort and title."""
    from offprint.citation_style import DEFAULT, shipped_styles

    listed = list(shipped_styles())
    width = max(len(style.name) for style in listed)
    for style in listed:
        mark = " (default)" if style.name == DEFAULT else ""
        yield f"{style.name:{width}}  {style.sort:11}  {style.title}{mark}\n"


def parts(found: Sequence[Part]) -> Iterator[str]:
    """Yield each engine's and validator's version, or how to get it."""
    width = max(len(part.name) for part in found)
    for part in found:
        state = part.version or f"missing: {part.obtain}"
        yield f"{part.name:{width}}  {part.purpose:9}  {state}\n"
