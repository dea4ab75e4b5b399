"""What no edition would show as it is meant: raw pieces, shortcodes, parts for some formats only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from offprint import pandoc
from offprint.problems import Place, Problem, problem
from offprint.search import Search, also, first
from offprint.transforms import conditions, raw, shortcodes

_PAGE_REFERENCE = re.compile(r"\\(?:auto)?pageref\s*\{([^}]*)\}")


def faults(written: Sequence[pandoc.Node], blocks: Sequence[pandoc.Node], search: Search) -> list[Problem]:
    """Return what is lost or left of a text; `written` is it as it was read, `blocks` as it will be set."""
    found = [*_conditions(written, search), *_shortcodes(blocks, search)]
    for node in pandoc.walk(written):
        if node["t"] in ("RawInline", "RawBlock"):
            found += _faults_of_raw(node, search)
    return found


def _shortcodes(blocks: Sequence[pandoc.Node], search: Search) -> Iterator[Problem]:
    for source in dict.fromkeys(shortcodes.unknown(blocks)):
        name = source.split()[0]
        places = list(search.pattern(re.compile(rf"(?<!\{{)(\{{\{{<)\s*{re.escape(name)}")))
        what = f"“{{{{< {source} >}}}}” means nothing here, and would be printed as it stands{also(places)}"
        yield problem("shortcode", what, first(places), "write what it gives, or take it out")


def _conditions(written: Sequence[pandoc.Node], search: Search) -> Iterator[Problem]:
    for one in dict.fromkeys(conditions.differing(written)):
        pattern = re.compile(rf"({re.escape(one.key)}\s*=\s*[\"']?{re.escape(one.value)})")
        places = list(search.pattern(pattern))
        done = "stands in all" if one.kept else "is left out of all"
        what = f"the editions say the same: what is under “{one.key}={one.value}” {done}{also(places)}"
        hint = (
            "take the condition away to have it in all" if not one.kept else "take it out if it is not wanted"
        )
        yield problem("conditional", what, first(places), hint)


def _faults_of_raw(node: pandoc.Node, search: Search) -> Iterator[Problem]:
    form, source = node["c"]
    for what in raw.html_faults(source) if form == "html" else ():
        place = next(search.literal(source), None) or _place_of_tag(source, search)
        yield problem("raw-html", what, place, "write it in Markdown, or leave it out")
    if raw.vanishes(node):
        first = " ".join(source.split())[:50]
        place = next(search.literal(source), None)
        if raw.only_lays_out(node):
            what = f"“{first}” is a command for {form}, which changes nothing here"
            yield problem("raw-layout", what, place)
        else:
            what = f"“{first}” is meant for {form} and would vanish from the editions"
            yield problem("raw-format", what, place, _instead(form, source))


def _place_of_tag(source: str, search: Search) -> Place | None:
    """Return the first faulty tag of this name: pandoc writes the tags of blocks anew."""
    name = re.match(r"\s*<([A-Za-z][\w-]*)", source)
    tag = re.compile(rf"<{name[1]}\b[^>]*>?", re.IGNORECASE) if name else None
    found = search.matches(tag) if tag else ()
    return next((place for match, place in found if raw.html_faults(match[0])), None)


def _instead(form: str, source: str) -> str:
    if match := _PAGE_REFERENCE.search(source):
        return f"only print has pages: write @{match[1]}{{page}}, which tells the page there"
    if form == "tex":
        return "write it in Markdown; a backslash that is meant as one is written \\\\ or in `code`"
    return "write it in Markdown, or leave it out"
