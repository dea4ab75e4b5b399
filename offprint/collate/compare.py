"""Compares readings, passage by passage, to the character."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, fields, replace

from offprint.collate.difference import Difference, Spot, between
from offprint.collate.pages import compare_pages
from offprint.collate.reading import (
    FIGURE,
    FORMULA,
    NOTE,
    REFERENCE,
    THING,
    UNWITNESSED,
    Facts,
    Link,
    Reading,
    as_printed,
    plain,
)
from offprint.collate.settling import settled
from offprint.collate.witness import NAME

_TOLD = 8
"""How many differences of one kind are told of each edition."""
_KINDS = {REFERENCE: "references", NOTE: "notes", FIGURE: "figures", FORMULA: "formulas"}


@dataclass(frozen=True, slots=True)
class _Pair:
    """An edition and the reading that it is held against."""

    against: Reading
    edition: Reading

    def agree(self, name: str, dropped: frozenset[str]) -> Iterator[Difference]:
        """Yield how the edition differs in a passage; `dropped` are things told of already."""
        want, given = (self._form(reading, name, dropped) for reading in (self.against, self.edition))
        got = settled(given, want) if self.edition.printed else given
        if want == got:
            yield from _links(self, name)
            return
        spot = Spot(self.edition.name, self.against.name, name)
        if self.edition.printed and settled(given.casefold(), want.casefold()) == want.casefold():
            yield from (replace(one, rule="collation-case") for one in between(spot, want, got, want))
            return
        want, got = yield from _order(spot, want, got)
        said = self.against.passages[name]
        marked = as_printed(said, with_citations=True) if self.edition.printed else said
        yield from between(spot, want, got, marked)

    def _form(self, reading: Reading, name: str, dropped: frozenset[str]) -> str:
        said = reading.passages[name]
        for one in dropped:
            said = said.replace(one, "")
        return as_printed(said) if self.edition.printed else said


def compare(readings: Sequence[Reading]) -> list[Difference]:
    """Return where the readings differ, each held against the first that has the passage."""
    found: list[Difference] = []
    names = list(dict.fromkeys(name for reading in readings for name in reading.passages))
    dropped = frozenset(_missing_things(readings, names))
    for name in names:
        having = [reading for reading in readings if name in reading.passages]
        against = having[0]
        found += _added(readings, having, name)
        found += _lacking(readings, against, name)
        for edition in having[1:]:
            found += _Pair(against, edition).agree(name, dropped)
    return _few([*found, *compare_pages(readings), *_facts(readings)])


def _few(found: Sequence[Difference]) -> list[Difference]:
    """Return the first differences of each kind in each edition, and how many more there are."""
    kinds: dict[tuple[str, str], list[Difference]] = {}
    for one in found:
        kinds.setdefault((one.edition, one.rule), []).append(one)
    told = [one for several in kinds.values() for one in several[:_TOLD]]
    for (edition, rule), several in kinds.items():
        more = len(several) - _TOLD
        if more > 0:
            what = f"the {edition} has {more} more differences of this kind"
            told.append(Difference(rule, what, edition=edition))
    return told


def _missing_things(readings: Sequence[Reading], names: Sequence[str]) -> Iterator[str]:
    """Yield the signs of the notes and references that some reading lacks: they are told of once."""
    for name in names:
        kind, _, key = name.partition(" ")
        if key and not all(name in reading.passages for reading in readings):
            yield f"\x02{NOTE if kind == 'note' else REFERENCE}{key}\x03"


def _added(readings: Sequence[Reading], having: Sequence[Reading], name: str) -> Iterator[Difference]:
    """Yield the editions that have a passage that the witness should know and does not."""
    witnessed = readings[0].name == NAME and name not in UNWITNESSED
    if witnessed and having[0] is not readings[0]:
        for edition in having:
            spot = Spot(edition.name, NAME, name)
            yield spot.told(f"the {edition.name} adds {_called(name, edition)}")


def _lacking(readings: Sequence[Reading], against: Reading, name: str) -> Iterator[Difference]:
    for edition in readings:
        if edition.name != NAME and name not in edition.passages:
            spot = Spot(edition.name, against.name, name)
            yield spot.told(f"the {edition.name} lacks {_called(name, against)}", near=against.passages[name])


def _called(name: str, reading: Reading) -> str:
    """Return what a passage is called in a message, with its first words."""
    kind, _, key = name.partition(" ")
    words = plain(reading.passages[name])
    shown = words if len(words) <= 80 else f"{words[:79]}…"
    called = {"note": f"note {key}", "reference": "the reference", "text": "the text"}
    return f"{called.get(kind, f'the {kind}')} “{shown}”"


def _order(spot: Spot, want: str, got: str) -> Generator[Difference, None, tuple[str, str]]:
    """Yield the things that stand in another order, and return the passages without them."""
    for kind, called in _KINDS.items():
        wanted, given = (_things(kind, said) for said in (want, got))
        if wanted != given and sorted(wanted) == sorted(given):
            first = next(pair for pair in zip(wanted, given, strict=True) if pair[0] != pair[1])
            what = f"the {spot.edition} has the {called} in another order: “{first[1]}” before “{first[0]}”"
            yield replace(spot.told(what, near=first[0]), rule="collation-order", key=first[0])
            want, got = (_without(kind, said) for said in (want, got))
    return want, got


def _things(kind: str, said: str) -> list[str]:
    return [match[2] for match in THING.finditer(said) if match[1] == kind]


def _without(kind: str, said: str) -> str:
    return THING.sub(lambda match: "" if match[1] == kind else match[0], said)


def _links(pair: _Pair, name: str) -> Iterator[Difference]:
    """Yield the first link of a passage that leads elsewhere."""
    wanted, given = (reading.links.get(name, ()) for reading in (pair.against, pair.edition))
    if wanted == given:
        return
    nothing = Link("", "")
    length = max(len(wanted), len(given))
    padded = [(*one, *[nothing] * (length - len(one))) for one in (wanted, given)]
    want, got = next(both for both in zip(*padded, strict=True) if both[0] != both[1])
    spot = Spot(pair.edition.name, pair.against.name, name)
    leads = f"leads “{got.letters}” to “{got.target}”" if got.target else "has no link there"
    meant = f"leads “{want.letters}” to “{want.target}”" if want.target else "has none"
    rule = "collation-citation" if "ref-" in (want.target[:4], got.target[:4]) else "collation-link"
    found = spot.told(f"the {pair.edition.name} {leads}, the {pair.against.name} {meant}")
    yield replace(found, rule=rule, key=want.target.removeprefix("ref-"))


def _facts(readings: Sequence[Reading]) -> Iterator[Difference]:
    """Yield the metadata that differ from the witness's, or from the first edition's."""
    right = next((facts for reading in readings for facts in reading.facts.values()), Facts())
    whose = readings[0].name
    for reading in readings:
        for part, facts in reading.facts.items():
            for one in fields(Facts):
                want, got = (_shown(getattr(each, one.name)) for each in (right, facts))
                if want is not None and got is not None and want != got:
                    has = f"the {one.name} “{got}”" if got else f"no {one.name}"
                    what = f"the {reading.name} ({part}) has {has}, the {whose} “{want}”"
                    yield Difference("collation-metadata", what, name=one.name, edition=reading.name)


def _shown(fact: str | tuple[str, ...] | None) -> str | None:
    joined = ", ".join(fact) if isinstance(fact, tuple) else fact
    return None if joined is None else " ".join(joined.split())
