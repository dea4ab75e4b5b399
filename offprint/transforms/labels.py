r"""What can be referred to: figures, tables, equations, listings and sections, numbered once.

Three spellings are read: pandoc-crossref's `{#fig:x}`, Quarto's `{#fig-x}`, and LaTeX's
`\label{…}` as JOSS authors write it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from offprint import pandoc
from offprint.pandoc import Node

LATEX_LABEL = re.compile(r"\\label\s*\{([^}]*)\}")
EQUATION_ID = re.compile(r"\{#(eq[:\-][^}\s]+)\}")
PREFIX = re.compile(r"(fig|tbl|tab|eq|sec|lst)[:\-]", re.IGNORECASE)
_KINDS = {"Figure": "figure", "Table": "table", "Header": "section", "CodeBlock": "listing"}


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
    counts: Counter[str] = Counter()
    sections = _SectionNumbers(number_sections)
    section: tuple[str, str, str] | None = None
    owned: set[int] = set()
    found: list[Label] = []
    for node in pandoc.walk(list(blocks)):
        if node["t"] in ("Header", "Figure", "Table"):
            owned |= {id(one) for one in pandoc.walk(node["c"]) if one["t"] == "RawInline"}
        if node["t"] == "Header":
            names = list(dict.fromkeys(ids(node)))
            section = sections.next(node), names[0] if names else "", pandoc.plain(node["c"][2])
            found += [_of_section(one, section) for one in names]
        elif node["t"] == "RawInline" and section and id(node) not in owned:
            found += [_of_section(one, section) for one in _latex(node)]
        else:
            found += _numbered(node, counts)
    return tuple(found)


def _of_section(name: str, section: tuple[str, str, str]) -> Label:
    r"""Return the label of a section; a `\label` in running text means the section around it."""
    number, anchor, title = section
    return Label(name, "section", number, anchor or name, title)


def _numbered(node: Node, counts: Counter[str]) -> list[Label]:
    kind, names = _KINDS.get(node["t"], "equation"), list(dict.fromkeys(ids(node)))
    if not names:
        return []
    counts[kind] += 1
    return [Label(name, kind, str(counts[kind]), names[0]) for name in names]


def ids(node: Node) -> Iterator[str]:
    """Yield the ids by which an element can be referred to."""
    kind, content = node["t"], _content(node)
    if kind in ("Figure", "Table"):
        yield from _of_attr(content[0][0], ("fig", "tbl", "tab"))
        yield from _latex(content[1])
    elif kind == "CodeBlock":
        yield from _of_attr(content[0][0], ("lst",))
    elif kind == "Header":
        yield from filter(None, [content[1][0]])
        yield from _latex(content[2])
    elif kind in ("Para", "Plain"):
        yield from (match[1] for match in map(EQUATION_ID.fullmatch, _words(content)) if match)
    elif kind == "Math" and content[0]["t"] == "DisplayMath":
        yield from LATEX_LABEL.findall(content[1])


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
    """Counts `1`, `1.1`, `2` …; an unnumbered heading is passed over."""

    def __init__(self, wanted: bool) -> None:
        self._wanted = wanted
        self._counts: list[int] = []

    def next(self, header: Node) -> str:
        level, attr, _ = header["c"]
        if not self._wanted or "unnumbered" in attr[1]:
            return ""
        self._counts = [*self._counts[:level], *[0] * (level - len(self._counts))]
        self._counts[level - 1] += 1
        return ".".join(map(str, self._counts)).removeprefix("0.")


def by_id(labels: Sequence[Label]) -> Mapping[str, Label]:
    """Return the labels by id, the first of two alike."""
    return {label.id: label for label in reversed(labels)}
