"""What a division or a span can mean, beside what the one body makes of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from offprint.body import Element, inner, words_of

Composed = Callable[..., Element]
Checked = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("lang", "written", "title", "said"),
    [
        ("en", "::: {.callout-note}\n## Its own\n\nText.\n:::", "Its own", "Text."),
        ("en", '::: {.callout-tip title="Its own"}\nText.\n:::', "Its own", "Text."),
        ("de", "::: {.callout-warning}\nText.\n:::", "Warnung", "Text."),
        ("fr", "::: {.callout-caution collapse=true}\nText.\n:::", "Attention", "Text."),
        ("ja", "::: callout-important\nText.\n:::", "重要", "Text."),
    ],
)
def test_callouts_have_a_title(composed: Composed, lang: str, written: str, title: str, said: str) -> None:
    """A heading or an attribute, else the kind in the text's language."""
    main = composed(written, lang)

    box = next(iter(main.find_class("callout")))
    heading, rest = box
    assert (box.get("role"), words_of(heading), words_of(rest)) == ("note", title, said)
    assert not list(main.iter("h2"))


def test_a_callouts_title_is_no_section(composed: Composed) -> None:
    """It is not counted among the numbered headings."""
    main = composed("# One\n\n::: {.callout-note}\n## Aside\nX\n:::\n\n## Two", front="number-sections: true")

    assert [words_of(one) for one in main.iter("h2", "h3")] == ["1 One", "1.1 Two"]


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ('[HTML]{abbr="Markup"}', '<abbr title="Markup">HTML</abbr>'),
        ('<abbr title="Markup">HTML</abbr>', '<abbr title="Markup">HTML</abbr>'),
        ('[漢字]{ruby="かんじ"}', "<ruby>漢字<rt>かんじ</rt></ruby>"),
        ("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>", "<ruby>漢<rt>kan</rt></ruby>"),
        ("[שלום]{lang=he}", '<span lang="he" dir="rtl">שלום</span>'),
        ('["Wort"]{lang=de} and "word"', '<span lang="de">„Wort“</span> and “word”'),
        ('["mot" et [das "Wort" da]{lang=de}]{lang=fr}',
         '<span lang="fr">«\u202fmot\u202f» et <span lang="de">das „Wort“ da</span></span>'),
        ("[text]{.smallcaps}", '<span class="smallcaps">text</span>'),
    ],
)  # fmt: skip
def test_spans_become_what_they_mean(composed: Composed, written: str, made: str) -> None:
    """Abbreviations and ruby are HTML's own; a language brings its direction and its marks."""
    assert inner(next(composed(written).iter("p"))) == made


def test_abbreviations_may_be_defined_once(composed: Composed) -> None:
    """Each whole word is marked, wherever it stands; the definitions say nothing themselves."""
    text = "*HTML*, (HTML) and XHTML, CSS-like.\n\n*[HTML]: Markup\n*[CSS]: Sheets\n\n*[x] no*\n\n`HTML`"
    main = composed(text)

    assert [(one.get("title"), one.text) for one in main.iter("abbr")] == [("Markup", "HTML")] * 2
    assert [words_of(one) for one in main.iter("p")] == [
        "HTML, (HTML) and XHTML, CSS-like.",
        "[x] no",
        "HTML",
    ]


def test_task_lists_have_boxes_that_paper_has_too(composed: Composed) -> None:
    """The boxes are letters: every edition says whether a task is done."""
    main = composed("- [ ] undone\n- [x] done\n  - plain")

    assert [words_of(one) for one in main.find_class("task")] == ["☐", "☒"]
    assert not list(main.iter("input"))
    assert next(main.iter("ul")).getparent() in main.find_class("tasks")


def test_contributions_and_files_stand_at_the_end(checked: Checked) -> None:
    """A file that goes with the text must be there; its place is told."""
    told = checked("Text.", lang="en\nsupplementary-files:\n  - file: none.csv\n    title: Nothing")

    what = "the supplementary file “none.csv” is not in the project; paths start at the text or the root"
    assert told == [f"paper.md:5:3: error[front-matter-value]: {what}"]
