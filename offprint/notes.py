"""Notes and links that lead nowhere: pandoc prints their brackets, drops their text, or says nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from offprint import pandoc
from offprint.manuscript import Manuscript
from offprint.pandoc import Node
from offprint.problems import Place, Problem, problem
from offprint.search import Search, also, first
from offprint.transforms import headings

_CALL = re.compile(r"(?<!\\)\[\^([^\]\s]+)\]")
_LINK = re.compile(r"(?<![\w\\)\]])(!?)\[(?![\^@-])([^\[\]]*)\](\[(?![\^@-])([^\[\]]*)\])")
#: Links to what is not yet there: references, notes, nothing at all, and ids that are spelled otherwise.
_MADE = re.compile(r"#(?:$|ref-|fn|refs$|references$)|.*%")
_HOLDERS = frozenset({"Div", "Header"})
"""What may be the place of the references, or their heading."""
_RAW_ID = re.compile(r"\b(?:id|name)\s*=\s*[\"']?([^\"'\s>]+)")
_RESERVED = re.compile(r"offprint-.*|ref-.*|fn(?:ref)?\d+|footnotes")
_EMPTY_HEADING = re.compile(
    r"^[ \t>]*(?:[-*+]|\d+[.)])?[ \t]*(#{1,6})[ \t]*(?:\{[^}\n]*\})?[ \t]*$", re.MULTILINE
)
_DIVISION = re.compile(r":{3,} ?(?=[\w{])")
_DEFINITION = r"(?:^|(?<=\n))[ \t>]*\[({})\]:"
_ADDRESS = r"[ \t\n]*<?([^\s>]*)"


def faults(manuscript: Manuscript) -> Iterator[Problem]:
    """Yield what is wrong with notes, reference links and fenced divs."""
    search = manuscript.search
    written = _Written(manuscript)
    yield from _undefined_notes(search, written)
    yield from _calls_from_above(search, written)
    yield from _undefined_links(search, written)
    yield from _doubled_notes(search, _logged(manuscript, "DuplicateNoteReference"))
    yield from _unused_notes(search, _logged(manuscript, "NoteDefinedButNotUsed"))
    yield from _doubled_links(search, _logged(manuscript, "DuplicateLinkReference"))
    yield from _unclosed(manuscript)
    yield from _missing_anchors(manuscript)
    yield from _reserved_ids(manuscript)
    yield from _empty_headings(manuscript)


def _logged(manuscript: Manuscript, kind: str) -> list[str]:
    """Return what pandoc's log names under one kind, once each."""
    return list(dict.fromkeys(one.subject for one in manuscript.log if one.kind == kind))


class _Written:
    """The text as it will be printed, brackets and carets too, without code and formulas.

    Put together only if it is asked for.
    """

    def __init__(self, manuscript: Manuscript) -> None:
        self._manuscript = manuscript
        self._text: str | None = None

    def __contains__(self, words: str) -> bool:
        if self._text is None:
            tree = self._manuscript.tree
            kinds: dict[str, pandoc.Rewriter] = {
                "Superscript": _careted,
                "Note": _open,
                "Code": _dropped,
                "Math": _dropped,
            }
            bare = pandoc.rewrite([tree["meta"], tree["blocks"]], {**kinds, "CodeBlock": _dropped})
            self._text = pandoc.plain(bare)
        return " ".join(words.split()) in self._text


def _careted(node: Node) -> list[Node]:
    """Two notes without text beside each other, `[^a][^b]`, are read as a superscript."""
    caret = {"t": "Str", "c": "^"}
    return [caret, *node["c"], caret]


def _dropped(_: Node) -> list[Node]:
    return []


def _open(node: Node) -> Node:
    return {"t": "Div", "c": [pandoc.attr(""), node["c"]]}


def _undefined_notes(search: Search, written: _Written) -> Iterator[Problem]:
    places: dict[str, list[Place]] = {}
    for match, place in search.matches(_CALL):
        if not _defines(match):
            places.setdefault(match[1], []).append(place)
    defined = {match[1] for match, _ in search.matches(_CALL) if _defines(match)}
    for key, found in places.items():
        if key not in defined and f"[^{key}]" in written:
            what = f"there is no note “{key}”: “[^{key}]” would be printed as it stands{also(found)}"
            hint = f"write the note as [^{key}]: …, or \\[^{key}] if no note is meant"
            yield problem("undefined-note", what, first(found), hint)


def _defines(match: re.Match[str]) -> bool:
    """Tell whether `[^key]` stands at a line's beginning with a colon behind: that is the note itself."""
    line = match.string.rfind("\n", 0, match.start()) + 1
    before = match.string[line : match.start()].strip(" \t>")
    return not before and match.string[match.end() : match.end() + 1] == ":"


def _calls_from_above(search: Search, written: _Written) -> Iterator[Problem]:
    """The front matter is parsed by itself: notes that stand in the text are not known there."""
    for front in search.front:
        for match, place in Search(front).matches(_CALL):
            if f"[^{match[1]}]" in written and list(search.pattern(_note(match[1]))):
                what = f"the note “{match[1]}” cannot be called from the front matter"
                yield problem("undefined-note", what, place, "write it in place there, as ^[…]")


def _note(key: str) -> re.Pattern[str]:
    return re.compile(_DEFINITION.format(re.escape(f"^{key}")))


def _written_notes(search: Search, key: str, least: int = 1) -> list[Place]:
    """Return where a note is written: at a line's beginning, else inside a list or another note too."""
    at_the_beginning = list(search.pattern(_note(key)))
    return at_the_beginning if len(at_the_beginning) >= least else list(search.literal(f"[^{key}]:"))


