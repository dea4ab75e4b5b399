"""What the glyphs of a PDF's page mean, run by run (ISO 32000-1, §9.10 and §14.6).

Text that begins outside the page, or is wholly transparent, is not on it. Clips, colours and what is
painted over text are not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import pikepdf

_OPERATORS = "BDC BMC EMC gs BT Tf Tr Tm Td TD Tj TJ ' \" q Q cm Do sh f F f* B B* b b* S s INLINE IMAGE"
_PAINTING = frozenset(["sh", "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "INLINE IMAGE"])
_CODE_SPACE = re.compile(rb"begincodespacerange\s*<([0-9A-Fa-f]+)>")
_TABLE = re.compile(rb"begin(bfchar|bfrange)(.*?)end", re.DOTALL)
_ITEM = re.compile(rb"<([0-9A-Fa-f\s]*)>|\[([^\]]*)\]")
_HEXADECIMAL = re.compile(rb"<([0-9A-Fa-f]+)>")
_WHOLE = re.compile(rb"<((?:[0-9A-Fa-f]{2})*)>")
_ARRAY = re.compile(rb"\[([-+.0-9A-Fa-f<>\s]*)\]\s*TJ\b")
_LITERAL = re.compile(rb"\(((?:[^()\\]|\\.)*+)\)", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_INVISIBLE = 3
_DEEPEST = 12
"""How deep forms may lie inside one another."""


Matrix: TypeAlias = tuple[float, ...]
_UPRIGHT: Matrix = (1, 0, 0, 1, 0, 0)


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


class _Meanings(dict[int, str]):
    """Maps codes to letters; a code without a meaning says U+FFFD."""

    def __missing__(self, code: int) -> str:
        return "\ufffd"


@dataclass(frozen=True, slots=True)
class Font:
    """What the codes of a font mean, each of `width` bytes."""

    meanings: _Meanings
    width: int

    def read(self, codes: bytes) -> str:
        """Return what the codes say."""
        if self.width == 2:
            return codes.decode("utf-16-be", "surrogatepass").translate(self.meanings)
        return codes.decode("latin-1").translate(self.meanings)


def read_content(page: pikepdf.Page, fonts: dict[tuple[int, int], Font]) -> Page:
    """Return the marked content of a page; `fonts` keeps what was learnt of fonts for the next."""
    reader = _Content(fonts, [float(edge) for edge in page.mediabox])
    page.contents_coalesce()
    reader.read(page.obj.Contents.read_bytes() if "/Contents" in page.obj else b"", page.resources)
    return Page({mcid: "".join(said) for mcid, said in reader.runs.items()}, frozenset(reader.painted))


class _Content:
    """Performs the operators that say or paint something."""

    def __init__(self, fonts: dict[tuple[int, int], Font], edges: Sequence[float]) -> None:
        self._fonts = fonts
        self._scratch = pikepdf.new()
        self._edges = edges
        self._open: list[_Span] = []
        self._font = Font(_Meanings(), 1)
        self._space = self._line = _UPRIGHT
        self._opacity, self._mode = 1.0, 0
        self._saved: list[tuple[Font, Matrix, float, int]] = []
        self._depth = 0
        self.runs: dict[int, list[str]] = {}
        self.painted: set[int] = set()

    def read(self, content: bytes, resources: pikepdf.Object) -> None:
        """Perform the operators of a page or a form."""
        bare = {"EMC": self._end, "BT": self._begin_text, "q": self._save, "Q": self._restore}
        bare |= dict.fromkeys(_PAINTING, self._paint)
        for instruction in pikepdf.parse_content_stream(
            pikepdf.Stream(self._scratch, _packed(content)), _OPERATORS
        ):
            name = str(instruction.operator)
            if name in bare:
                bare[name]()
            elif name in ("TJ", "Tj", "'", '"'):
                self._show(instruction.operands[-1])
            elif name in ("BDC", "BMC"):
                self._begin(list(instruction.operands), resources)
            else:
                self._set(name, list(instruction.operands), resources)

    def _set(self, operator: str, operands: Sequence[pikepdf.Object], resources: pikepdf.Object) -> None:
        if operator == "Tf":
            self._font = self._learnt(resources.Font[str(operands[0])])
        elif operator == "gs":
            state = resources.ExtGState[str(operands[0])]
            self._opacity = float(state.get("/ca", self._opacity))
        elif operator == "Do":
            self._draw(resources.XObject[str(operands[0])], resources)
        else:
            self._move(operator, tuple(map(float, operands)))

    def _save(self) -> None:
        self._saved.append((self._font, self._space, self._opacity, self._mode))

    def _restore(self) -> None:
        if self._saved:
            self._font, self._space, self._opacity, self._mode = self._saved.pop()

    def _begin_text(self) -> None:
        self._line = _UPRIGHT

    def _move(self, operator: str, numbers: Matrix) -> None:
        """Move in the page's space, or in that of its text (ISO 32000-1, §8.3.4 and §9.4.2)."""
        if operator == "Tm":
            self._line = numbers
        elif operator == "cm":
            self._space = _product(numbers, self._space)
        elif operator == "Tr":
            self._mode = int(numbers[0])
        elif operator in ("Td", "TD"):
            self._line = _product((1, 0, 0, 1, *numbers), self._line)

    def _is_visible(self) -> bool:
        """Tell whether the text that comes next begins on the page, and can be seen there (§9.3.6)."""
        if self._mode == _INVISIBLE or not self._opacity:
            return False
        *_, x, y = _product(self._line, self._space)
        left, bottom, right, top = self._edges
        return left <= x <= right and bottom <= y <= top

    def _paint(self) -> None:
        if self._open and self._open[-1].mcid is not None:
            self.painted.add(self._open[-1].mcid)

    def _draw(self, drawn: pikepdf.Object, resources: pikepdf.Object) -> None:
        """Draw an image, or perform a form."""
        self._paint()
        if drawn.get("/Subtype") == "/Form" and self._depth < _DEEPEST:
            self._depth += 1
            kept = self._font, self._space, self._line
            if "/Matrix" in drawn:
                self._space = _product([float(number) for number in drawn.Matrix.as_list()], self._space)
            self.read(drawn.read_bytes(), drawn.get("/Resources", resources))
            self._font, self._space, self._line = kept
            self._depth -= 1

    def _show(self, shown: pikepdf.Object) -> None:
        if self._open and self._is_visible():
            self._paint()
            self._open[-1].said.append(self._font.read(_codes(shown)))

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
        said = span.actual if span.actual is not None and span.said else "".join(span.said)
        if span.mcid is not None:
            self.runs.setdefault(span.mcid, []).append(said)
        elif self._open and not span.artifact:
            self._open[-1].said.append(said)

    def _learnt(self, font: pikepdf.Object) -> Font:
        if font.objgen not in self._fonts:
            self._fonts[font.objgen] = _font(font)
        return self._fonts[font.objgen]


