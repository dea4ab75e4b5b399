"""The grammar of BibTeX: one block → one entry. The only door to bibtexparser."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from offprint.bibliography.entry import TEXTS, Entry, Field
from offprint.bibliography.library import Block
from offprint.problems import Place, Problem, problem

if TYPE_CHECKING:
    from bibtexparser import library, model

MONTHS = tuple("jan feb mar apr may jun jul aug sep oct nov dec".split())
_TOKEN = re.compile(r"\\.|[{}\"#%\n]", re.DOTALL)
_HEAD = re.compile(r"@\s*\w+\s*\{\s*[^\s{},]+\s*[,}]")
_LONGEST = 10_000
"""Characters that an abbreviation may stand for."""
_DEEPEST = 40
"""Braces inside one another in an entry; pandoc takes ever longer for each."""
_SOUGHT = 4000
"""Characters of a line in which the name of a field is sought for its column."""
_WORD = re.compile(r"[A-Za-z][^\s{}\"#,=()\d]*")
_READABLE_KEY = re.compile(r"[\w.:;?!`'()/*@$+\[\]&-]+")
_FIELD_BEHIND = re.compile(r"\A\s*+,?\s*+([A-Za-z]+)\s*=\s*[{\"]")
_READABLE_FIELD = re.compile(r"[A-Za-z0-9_:+/.-]+")


class Reading(NamedTuple):
    """What a block says, or None if it cannot be read, and what is wrong with it."""

    entry: Entry | None
    problems: tuple[Problem, ...]


def read(block: Block, abbreviations: Mapping[str, str]) -> Reading:
    """Read one block; whatever is wrong with it is a problem, never an exception."""
    outward = _outward(block)
    if outward:
        return Reading(None, (outward,))
    text, behind = _closed(_plain_spelling(block.text))
    parsed = _parsed(text)
    problems = list(_fields_behind(block, text, behind))
    found = list(parsed.entries)
    for failed in parsed.failed_blocks:
        twice = _doubled(failed)
        problems += [] if twice else [_broken(block)]
        found += [twice] if twice else []
    if not found:
        return Reading(None, tuple(problems) or (_broken(block),))
    problems += _doubled_fields(block, found[0])
    problems += _run_on_fields(block, found[0])
    problems += _undefined(block, found[0], abbreviations)
    fields: dict[str, Field] = {}
    for field in (_field(block, member, abbreviations) for member in found[0].fields):
        fields.setdefault(field.name, field)
    return Reading(Entry(block.key, block.kind, block.place, fields), tuple(problems))


def abbreviations(blocks: Sequence[Block]) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Return what each `@string` stands for, by its name in small letters, and those that are broken."""
    known: dict[str, str] = {}
    problems = []
    for block in blocks:
        strings = _parsed(_plain_spelling(block.text)).strings
        for one in strings:
            value = "".join(_piece(piece, known) for piece in _pieces(str(one.value)))
            if len(value) > _LONGEST:  # each made of others, they would grow without an end
                what = f"the @string “{one.key}” stands for {len(value)} characters"
                problems.append(problem("bibliography-entry", what, block.place, "it is left out"))
            else:
                known[one.key.lower()] = value
        if not strings:
            hint = "write @string{name = {what it stands for}}"
            problems.append(problem("bibliography-entry", "this @string cannot be read", block.place, hint))
    return known, tuple(problems)


@cache
def _parsed(text: str) -> library.Library:
    """Parse a block, once for its checks and for its excerpt; nobody changes the result."""
    from bibtexparser import entrypoint

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # it also returns what it logs
    return entrypoint.parse_string(text, parse_stack=[])


def _outward(block: Block) -> Problem | None:
    """Return what is wrong with the head of an entry, and keeps it from being read at all."""
    if block.bracket == "":
        what = f"an @{block.kind} entry without an opening brace"
    elif not block.key:
        what = f"an @{block.kind} entry without a key"
    elif block.bracket == "(":
        what = f"“{block.key}” stands in round brackets"
        return problem("bibliography-syntax", what, block.place, "write @type{…}")
    elif not _HEAD.match(block.text):
        what = f"no comma follows the key “{block.key}”, or it holds a blank"
    elif not _READABLE_KEY.fullmatch(block.key):
        what = f"the key “{block.key}” holds a character that keys cannot have"
        return problem("bibliography-syntax", what, block.place, "use letters, digits, “-”, “_”, “:” and “.”")
    elif (depth := _depth(block.text)) > _DEEPEST:
        what = f"the braces of “{block.key}” are {depth} deep"
        return problem("bibliography-syntax", what, block.place, "take some out: they protect capitals alone")
    else:
        return None
    return problem("bibliography-syntax", what, block.place, "write @type{key, …}")


def _depth(text: str) -> int:
    """Return how many braces stand inside one another."""
    if text.count("{") <= _DEEPEST:
        return 0
    steps = ((token[0] == "{") - (token[0] == "}") for token in _TOKEN.finditer(text))
    return max(accumulate(steps), default=0)


