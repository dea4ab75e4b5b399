"""What the glyphs of a PDF's page mean, run by run (ISO 32000-1, §9.10 and §14.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import pikepdf

_OPERATORS = "BDC BMC EMC Tf Tj TJ ' \" q Q Do sh f F f* B B* b b* S s INLINE IMAGE"
_PAINTING = frozenset(["sh", "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "INLINE IMAGE"])
_CODE_SPACE = re.compile(rb"begincodespacerange\s*<([0-9A-Fa-f]+)>")
_TABLE = re.compile(rb"begin(bfchar|bfrange)(.*?)end", re.DOTALL)
_ITEM = re.compile(rb"<([0-9A-Fa-f\s]*)>|\[([^\]]*)\]")
_DEEPEST = 12
"""How deep forms may lie inside one another."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page's marked content: the text of each run, and what is painted at all."""

    runs: Mapping[int, str]
    painted: frozenset[int]


@dataclass(slots=True)
class _Span:
    """Marked content that is open: its number if it has one, its text if it carries it."""

    artifact: bool
    mcid: int | None
    actual: str | None
    said: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Font:
    """What the codes of a font mean, each of `width` bytes."""

    meanings: Mapping[int, str]
    width: int

    def read(self, codes: bytes) -> str:
        """Return what the codes say; a code without a meaning is U+FFFD."""
        meanings, width = self.meanings, self.width
        return "".join(
            meanings.get(int.from_bytes(codes[at : at + width], "big"), "\ufffd")
            for at in range(0, len(codes), width)
        )


def read_content(page: pikepdf.Page, fonts: dict[tuple[int, int], Font]) -> Page:
    """Return the marked content of a page; `fonts` keeps what was learnt of fonts for the next."""
    reader = _Content(fonts)
    reader.read(page, page.resources)
    return Page({mcid: "".join(said) for mcid, said in reader.runs.items()}, frozenset(reader.painted))


class _Content:
    """Performs the operators that say or paint something."""

    def __init__(self, fonts: dict[tuple[int, int], Font]) -> None:
        self._fonts = fonts
        self._open: list[_Span] = []
        self._font = Font({}, 1)
        self._saved: list[Font] = []
        self._depth = 0
        self.runs: dict[int, list[str]] = {}
        self.painted: set[int] = set()

    def read(self, stream: pikepdf.Page | pikepdf.Object, resources: pikepdf.Object) -> None:
        """Perform the operators of a page or a form."""
        for operands, operator in pikepdf.parse_content_stream(stream, _OPERATORS):
            name = str(operator)
            if name in ("TJ", "Tj", "'", '"'):
                self._show(operands[-1])
            elif name in ("BDC", "BMC"):
                self._begin(operands, resources)
            elif name == "EMC":
                self._end()
            else:
                self._set(name, operands, resources)

    def _set(self, operator: str, operands: Sequence[pikepdf.Object], resources: pikepdf.Object) -> None:
        if operator == "Tf":
            self._font = self._learnt(resources.Font[operands[0]])
        elif operator == "q":
            self._saved.append(self._font)
        elif operator == "Q" and self._saved:
            self._font = self._saved.pop()
        elif operator == "Do":
            self._draw(resources.XObject[operands[0]], resources)
        elif operator in _PAINTING:
            self._paint()

    def _paint(self) -> None:
        self.painted |= {span.mcid for span in self._open if span.mcid is not None}

    def _draw(self, drawn: pikepdf.Object, resources: pikepdf.Object) -> None:
        """Draw an image, or perform a form."""
        self._paint()
        if drawn.get("/Subtype") == "/Form" and self._depth < _DEEPEST:
            self._depth += 1
            font, saved = self._font, self._saved
            self.read(drawn, drawn.get("/Resources", resources))
            self._font, self._saved = font, saved
            self._depth -= 1

    def _show(self, shown: pikepdf.Object) -> None:
        pieces = shown if isinstance(shown, pikepdf.Array) else [shown]
        codes = b"".join(bytes(one) for one in pieces if not isinstance(one, (int, Decimal)))
        if self._open:
            self._open[-1].said.append(self._font.read(codes))

    def _begin(self, operands: Sequence[pikepdf.Object], resources: pikepdf.Object) -> None:
        properties = operands[1] if len(operands) > 1 else pikepdf.Dictionary()
        if isinstance(properties, pikepdf.Name):
            properties = resources.Properties[properties]
        mcid, actual = properties.get("/MCID"), properties.get("/ActualText")
        self._open.append(
            _Span(
                str(operands[0]) == "/Artifact",
                None if mcid is None else int(mcid),
                None if actual is None else str(actual),
            )
        )

    def _end(self) -> None:
        """Close a span; without a number of its own, it speaks for the one around it."""
        if not self._open:
            return
        span = self._open.pop()
        said = "".join(span.said) if span.actual is None else span.actual
        if span.mcid is not None:
            self.runs.setdefault(span.mcid, []).append(said)
        elif self._open and not span.artifact:
            self._open[-1].said.append(said)

    def _learnt(self, font: pikepdf.Object) -> Font:
        if font.objgen not in self._fonts:
            self._fonts[font.objgen] = _font(font)
        return self._fonts[font.objgen]


def _font(font: pikepdf.Object) -> Font:
    """Return what a font's codes mean, by its ToUnicode table (Adobe Technical Note 5411)."""
    table = font.get("/ToUnicode")
    width = 2 if font.get("/Subtype") == "/Type0" else 1
    if table is None:
        return Font({}, width)
    source = table.read_bytes()
    space = _CODE_SPACE.search(source)
    meanings: dict[int, str] = {}
    for kind, body in _TABLE.findall(source):
        meanings.update(_pairs(body) if kind == b"bfchar" else _ranges(body))
    return Font(meanings, len(space[1]) // 2 if space else width)


def _pairs(body: bytes) -> Iterator[tuple[int, str]]:
    items = [one for one, _ in _ITEM.findall(body)]
    for code, text in zip(items[::2], items[1::2], strict=False):
        yield int(code, 16), _letters(text)


def _ranges(body: bytes) -> Iterator[tuple[int, str]]:
    items = _ITEM.findall(body)
    for (first, _), (last, _), (text, several) in zip(items[::3], items[1::3], items[2::3], strict=False):
        codes = range(int(first, 16), int(last, 16) + 1)
        if several:
            yield from zip(codes, (_letters(one) for one, _ in _ITEM.findall(several)), strict=False)
        else:
            letters = _letters(text)
            yield from ((code, letters[:-1] + chr(ord(letters[-1]) + n)) for n, code in enumerate(codes))


def _letters(digits: bytes) -> str:
    return bytes.fromhex(digits.decode("ascii")).decode("utf-16-be", "replace")