def _packed(content: bytes) -> bytes:
    """Return content with each array of hexadecimal strings and kerns as one string.

    It says the same, and costs an object instead of some thirty.
    """
    return _ARRAY.sub(_joined, content)


def _joined(match: re.Match[bytes]) -> bytes:
    strings = _WHOLE.findall(match[1])
    if len(strings) != match[1].count(b"<"):  # in a string of odd length, a last 0 is not written
        return match[0]
    return b"<" + b"".join(strings) + b"> Tj"


def _product(first: Sequence[float], second: Sequence[float]) -> Matrix:
    """Return two transformations as one, the first before the second (ISO 32000-1, §8.3.4)."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _codes(shown: pikepdf.Object) -> bytes:
    """Return the codes of a string, or of the strings in an array, one after another.

    An array is written out and its text read, which costs one call instead of one for each kern.
    """
    if isinstance(shown, pikepdf.String):
        return bytes(shown)
    written = shown.unparse().replace(b"()", b"")
    if b"(" in written:
        written = _LITERAL.sub(_in_hexadecimal, written)
    return bytes.fromhex(b"".join(_HEXADECIMAL.findall(written)).decode("ascii"))


def _in_hexadecimal(match: re.Match[bytes]) -> bytes:
    return b"<" + _ESCAPE.sub(_unescaped, match[1]).hex().encode() + b">"


def _unescaped(match: re.Match[bytes]) -> bytes:
    """Return the byte that an escape in a literal string means (ISO 32000-1, §7.3.4.2)."""
    escaped = match[1]
    if escaped.isdigit():
        return bytes([int(escaped, 8) & 0xFF])
    return _ESCAPES.get(escaped, escaped)


def _font(font: pikepdf.Object) -> Font:
    """Return what a font's codes mean, by its ToUnicode table (Adobe Technical Note 5411)."""
    table = font.get("/ToUnicode")
    width = 2 if font.get("/Subtype") == "/Type0" else 1
    if table is None:
        return Font(_Meanings(), width)
    source = table.read_bytes()
    space = _CODE_SPACE.search(source)
    meanings = _Meanings()
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
