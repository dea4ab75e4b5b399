"""Markdown that stands in an attribute or in a cell of data: captions, titles, cells.

Transforms put `words(…)` where such a text is to stand; `Written` has them all read at once, for each
start of the reader takes longer than the reading.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from offprint import pandoc
from offprint.pandoc import Node
from offprint.transforms import raw

Reader = Callable[[Mapping[str, str]], pandoc.Tree]
"""Reads several texts as Markdown, into a tree's `meta`, by their names."""

_KIND = "Markdown"
#: What makes more than words of a text, quotation marks and dashes included.
_MARKUP = re.compile(r"""[*_`$\[@\\^~<&'"]|--|\.\.\.""")
_GUARD = "\ue000"
"""Stands before each text, so that one that begins as a list or a heading does is words all the same."""


def words(text: str) -> list[Node]:
    """Return the inlines of a text, or what stands for them until it is read."""
    return [{"t": _KIND, "c": text}] if _MARKUP.search(text) else pandoc.text(text)


class Written:
    """Reads what is left to read; `pieces` are what was read, for whoever looks for faults in it."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.pieces: list[Node] = []

    def apply(self, blocks: list[Node]) -> list[Node]:
        """Return the blocks with each such text read."""
        texts = list(dict.fromkeys(one["c"] for one in pandoc.walk(blocks) if one["t"] == _KIND))
        if not texts:
            return blocks
        names = {text: f"t{n}" for n, text in enumerate(texts)}
        meta = self._reader({name: _GUARD + text for text, name in names.items()})["meta"]
        self.pieces = list(meta.values())
        read = {text: _inlines(meta[name], text) for text, name in names.items()}
        result: list[Node] = pandoc.rewrite(blocks, {_KIND: lambda node: read[node["c"]]})
        return result


def _inlines(value: Node, text: str) -> list[Node]:
    """Return what was read, cleaned; what is more than one paragraph stays words."""
    content = value["c"]
    blocks = raw.apply([{"t": "Para", "c": content}] if value["t"] == "MetaInlines" else content)
    if len(blocks) != 1 or blocks[0]["t"] not in ("Para", "Plain"):
        return pandoc.text(text)
    first, *rest = blocks[0]["c"]
    assert first["t"] == "Str", "the guard comes first"
    bare = first["c"].removeprefix(_GUARD)
    return [*([{"t": "Str", "c": bare}] if bare else []), *rest]
