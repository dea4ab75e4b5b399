r"""Cross-references become links with their words: “Figure 2”, “Section 3.1”, “(4)”.

`@fig:x` is a reference in full (its number alone, where its noun stands before it), `[-@fig:x]` and
`\ref{fig:x}` are the number alone, `\eqref{…}`
is the number in brackets; `@fig:x{page}` has its page too, in print. `wording` has their words;
what they point at gets its number in `numbering`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from offprint import pandoc
from offprint.pandoc import Node
from offprint.transforms import nouns
from offprint.transforms.labels import LATEX_LABEL, PREFIX, Label
from offprint.transforms.wording import Pointer, Wording

LATEX_REFERENCE = re.compile(
    r"\\(autoref|Autoref|[cC]ref|ref|eqref|autoref\*|nameref|subref|[cC]refrange)"
    r"\s*\{([^}]*)\}(?:\s*\{([^}]*)\})?"
)
_FORMS = {"ref": "number", "subref": "number", "eqref": "brackets", "nameref": "name"}
_PAGE = "{page}"
_BLANKS = ("Space", "SoftBreak", "LineBreak")
_ENDS = re.compile(r"""[.!?…。:：][\])"'”’»]*""")
_SHORTENED = re.compile(
    r"\W*(?:\w|cf|vgl|ex|e\.g|i\.e|p\.ex|z\.B|d\.h|bzw|resp|ca|см|др|т\.е|np|tzn|bijv)\.", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class CrossReferences:
    """Turns references into links."""

    labels: Mapping[str, Label]
    wording: Wording

    def apply(self, blocks: list[Node]) -> list[Node]:
        """Return the blocks with every reference resolved that has a target."""
        read = pandoc.rewrite(blocks, {"Para": self._read, "Plain": self._read})
        result: list[Node] = pandoc.rewrite(read, {"Cite": self._cite, "RawInline": self._latex})
        return result

    def _read(self, node: Node) -> Node | None:
        """Note at each reference what stands around it: a sentence's start, `{page}`, a tie."""
        run: list[Node] = []
        listed: dict[int, str] = {}
        for inline in node["c"]:
            if _is_reference(inline):
                _tie(run, inline)
                reference = self._unnamed(run, inline, listed) if inline["t"] == "Cite" else inline
                run.append(_capital(reference, self.labels) if _begins_sentence(run) else reference)
            elif run and _is_page(inline) and self._resolves(run[-1]):
                run[-1] = _with_page(run[-1])
                run += pandoc.text(inline["c"].removeprefix(_PAGE))
            else:
                run.append(inline)
        return {**node, "c": run} if run != node["c"] else None

    def _unnamed(self, run: list[Node], cite: Node, listed: dict[int, str]) -> Node:
        """Return a reference as its number alone, if its noun stands before it.

        In `listed` are those that others may follow: “Figures @fig:x, @fig:y”.
        """
        found = [self.labels.get(find(one["citationId"], self.labels)) for one in cite["c"][0]]
        label = found[0]
        if label is None or not all(found) or not label.number or cite["c"][0][0]["citationPrefix"]:
            return cite
        cite = nouns.signed(run, cite)
        open_ = nouns.goes_on(run, listed, label) and not nouns.closes(run)
        if nouns.goes_on(run, listed, label):
            cite = nouns.bare(cite)
        elif nouns.is_named(run, label, self.wording.phrases):
            open_ = nouns.is_plural(run, label, self.wording.phrases) and len(found) == 1
            cite = nouns.bare(cite)
            if run[-1]["t"] in _BLANKS:
                run[-1] = {"t": "Str", "c": "\u00a0"}
        if open_:
            listed[id(cite)] = label.kind
        return cite

    def _resolves(self, node: Node) -> bool:
        return node["t"] == "Cite" and find(node["c"][0][-1]["citationId"], self.labels) in self.labels

    def _cite(self, node: Node) -> list[Node] | None:
        cited = [(one, self.labels.get(find(one["citationId"], self.labels))) for one in node["c"][0]]
        if not any(label for _, label in cited):
            return None
        pointers = [self._pointer(one, label) for one, label in cited if label]
        if len(pointers) == len(cited):
            return self.wording.said(pointers)
        return [{"t": "Cite", "c": [self._mixed(cited), node["c"][1]]}]

    def _mixed(self, cited: Sequence[tuple[Node, Label | None]]) -> list[Node]:
        """Return the citations of works, with the references among them before or behind each."""
        works: list[Node] = []
        waiting: list[Pointer] = []
        for one, label in cited:
            if label:
                waiting.append(self._pointer(one, label))
                continue
            before = [*self.wording.said(waiting), *pandoc.text("; ")] if waiting else []
            works.append({**one, "citationPrefix": [*before, *one["citationPrefix"]]})
            waiting = []
        if waiting:
            behind = [{"t": "Str", "c": ";"}, {"t": "Space"}, *self.wording.said(waiting)]
            works[-1] = {**works[-1], "citationSuffix": [*works[-1]["citationSuffix"], *behind]}
        return works

    def _pointer(self, citation: Node, label: Label) -> Pointer:
        name, suffix = citation["citationId"], citation["citationSuffix"]
        page = bool(citation.get("page"))
        if suffix and suffix[0]["t"] == "Str" and suffix[0]["c"].startswith(_PAGE):
            page, rest = True, suffix[0]["c"].removeprefix(_PAGE)
            suffix = [*([{"t": "Str", "c": rest}] if rest else []), *suffix[1:]]
        bare = citation["citationMode"]["t"] == "SuppressAuthor"
        return Pointer(
            label, "number" if bare else "full",
            initial=name[:1].isupper(), page=page,
            prefix=tuple(citation["citationPrefix"]), suffix=tuple(suffix),
        )  # fmt: skip

    def _latex(self, node: Node) -> list[Node] | None:
        form, source = node["c"]
        match = LATEX_REFERENCE.fullmatch(source.strip()) if form == "tex" else None
        if not match:
            return [] if self._labels_section(source) else None
        found = [label for name in names(match) if (label := self.labels.get(name))]
        if match[3] and len(found) == 2:
            found = self._between(*found)
        kind, initial = _FORMS.get(match[1], "full"), match[1][:1].isupper()
        pointers = [Pointer(label, kind, initial=initial) for label in found]
        return self.wording.said(pointers) if pointers else pandoc.text("??")  # a draft's, as in LaTeX

    def _between(self, first: Label, last: Label) -> list[Label]:
        """Return the labels of a range, its ends included."""
        alike = list({one.number: one for one in self.labels.values() if one.kind == first.kind}.values())
        numbers = [one.number for one in alike]
        ends = sorted(numbers.index(one.number) for one in (first, last))
        return alike[ends[0] : ends[1] + 1]

    def _labels_section(self, source: str) -> bool:
        r"""Tell whether a raw piece is the `\label` of its section, which has done its work."""
        match = LATEX_LABEL.fullmatch(source.strip())
        label = self.labels.get(match[1]) if match else None
        return label is not None and label.kind in ("section", "appendix")


def names(match: re.Match[str]) -> Iterator[str]:
    r"""Yield the labels that a LaTeX reference names: `\cref{a,b}`, `\crefrange{a}{b}`."""
    for group in (match[2], match[3] or ""):
        yield from (name.strip() for name in group.split(",") if name.strip())


def find(key: str, labels: Mapping[str, Label]) -> str:
    """Return the label that a cited key means: `Fig:x`, at a sentence's start, is `fig:x`."""
    return key if key in labels or not PREFIX.match(key) else key[:1].lower() + key[1:]


def _is_reference(inline: Node) -> bool:
    if inline["t"] == "RawInline":
        return bool(inline["c"][0] == "tex" and LATEX_REFERENCE.fullmatch(inline["c"][1].strip()))
    return bool(inline["t"] == "Cite")


def _is_page(inline: Node) -> bool:
    return bool(inline["t"] == "Str" and inline["c"].startswith(_PAGE))


def _tie(run: list[Node], inline: Node) -> None:
    r"""Make the tie before a reference in LaTeX, `Figure~\ref{…}`, a no-break space."""
    if inline["t"] == "RawInline" and run and run[-1]["t"] == "Str" and run[-1]["c"].endswith("~"):
        run[-1] = {"t": "Str", "c": run[-1]["c"].removesuffix("~") + "\u00a0"}


def _begins_sentence(before: Sequence[Node]) -> bool:
    """Tell whether a sentence begins behind these inlines."""
    if before and before[-1]["t"] not in _BLANKS:
        return False
    words = pandoc.plain(list(before[-4:])).rpartition(" ")[2] if before else ""
    return not words or bool(re.search(f"{_ENDS.pattern}$", words) and not _SHORTENED.fullmatch(words))


def _capital(inline: Node, labels: Mapping[str, Label]) -> Node:
    if inline["t"] == "RawInline":
        form, source = inline["c"]
        return {"t": "RawInline", "c": [form, re.sub(r"\\(autoref|cref)", _raised, source)]}
    first, *more = inline["c"][0]
    name = first["citationId"]
    if name not in labels or not PREFIX.match(name) or first["citationPrefix"]:
        return inline
    return {"t": "Cite", "c": [[{**first, "citationId": capital_id(name)}, *more], inline["c"][1]]}


def capital_id(name: str) -> str:
    """Return the form of a label that begins a sentence."""
    return name[:1].upper() + name[1:]


def _raised(match: re.Match[str]) -> str:
    return f"\\{match[1][:1].upper()}{match[1][1:]}"


def _with_page(cite: Node) -> Node:
    *most, last = cite["c"][0]
    return {"t": "Cite", "c": [[*most, {**last, "page": True}], cite["c"][1]]}
