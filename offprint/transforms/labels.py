r"""What can be referred to: figures, tables, equations, listings and sections, numbered once.

Three spellings are read: pandoc-crossref's `{#fig:x}`, Quarto's `{#fig-x}`, and LaTeX's
`\label{…}` as JOSS authors write it. Panels of a figure are `2a`, `2b`; appendices are `A`, `B`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_lowercase, ascii_uppercase
from typing import Any

from offprint import pandoc
from offprint.pandoc import Node
from offprint.transforms import callouts, equations, floats, theorems

LATEX_LABEL = re.compile(r"\\label\s*\{([^}]*)\}")
EQUATION_ID = re.compile(r"\{#(eq[:\-][^}\s]+)\}")
PREFIX = re.compile(
    rf"(fig|tbl|tab|eq|sec|lst|{'|'.join((*theorems.KINDS, *callouts.KINDS))})[:\-]", re.IGNORECASE
)
_KINDS = {"fig": "figure", "tbl": "table", "tab": "table", "lst": "listing"}
_OF_NODES = {"Figure": "figure", "Table": "table"}


@dataclass(frozen=True, slots=True)
class Label:
    """A target of cross-references; `number` is empty for sections that are not numbered."""

    id: str
    kind: str
    number: str
    anchor: str
    """The id that the editions link to; LaTeX's label of a heading is not its id."""
    title: str = ""


def collect(blocks: Sequence[Node], *, number_sections: bool) -> tuple[Label, ...]:
    """Return the labels in the order of the text; the same id may come twice, which is a problem."""
    collector = _Collector(number_sections)
    for node in pandoc.walk(list(blocks)):
        collector.take(node)
    return tuple(collector.found)


class _Collector:
    """Goes through the text once, counting."""

    def __init__(self, number_sections: bool) -> None:
        self.found: list[Label] = []
        self._counts: Counter[str] = Counter()
        self._sections = _SectionNumbers(number_sections)
        self._section: Label | None = None
        self._owned: set[int] = set()

    def take(self, node: Node) -> None:
        """Note what an element is called."""
        if id(node) in self._owned:
            return
        if node["t"] in ("Header", "Figure", "Table"):
            self._owned |= {id(one) for one in pandoc.walk(node["c"]) if one["t"] == "RawInline"}
        if node["t"] == "Header":
            self._take_heading(node)
        elif node["t"] == "RawInline":
            self.found += [label for name in _latex(node) for label in self._around(name)]
        elif is_display(node):
            self._take_formula(node)
        else:
            self._take_thing(node)

    def _take_heading(self, node: Node) -> None:
        names = list(dict.fromkeys(ids(node)))
        kind, number = self._sections.next(node)
        anchor = names[0] if names else ""
        self._section = Label(anchor, kind, number, anchor, pandoc.plain(node["c"][2]))
        self.found += [label for name in names for label in self._around(name)]

    def _around(self, name: str) -> Iterator[Label]:
        r"""Yield the label of a section; a `\label` in running text means the section around it."""
        if section := self._section:
            yield Label(name, section.kind, section.number, section.anchor or name, section.title)

    def _take_formula(self, node: Node) -> None:
        """Number the labelled lines of a formula; a tag is a number of the author's own."""
        tex = node["c"][1]
        rows = [row for row in equations.rows(tex) if row.label]
        whole = equations.parted(tex)
        letters = iter(()) if whole is None else _letters(ascii_lowercase)
        if whole is not None and (whole or rows):
            self._counts["equation"] += 1
        if whole:
            anchor = rows[0].label if rows else whole
            self.found.append(Label(whole, "equation", str(self._counts["equation"]), anchor))
        for row in rows:
            anchor = row.label if equations.is_unaligned(tex) else rows[0].label
            number = row.tag.strip("()") or self._next_equation(next(letters, ""))
            self.found.append(Label(row.label, "equation", number, anchor))

    def _next_equation(self, letter: str) -> str:
        """Return the number of the next equation, or of the next part of this one."""
        self._counts["equation"] += not letter
        return f"{self._counts['equation']}{letter}"

    def _take_thing(self, node: Node) -> None:
        names = list(dict.fromkeys(ids(node)))
        parts = floats.panels(node) if node["t"] == "Figure" else []
        self._owned |= {id(part) for part in parts}
        named = names or any(any(ids(part)) for part in parts)
        if not named:
            return
        kind = kind_of(node, names)
        number = _tag(node)
        if not number:
            self._counts[kind] += 1
            number = str(self._counts[kind])
        self.found += [Label(name, kind, number, names[0]) for name in names]
        for letter, part in zip(_letters(ascii_lowercase), parts, strict=False):
            own = list(dict.fromkeys(ids(part)))
            self.found += [Label(name, kind, f"{number}{letter}", own[0]) for name in own]


