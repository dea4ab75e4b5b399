"""What the letters of a print mean, in WeasyPrint 70.0, where its glyphs do not tell.

- A glyph has one meaning in the whole file, the first that it was used for, and glyphs stand in
  the order of the page: a narrow blank, a letter with its mark or a word from right to left can
  read back as another. Where it does, the run carries its text (`ActualText`, §14.9.4).
- The hyphen at a broken word's end is a real one, so that nobody finds or copies the word whole.
  Here it means a soft hyphen (§14.8.2.2.3), and a hyphen that the author wrote stays one.
- A blank that stands alone between two words of different kinds is not drawn, nor is one at which a
  line was broken, so that two words are read as one. Here they are (§14.8.2.5).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import pydyf
    from weasyprint.formatting_structure.boxes import Box
    from weasyprint.pdf.stream import Stream

    Tag: TypeAlias = pydyf.Dictionary

_GLYPHS = re.compile("<([0-9a-f]+)>")
_LAST_GLYPH = re.compile(rb"([0-9a-f]{4})>[^<>]*\] TJ$")
_HYPHEN, _SOFT = "\u2010", "\u00ad"
_PART = "\u034f"
_SAME_GLYPH = {0x00A0: " ", 0x00AD: None, 0x200B: None}


class _Meanings(dict[int, str]):
    """Maps glyphs to text. The hyphen's own glyph breaks words: authors and keyboards write U+002D.

    A glyph that is a part of a letter, such as its dots, says nothing; but none may be without a
    meaning (ISO 19005-3, §6.2.11.7.2).
    """

    blank = 0
    """The glyph of the blank, if it is known."""

    def __setitem__(self, glyph: int, text: str) -> None:
        super().__setitem__(glyph, _SOFT if text == _HYPHEN else text or _PART)


def apply() -> None:
    """Mend what the engine's glyphs mean; call it once, after it was imported."""
    from weasyprint.pdf.stream import Stream

    _remember_glyphs(Stream)
    _carry_text(Stream)
    _soften_hyphens()
    _note_ends_of_lines()
    _note_stripped_lines()
    _draw_blanks()


class _Drawn(str):
    """A text that is drawn even if it is blank."""

    __slots__ = ()

    def strip(self, _: str | None = None, /) -> str:
        """Return the text itself: the engine draws no text of which this leaves nothing."""
        return self


def _draw_blanks() -> None:
    from weasyprint import draw

    original = draw.draw_text

    def draw_text(stream: Stream, box: Box, *more: object) -> None:
        if box.text.isspace():
            box.text = _Drawn(box.text)
        original(stream, box, *more)

    draw.draw_text = draw_text


def _soften_hyphens() -> None:
    from weasyprint.pdf.fonts import Font

    original = Font.__init__

    def init(font: object, *more: object) -> None:
        original(font, *more)
        vars(font)["to_unicode"] = _Meanings()

    Font.__init__ = init


def _note_ends_of_lines() -> None:
    """Note on each box the hyphen that the engine has put at its end, or that it has taken a blank there."""
    from weasyprint.formatting_structure.boxes import TextBox
    from weasyprint.layout import inline

    original = inline.split_text_box
    TextBox.hyphen = ""
    TextBox.lacks_blank = False

    def split_text_box(context, box, available_width, skip, is_line_start=True):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 - WeasyPrint's own signature
        result = original(context, box, available_width, skip, is_line_start)
        line, end, _ = result
        if line is None or end is None:
            return result
        encoded, hyphen = box.text.encode(), box.style["hyphenate_character"]
        if line.text.endswith(hyphen):
            line.hyphen = "" if encoded[skip:].decode().startswith(line.text) else hyphen
        line.lacks_blank = encoded[end - 1 : end] == b" " and not line.text.endswith(" ")
        return result

    inline.split_text_box = split_text_box


def _note_stripped_lines() -> None:
    from weasyprint.layout import inline

    original = inline.remove_last_whitespace

    def remove_last_whitespace(context: object, line: Box) -> None:
        box = line
        while getattr(box, "children", ()):
            box = box.children[-1]
        before = getattr(box, "text", "")
        original(context, line)
        if before and box.text != before:
            drawn = [one for one in line.descendants() if not one.children and one is not box]
            last = box if box.text or not drawn else drawn[-1]  # of a blank that stood alone, nothing is left
            last.lacks_blank = True

    inline.remove_last_whitespace = remove_last_whitespace


def _carry_text(stream_type: type[Stream]) -> None:
    original = stream_type.marked

    @contextmanager
    def marked(self: Stream, box: Box, tag: str) -> Iterator[None]:
        self.said = []
        with original(self, box, tag):
            properties = self.stream[-2] if self.stream and self.stream[-1] == b"BDC" else None
            yield
            if properties is not None and not box.is_artifact and hasattr(box, "text"):
                _say(self, _meant(box), properties)
                if box.lacks_blank and self.said:
                    _add_blank(self)

    stream_type.marked = marked


def _add_blank(stream: Stream) -> None:
    """Show a blank behind a line's last glyph, where nobody sees it."""
    position, font, _ = stream.said[-1]
    blank = _blank_in(stream, font)
    shown: bytes = stream.stream[position]
    last = _LAST_GLYPH.search(shown)
    if blank and last is not None and int(last[1], 16) != blank:
        stream.stream[position] = shown.removesuffix(b"] TJ") + f"<{blank:04x}>] TJ".encode()


def _blank_in(stream: Stream, name: str) -> int:
    """Return a font's glyph for a blank; 0 if none was drawn in it by now."""
    meanings = next(font.to_unicode for font in stream._fonts.values() if font.hash == name)  # noqa: SLF001
    if not meanings.blank:
        meanings.blank = next((glyph for glyph, text in meanings.items() if text.isspace()), 0)
    blank: int = meanings.blank
    return blank


def _meant(box: Box) -> str:
    """Return the text of a box, its last hyphen a soft one if the engine has put it there."""
    text: str = box.text
    if box.hyphen and text.endswith(box.hyphen):
        return text.removesuffix(box.hyphen) + _SOFT
    return f"{text} " if box.lacks_blank else text


def _say(stream: Stream, text: str, properties: Tag) -> None:
    """Let a run carry its text, if its glyphs say anything else."""
    import pydyf

    meanings = {font.hash: font.to_unicode for font in stream._fonts.values()}  # noqa: SLF001
    told = "".join(
        meanings[font].get(int(glyphs[at : at + 4], 16), "")
        for _, font, shown in stream.said
        for glyphs in _GLYPHS.findall(shown)
        for at in range(0, len(glyphs), 4)
    )
    if told and _as_glyphs(told) != _as_glyphs(text):
        properties["ActualText"] = pydyf.String(text)


def _as_glyphs(text: str) -> str:
    """Return text as far as glyphs can tell; a blank at a line's end is sometimes drawn."""
    return text.translate(_SAME_GLYPH).rstrip(" ")


def _remember_glyphs(stream_type: type[Stream]) -> None:
    original = stream_type.show_text

    def show_text(self: Stream, text: str) -> None:
        vars(self).setdefault("said", []).append((len(self.stream), self._current_font[0], text))
        original(self, text)

    stream_type.show_text = show_text
