"""The gatekeeper: checks what the text cites before any of it is printed.

Cited entries, and those that they inherit from, are checked rule by rule. Of the others only what is
damaged is told, as a warning, and in one line a file where there is much of it: a library that an
author shares between articles is no part of the article.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from offprint.bibliography import (
    completeness,
    dates,
    grammar,
    names,
    numbers,
    pages,
    printed,
    twins,
    wording,
)
from offprint.bibliography.entry import Entry, inherited
from offprint.bibliography.library import Bibliography, Block
from offprint.problems import Place, Problem, problem

Rule = Callable[[Entry], Iterator[Problem]]

OWN: tuple[Rule, ...] = (
    completeness.check_container,
    names.check,
    dates.check,
    pages.check,
    numbers.check,
    wording.check,
)
"""Rules for the fields that an entry has itself."""

WHOLE: tuple[Rule, ...] = (completeness.check,)
"""Rules for a cited entry with all that it inherits."""

_MANY = 5


def check(bibliography: Bibliography, cited: Iterable[str], style: Path | None = None) -> tuple[Problem, ...]:
    """Return what is wrong with the entries that the text needs, and with those that look damaged.

    `style` is the CSL file that will print them.
    """
    asked = list(cited)
    wanted = [key for key in asked if key in bibliography.entries]
    chosen = bibliography.chosen(wanted)
    keys = {block.key for block in chosen}
    known, broken = grammar.abbreviations(bibliography.abbreviations)
    readings = [grammar.read(block, known) for block in chosen]
    entries = {entry.key: entry for entry, _ in readings if entry}
    sound = {entry.key for entry, faults in readings if entry and not _in_part(bibliography, entry, faults)}
    complete = inherited(entries)
    whole = [complete[key] for key in dict.fromkeys(wanted) if key in sound]
    return (
        *(fault for reading in readings for fault in reading.problems),
        *_circles(chosen),
        *_orphans(bibliography, entries.values()),
        *(fault for entry in entries.values() for rule in OWN for fault in rule(entry)),
        *(fault for entry in whole for rule in WHOLE for fault in rule(entry)),
        *completeness.check_types(whole),
        *twins.check(whole),
        *(printed.check(whole, style) if style else ()),
        *_duplicates(bibliography, keys),
        *_alike_but_for_case(bibliography, keys),
        *_summed([*broken, *_left_out(bibliography, keys, known)]),
        *(_uncited(bibliography, keys) if len(wanted) == len(asked) else ()),
    )


def _in_part(bibliography: Bibliography, entry: Entry, faults: Iterable[Problem]) -> bool:
    """Tell whether an entry was read in part only: what it lacks may be in the rest, or in its parent."""
    broken = any(fault.rule == "bibliography-syntax" for fault in faults)
    return broken or bool(list(_orphans(bibliography, [entry])))


def _circles(chosen: Sequence[Block]) -> Iterator[Problem]:
    """Pandoc follows a circle of crossrefs for ever; so it must never see one."""
    parents = {block.key: block.parents for block in chosen}  # with all that they inherit from
    for block in chosen:
        seen, waiting = set(), list(parents[block.key])
        while waiting:
            key = waiting.pop()
            if key == block.key:
                what = f"“{block.key}” inherits from itself through crossref or xdata"
                yield problem("crossref-cycle", what, block.place, "break the circle")
                break
            if key in parents and key not in seen:
                seen.add(key)
                waiting += parents[key]


def _orphans(bibliography: Bibliography, entries: Iterable[Entry]) -> Iterator[Problem]:
    for entry in entries:
        for field in entry.having("crossref", "xdata"):
            for key in (key for key in entry.keys(field.name) if key not in bibliography.entries):
                what = f"there is no entry “{key}” to inherit from"
                yield entry.fault("dangling-crossref", field, what, f"add it, or delete “{field.name}”")


def _duplicates(bibliography: Bibliography, cited: set[str]) -> Iterator[Problem]:
    """Yield cited keys that stand twice: an error only if the two say different things."""
    for block in (block for block in bibliography.duplicates if block.key in cited):
        first = bibliography.entries[block.key]
        spot = f"{first.place.file}:{first.place.line}"
        if block.text.split() == first.text.split():
            what = f"“{block.key}” stands at {spot} already, word for word"
            yield problem("same-work", what, block.place, "delete one of the two")
        else:
            yield problem("duplicate-key", *_taken(block, first))


def _taken(block: Block, first: Block) -> tuple[str, Place, str]:
    what = f"the key “{block.key}” is taken: {first.place.file}:{first.place.line} has it"
    return what, block.place, "delete one of the two, or give it a key of its own"


def _alike_but_for_case(bibliography: Bibliography, cited: set[str]) -> Iterator[Problem]:
    """Yield cited keys that another entry has in other letters; one is easily cited for the other."""
    folded: dict[str, list[str]] = defaultdict(list)
    wanted = {key.lower() for key in cited}
    for key in bibliography.entries:
        if key.lower() in wanted:
            folded[key.lower()].append(key)
    for first, *others in folded.values():
        for key in others:
            what = f"the keys “{first}” and “{key}” differ in capitals only"
            yield problem(
                "similar-key", what, bibliography.entries[key].place, "give one of them another key"
            )


def _left_out(bibliography: Bibliography, cited: set[str], known: Mapping[str, str]) -> Iterator[Problem]:
    """Yield what is wrong with entries that nobody cites: they are left out, and nothing is lost."""
    damaged = [block for key, block in bibliography.entries.items() if key not in cited and block.damaged]
    for block in (*damaged, *bibliography.nameless):
        for fault in grammar.read(block, known).problems:
            can = "cites" if block.key else "can cite"
            what = f"{fault.message}; nobody {can} it, and it is left out"
            yield problem("bibliography-entry", what, fault.place, fault.hint)
    for block in bibliography.duplicates:
        if block.key not in cited:
            what, place, hint = _taken(block, bibliography.entries[block.key])
            yield problem("bibliography-entry", what, place, hint)


def _summed(faults: Sequence[Problem]) -> Iterator[Problem]:
    """Yield the faults of what is left out: one by one where they are few, else in a line a file."""
    by_file: dict[Path, list[tuple[int, Problem]]] = defaultdict(list)
    for fault in faults:
        assert fault.place is not None
        by_file[fault.place.path].append((fault.place.line, fault))
    for found in by_file.values():
        lines = sorted({line for line, _ in found})
        if len(found) <= _MANY:
            yield from (fault for _, fault in found)
        else:
            first = min(found, key=lambda pair: pair[0])[1]
            some = ", ".join(map(str, lines[:_MANY]))
            what = f"{len(found)} entries that nobody cites are damaged or doubled (lines {some} …)"
            yield problem("bibliography-entry", what, first.place, "they are left out")


def _uncited(bibliography: Bibliography, cited: set[str]) -> Iterator[Problem]:
    """Yield a line for a file of which the text cites most, but not all.

    A file of which it cites the lesser part is a library, kept for more than this text. (Not asked
    where a citation has no entry: an idle one may be what it means.)
    """
    by_file: dict[Path, list[Block]] = defaultdict(list)
    for block in bibliography.entries.values():
        by_file[block.place.path].append(block)
    for blocks in by_file.values():
        idle = [block for block in blocks if block.key not in cited and block.kind not in ("xdata", "set")]
        if 0 < len(idle) < len(blocks) / 2:
            keys = ", ".join(f"“{block.key}”" for block in idle[:_MANY])
            more = " …" if len(idle) > _MANY else ""
            verb = "is" if len(idle) == 1 else "are"
            what = f"{len(idle)} of {len(blocks)} entries {verb} never cited: {keys}{more}"
            hint = "delete what is not needed, or name it under nocite:"
            yield problem("uncited-entry", what, idle[0].place, hint)