def _undefined_links(search: Search, written: _Written) -> Iterator[Problem]:
    for match, place in search.matches(_LINK):
        mark, text, label = match[1], " ".join(match[2].split()), match[4] or match[2]
        if f"]{' '.join(match[3].split())}" not in written or not (mark or _is_prose(text)):
            continue
        shown = f"{mark}[{text}]{match[3]}"
        hint = f"write [{label}]: with its address, or \\[ if no link is meant"
        if mark:
            what = f"the image “{shown}” would be printed as it stands: nothing defines “{label}”"
            yield problem("image-missing", what, place, hint)
        else:
            what = f"the link “{shown}” would be printed as it stands: nothing defines “{label}”"
            yield problem("undefined-link", what, place, hint)


def _is_prose(text: str) -> bool:
    """Tell words from symbols: `[A][B]` may be a product of concentrations."""
    return sum(letter.isalpha() for letter in text) >= 3


def _doubled_notes(search: Search, keys: Sequence[str]) -> Iterator[Problem]:
    for key in keys:
        places = _written_notes(search, key, 2)
        what = f"the note “{key}” is written {max(len(places), 2)} times, and only the last would be printed"
        yield problem(
            "duplicate-note",
            what + also(places[1:]),
            first(places[1:]) or first(places),
            "give each note a key of its own",
        )


def _unused_notes(search: Search, keys: Sequence[str]) -> Iterator[Problem]:
    for key in keys:
        places = _written_notes(search, key)
        what = f"nothing calls the note “{key}”, and it is left out"
        yield problem("unused-note", what, first(places), f"write [^{key}] where it belongs, or delete it")


def _doubled_links(search: Search, labels: Sequence[str]) -> Iterator[Problem]:
    for label in labels:
        name = label.removeprefix("[").removesuffix("]")
        pattern = re.compile(_DEFINITION.format(re.escape(name)) + _ADDRESS, re.IGNORECASE)
        found = list(search.matches(pattern))
        if len({match[2] for match, _ in found}) > 1:
            what = f"“[{name}]” has several addresses, and every link to it takes the last"
            places = [place for _, place in found[1:]]
            yield problem("duplicate-link", what, first(places), "give each address a label of its own")


def _unclosed(manuscript: Manuscript) -> Iterator[Problem]:
    for entry in manuscript.log:
        if entry.kind == "UnclosedDiv":
            place = _opening(manuscript, entry.line)
            what = "the fenced division that opens here is never closed"
            yield problem("unclosed-div", what, place, "write ::: on a line of its own where it ends")


def _opening(manuscript: Manuscript, line: int) -> Place | None:
    """Return where a division opens; inside a list, pandoc counts the lines from its item's first."""
    lines = manuscript.text.text.split("\n")
    if line and ":::" in lines[min(line, len(lines)) - 1]:
        return manuscript.text.place(line, 1)
    return next(manuscript.search.pattern(_DIVISION), None)


def _missing_anchors(manuscript: Manuscript) -> Iterator[Problem]:
    """A link inside the text needs its target; what the editions add themselves is left to `compose`."""
    nodes = list(pandoc.walk([manuscript.tree["meta"], manuscript.tree["blocks"]]))
    targets = dict.fromkeys(node["c"][2][0] for node in nodes if node["t"] == "Link")
    wanted = [one[1:] for one in targets if one.startswith("#") and not _MADE.match(one)]
    ids = {label.anchor for label in manuscript.labels} if wanted else set()
    for node in nodes if wanted else ():
        ids |= set(pandoc.identifiers(node)) | set(_raw_ids(node))
    for name in wanted:
        if name not in ids:
            places = list(manuscript.search.literal(f"#{name}"))
            hint = f"put {{#{name}}} behind the heading, figure or table that is meant"
            what = f"nothing has the id “{name}”{also(places)}"
            yield problem("broken-anchor", what, first(places), hint)


def _reserved_ids(manuscript: Manuscript) -> Iterator[Problem]:
    """Yield ids that an edition has of its own: what bears one would be taken for a note or a title."""
    nodes = list(pandoc.walk([manuscript.tree["meta"], manuscript.tree["blocks"]]))
    found = [name for node in nodes if node["t"] != "Header" for name in pandoc.identifiers(node)]
    found += [name for node in nodes for name in _raw_ids(node)]
    reserved = [name for name in dict.fromkeys(found) if _RESERVED.fullmatch(name)]
    misplaced = [one for one in nodes if one["t"] not in _HOLDERS and "refs" in pandoc.identifiers(one)]
    for name in [*reserved, *(["refs"] if misplaced or found.count("refs") > 1 else [])]:
        places = list(manuscript.search.literal(name))
        what = f"the id “{name}” is one that the editions use themselves{also(places)}"
        yield problem("reserved-id", what, first(places), "choose another")


def _empty_headings(manuscript: Manuscript) -> Iterator[Problem]:
    blocks = manuscript.tree["blocks"]
    count = sum(headings.is_empty(node) for node in pandoc.walk(blocks) if node["t"] == "Header")
    places = list(manuscript.search.pattern(_EMPTY_HEADING)) if count else []
    if count:
        what = f"a heading without words is left out{also(places)}"
        yield problem("empty-heading", what, first(places), "give it words, or delete it")


def _raw_ids(node: Node) -> list[str]:
    return _RAW_ID.findall(node["c"][1]) if node["t"] in ("RawInline", "RawBlock") else []
