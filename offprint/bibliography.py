"""BibTeX → `Bibliography`: the only door to bibtexparser.

A library of ten thousand entries of which thirty are cited should cost little more than one of
thirty. So the file is first split at its `@type{key,` heads, which is cheap; only entries that are
cited, that a cited one inherits from, or that look damaged are read by bibtexparser. Only the
cited ones are given to pandoc, in the author's own spelling.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from offprint.problems import Place, Problem, problem
from offprint.source import SourceText

if TYPE_CHECKING:
    from bibtexparser import model

_HEAD = re.compile(r"(?:^|(?<=\}))[ \t]*@[ \t]*([A-Za-z]+)[ \t]*([{(])\s*([^,\s{}()=\"]*)", re.MULTILINE)
_PARENTS = re.compile(r"\b(?:crossref|xdata|xref)\s*=\s*[{\"]?([^}\"\n]+)", re.IGNORECASE)
_NOT_ENTRIES = frozenset({"string", "preamble", "comment"})
_PANDOC_PLACE = re.compile(r"\(line (\d+), column (\d+)\):\s*(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a .bib file from one `@type{key,` head to the next."""

    kind: str
    bracket: str
    key: str
    text: str
    place: Place

    @property
    def parents(self) -> list[str]:
        """The keys that this entry inherits fields from."""
        found = _PARENTS.findall(self.text)
        return [key.strip() for keys in found for key in keys.split(",") if key.strip()]

    @property
    def damaged(self) -> bool:
        """Tell, cheaply, whether the entry's braces cannot be right."""
        bare = self.text.replace("\\{", "").replace("\\}", "")
        return bare.count("{") != bare.count("}") or not self.key


@dataclass(frozen=True, slots=True)
class Bibliography:
    """The entries of a project's .bib files by key, and what stands beside them."""

    entries: Mapping[str, Block]
    duplicates: tuple[Block, ...] = ()
    abbreviations: tuple[Block, ...] = ()
    nameless: tuple[Block, ...] = ()
    missing: bool = False
    """Whether a file could not be read at all: what is cited from it is then not unknown."""

    def chosen(self, cited: Iterable[str]) -> tuple[Block, ...]:
        """Return the cited entries and those that they inherit from, in the order of the files."""
        wanted: set[str] = set()
        waiting = [key for key in cited if key in self.entries]
        while waiting:
            key = waiting.pop()
            if key not in wanted:
                wanted.add(key)
                waiting += [parent for parent in self.entries[key].parents if parent in self.entries]
        return tuple(block for key, block in self.entries.items() if key in wanted)


def read(paths: Sequence[Path]) -> Bibliography:
    """Split the files into their entries; raises `RejectedError` if one cannot be read as UTF-8."""
    entries: dict[str, Block] = {}
    duplicates, abbreviations, nameless = [], [], []
    for block in (block for path in paths for block in _blocks(SourceText.of_file(path), path)):
        if block.kind in ("string", "preamble"):
            abbreviations.append(block)
        elif block.kind == "comment":
            continue
        elif not block.key:
            nameless.append(block)
        elif block.key in entries:
            duplicates.append(block)
        else:
            entries[block.key] = block
    return Bibliography(entries, tuple(duplicates), tuple(abbreviations), tuple(nameless))


def _blocks(source: SourceText, path: Path) -> Iterator[Block]:
    heads = list(_HEAD.finditer(source.text))
    ends = [*(head.start() for head in heads[1:]), len(source.text)][: len(heads)]
    line, counted = 1, 0
    for head, end in zip(heads, ends, strict=True):
        start = source.text.index("@", head.start())
        line += source.text.count("\n", counted, start)
        counted = start
        text = source.text[start:end]
        key = "" if source.text[head.end() : head.end() + 9].lstrip()[:1] == "=" else head[3]
        yield Block(head[1].lower(), head[2], key, text, Place(path, line, _column(source.text, start)))


def _column(text: str, offset: int) -> int:
    return offset - text.rfind("\n", 0, offset)


def check(bibliography: Bibliography, cited: Iterable[str]) -> tuple[Problem, ...]:
    """Return what is wrong with the entries that the text needs, and with those that look damaged."""
    chosen = bibliography.chosen(cited)
    keys = {block.key for block in chosen}
    rest = [block for key, block in bibliography.entries.items() if key not in keys and block.damaged]
    return (
        *_duplicates(bibliography, keys),
        *_circles(bibliography, chosen),
        *(fault for block in chosen for fault in _faults(block)),
        *(_left_out(fault) for block in (*rest, *bibliography.nameless) for fault in _faults(block)),
    )


def _left_out(fault: Problem) -> Problem:
    what = f"{fault.message}; nobody cites it, and it is left out"
    return problem("bibliography-entry", what, fault.place, fault.hint)


def _duplicates(bibliography: Bibliography, cited: set[str]) -> Iterator[Problem]:
    for block in bibliography.duplicates:
        first = bibliography.entries[block.key].place
        rule = "duplicate-key" if block.key in cited else "bibliography-entry"
        what = f"the key “{block.key}” is taken: {first.file}:{first.line} has it"
        yield problem(rule, what, block.place, "delete one of the two, or give it a key of its own")


