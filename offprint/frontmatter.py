"""YAML with places: the only door to PyYAML.

Every scalar is taken as it was written, so that `date: 2024-05-01`, `volume: 010` and
`title: 1984` mean the text that the author typed. Only an empty value and `null` are None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml

from offprint.problems import Place, Problem, problem
from offprint.search import mask_code
from offprint.source import SourceText

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"

#: What YAML's own writers have to escape (YAML 1.2.2, §5.1), and no edition can print.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the YAML says, where each value stands (`author.0.name`), and what is wrong with it."""

    values: Mapping[str, Value] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def place(self, path: str) -> Place | None:
        """Return where the value at `path` stands, or the nearest value around it."""
        while path and path not in self.places:
            path = path.rpartition(".")[0]
        return self.places.get(path)


def apart(text: SourceText) -> tuple[tuple[FrontMatter, ...], SourceText]:
    """Return what a text says of itself, in the order of its blocks, and the text with them blanked out.

    Pandoc's three places are read: the block between `---` fences at the top, a `%` title block, and
    mappings between fences further down. Blank lines stay in their place, so that line numbers hold.
    A fence that nothing closes, or that a blank line follows, is a thematic break as in pandoc; a
    block further down that is not a mapping is text.
    """
    lines = text.text.split("\n")
    titles = _title_block(text, lines)
    fronts = [titles] if titles else []
    closed = -1
    for start in _fences(text.text):
        if start <= closed or start + 1 >= len(lines) or not lines[start + 1].strip():
            continue
        end = next((n for n in range(start + 1, len(lines)) if _CLOSING.fullmatch(lines[n])), None)
        if end is None:
            break
        block = SourceText("\n".join(lines[start + 1 : end]), text.origins[start + 1 : max(end, start + 2)])
        if start == 0 or _means_metadata(block):
            fronts.append(read(block))
            lines[start : end + 1] = [""] * (end + 1 - start)
            closed = end
    return tuple(fronts), SourceText("\n".join(lines), text.origins, text.files)


_CLOSING = re.compile(r"(?:---|\.\.\.)\s*")
_FENCE = re.compile(r"(?:\A|(?<=\n\n))---[ \t]*$", re.MULTILINE)


def _fences(text: str) -> Iterator[int]:
    """Yield the line numbers, from 0, where a metadata block may open; code holds none."""
    masked = mask_code(text) if "\n\n---" in text else text
    line, counted = 0, 0
    for match in _FENCE.finditer(masked):
        line, counted = line + masked.count("\n", counted, match.start()), match.start()
        yield line


def _means_metadata(block: SourceText) -> bool:
    """Tell whether pandoc takes a block below the top for metadata: a mapping, or broken YAML."""
    try:
        return isinstance(yaml.compose(_untabbed(block.text), Loader=yaml.CSafeLoader), yaml.MappingNode)
    except yaml.YAMLError:
        return True


def _title_block(text: SourceText, lines: list[str]) -> FrontMatter | None:
    """Take pandoc's `%` title block (title, authors, date) from the lines; None if there is none."""
    fields: list[tuple[int, list[str]]] = []
    for n, line in enumerate(lines):
        if line.startswith("%") and len(fields) < len(_TITLES):
            fields.append((n, [line[1:].strip()]))
        elif fields and line.startswith(" ") and line.strip():
            fields[-1][1].append(line.strip())
        else:
            break
    end = fields[-1][0] + len(fields[-1][1]) if fields else 0
    lines[:end] = [""] * end
    named = dict(zip(_TITLES, fields, strict=False))
    values: dict[str, Value] = {}
    for name, (_, words) in named.items():
        joined = (";" if name == "author" else " ").join(words)
        people: list[Value] = [person.strip() for person in joined.split(";") if person.strip()]
        values[name] = people if name == "author" else joined
    places = {name: text.place(n + 1, 1) for name, (n, _) in named.items()}
    return FrontMatter({name: value for name, value in values.items() if value}, places) if fields else None


_TITLES = ("title", "author", "date")


