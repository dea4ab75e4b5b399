"""BibTeX files → `Bibliography`: split at the heads of their entries, and not read any further."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from offprint.problems import Place
from offprint.source import read_text

_HEAD = re.compile(r"@[ \t]*([A-Za-z][A-Za-z_]*)[ \t]*([{(]|(?=,[ \t]*$))\s*([^,\s{}=\"]*)", re.MULTILINE)
_PARENTS = re.compile(r"\b(?:crossref|xdata|xref)\s*=\s*[{\"]?([^}\"\n]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a .bib file from one `@type{key,` head to the next."""

    kind: str
    bracket: str
    key: str
    text: str
    place: Place

    @property
    def parents(self) -> list[str]:
        """The keys that this entry inherits fields from."""
        found = _PARENTS.findall(self.text)
        return [key.strip() for keys in found for key in keys.split(",") if key.strip()]

    @property
    def bare(self) -> str:
        """The entry up to its own closing brace, without what stands between it and the next."""
        depth = 0
        for match in re.finditer(r"\\.|[{}]", self.text):
            depth += (match[0] == "{") - (match[0] == "}")
            if depth == 0 and match[0] == "}" and self.bracket != "(":
                return self.text[: match.end()]
        return self.text.rstrip()

    @property
    def damaged(self) -> bool:
        """Tell, cheaply, whether the entry's braces cannot be right."""
        if self.text.count("{") == self.text.count("}") and "\\}" not in self.text:
            return not self.key
        bare = self.text.replace("\\{", "").replace("\\}", "")
        return bare.count("{") != bare.count("}") or not self.key


@dataclass(frozen=True, slots=True)
class Bibliography:
    """The entries of a project's .bib files by key, and what stands beside them."""

    entries: Mapping[str, Block]
    duplicates: tuple[Block, ...] = ()
    abbreviations: tuple[Block, ...] = ()
    nameless: tuple[Block, ...] = ()
    missing: bool = False
    """Whether a file could not be read at all: what is cited from it is then not unknown."""

    def chosen(self, cited: Iterable[str]) -> tuple[Block, ...]:
        """Return the cited entries and those that they inherit from, in the order of the files."""
        wanted: set[str] = set()
        waiting = [key for key in cited if key in self.entries]
        while waiting:
            key = waiting.pop()
            if key not in wanted:
                wanted.add(key)
                waiting += [parent for parent in self.entries[key].parents if parent in self.entries]
        return tuple(block for key, block in self.entries.items() if key in wanted)


def read(paths: Sequence[Path]) -> Bibliography:
    """Split the files into their entries; raises `RejectedError` if one cannot be read as UTF-8."""
    entries: dict[str, Block] = {}
    duplicates, abbreviations, nameless = [], [], []
    for block in (block for path in paths for block in _blocks(read_text(path), path)):
        if block.kind == "string":
            abbreviations.append(block)
        elif block.kind in ("comment", "preamble"):
            continue
        elif not block.key:
            nameless.append(block)
        elif block.key in entries:
            duplicates.append(block)
        else:
            entries[block.key] = block
    return Bibliography(entries, tuple(duplicates), tuple(abbreviations), tuple(nameless))


def _blocks(text: str, path: Path) -> Iterator[Block]:
    heads = [head for head in _HEAD.finditer(text) if _begins(text, head.start())]
    ends = [*(head.start() for head in heads[1:]), len(text)][: len(heads)]
    line, counted = 1, 0
    for head, end in zip(heads, ends, strict=True):
        start = head.start()
        line += text.count("\n", counted, start)
        counted = start
        key = "" if text[head.end() : head.end() + 9].lstrip()[:1] == "=" else head[3]
        place = Place(path, line, start - text.rfind("\n", 0, start))
        yield Block(head[1].lower(), head[2], key, text[start:end], place)


def _begins(text: str, start: int) -> bool:
    """Tell whether an `@` begins an entry: on a line of its own, or behind the end of another entry."""
    before = text[text.rfind("\n", 0, start) + 1 : start].rstrip(" \t")
    return not before or before.endswith("}")
