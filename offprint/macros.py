r"""Macros of the author's own for formulas: `macros:` in the front matter, or LaTeX's own definitions.

    macros:
      R: \mathbb{R}
      norm: '\lVert #1 \rVert'
    header-includes: |
      \newcommand{\E}{\mathbb{E}}

The Markdown reader applies them; a definition in the text holds from there on, as in LaTeX.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from offprint.frontmatter import Value

DEFINITION = re.compile(
    r"\s*\\(?:newcommand|renewcommand|providecommand|DeclareMathOperator|def|let)\*?"
    r"\s*(?:\{\s*\\[A-Za-z]+\s*\}|\\[A-Za-z]+)"
)
_ARGUMENT = re.compile(r"#(\d)")
_NAME = re.compile(r"[A-Za-z]+")


def definitions(values: Mapping[str, Value]) -> str:
    """Return the macros of the front matter as LaTeX, on one line; empty if there are none."""
    macros = values.get("macros")
    named = _named(macros) if isinstance(macros, dict) else ()
    return "".join([*named, *_written(values.get("header-includes"))])


def _named(macros: Mapping[str, Value]) -> Iterator[str]:
    for key, value in macros.items():
        name, body = key.strip().lstrip("\\"), value[0] if isinstance(value, list) and value else value
        if _NAME.fullmatch(name) and isinstance(body, str):
            most = max((int(number) for number in _ARGUMENT.findall(body)), default=0)
            yield f"\\newcommand{{\\{name}}}{f'[{most}]' if most else ''}{{{' '.join(body.split())}}}"


def _written(value: Value) -> Iterator[str]:
    """Yield the lines that define a macro among those for LaTeX's preamble."""
    for part in value if isinstance(value, list) else [value]:
        lines = part.splitlines() if isinstance(part, str) else ()
        yield from (line.strip() for line in lines if DEFINITION.match(line) and _is_whole(line))


def _is_whole(line: str) -> bool:
    return line.count("{") == line.count("}")
