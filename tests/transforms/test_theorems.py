"""Theorems and their kin, proofs, and call-outs that can be referred to."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from offprint.body import Element, words_of

Composed = Callable[..., Element]
Checked = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("lang", "written", "said"),
    [
        ("en", "::: {#thm-line}\n## Line\nTwo points.\n:::", "Theorem 1 (Line). Two points."),
        ("en", '::: {#lem-a name="Aid"}\nTwo points.\n:::', "Lemma 1 (Aid). Two points."),
        ("en", "::: {#def-a}\nTwo points.\n:::", "Definition 1. Two points."),
        ("en", "::: theorem\nTwo points.\n:::", "Theorem 1. Two points."),
        ("en", "::: {.proof}\nBy eye.\n:::", "Proof. By eye."),
        ("en", "::: {.proof}\n## Of it\nBy eye.\n:::", "Proof (Of it). By eye."),
        ("en", "::: {.remark}\nBy eye.\n:::", "Remark. By eye."),
        ("en", "::: {#exm-a}\n- one\n:::", "Example 1. one"),
        ("de", "::: {#thm-a}\nZwei Punkte.\n:::", "Satz 1. Zwei Punkte."),
        ("fr", "::: {#cor-a}\nDeux points.\n:::", "Corollaire 1. Deux points."),
        ("ja", "::: {.proof}\n自明。\n:::", "証明. 自明。"),
    ],
)
def test_statements_are_called_what_they_are(composed: Composed, lang: str, written: str, said: str) -> None:
    """A label or a class says what it is, its heading or `name` is its title and no section."""
    main = composed(written, lang)

    assert words_of(next(iter(main.find_class("statement")))) == said
    assert not list(main.iter("h2"))


def test_each_kind_is_counted_by_itself(composed: Composed) -> None:
    """Also those that only have a class; a reference names the kind, several share the noun."""
    main = composed(
        "::: {#thm-a}\nA.\n:::\n\n::: lemma\nB.\n:::\n\n::: theorem\nC.\n:::\n\n::: {#thm-d}\nD.\n:::\n\n"
        "See @thm-a, [@thm-a; @thm-d], [-@thm-d] and \\ref{thm-a}. @Thm-d ends."
    )

    labels = [words_of(one) for one in main.find_class("statement-label")]
    assert labels == ["Theorem 1.", "Lemma 1.", "Theorem 2.", "Theorem 3."]
    last = words_of(main.findall("p")[-1])
    assert last == "See Theorem 1, Theorems 1 and 3, 3 and 1. Theorem 3 ends."


def test_a_proof_ends_in_a_mark(composed: Composed) -> None:
    """The style draws it, unless the author has written one."""
    main = composed(
        "::: proof\nA.\n:::\n\n::: proof\n- B\n:::\n\n::: proof\nC. $\\square$\n:::\n\n::: lemma\nD.\n:::"
    )

    marks = [len(one.find_class("end-mark")) for one in main.find_class("statement")]
    assert marks == [1, 1, 0, 0]


def test_callouts_with_a_label_have_a_number(composed: Composed) -> None:
    """It stands before a title of their own, and is what a reference says."""
    main = composed(
        '::: {#tip-a .callout-tip title="Speed" icon=false}\nA.\n:::\n\n'
        "::: {#nte-b .callout-note}\nB.\n:::\n\n::: {.callout-tip}\nC.\n:::\n\n[@tip-a] and @nte-b."
    )

    assert [words_of(one) for one in main.find_class("callout-title")] == ["Tip 1: Speed", "Note 1", "Tip"]
    assert words_of(main.findall("p")[-1]) == "Tip 1 and Note 1."


def test_a_statement_that_is_not_there_is_told(checked: Checked) -> None:
    """It is a reference, not a work that the bibliography lacks."""
    assert checked("::: {#thm-line}\nA.\n:::\n\nBy @thm-lime.") == [
        "paper.md:9:5: error[dangling-reference]: nothing has the label “thm-lime”; did you mean “thm-line”?"
    ]
