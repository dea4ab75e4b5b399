"""LaTeX in fields, put before pandoc itself: what it reads whole, and what it would drop."""

from __future__ import annotations

import json
import subprocess

import pytest

from offprint import pandoc
from offprint.bibliography import latex


def read_by_pandoc(titles: list[str]) -> list[str]:
    """Return the titles as pandoc's BibTeX reader understands them."""
    entries = [f"@misc{{k{n}, title = {{{{{title}}}}}}}" for n, title in enumerate(titles)]
    command = [pandoc.executable(), "-f", "biblatex", "-t", "csljson"]
    result = subprocess.run(command, input="\n".join(entries), capture_output=True, text=True, check=True)
    return [one.get("title", "") for one in json.loads(result.stdout)]


def test_what_counts_as_read_is_read() -> None:
    """Of each macro that passes, pandoc keeps what follows; of one that it does not know, nothing."""
    names = sorted(latex.READ_BY_PANDOC)

    titles = read_by_pandoc([rf"A \{name}{{X}}{{X}} B" for name in [*names, "nosuchmacro"]])

    assert [name for name, title in zip(names, titles, strict=False) if "X" not in title] == []
    assert "X" not in titles[-1]


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        (r"{\DJ}or{\dj}e {\TH}or \NG x", "{Đ}or{đ}e {Þ}or Ŋx"),
        (r"Mar{\'\i}a, Mar\'{\i}a, Mar\'ia", "Mar{í}a, María, María"),
        (r"Fran{\c{c}}ois {\v S}koda Erd\H{o}s \r{A}s", "Fran{ç}ois {Š}koda Erdős Ås"),
        (r"P\a'erez", "Pérez"),
        (r"{\cyrchar\CYRCH}ehov, {\cyrchar{\cyro}}, \cyrzh\cyrishrt", "{Ч}ehov, {{о}}, жй"),
        (r"Ekl{\"{\cyrchar\cyro}}f", "Ekl{ӧ}f"),
        (r"predator\textendash prey, 3\textemdash{}4", "predator–prey, 3—4"),
        (r"\mbox{x} {\protect\LaTeX} \pkg{dplyr}", r"{x} {\LaTeX} {dplyr}"),
        (r"\noopsort{1973b}1973", "1973"),
        (r"{\apjl}, \aap", r"{ApJL}, A\&A"),
        (r"\textalpha-\alpha\Omega", r"\textalpha-αΩ"),
        ("50% of #1, see\n\n  below", "50\\% of \\#1, see\nbelow"),
        ("a%\nb", "a%\nb"),
        (r"a\;b", r"a\,b"),
        (r"$\mbox{\DJ}\alpha$ \url{a%20b#c} \(\alpha\)", r"$\mbox{\DJ}\alpha$ \url{a%20b#c} \(\alpha\)"),
    ],
)
def test_spellings_that_pandoc_would_drop_are_rewritten(written: str, plain: str) -> None:
    """Letters, dashes, boxes and journals become text; formulas and addresses stay as they are."""
    assert latex.readable(written) == plain


def test_what_is_rewritten_is_printed() -> None:
    """Pandoc prints the letters that it drops when they are macros."""
    written = [r"{\DJ}or{\dj}e", r"predator\textendash prey", r"{\'\i}", "5% of #1", r"\mbox{x}y"]

    assert read_by_pandoc(written) == ["ore", "predatorprey", "ı́", "", "y"]
    assert read_by_pandoc([latex.readable(one) for one in written]) == [
        "Đorđe",
        "predator–prey",
        "í",
        "5% of #1",
        "xy",
    ]


def test_what_remains_is_told() -> None:
    """A macro without a Unicode form is named; what pandoc knows, escapes and formulas are not."""
    assert latex.lost(r"\foo{a} \emph{b} \& \% \, \'e \bar $\baz$ \foo \ensuremath{\qux}") == ["foo", "bar"]


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        (r"{\'E}mile Zola", "Émile Zola"),
        (r"{{\L}}ukasz Nowak AND {\v{S}}ime Horvat", "Łukasz Nowak and Šime Horvat"),
        (r"O{$\prime$}Hair, Ann", "O{′}Hair, Ann"),
        ("Doe, J., et~al.", "Doe, J. and others"),
        ("Doe, J. and et al", "Doe, J. and others"),
        ("{Barnes and Noble}", "{Barnes and Noble}"),
        (r"\textsc{A}da", r"\textsc{A}da"),
    ],
)
def test_names_lose_braces_around_single_letters(written: str, plain: str) -> None:
    """Pandoc takes a first name that begins with a brace for a particle."""
    assert latex.readable_names(written) == plain