def _tag(node: Node) -> str:
    """Return the tag of a paragraph's formula, which is its number."""
    formulas = [one for one in node["c"] if is_display(one)] if node["t"] in ("Para", "Plain") else []
    tags = [row.tag.strip("()") for one in formulas for row in equations.rows(one["c"][1])]
    return tags[0] if len(tags) == 1 else ""


def kind_of(node: Node, names: Sequence[str]) -> str:
    """Return what an element is called in references: a figure with a table's label is a table."""
    if node["t"] == "Div":
        return theorems.kind_of(node) or callouts.kind_of(node)
    match = PREFIX.match(names[0]) if names and node["t"] == "Figure" else None
    named = _KINDS.get(match[1].lower()) if match else None
    return named or _OF_NODES.get(node["t"], "equation")


def _letters(alphabet: str) -> Iterator[str]:
    yield from alphabet
    yield from (first + second for first in alphabet for second in alphabet)


def panel_letters() -> Iterator[str]:
    """Yield `a`, `b` …: what the panels of a figure are called."""
    return _letters(ascii_lowercase)


def ids(node: Node) -> Iterator[str]:
    """Yield the ids by which an element can be referred to."""
    kind, content = node["t"], _content(node)
    if kind in ("Figure", "Table"):
        yield from _of_attr(content[0][0], tuple(_KINDS))
        yield from _latex(content[1])
    elif kind == "Div" and (theorems.kind_of(node) or callouts.kind_of(node)):
        yield from filter(None, [content[0][0]])
    elif kind == "Header":
        yield from filter(None, [content[1][0]])
        yield from _latex(content[2])
    elif kind in ("Para", "Plain"):
        yield from (match[1] for match in map(EQUATION_ID.fullmatch, _words(content)) if match)


def _content(node: Node) -> Any:
    return node.get("c")


def _words(inlines: Sequence[Node]) -> Iterator[str]:
    after_display = False
    for inline in inlines:
        if inline["t"] == "Str" and after_display:
            yield inline["c"]
        after_display = is_display(inline) or (after_display and inline["t"] in ("Space", "SoftBreak"))


def is_display(inline: Node) -> bool:
    """Tell whether an inline is a displayed formula."""
    return bool(inline["t"] == "Math" and inline["c"][0]["t"] == "DisplayMath")


def _of_attr(identifier: str, prefixes: tuple[str, ...]) -> Iterator[str]:
    match = PREFIX.match(identifier)
    if match and match[1].lower() in prefixes:
        yield identifier


def _latex(part: object) -> Iterator[str]:
    for node in pandoc.walk(part):
        if node["t"] == "RawInline" and node["c"][0] == "tex":
            yield from LATEX_LABEL.findall(node["c"][1])


class _SectionNumbers:
    """Counts `1`, `1.1`, `2` …, and appendices `A`, `A.1`; an unnumbered heading is passed over."""

    def __init__(self, wanted: bool) -> None:
        self._wanted = wanted
        self._counts: list[int] = []
        self._before: list[int] = []
        self._appendix = ""
        self._level = 0
        self._appendices = _letters(ascii_uppercase)

    def next(self, header: Node) -> tuple[str, str]:
        """Return the kind and the number of the next heading."""
        level, attr, _ = header["c"]
        if "appendix" in attr[1]:
            self._appendix, self._level, self._counts = next(self._appendices), level, []
            return "appendix", self._appendix
        if self._appendix and level <= self._level:
            self._appendix, self._counts = "", self._before
        kind = "appendix" if self._appendix else "section"
        if not self._wanted or "unnumbered" in attr[1]:
            return kind, ""
        return kind, self._counted(level)

    def _counted(self, level: int) -> str:
        own = level - self._level if self._appendix else level
        self._counts = [*self._counts[:own], *[0] * (own - len(self._counts))]
        self._counts[own - 1] += 1
        number = ".".join(map(str, self._counts)).removeprefix("0.")
        if not self._appendix:
            self._before = self._counts
        return f"{self._appendix}.{number}" if self._appendix else number


def by_id(labels: Sequence[Label]) -> Mapping[str, Label]:
    """Return the labels by id, the first of two alike."""
    found: dict[str, Label] = {}
    for label in labels:
        found.setdefault(label.id, label)
    return found
