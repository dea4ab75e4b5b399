"""What the engine says of a printed page, as problems at their places in the manuscript."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from offprint.body import words_of
from offprint.editions.edition import Order
from offprint.press import Record
from offprint.problems import Place, Problem, problem

_GLYPH = re.compile(r'"(?P<glyph>.{1,40}?)"\s+\(U\+(?P<code>[0-9A-F]+)\)')
_IMAGE = re.compile(r"offprint:(images/[\w-]+\.\w+)")
_RUN = re.compile(r"\b\w{2,}+(?: \w{2,}+){2,5}")
"""Words of which the manuscript's are the same, whatever its quotation marks."""
_EAST_ASIAN = frozenset({"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "IDEOGRAPHIC"})
#: What the proofreading has told already, at its place and for all editions.
_TOLD_BEFORE = ("internal URI reference", "has no required alt description", "Anchor defined twice")


def told(order: Order, records: tuple[Record, ...]) -> Iterator[Problem]:
    """Turn what the engine only logs into problems at their places."""
    glyphs: dict[str, str] = {}
    for record in dict.fromkeys(records):
        if match := _GLYPH.search(record.message):
            glyphs[match["glyph"]] = match["code"]
        elif any(words in record.message for words in _TOLD_BEFORE):
            continue
        elif record.message.startswith(("Failed to load", "Failed to render")):
            place = _place_of_image(record.message, order)
            yield problem(
                "engine", f"WeasyPrint: {record.message}", place, "open the image and save it again"
            )
        else:
            yield problem("style-notice", f"WeasyPrint: {record.message}", None, "see styles/print")
    for script in dict.fromkeys(map(_script, glyphs)):
        yield _missing_glyphs(
            script, {one: code for one, code in glyphs.items() if _script(one) == script}, order
        )


def _place_of_image(message: str, order: Order) -> Place | None:
    match = _IMAGE.search(message)
    source = order.document.addresses.get(match[1]) if match else None
    return next(order.document.manuscript.search.address(source), None) if source else None


def overlong(order: Order, ids: tuple[str, ...]) -> Iterator[Problem]:
    """Yield the notes that no page can hold; text alone is continued on the next page."""
    search = order.document.manuscript.search
    for note in order.document.body.notes:
        if note.id in ids:
            words = words_of(note.content).removeprefix(str(note.number)).strip(" .")
            runs = (match[0] for match in _RUN.finditer(words))
            place = next((spot for run in runs for spot in search.literal(run)), None)
            what = f"note {note.number}, “{words[:40].strip()}…”, does not fit on its page"
            yield problem("note-too-long", what, place, "set its figure, table or code in the text")


def _script(glyph: str) -> str:
    """Return the script of a letter by its name (Unicode, “Character Names”); empty for a sign."""
    if unicodedata.category(glyph[0])[0] not in "LM":
        return ""
    name = unicodedata.name(glyph[0], "").partition(" ")[0]
    return "CJK" if name in _EAST_ASIAN else name.title()


def _missing_glyphs(script: str, glyphs: Mapping[str, str], order: Order) -> Problem:
    search = order.document.manuscript.search
    shown = [f"“{glyph}” (U+{code})" for glyph, code in glyphs.items()]
    more = f" and {len(shown) - 8} more" if len(shown) > 8 else ""
    places = (next(search.literal(glyph), None) for glyph in glyphs)
    place = min((spot for spot in places if spot), default=None)
    what = f"no font has {f'{script} ' if script else ''}{', '.join(shown[:8])}{more}"
    font = "a font that has them" if len(shown) > 1 else "a font that has it"
    hint = f"put {font} into styles/fonts/, or build --to html,epub"
    return problem("missing-glyph", what, place, hint)