def _plain_spelling(text: str) -> str:
    """Return an entry, as long as it was, without `%` remarks between its fields, all values in braces.

    bibtexparser stumbles over a remark with a comma, and over a quotation mark in braces in quotes.
    """
    if "%" not in text and '"' not in text:
        return text
    depth, quoted, remark = 0, False, -1
    letters = list(text)
    for token in _TOKEN.finditer(text):
        if remark >= 0:
            if token[0] == "\n":
                letters[remark : token.start()] = " " * (token.start() - remark)
                remark = -1
        elif depth == 1 and token[0] == '"':
            letters[token.start()] = "}" if quoted else "{"
            quoted = not quoted
        elif depth == 1 and token[0] == "%" and not quoted:
            remark = token.start()
        else:
            depth += (token[0] == "{") - (token[0] == "}")
    return "".join(letters)


def _closed(text: str) -> tuple[str, str]:
    """Return an entry up to its closing brace, and what stands behind it."""
    depth = 0
    for token in _TOKEN.finditer(text):
        depth += (token[0] == "{") - (token[0] == "}")
        if depth == 0 and token[0] == "}":
            return text[: token.end()], text[token.end() :]
    return text, ""


def _fields_behind(block: Block, text: str, behind: str) -> Iterator[Problem]:
    """A brace too many closes an entry early; what follows is lost without a word."""
    match = _FIELD_BEHIND.search(re.sub(r"%.*", "", behind))
    if match:
        what = f"“{block.key}” is closed before its field “{match[1]}”"
        place = Place(block.place.path, block.place.line + text.count("\n"))
        yield problem("bibliography-syntax", what, place, "look for a brace too many")


def _place(block: Block, member: model.Field) -> Place:
    """Return where a field's name stands; bibtexparser counts its line from that of the entry."""
    lines = _lines(block.text)
    line = lines[member.start_line][:_SOUGHT] if member.start_line < len(lines) else ""
    match = re.search(rf"(?<![\w-]){re.escape(member.key)}\s*=", line)
    column = match.start() + 1 + (block.place.column - 1 if member.start_line == 0 else 0) if match else 0
    return Place(block.place.path, block.place.line + member.start_line, column)


@lru_cache(maxsize=8)
def _lines(text: str) -> list[str]:
    return text.split("\n")


def _field(block: Block, member: model.Field, known: Mapping[str, str]) -> Field:
    value = "".join(_piece(piece, known) for piece in _pieces(str(member.value)))
    return Field(member.key.lower(), value, _place(block, member))


def _pieces(raw: str) -> Iterator[str]:
    """Yield the parts of `{A} # b # {C}`, each with its braces."""
    if "#" not in raw:
        yield raw.strip()
        return
    depth, start = 0, 0
    for token in _TOKEN.finditer(raw):
        depth += (token[0] == "{") - (token[0] == "}")
        if token[0] == "#" and depth == 0:
            yield raw[start : token.start()].strip()
            start = token.end()
    yield raw[start:].strip()


def _piece(written: str, known: Mapping[str, str]) -> str:
    return written[1:-1] if written[:1] == "{" else known.get(written.lower(), written)


def _undefined(block: Block, entry: model.Entry, known: Mapping[str, str]) -> Iterator[Problem]:
    """Yield the abbreviations that nobody defined: the bare word would be printed."""
    for member in (one for one in entry.fields if one.key.lower() in TEXTS):
        for piece in _pieces(str(member.value)):
            if _WORD.fullmatch(piece) and piece.lower() not in known:
                what = f"“{block.key}”: no @string defines “{piece}”"
                hint = f"put the value of “{member.key}” in braces, or write @string{{{piece} = {{…}}}}"
                yield problem("undefined-string", what, _place(block, member), hint)


def _run_on_fields(block: Block, entry: model.Entry) -> Iterator[Problem]:
    """A missing comma puts the next field inside the last one, and nothing else complains."""
    for member in entry.fields:
        if _runs_on(str(member.value)):
            what = f"“{block.key}”: the field “{member.key}” is not closed by a comma"
            place = _place(block, member)
            yield problem("bibliography-syntax", what, place, "put a comma after its value")
        elif not _READABLE_FIELD.fullmatch(member.key):
            what = f"“{block.key}”: “{member.key}” cannot be a field's name"
            yield problem("bibliography-syntax", what, _place(block, member), "write name = {value},")


def _runs_on(value: str) -> bool:
    """Tell whether something follows the closing brace of a field's value."""
    if value[:1] != "{":
        return False
    depth = 0
    for token in _TOKEN.finditer(value):
        depth += (token[0] == "{") - (token[0] == "}")
        if token[0] == "}" and depth == 0:
            rest = value[token.end() :].strip()
            return bool(rest) and not rest.startswith("#")
    return False


def _broken(block: Block) -> Problem:
    what = f"the entry “{block.key}” cannot be read"
    hint = "look for a brace or quotation mark that is not closed, or a field without “=”"
    return problem("bibliography-syntax", what, block.place, hint)


def _doubled(failed: object) -> model.Entry | None:
    """Return the entry that has fields twice, or None if that is not what failed."""
    from bibtexparser import model

    entry = failed.ignore_error_block if isinstance(failed, model.DuplicateFieldKeyBlock) else None
    return entry if isinstance(entry, model.Entry) else None


def _doubled_fields(block: Block, entry: model.Entry) -> Iterator[Problem]:
    twins: dict[str, list[model.Field]] = {}
    for member in entry.fields:
        twins.setdefault(member.key.lower(), []).append(member)
    for name, members in twins.items():
        if len({str(twin.value) for twin in members}) > 1:
            what = f"“{block.key}” has the field “{name}” twice, with different values"
            yield problem("duplicate-field", what, _place(block, members[-1]), "keep one of them")
