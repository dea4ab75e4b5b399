"""Running heads: the title and the authors, as short as the head of a page wants them."""

from __future__ import annotations

import re

_LETTER = 0.52
"""About how wide in em a small capital is, with its letterspacing."""
_PART = re.compile(r"(?:(?<!\s)\s++)?[:.?!;–—(]\s++|(?<!\s)\s++[–—(]\s*+")
_SHORTEST = 8
"""Letters below which the first part of a title says too little."""


def shortened(words: str, room: float) -> str:
    """Return words that fit into `room`, in em of the running head.

    What is too long ends where its subtitle begins, else after its last whole word that fits, with an
    ellipsis. An author who wants it otherwise writes `short-title`.
    """
    most = int(room / _LETTER)
    if len(words) <= most:
        return words
    first = _PART.split(words, maxsplit=1)[0]
    if _SHORTEST <= len(first) <= most:
        return first
    cut = words[:most].rpartition(" ")[0] or words[: most - 1]
    return f"{cut.rstrip(' ,;:.–—')}…"
