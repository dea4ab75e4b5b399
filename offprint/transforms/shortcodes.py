"""Quarto's shortcodes, `{{< … >}}`: those that a text can do without a program, as what they mean.

A page break is one in print; a video is a link, for paper shows none; a line break, keys and words of
the front matter are themselves. Files are included before (`offprint.includes`). Any other would be
printed as it stands, and is told of by `unknown`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from offprint import pandoc
from offprint.pandoc import Node
from offprint.transforms.written import words

_OPEN, _CLOSE = "{{<", ">}}"
_WORDS = re.compile(r"(?:([\w-]+)=)?(?:[“\"'‘]([^”\"'’]*)[”\"'’]|(\S+))")


@dataclass(frozen=True, slots=True)
class Shortcode:
    """A shortcode: its name, what it is given, and what it is given by name."""

    name: str
    given: tuple[str, ...] = ()
    named: tuple[tuple[str, str], ...] = ()
    source: str = ""

    @classmethod
    def of(cls, source: str) -> Shortcode:
        """Return what is written between the brackets."""
        pieces = [(key, quoted or bare) for key, quoted, bare in _WORDS.findall(source)]
        bare = [value for key, value in pieces if not key]
        return cls(next(iter(bare), ""), tuple(bare[1:]), tuple(one for one in pieces if one[0]), source)


@dataclass(frozen=True, slots=True)
class Shortcodes:
    """Puts in place of shortcodes what they mean; `fact` gives a text of the front matter, or nothing."""

    fact: Callable[[str], str]

    def apply(self, blocks: list[Node]) -> list[Node]:
        """Return the blocks without the shortcodes that are known here."""
        kinds = dict.fromkeys(("Para", "Plain"), self._paragraph)
        inline = dict.fromkeys(("Emph", "Strong"), self._inlines)
        result: list[Node] = pandoc.rewrite(blocks, {**kinds, **inline, "Header": self._heading})
        return result

    def _paragraph(self, node: Node) -> Node | None:
        parts = list(_parts(node["c"]))
        if len(parts) == 1 and isinstance(parts[0], Shortcode) and parts[0].name == "pagebreak":
            return pandoc.div([], "new-page")
        return self._inlines(node)

    def _heading(self, node: Node) -> Node | None:
        level, attr, inlines = node["c"]
        fresh = self._said(inlines)
        return None if fresh == inlines else {"t": "Header", "c": [level, attr, fresh]}

    def _inlines(self, node: Node) -> Node | None:
        fresh = self._said(node["c"])
        return None if fresh == node["c"] else {**node, "c": fresh}

    def _said(self, inlines: list[Node]) -> list[Node]:
        fresh: list[Node] = []
        for part in _parts(inlines):
            fresh += self._meaning(part) if isinstance(part, Shortcode) else [part]
        return fresh

    def _meaning(self, code: Shortcode) -> list[Node]:
        first, named = next(iter(code.given), ""), dict(code.named)
        if code.name == "br":
            return [{"t": "LineBreak"}]
        if code.name == "kbd" and first:
            return [pandoc.span(pandoc.text(first), "kbd")]
        if code.name == "meta" and self.fact(first):
            return words(self.fact(first))
        if code.name == "video" and first:
            said = pandoc.text(named.get("title") or first)
            return [{"t": "Link", "c": [pandoc.attr("", ["uri"]), said, [first, ""]]}]
        return pandoc.text(f"{_OPEN} {code.source} {_CLOSE}")


def unknown(blocks: Sequence[Node]) -> Iterator[str]:
    """Yield the shortcodes that are left, as they would be printed."""
    for run in pandoc.runs(blocks):
        for part in _parts(run):
            if isinstance(part, Shortcode):
                yield " ".join(part.source.split())


def _parts(inlines: Sequence[Node]) -> Iterator[Node | Shortcode]:
    """Yield the inlines, those between the brackets of a shortcode as one."""
    at = 0
    while at < len(inlines):
        end = _end(inlines, at)
        if end < 0:
            yield inlines[at]
            at += 1
            continue
        said = pandoc.plain(list(inlines[at : end + 1]))
        before, _, rest = said.partition(_OPEN)
        source, _, behind = rest.partition(_CLOSE)
        yield from _str(before)
        yield Shortcode.of(source.strip()) if source.strip() else {"t": "Str", "c": f"{_OPEN} {_CLOSE}"}
        yield from _str(behind)
        at = end + 1


def _end(inlines: Sequence[Node], start: int) -> int:
    """Return where the shortcode ends that begins at `start`; -1 if none does."""
    opening = _letters(inlines[start])
    if _OPEN not in opening or "{{{<" in opening:
        return -1
    return next((n for n in range(start, len(inlines)) if _CLOSE in _letters(inlines[n])), -1)


def _letters(inline: Node) -> str:
    return str(inline["c"]) if inline["t"] == "Str" else ""


def _str(words: str) -> Iterator[Node]:
    if words:
        yield {"t": "Str", "c": words}
