r"""Cross-references become links with their words: “Figure 2”, “Section 3.1”, “(4)”.

`@fig:x` is a reference in full, `[-@fig:x]` and `\ref{fig:x}` are the number alone, `\eqref{…}`
is the number in brackets.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from offprint import pandoc
from offprint.pandoc import Node
from offprint.terms import Terms
from offprint.transforms.labels import EQUATION_ID, LATEX_LABEL, PREFIX, Label, ids, is_display

LATEX_REFERENCE = re.compile(r"\\(autoref|cref|Cref|ref|eqref|autoref\*|nameref)\s*\{([^}]*)\}")


@dataclass(frozen=True, slots=True)
class CrossReferences:
    """Turns references into links and puts the numbers into captions."""

    labels: Mapping[str, Label]
    terms: Terms

    def apply(self, blocks: list[Node]) -> list[Node]:
        """Return the blocks with every reference resolved that has a target."""
        rewriters = {
            "Cite": self._cite,
            "RawInline": self._latex,
            "Figure": self._figure,
            "Table": self._table,
            "Header": self._header,
            "CodeBlock": self._listing,
            "Math": self._labelled_math,
            "Para": self._equation,
            "Plain": self._equation,
        }
        result: list[Node] = pandoc.rewrite(blocks, rewriters)
        return result

    def _cite(self, node: Node) -> list[Node] | None:
        targets = [self.labels.get(find(one["citationId"], self.labels)) for one in node["c"][0]]
        if not all(targets):
            return None
        inlines: list[Node] = []
        for citation, label in zip(node["c"][0], targets, strict=True):
            assert label is not None
            bare = citation["citationMode"]["t"] == "SuppressAuthor"
            inlines += pandoc.text(", ") if inlines else []
            inlines += citation["citationPrefix"] + ([{"t": "Space"}] if citation["citationPrefix"] else [])
            inlines += [self._link(label, "ref" if bare else "autoref"), *citation["citationSuffix"]]
        return inlines

    def _latex(self, node: Node) -> list[Node] | None:
        form, source = node["c"]
        match = LATEX_REFERENCE.fullmatch(source.strip()) if form == "tex" else None
        if not match:
            return [] if self._labels_section(source) else None
        inlines: list[Node] = []
        for name in match[2].split(","):
            if label := self.labels.get(name.strip()):
                inlines += [*(pandoc.text(", ") if inlines else []), self._link(label, match[1])]
        return inlines or None

    def _labels_section(self, source: str) -> bool:
        r"""Tell whether a raw piece is the `\label` of its section, which has done its work."""
        match = LATEX_LABEL.fullmatch(source.strip())
        label = self.labels.get(match[1]) if match else None
        return label is not None and label.kind == "section"

    def _link(self, label: Label, command: str) -> Node:
        words = self._words(label, command)
        return {"t": "Link", "c": [pandoc.attr("", ["xref"]), words, [f"#{label.anchor}", ""]]}

    def _words(self, label: Label, command: str) -> list[Node]:
        number = label.number
        if not number:
            title = pandoc.text(label.title)
            return title if command == "nameref" else [{"t": "Quoted", "c": [{"t": "DoubleQuote"}, title]}]
        if command == "eqref":
            return [_str(f"({number})")]
        if command == "ref":
            return [_str(number)]
        return [_str(f"{self._term(label)}\u00a0{number}")]

    def _term(self, label: Label) -> str:
        return str(getattr(self.terms, label.kind))

    def _figure(self, node: Node) -> Node | None:
        return self._captioned(node, node["c"][0], node["c"][1])

    def _table(self, node: Node) -> Node | None:
        return self._captioned(node, node["c"][0], node["c"][1])

    def _captioned(self, node: Node, attr: list[object], caption: list[object]) -> Node | None:
        name = next((one for one in ids(node) if one in self.labels), "")
        if not name:
            return None
        label = self.labels[name]
        words = pandoc.span([_str(f"{self._term(label)}\u00a0{label.number}.")], "caption-label")
        blocks = _prepend(caption[1], [words, {"t": "Space"}])
        return {**node, "c": [[label.anchor, *attr[1:]], [caption[0], blocks], *node["c"][2:]]}

    def _header(self, node: Node) -> Node | None:
        level, attr, inlines = node["c"]
        label = self.labels.get(attr[0])
        if label is None or not label.number:
            return None
        number = pandoc.span([_str(label.number)], "section-number")
        return {"t": "Header", "c": [level, attr, [number, {"t": "Space"}, *inlines]]}

    def _listing(self, node: Node) -> Node | None:
        label = self.labels.get(node["c"][0][0])
        caption = pandoc.attribute(node, "caption") or pandoc.attribute(node, "lst-cap")
        if label is None or label.kind != "listing":
            return None
        words = pandoc.span([_str(f"{self._term(label)}\u00a0{label.number}.")], "caption-label")
        identifier, classes, attributes = node["c"][0]
        code = {"t": "CodeBlock", "c": [["", classes, attributes], node["c"][1]]}
        inlines = [words, {"t": "Space"}, *pandoc.text(caption)]
        figure = [pandoc.attr(identifier, ["listing"]), [None, [{"t": "Plain", "c": inlines}]], [code]]
        return {"t": "Figure", "c": figure}

    def _equation(self, node: Node) -> Node | list[Node]:
        """`$$…$$ {#eq:x}`: the id belongs to the formula before it. An emptied paragraph goes."""
        inlines: list[Node] = []
        for inline in node["c"]:
            match = EQUATION_ID.fullmatch(inline["c"]) if inline["t"] == "Str" else None
            while match and inlines and inlines[-1]["t"] in ("Space", "SoftBreak"):
                inlines.pop()
            if match and inlines and is_display(inlines[-1]) and match[1] in self.labels:
                inlines.append(self._numbered(inlines.pop(), self.labels[match[1]]))
            else:
                inlines.append(inline)
        return {**node, "c": inlines} if inlines or not node["c"] else []

    def _labelled_math(self, node: Node) -> Node | None:
        if not is_display(node):
            return None
        names = LATEX_LABEL.findall(node["c"][1])
        bare = {"t": "Math", "c": [node["c"][0], LATEX_LABEL.sub("", node["c"][1]).strip()]}
        return self._numbered(bare, self.labels[names[0]]) if names and names[0] in self.labels else None

    def _numbered(self, math: Node, label: Label) -> Node:
        number = pandoc.span([_str(f"({label.number})")], "equation-number")
        return pandoc.span([math, number], "equation", identifier=label.anchor)


def find(key: str, labels: Mapping[str, Label]) -> str:
    """Return the label that a cited key means: `Fig:x`, at a sentence's start, is `fig:x`."""
    return key if key in labels or not PREFIX.match(key) else key[:1].lower() + key[1:]


def _prepend(blocks: object, inlines: list[Node]) -> list[Node]:
    assert isinstance(blocks, list)
    if blocks and blocks[0]["t"] in ("Plain", "Para"):
        first = {**blocks[0], "c": [*inlines, *blocks[0]["c"]]}
        return [first, *blocks[1:]]
    return [{"t": "Plain", "c": inlines}, *blocks]


def _str(word: str) -> Node:
    return {"t": "Str", "c": word}