def _circles(bibliography: Bibliography, chosen: Sequence[Block]) -> Iterator[Problem]:
    """Pandoc follows a circle of crossrefs for ever; so it must never see one."""
    for block in chosen:
        seen, waiting = set(), list(block.parents)
        while waiting:
            key = waiting.pop()
            if key == block.key:
                what = f"“{block.key}” inherits from itself through crossref or xdata"
                yield problem("crossref-cycle", what, block.place, "break the circle")
                break
            if key in bibliography.entries and key not in seen:
                seen.add(key)
                waiting += bibliography.entries[key].parents


def _faults(block: Block) -> Iterator[Problem]:
    """Yield what bibtexparser, or the grammar of BibTeX, finds wrong with an entry."""
    if not block.key:
        what = f"an @{block.kind} entry without a key"
        yield problem("bibliography-syntax", what, block.place, "write @type{key, …}")
        return
    if block.bracket == "(":
        what = f"“{block.key}” stands in round brackets"
        yield problem("bibliography-syntax", what, block.place, "write @type{…}")
        return
    from bibtexparser import entrypoint, model

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # it also returns what it logs
    library = entrypoint.parse_string(block.text, parse_stack=[])
    for failed in library.failed_blocks:
        doubled = isinstance(failed, model.DuplicateFieldKeyBlock)
        yield from _doubled(block, failed) if doubled else [_broken(block)]
    for entry in library.entries:
        yield from _run_on_fields(block, entry)
    if not library.entries and not library.failed_blocks:
        yield _broken(block)


def _run_on_fields(block: Block, entry: model.Entry) -> Iterator[Problem]:
    """A missing comma puts the next field inside the last one, and nothing else complains."""
    for member in entry.fields:
        if not member.key.startswith("%") and _runs_on(str(member.value)):
            place = Place(block.place.path, block.place.line + member.start_line)
            what = f"“{block.key}”: the field “{member.key}” is not closed by a comma"
            yield problem("bibliography-syntax", what, place, "put a comma after its value")


def _broken(block: Block) -> Problem:
    what = f"the entry “{block.key}” cannot be read"
    hint = "look for a brace or quotation mark that is not closed, or a field without “=”"
    return problem("bibliography-syntax", what, block.place, hint)


def _doubled(block: Block, failed: object) -> Iterator[Problem]:
    from bibtexparser import model

    assert isinstance(failed, model.DuplicateFieldKeyBlock)
    entry = failed.ignore_error_block
    fields = entry.fields if isinstance(entry, model.Entry) else []
    for key in sorted(failed.duplicate_keys):
        twins = [field for field in fields if field.key == key]
        if len({str(twin.value) for twin in twins}) > 1:
            place = Place(block.place.path, block.place.line + twins[-1].start_line)
            what = f"“{block.key}” has the field “{key}” twice, with different values"
            yield problem("duplicate-field", what, place, "keep one of them")


def _runs_on(value: str) -> bool:
    """Tell whether something follows the closing brace or quotation mark of a field's value."""
    if value[:1] not in ("{", '"'):
        return False
    depth = 0
    for n, letter in enumerate(value):
        depth += (letter == "{") - (letter == "}") if value[n - 1 : n] != "\\" else 0
        closed = letter == "}" if value[0] == "{" else letter == '"' and n > 0
        if closed and depth == 0:
            rest = value[n + 1 :].strip()
            return bool(rest) and not rest.startswith("#")
    return False


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The cited entries as one .bib text, and the place of each of its lines."""

    text: str
    places: tuple[Place, ...]

    def explain(self, said: str) -> Problem | None:
        """Return pandoc's complaint about this text as a problem at the author's own line."""
        match = _PANDOC_PLACE.search(said)
        if not match or not self.places:
            return None
        place = self.places[min(int(match[1]), len(self.places)) - 1]
        what = f"the entry cannot be read: {' '.join(match[3].split())}"
        return problem("bibliography-syntax", what, Place(place.path, place.line, int(match[2])))


def excerpt(bibliography: Bibliography, cited: Iterable[str]) -> Excerpt:
    """Return the entries that a build needs, in the author's own spelling."""
    lines: list[str] = []
    places: list[Place] = []
    for block in (*bibliography.abbreviations, *bibliography.chosen(cited)):
        own = _to_closing_brace(block.text).split("\n")
        lines += own
        places += [Place(block.place.path, block.place.line + n) for n in range(len(own))]
    return Excerpt("\n".join(lines) + "\n", tuple(places))


def _to_closing_brace(text: str) -> str:
    """Return an entry without what follows its closing brace (remarks between entries)."""
    depth = 0
    for match in re.finditer(r"\\.|[{}]", text):
        depth += (match[0] == "{") - (match[0] == "}")
        if depth == 0 and match[0] == "}":
            return text[: match.end()]
    return text
