"""Code that other tools draw or run."""

from __future__ import annotations

from collections.abc import Callable

from offprint.body import Element


def test_a_diagram_is_shown_as_code_with_a_warning(checked: Callable[..., list[str]]) -> None:
    """Nothing draws it here: the author is told at its first line, in pandoc's and Quarto's spelling."""
    told = checked("```mermaid\ngraph LR\n```\n\n```{dot}\ndigraph G {}\n```\n\n```python\ndot = 1\n```")

    hint = "is shown as its code; export it as SVG, and write ![…](diagram.svg)"
    assert told == [
        f"paper.md:6:1: warning[diagram]: a diagram in mermaid {hint}",
        f"paper.md:10:1: warning[diagram]: a diagram in dot {hint}",
    ]


def test_code_that_quarto_runs_is_shown_and_not_run(
    checked: Callable[..., list[str]], composed: Callable[..., Element]
) -> None:
    """A cell is a listing like any other, without its options; the author is told."""
    text = "```{python, echo=FALSE}\n#| label: x\nprint(1)\n```"

    told = checked(text)
    listing = next(composed(text).iter("pre"))

    what = "code in python is shown and not run; put what it gives into the text"
    assert told == [f"paper.md:7:1: warning[unrun-code]: {what}"]
    assert (listing.text_content() or "").splitlines() == ["print(1)"]
