"""What no honest text holds, and what engines choke on: refused before one begins.

Pandoc's reader takes twice as long for each further bracket that is open, and a list in a list costs it
ever more; others fill the memory. The limits are far above anything that an author has written, and
they are no rules that a front matter could switch off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from offprint import pandoc
from offprint.body import Element
from offprint.macros import DEFINITION
from offprint.problems import Problem, problem
from offprint.search import Search, mask_code
from offprint.source import SourceText

BRACKETS = 12
"""Square brackets that are open at once in a paragraph."""
PARENTHESES = 400
DEPTH = 120
"""Lists, quotations and elements inside one another: engines fail at some 250, and readers long before."""
COLUMNS = 200
PARAGRAPH = 300_000
"""Characters without a blank line: some hundred pages."""
FORMULA = 20_000
BRACES = 40
"""Braces inside one another in a formula."""
EXPANSION = 100_000
"""Characters that a macro stands for."""
_INDENT = 2 * DEPTH
_BRACKET = re.compile(r"\\.|\n[ \t]*\n|[\[\]()]", re.DOTALL)
_MARKERS = re.compile(r"^(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t])))++", re.MULTILINE)
_MARKER = re.compile(r"[>*+-]|\d+[.)]")
_INDENTED = re.compile(rf"^[ \t]{{{_INDENT},}}(?=[-*+>]|\d+[.)])", re.MULTILINE)
_NESTED = """a b i u s q em strong span small big sub sup code kbd samp var del ins mark font div blockquote
ul ol dl table section details cite abbr""".split()
_TAG = re.compile(rf"\n[ \t]*\n|<(?P<end>/?)(?:{'|'.join(_NESTED)})\b", re.IGNORECASE)
_BETWEEN = r"(?:[\s|,;&+-]|<[^>]*>)+"
"""What may stand between the cells of a table."""
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_ARGUMENTS = re.compile(r"\s*(?:\[[^\]\n]*\]|#\d)*\s*\{")


def of_text(text: SourceText, macros: str = "") -> Iterator[Problem]:
    """Yield what is too much in a text; `macros` are the front matter's definitions."""
    shown = mask_code(text.text)
    yield from _open_brackets(text, shown)
    yield from _markers(text, shown)
    yield from _elements(text, shown)
    yield from _paragraphs(text, shown)
    yield from _macros(text, macros)


def of_tree(tree: pandoc.Tree, search: Search) -> Iterator[Problem]:
    """Yield the formulas that are too much."""
    for node in pandoc.walk([tree["meta"], tree["blocks"]]):
        if node["t"] == "Math":
            yield from _formula(node["c"][1], search)


def of_body(main: Element, search: Search) -> Iterator[Problem]:
    """Yield the tables of too many columns, in the pages' own elements: some are written as such."""
    for table in main.iter("table"):
        row = max(table.iter("tr"), key=_columns, default=None)
        if row is not None and _columns(row) > COLUMNS:
            words = " ".join(row.itertext()).split()[:6]
            pattern = re.compile(_BETWEEN.join(map(re.escape, words)))
            place = next(search.pattern(pattern), None) if words else None
            what = f"a table of {_columns(row)} columns cannot be set"
            yield problem("overlong", what, place, f"split it: {COLUMNS} are more than a page can hold")


def _columns(row: Element) -> int:
    """Return how many columns a row takes up."""
    spans = (cell.get("colspan", "1") for cell in row)
    return sum(int(one) if one.isdecimal() and len(one) < 10 else 1 for one in spans)


def _formula(tex: str, search: Search) -> Iterator[Problem]:
    deepest, depth = 0, 0
    for brace in _BRACE.findall(tex) if len(tex) > BRACES else ():
        depth += (brace == "{") - (brace == "}")
        deepest = max(deepest, depth)
    if deepest <= BRACES and len(tex) <= FORMULA:
        return
    place = next(search.literal(" ".join(tex[:400].split()[:8])), None) or search.text.place(1)
    shown = f"the formula “{' '.join(tex[:200].split())[:40]} …”"
    if deepest > BRACES:
        yield problem("nesting", f"{shown} has braces {deepest} deep", place, "take it apart")
    else:
        yield problem("overlong", f"{shown} has {len(tex)} characters", place, "take it apart")


