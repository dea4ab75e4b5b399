"""The text of an entry's fields: what pandoc would drop of it, and what would be printed wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator

from offprint.bibliography.entry import NAMES, TEXTS, Entry, Field
from offprint.bibliography.latex import letters, lost, opens_math, readable
from offprint.problems import Problem

_TITLES = ("title", "booktitle", "maintitle")
#: UTF-8 read as Windows-1252: of Latin letters, of punctuation, of Cyrillic (two of them at least).
#: Quotation marks and dashes are left out where a quoted “Ñ” would look the same.
_MISREAD = re.compile(
    r"(?:[ÂÃ][\u0080-\u00bf€‚ƒ„†‡ˆ‰Š‹ŒŽ•˜™š›œžŸ])+|â€.|(?:[ÐÑ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]){2,}"
)


def check(entry: Entry) -> Iterator[Problem]:
    """Yield what would be lost from a printed field, and letters that were lost before."""
    for name, field in entry.fields.items():
        if name in TEXTS:
            yield from _latex(entry, field)
            yield from _garbled(entry, field)
    yield from _capitals(entry)


def _latex(entry: Entry, field: Field) -> Iterator[Problem]:
    if opens_math(field.value):
        what = f"{field.name}: a dollar sign opens a formula that nothing closes"
        yield entry.fault("bibliography-math", field, what, "write \\$ for the sign itself")
        return
    if field.name in NAMES and "$" in re.sub(r"\\.|\$\s*\\prime\s*\$", "", field.value):
        what = f"{field.name}: a formula in a name would be printed as its source"
        yield entry.fault("bibliography-math", field, what, "write the letter or sign in Unicode")
    for macro in lost(readable(field.value)):
        what = f"{field.name}: “\\{macro}” would be lost, with what it prints"
        hint = "write what it stands for in Unicode, or use LaTeX's own commands"
        yield entry.fault("latex-macro", field, what, hint)


def _garbled(entry: Entry, field: Field) -> Iterator[Problem]:
    """Yield letters that a program misread: UTF-8 taken for Windows-1252, or replaced by “�”."""
    for match in _MISREAD.finditer(field.value):
        try:
            meant = match[0].encode("cp1252").decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
        what = f"{field.name}: “{match[0]}” seems to be “{meant}”, read in the wrong encoding"
        yield entry.fault("garbled-text", field, what, f"write “{meant}”")
        return
    if "\ufffd" in field.value:
        what = f"{field.name}: “�” stands where a letter was lost"
        yield entry.fault("garbled-text", field, what, "write the letter again")


def _capitals(entry: Entry) -> Iterator[Problem]:
    """Yield titles in capitals throughout; a style cannot know which of them to keep."""
    for field in entry.having(*_TITLES):
        words = re.findall(r"[^\W\d_]+", letters(re.sub(r"\$[^$]*\$", " ", field.value)))
        long = [word for word in words if len(word) > 4]
        if len(long) > 1 and len(words) > 2 and all(word.isupper() for word in words):
            what = f"the {field.name} is in capitals throughout"
            yield entry.fault("title-capitals", field, what, "write it as a sentence; styles add capitals")
