"""Where something stands in the text, code and comments left out.

The Markdown reader keeps no positions, so they are sought when there is something to tell. What
is sought is known to stand in the text: only the choice between several spots can be wrong, and
code, where a citation is not a citation, is masked for that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from offprint.problems import Place
from offprint.source import SourceText

_FENCED = r"^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^(?P=fence)[`~]*[ \t]*$|\Z)"
_INLINE = r"(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)"
_COMMENT = r"<!--.*?-->"
_MASKED = re.compile(f"{_FENCED}|{_COMMENT}|{_INLINE}", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Search:
    """Finds places in a text."""

    text: SourceText

    def citations(self, key: str) -> Iterator[Place]:
        """Yield the places where a key is cited: of the key's first letter."""
        name = re.escape(key)
        yield from self.pattern(re.compile(rf"(?<![\w@])@(?:\{{)?({name})(?![\w])"))

    def literal(self, words: str) -> Iterator[Place]:
        """Yield the places of the words, whatever blanks lie between them."""
        parts = [re.escape(word) for word in words.split()]
        start = r"(?<!\\)" if words.lstrip().startswith("\\") else ""
        if parts:
            yield from self.pattern(re.compile(start + r"\s+".join(parts)))

    def address(self, address: str) -> Iterator[Place]:
        """Yield the places where an image or link has this address; of the bare words, if none has."""
        name = re.escape(address)
        named = re.compile(
            rf"(?:\]\(\s*<?|\]:\s*<?|(?:src|href)\s*=\s*[\"']?)({name})(?=[\s>)\"']|$)", re.MULTILINE
        )
        yield from list(self.pattern(named)) or list(self.literal(address))

    def pattern(self, pattern: re.Pattern[str]) -> Iterator[Place]:
        """Yield the places of a pattern outside code; inside code, if it stands nowhere else."""
        masked = replace(self.text, text=mask_code(self.text.text))
        places = list(masked.find(pattern)) or list(self.text.find(pattern))
        yield from places


def mask_code(text: str) -> str:
    """Return a text of the same length and lines with its code and comments blotted out."""
    return _MASKED.sub(_blank, text)


def _blank(match: re.Match[str]) -> str:
    return "".join("\n" if letter == "\n" else "\x00" for letter in match[0])
