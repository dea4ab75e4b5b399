"""The report in Markdown is inert: what a stranger wrote makes no link, image, markup or mention."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import replace

import pytest
from lxml import html

from offprint import pandoc
from offprint.collate import Collation
from offprint.collate.record import Counts
from offprint.report.earlier import Earlier, File
from offprint.report.excerpt import Excerpt
from offprint.report.findings import FileOf, Report, Told
from offprint.report.since import news
from offprint.report.summary import LONGEST, code, inert, summary

HOSTILE = [
    "@octocat and @org/team, a@example.org",
    "![pixel](https://example.org/a.png) [a](https://example.org) [b]: https://example.org",
    "https://example.org www.example.org <https://example.org> mailto:a@example.org",
    "<img src=https://example.org/a.png onerror=alert(1)><script>alert(1)</script><!-- x",
    "&lt;b&gt; &#64;octocat &amp;",
    "#123 GH-123 org/repo#123 !45 ~label %milestone $snippet :smile:",
    "**bold** __bold__ *it* _it_ ~~gone~~ `code` $x^2$ | cell | <details>",
    "```\n# heading\n- item\n\n---\n1. one\n> quote",
    "back`tick ``two`` ```three",
    "\\@octocat \\[a](b)",
]
REPORT = Report(
    title="T", lang="en", outcome="rejected", headline="The manuscript was rejected.", detail="D",
    problems="1 error", files=(), hidden=0, editions=(), compared=(), differences=0, figures=(), news=None,
    verdicts=None, stopped="reading",
)  # fmt: skip


def rendered(markdown: str) -> html.HtmlElement:
    """Return what a reader of GitHub's Markdown makes of a text, bare addresses as links."""
    command = [pandoc.executable(), "-f", "gfm+autolink_bare_uris+emoji", "-t", "html", "--wrap=none"]
    said = subprocess.run(command, input=markdown, capture_output=True, text=True, check=True)
    return html.fragment_fromstring(said.stdout, create_parent="div")


def alive(tree: html.HtmlElement) -> list[str]:
    """Return what a platform would make something of: markup of any kind, calls, numbers, addresses."""
    markup = [str(one.tag) for one in tree.iter() if one.tag not in {"div", "p", "ul", "li", "strong", "br",
                                                                    "code", "h2", "h3"}]  # fmt: skip
    words = " ".join(str(text) for text in tree.xpath(".//text()[not(ancestor::code)]"))
    return markup + re.findall(r"[@#]\w+|https?://|www\.\w+|😄", words)


@pytest.mark.parametrize("words", HOSTILE)
def test_words_show_as_they_are(words: str) -> None:
    """Each sign is shown, and none does anything."""
    line = " ".join(words.split())
    tree = rendered(inert(line))

    assert alive(tree) == []
    assert tree.text_content().replace("\u2060", "").strip() == line


@pytest.mark.parametrize("words", [*HOSTILE, "`", "``", " a ", "a\\"])
def test_a_line_of_the_source_is_a_code_span(words: str) -> None:
    """Whatever backticks it holds, it does not get out."""
    line = " ".join(words.split())
    tree = rendered(f"- x\\\n  {code(line)}")

    (span,) = tree.iter("code")
    assert span.text_content().strip() == line
    assert alive(tree) == []


@pytest.mark.parametrize("words", HOSTILE)
def test_a_report_on_a_strangers_text_is_inert(words: str) -> None:
    """The title, a file's name, a message, its hint and its line may be anything."""
    line = " ".join(words.split())
    told = Told("math", "error", line, line, "1:2", Excerpt(line, line, line), 1)
    report = replace(REPORT, title=line, detail=line, files=(FileOf(line, (told,)), FileOf("", (told,))))

    assert alive(rendered(summary(report).decode())) == []


def test_a_report_fits_into_a_comment() -> None:
    """Ten thousand problems are told as far as there is room, and the rest by number."""
    told = Told("math", "error", "x" * 500, "y", "1:2", Excerpt("a", "b", "c"), 1)
    report = replace(REPORT, problems="10000 errors", files=(FileOf("paper.md", (told,) * 10_000),))

    text = summary(report).decode()

    assert LONGEST - 2000 < len(text) < 65_536
    shown = text.count("- **error**")
    assert f"{10_000 - shown} more are not shown" in text


def test_an_earlier_record_cannot_swell_the_report() -> None:
    """A record of a hundred thousand references, editions and engines is cut."""
    much = {f"{n} {'`@|' * 50}": "x @a" * 90 for n in range(100_000)}
    earlier = Earlier({"words": 1}, {name: File(1, "") for name in much}, much, much)
    record = json.dumps({"schema": 1, "counts": {}, "engines": {}, "references": [], "editions": []})
    collation = Collation(("HTML",), Counts(words=1), record.encode())

    changed = news(earlier, collation, ())
    text = summary(replace(REPORT, news=changed, compared=("HTML",))).decode()

    assert changed.more == 100_000 - 20
    assert len(text) < LONGEST