def _open_brackets(text: SourceText, shown: str) -> Iterator[Problem]:
    """Yield where too many brackets are open, once for each paragraph."""
    if shown.count("[") <= BRACKETS and shown.count("(") <= PARENTHESES:
        return
    square = round_ = 0
    told = False
    for match in _BRACKET.finditer(shown):
        sign = match[0]
        if sign[0] == "\n":
            square, round_, told = 0, 0, False
        elif sign in "[]":
            square = max(0, square + (1 if sign == "[" else -1))
        elif sign in "()":
            round_ = max(0, round_ + (1 if sign == "(" else -1))
        if not told and (square > BRACKETS or round_ > PARENTHESES):
            told = True
            kind, most = ("square brackets", BRACKETS) if square > BRACKETS else ("brackets", PARENTHESES)
            what = f"more than {most} {kind} are open here at once"
            hint = "close them, write \\[ where no link is meant, or make intervals formulas: $[0, 1)$"
            yield problem("nesting", what, text.at_offset(match.start()), hint)


def _markers(text: SourceText, shown: str) -> Iterator[Problem]:
    """Yield lines that open too many lists or quotations, or stand too deep in them."""
    for match in _MARKERS.finditer(shown) if len(shown) > DEPTH else ():
        rule = shown[match.end() : match.end() + 1] in ("", "\n")  # - - - alone is a line across
        if match.end() - match.start() > DEPTH and not rule and len(_MARKER.findall(match[0])) > DEPTH:
            yield _too_deep(text, match.start())
            return
    if indented := _INDENTED.search(shown):
        yield _too_deep(text, indented.end())


def _elements(text: SourceText, shown: str) -> Iterator[Problem]:
    """Yield where elements of HTML are nested too deeply."""
    depth = 0
    for match in _TAG.finditer(shown) if shown.count("<") > DEPTH else ():
        if match["end"] is None:
            depth = 0
            continue
        depth = max(0, depth + (-1 if match["end"] else 1))
        if depth > DEPTH:
            yield _too_deep(text, match.start())
            return


def _too_deep(text: SourceText, offset: int) -> Problem:
    what = "lists, quotations, divisions or emphasis are nested too deeply to be set"
    return problem("nesting", what, text.at_offset(offset), "nest them less deeply")


def _paragraphs(text: SourceText, shown: str) -> Iterator[Problem]:
    start = 0
    for match in _BLANK_LINE.finditer(shown) if len(shown) > PARAGRAPH else ():
        yield from _paragraph(text, shown[start : match.start()], start)
        start = match.end()
    yield from _paragraph(text, shown[start:], start)


def _paragraph(text: SourceText, shown: str, start: int) -> Iterator[Problem]:
    if len(shown) > PARAGRAPH:
        what = f"{len(shown)} characters without a blank line are too much to be set"
        yield problem("overlong", what, text.at_offset(start + len(shown) - len(shown.lstrip())), "split it")


def _macros(text: SourceText, macros: str) -> Iterator[Problem]:
    """Yield the macros that stand for themselves, or for more than a formula may hold."""
    bodies: dict[str, tuple[str, int]] = {}
    for source, own in ((macros, False), (text.text, True)):
        for match in DEFINITION.finditer(source) if "\\" in source else ():
            name = _COMMAND.findall(match[0])[-1]
            bodies[name] = (_body(source, match.end()), match.start() + match[0].index("\\") if own else -1)
    sizes: dict[str, int] = {}
    for name, (_, offset) in bodies.items():
        if _size(name, bodies, sizes, ()) > EXPANSION:
            place = text.at_offset(offset) if offset >= 0 else text.place(1)
            what = f"the macro “\\{name}” stands for itself, or for more than {EXPANSION} characters"
            yield problem("math", what, place, "write what it is to stand for")
            return


def _body(source: str, start: int) -> str:
    """Return what a definition says between its braces."""
    opened = _ARGUMENTS.match(source, start)
    depth = 1
    for match in _BRACE.finditer(source, opened.end(), opened.end() + EXPANSION) if opened else ():
        depth += (match[0] == "{") - (match[0] == "}")
        if not depth and opened:
            return source[opened.end() : match.start()]
    return ""


def _size(
    name: str, bodies: dict[str, tuple[str, int]], sizes: dict[str, int], around: tuple[str, ...]
) -> int:
    """Return how many characters a macro stands for; more than is allowed if it stands for itself."""
    if name in around or len(around) > BRACES:
        return EXPANSION + 1
    if name not in sizes:
        body = bodies[name][0]
        used = [one for one in _COMMAND.findall(body) if one in bodies]
        counts = {one: used.count(one) for one in dict.fromkeys(used)}
        total = sum(count * _size(one, bodies, sizes, (*around, name)) for one, count in counts.items())
        sizes[name] = min(len(body) + total, EXPANSION + 1)
    return sizes[name]
