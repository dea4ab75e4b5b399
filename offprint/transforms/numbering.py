"""Captions, headings and equations get their numbers: “Figure 2.”, “3.1”, “(4)”."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from offprint import pandoc
from offprint.pandoc import Node
from offprint.phrases import CALLOUTS
from offprint.transforms import callouts, equations, floats, theorems
from offprint.transforms.labels import (
    EQUATION_ID,
    Label,
    ids,
    is_display,
    panel_letters,
)
from offprint.transforms.wording import Wording


@dataclass(frozen=True, slots=True)
class Numbering:
    """Puts numbers where they are looked for."""

    labels: Mapping[str, Label]
    wording: Wording

    def apply(self, blocks: list[Node]) -> list[Node]:
        """Return the blocks with every labelled thing numbered."""
        rewriters = {
            "Figure": self._figure,
            "Table": self._table,
            "Header": self._header,
            "Math": self._labelled_math,
            "Para": self._equation,
            "Plain": self._equation,
            "Div": self._division,
        }
        result: list[Node] = pandoc.rewrite(blocks, rewriters)
        return result

    def _figure(self, node: Node) -> Node | None:
        if "panel" in node["c"][0][1]:
            return None
        parts = floats.panels(node)
        label = self._label(node) or next((one for part in parts if (one := self._label(part))), None)
        if parts:
            letters = panel_letters()
            panel = {"Figure": lambda one: _captioned(one, f"({next(letters)})", one["c"][0][0])}
            node = {"t": "Figure", "c": [*node["c"][:2], pandoc.rewrite(node["c"][2], panel)]}
        if label is None:
            return node if parts else None
        anchor = label.anchor if self._label(node) else ""
        number = label.number.rstrip("abcdefghijklmnopqrstuvwxyz") if parts else label.number
        return _captioned(node, f"{self.wording.noun(label.kind)}\u00a0{number}.", anchor)

    def _table(self, node: Node) -> Node | None:
        label = self._label(node)
        if label is None:
            return None
        return _captioned(node, f"{self.wording.noun(label.kind)}\u00a0{label.number}.", label.anchor)

    def _division(self, node: Node) -> Node | None:
        """Call a statement what it is, and give a call-out its number, if it has one."""
        (identifier, classes, _), _ = node["c"]
        label = self.labels.get(identifier)
        if classes[:1] == ["statement"]:
            noun = self.wording.noun(classes[1])
            return theorems.called(node, f"{noun}\u00a0{label.number}" if label else noun)
        if label is None or label.kind not in CALLOUTS:
            return None
        return callouts.called(node, f"{self.wording.noun(label.kind)}\u00a0{label.number}")

    def _label(self, node: Node) -> Label | None:
        return next((self.labels[one] for one in ids(node) if one in self.labels), None)

    def _header(self, node: Node) -> Node | None:
        level, attr, inlines = node["c"]
        label = self.labels.get(attr[0])
        if label is None or not label.number:
            return None
        whole = label.kind == "appendix" and "." not in label.number
        words = f"{self.wording.noun('appendix')}\u00a0{label.number}" if whole else label.number
        number = pandoc.span([{"t": "Str", "c": words}], "section-number")
        return {"t": "Header", "c": [level, attr, [number, {"t": "Space"}, *inlines]]}

    def _equation(self, node: Node) -> Node | list[Node]:
        """`$$…$$ {#eq:x}`: the id belongs to the formula before it. An emptied paragraph goes."""
        inlines: list[Node] = []
        for inline in node["c"]:
            match = EQUATION_ID.fullmatch(inline["c"]) if inline["t"] == "Str" else None
            while match and inlines and inlines[-1]["t"] in ("Space", "SoftBreak"):
                inlines.pop()
            label = self.labels.get(match[1]) if match and inlines else None
            if label and is_display(inlines[-1]):
                inlines.append(_numbered(inlines.pop(), label))
            elif label and _is_tagged(inlines[-1]):
                (_, *more), content = inlines.pop()["c"]
                inlines.append({"t": "Span", "c": [[label.anchor, *more], content]})
            else:
                inlines.append(inline)
        return {**node, "c": inlines} if inlines or not node["c"] else []

    def _labelled_math(self, node: Node) -> Node | list[Node] | None:
        if not is_display(node):
            return None
        kind, tex = node["c"]
        rows = equations.rows(tex)
        numbers = [self._number_of(row) for row in rows]
        marked = [number for number in numbers if number]
        whole = self.labels.get(equations.parted(tex) or "")
        if whole and not marked:
            marked = [f"({whole.number})"]
        if not marked:
            return None if equations.parted(tex) is None else {"t": "Math", "c": [kind, equations.bare(tex)]}
        if equations.is_unaligned(tex) and numbers != [""]:
            return [_beside(row.tex, self._number_of(row), row.label) for row in rows]
        anchor = next((row.label for row in rows if row.label in self.labels), whole.anchor if whole else "")
        if len(marked) > 1:
            math = {"t": "Math", "c": [kind, equations.numbered(tex, numbers)]}
            return pandoc.span([math], "equation", "rows", identifier=anchor)
        return _beside(equations.bare(tex), marked[0], anchor)

    def _number_of(self, row: equations.Row) -> str:
        """Return what stands beside a line of a formula; empty if it has no number."""
        label = self.labels.get(row.label)
        return row.tag or (f"({label.number})" if label else "")


def _is_tagged(inline: Node) -> bool:
    """Tell whether an inline is a formula that has its number, and no id yet."""
    return bool(inline["t"] == "Span" and inline["c"][0][:2] == ["", ["equation"]])


def _beside(tex: str, number: str, anchor: str) -> Node:
    """Return a formula with its number beside it, if it has one."""
    math = {"t": "Math", "c": [{"t": "DisplayMath"}, tex.strip()]}
    if not number:
        return math
    return pandoc.span(
        [math, pandoc.span(pandoc.text(number), "equation-number")], "equation", identifier=anchor
    )


def _numbered(math: Node, label: Label) -> Node:
    number = pandoc.span([{"t": "Str", "c": f"({label.number})"}], "equation-number")
    return pandoc.span([math, number], "equation", identifier=label.anchor)


def _captioned(node: Node, words: str, anchor: str) -> Node:
    """Return a figure or a table under its id, with its number before its caption."""
    attr, (short, blocks), *rest = node["c"]
    label = pandoc.span([{"t": "Str", "c": words}], "caption-label")
    caption = _prepend(blocks, [label, {"t": "Space"}])
    return {**node, "c": [[anchor or attr[0], *attr[1:]], [short, caption], *rest]}


def _prepend(blocks: list[Node], inlines: list[Node]) -> list[Node]:
    if blocks and blocks[0]["t"] in ("Plain", "Para"):
        first = {**blocks[0], "c": [*inlines, *blocks[0]["c"]]}
        return [first, *blocks[1:]]
    return [{"t": "Plain", "c": inlines}, *blocks]
