"""What stands after the text: the author's own words, who did what (CRediT), files that go with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from offprint.frontmatter import Value
from offprint.people import Author

ENDING = (
    "author-note",
    "acknowledgements",
    "funding",
    "author-contributions",
    "data-availability",
    "competing-interests",
    "supplementary-files",
)
"""Keys of what stands after the text, in its order there."""

SUPPLEMENTS = "supplementary-files"

#: The roles of the Contributor Role Taxonomy (ANSI/NISO Z39.104-2022).
_ROLES = (
    "Conceptualization", "Data curation", "Formal analysis", "Funding acquisition", "Investigation",
    "Methodology", "Project administration", "Resources", "Software", "Supervision", "Validation",
    "Visualization", "Writing – original draft", "Writing – review & editing",
)  # fmt: skip


def _letters(words: str) -> str:
    return re.sub(r"[^a-z]", "", words.lower().replace("&", "and").replace("isation", "ization"))


_BY_LETTERS = {_letters(role): role for role in _ROLES} | {
    "writing": "Writing – original draft",
    "originaldraft": "Writing – original draft",
    "editing": "Writing – review & editing",
    "reviewandediting": "Writing – review & editing",
    "analysis": "Formal analysis",
}


def contributions(authors: Sequence[Author]) -> str:
    """Return in Markdown who did what; empty if no author has a role."""
    lines = [f"{_plain(one.name)}: {', '.join(map(_role, one.roles))}." for one in authors if one.roles]
    return " ".join(lines)


def _role(written: str) -> str:
    """Return a role as the taxonomy writes it; any other as its author does."""
    return _BY_LETTERS.get(_letters(written), _plain(written))


def _plain(words: str) -> str:
    """Return words as Markdown that prints them as they are."""
    return re.sub(r"([\\`*_{}\[\]<>$~^@#|])", r"\\\1", words)


def written_at_the_end(
    text: Callable[[str], str], files: Sequence[tuple[str, str]], authors: Sequence[Author]
) -> dict[str, str]:
    """Return in Markdown what stands after the text, by its key; `text` gives the author's own words."""
    words = {key: text(key) for key in ENDING if key != SUPPLEMENTS}
    words["author-contributions"] = words["author-contributions"] or contributions(authors)
    items = [f"- `{name}`{f': {title}' if title else ''}\n" for name, title in files]
    return {**words, SUPPLEMENTS: "".join(items)}


def supplements(value: Value) -> list[tuple[str, str]]:
    """Return the files that go with the text, each with what it is."""
    return [(name, title) for name, title in _entries(value) if name]


def _entries(value: Value) -> Iterator[tuple[str, str]]:
    """Yield each file with what it is: `a.csv`, `{file: a.csv, title: …}` or `a.csv: …`."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str):
            yield one.strip(), ""
        elif isinstance(one, dict) and isinstance(one.get("file"), str):
            yield str(one["file"]).strip(), str(one.get("title") or one.get("description") or "")
        elif isinstance(one, dict):
            yield from ((file, str(title or "")) for file, title in one.items())
