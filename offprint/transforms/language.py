"""Quotation marks follow the document's language; pandoc's writer always sets English ones."""

from __future__ import annotations

from dataclasses import dataclass

from offprint import pandoc
from offprint.pandoc import Node
from offprint.terms import Terms, terms


@dataclass(frozen=True, slots=True)
class Quotation:
    """Sets the quotation marks of one language."""

    terms: Terms

    def apply(self, tree: pandoc.Tree) -> pandoc.Tree:
        """Return the tree with quoted words between the language's own marks."""
        foreign = pandoc.rewrite(tree, {"Span": _in_its_language, "Div": _in_its_language})
        result: pandoc.Tree = pandoc.rewrite(foreign, {"Quoted": self._quoted})
        return result

    def _quoted(self, node: Node) -> list[Node]:
        kind, inlines = node["c"]
        marks = pairs(self.terms)[kind["t"] == "SingleQuote"]
        return [{"t": "Str", "c": marks[0]}, *inlines, {"t": "Str", "c": marks[1]}]


def _in_its_language(node: Node) -> Node | None:
    """Set the marks of words in another language, `[…]{lang=de}`, as that language has them."""
    lang = pandoc.attribute(node, "lang")
    if not lang:
        return None
    attr, content = node["c"]
    return {**node, "c": [attr, Quotation(terms(lang)).apply(content)]}


def pairs(words: Terms) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return the opening and closing marks of quotations, and of those inside them."""
    marks = words.quotes
    if "\u202f" in marks:  # French: a thin space inside the marks
        first, last = marks[0], marks.rstrip(marks[-2:])[-1]
        return (f"{first}\u202f", f"\u202f{last}"), (marks[-2], marks[-1])
    return (marks[0], marks[1]), (marks[2], marks[3])