def read(block: SourceText) -> FrontMatter:
    """Read a YAML block; a fault of its grammar is a problem, never an exception."""
    try:
        node = yaml.compose(_untabbed(block.text), Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        return FrontMatter(problems=(_syntax(error, block),))
    except yaml.reader.ReaderError as error:
        place = block.at_offset(error.position)
        return FrontMatter(problems=(problem("front-matter-syntax", f"YAML: {error.reason}", place),))
    reader = _Reader(block)
    values = reader.value(node, "") if node is not None else {}
    if node is not None and not isinstance(values, dict):
        reader.complain(node, "the front matter is not a list of `key: value` lines")
        values = {}
    assert isinstance(values, dict)
    return FrontMatter(values, reader.places, tuple(reader.problems))


def _untabbed(text: str) -> str:
    """Return `text` with indenting tabs as spaces: pandoc accepts them, YAML 1.1 (§5.1) does not."""
    lines = text.split("\n")
    return "\n".join(
        line[: len(line) - len(line.lstrip())].replace("\t", "  ") + line.lstrip() for line in lines
    )


def _syntax(error: yaml.MarkedYAMLError, block: SourceText) -> Problem:
    mark = error.problem_mark or error.context_mark
    place = block.place(mark.line + 1, mark.column + 1) if mark else block.place(1, 1)
    what = ", ".join(part for part in (error.context, error.problem) if part)
    hint = _misaligned(block, mark.line) if mark else ""
    hint = hint or "put the value in quotes if it holds “: ”, “#”, “{” or quotation marks, and align the keys"
    return problem("front-matter-syntax", f"the YAML does not parse: {what}", place, hint)


_KEY = re.compile(r"(?P<indent> *(?:- +)*)(?P<key>[\w-]+):(?: |$)")


def _misaligned(block: SourceText, at: int) -> str:
    """Return how to mend a key that does not stand under that of the line above; empty if it does.

    In a list of people, `name:` stands behind a dash, and `orcid:` belongs two blanks further in.
    """
    lines = _untabbed(block.text).split("\n")[: at + 1]
    here = _KEY.match(lines[-1])
    above = next((match for line in reversed(lines[:-1]) if (match := _KEY.match(line))), None)
    if not here or not above or "-" in here["indent"] or len(here["indent"]) == len(above["indent"]):
        return ""
    count = len(above["indent"])
    return f"“{here['key']}:” belongs under “{above['key']}:”, behind {count} blank{'s' * (count != 1)}"


class _Reader:
    """Turns YAML's nodes into plain values, noting where each stood."""

    def __init__(self, block: SourceText) -> None:
        self.block = block
        self.places: dict[str, Place] = {}
        self.problems: list[Problem] = []
        self._open: set[int] = set()
        self._done: dict[int, Value] = {}

    def value(self, node: yaml.Node, path: str) -> Value:
        """Return the node's value; an alias shares its anchor's, a circle of them is a problem."""
        self.places.setdefault(path, self._place(node))
        if id(node) in self._done:
            return self._done[id(node)]
        if id(node) in self._open:
            self.complain(node, "an alias stands inside its own anchor")
            return None
        self._open.add(id(node))
        self._done[id(node)] = value = self._fresh(node, path)
        self._open.discard(id(node))
        return value

    def complain(self, node: yaml.Node, what: str) -> None:
        """Note a fault of the grammar at `node`."""
        self.problems.append(problem("front-matter-syntax", what, self._place(node)))

    def _fresh(self, node: yaml.Node, path: str) -> Value:
        if isinstance(node, yaml.ScalarNode):
            if _UNPRINTABLE.search(node.value):
                self.complain(node, "a value holds a control character")
            empty = node.style is None and node.value in _NULLS
            return None if empty else str(node.value)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(one, f"{path}.{n}".lstrip(".")) for n, one in enumerate(node.value)]
        return self._mapping(node, path)

    def _mapping(self, node: yaml.Node, path: str) -> dict[str, Value]:
        values: dict[str, Value] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.complain(key, "a key is not a word; an unfilled {{placeholder}}?")
                continue
            if key.value in values:
                self.complain(key, f"the key “{key.value}” stands twice")
            values[key.value] = self.value(value, f"{path}.{key.value}".lstrip("."))
        return values

    def _place(self, node: yaml.Node) -> Place:
        return self.block.place(node.start_mark.line + 1, node.start_mark.column + 1)
