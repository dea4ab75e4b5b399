"""The report in Markdown: for the summary of a CI's job, or a comment to a pull request.

It is posted where mentions ring, links are followed and images are fetched, and it quotes strangers:
whatever comes from a manuscript is made inert, and shows as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from offprint.report.findings import FileOf, Report, Told
from offprint.report.since import Change, Named, News

LONGEST = 60_000
"""Letters of the whole: a comment on GitHub may have 65,536."""
_MARKS = re.compile(r"([\\`*_\[\]<>|~&$#])")
#: What platforms make links, calls and emoji of: after these signs and words, a joiner that is not seen.
_LIVE = re.compile(
    r"(?<=[@#!$%&~*^+])(?=\w)|(?<=:)(?=//|[\w+-]+:)|(?<=\bwww)(?=\.)|(?<=\bGH)(?=-\d)", re.IGNORECASE
)
_JOINER = "\u2060"
_SIGNS = {"published": "✅", "differing": "⚠️", "rejected": "❌", "failed": "⚠️"}


def summary(report: Report) -> bytes:
    """Return the report as GitHub Flavored Markdown, in UTF-8."""
    head = [
        f"## {_SIGNS[report.outcome]} {inert(report.headline)}",
        f"**{inert(report.title)}** — {inert(report.detail)}",
    ]
    if report.stopped:
        head.append("Nothing was published: the last good editions, if there are any, are as they were.")
    pieces = [*head, *_editions(report), *_collation(report), *_changes(report), *_validators(report)]
    room = LONGEST - sum(len(one) + 2 for one in pieces)
    pieces[len(head) : len(head)] = _problems(report, room)
    return ("\n\n".join(pieces) + "\n").encode()


def inert(words: str) -> str:
    """Return words that show as they are: no markup, no link, no image, no mention.

    A backslash takes its meaning from each sign (CommonMark, §2.4); a joiner keeps the platform
    from seeing a name, a number or an address behind what is left.
    """
    return _MARKS.sub(r"\\\1", _LIVE.sub(_JOINER, words))


def code(words: str) -> str:
    """Return words as a code span, fenced by more backticks than they hold (CommonMark, §6.1)."""
    longest = max((len(run) for run in re.findall("`+", words)), default=0)
    fence = "`" * (longest + 1)
    room = " " if words[:1] in "` " or words[-1:] in "` " else ""
    return f"{fence}{room}{words}{room}{fence}"


def _problems(report: Report, room: int) -> Iterator[str]:
    """Yield the problems by file, as many as there is room for."""
    if not report.files:
        return
    yield f"### Problems: {report.problems}"
    hidden = report.hidden
    for file in report.files:
        told = [_item(one) for one in file.problems]
        while told and sum(map(len, told)) > room:
            told.pop()
            hidden += 1
        if told:
            room -= sum(map(len, told))
            yield _heading(file)
            yield "\n".join(told)
    if hidden:
        yield f"{hidden} more are not shown; `offprint check` tells all of them."


def _heading(file: FileOf) -> str:
    return code(file.name) if file.name else "Of no one file"


def _item(one: Told) -> str:
    where = f", line {one.spot}" if one.spot else ""
    hint = f"; {inert(one.hint)}" if one.hint else ""
    line = f"- **{one.severity}** `{one.rule}`{where}: {inert(one.message)}{hint}"
    shown = one.excerpt
    text = f"{shown.before}{shown.marked}{shown.after}".strip() if shown else ""
    return f"{line}\\\n  {code(text)}" if text else line


def _editions(report: Report) -> Iterator[str]:
    if report.editions:
        rows = (
            f"| {inert(one.file)} | {inert(one.extent) or one.kind} | {one.size} | `{one.sha256}` |"
            for one in report.editions
        )
        yield "\n".join(["| edition | extent | size | SHA-256 |", "|---|---|--:|---|", *rows])


def _collation(report: Report) -> Iterator[str]:
    if not report.compared:
        yield f"Not collated: the build ended in {report.stopped}."
        return
    found = "no difference" if not report.differences else f"differences: {report.differences}"
    yield f"### Collation of {', '.join(report.compared)}: {found}"
    yield _table(report.figures, compared=report.news is not None)


def _changes(report: Report) -> Iterator[str]:
    news: News | None = report.news
    if news is None:
        return
    yield "### Since the earlier collation"
    if news.same:
        yield f"The same to the byte: {', '.join(map(inert, news.same))}."
    if news.sizes:
        yield _table(news.sizes, compared=True)
    named = {"New references": news.added, "References gone": news.dropped,
             "References that read otherwise": news.reworded, "Engines": news.engines}  # fmt: skip
    for title, rows in named.items():
        if rows:
            yield "\n".join([f"{title}:", "", *map(_named, rows)])
    if news.more:
        yield f"{news.more} more references changed."


def _named(row: Named) -> str:
    return f"- {code(row.key)} {inert(row.words)}"


def _table(rows: tuple[Change, ...], *, compared: bool) -> str:
    if not compared:
        lines = [f"| {inert(row.name)} | {row.shown} |" for row in rows]
        return "\n".join(["| | number |", "|---|--:|", *lines])
    lines = [f"| {inert(row.name)} | {row.shown} | {row.was} | {row.difference or '–'} |" for row in rows]
    return "\n".join(["| | now | before | change |", "|---|--:|--:|--:|", *lines])


def _validators(report: Report) -> Iterator[str]:
    if report.verdicts is None:
        yield "No validator was asked for (`offprint build --validate`)."
    elif report.verdicts:
        rows = (
            f"| {one.name} {inert(one.version)} | {inert(one.file)} | {inert(one.outcome)} |"
            for one in report.verdicts
        )
        yield "\n".join(["| validator | read | outcome |", "|---|---|---|", *rows])
