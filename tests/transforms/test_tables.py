"""Tables: from data, with heads of rows, turned and long ones."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from offprint.body import Element, inner, words_of
from offprint.cli import main as offprint

Composed = Callable[..., Element]


def cells(table: Element) -> list[list[str]]:
    """Return what the cells of each row say, heads with a star."""
    return [[words_of(cell) + "*" * (cell.tag == "th") for cell in row] for row in table.iter("tr")]


@pytest.mark.parametrize(
    ("written", "rows"),
    [
        ("{.csv}\nname,size\nnorth,12\nsouth,7", [["name*", "size*"], ["north", "12"], ["south", "7"]]),
        ('{.csv}\na,b\n"x, y",1', [["a*", "b*"], ["x, y", "1"]]),
        ("{.tsv}\na\tb\n1\t2", [["a*", "b*"], ["1", "2"]]),
        ("{.csv delimiter=;}\na;b\n1,5;2", [["a*", "b*"], ["1,5", "2"]]),
        ("{.csv header=false}\n1,2\n3", [["1", "2"], ["3", ""]]),
        ("{.csv .row-headers}\na,b\nx,1\ny,2", [["a*", "b*"], ["x*", "1"], ["y*", "2"]]),
    ],
)
def test_data_in_a_fence_is_a_table(composed: Composed, written: str, rows: list[list[str]]) -> None:
    """The first line is the head; short rows are filled up."""
    assert cells(next(composed(f"```{written}\n```").iter("table"))) == rows


@pytest.mark.parametrize(
    ("cell", "made"),
    [
        ("*E. coli*", "<em>E. coli</em>"),
        ("see <b>x</b>", "see <b>x</b>"),
        ("it's 5--6", "it’s 5–6"),
        ("- 5 *", "- 5 *"),
        ("1.", "1."),
        ("***", "***"),
        ("var_name $5 and $6", "var_name $5 and $6"),
    ],
)
def test_cells_of_data_are_markdown(composed: Composed, cell: str, made: str) -> None:
    """What is written inside a line is read, and nothing becomes a list or a rule."""
    table = next(composed(f"```{{.csv}}\nhead\n{cell}\n```").iter("table"))

    assert inner(next(table.iter("td"))) == made


def test_data_may_be_taken_by_the_letter(composed: Composed) -> None:
    """`markdown=false` is for data that only looks like Markdown."""
    table = next(composed("```{.csv markdown=false}\nhead\n*E. coli*\n```").iter("table"))

    assert words_of(next(table.iter("td"))) == "*E. coli*"


def test_cells_cite_and_calculate(composed: Composed) -> None:
    """A citation in a cell or in the caption is one, a formula is set, a reference leads somewhere."""
    main = composed('```{.csv #tbl-a tbl-cap="By *x* [@lynch2003]"}\nhead\n$x^2$ [@tbl-a]\n```')

    table = next(main.iter("table"))
    assert words_of(next(table.iter("caption"))) == "Table 1. By x (Lynch 2003)"
    assert len(list(table.iter("math"))) == 1
    assert words_of(next(table.iter("td"))).endswith("Table 1")


def test_widths_of_columns(composed: Composed) -> None:
    """Quarto's `tbl-colwidths` shares out the width; what does not fit the columns is left alone."""
    main = composed(
        '| a | b |\n|---|---|\n| 1 | 2 |\n\n: A {tbl-colwidths="[75,25]" .striped}\n\n'
        '| a | b |\n|---|---|\n| 1 | 2 |\n\n: B {tbl-colwidths="[75]"}'
    )

    assert [one.get("style") for one in main.iter("col")] == ["width:75%", "width:25%"]


def test_data_from_a_file(composed: Composed, tmp_path: Path) -> None:
    """`file=` names a file of the project; tabs are tabs there."""
    (tmp_path / "a.tsv").write_text("a\tb\r\n1\t2\r\n")

    assert cells(next(composed("```{.tsv file=a.tsv}\n```").iter("table"))) == [["a*", "b*"], ["1", "2"]]


def test_a_data_file_must_be_in_the_project(checked: Callable[..., list[str]]) -> None:
    """A missing file and one outside are told at their place."""
    told = checked("```{.csv file=none.csv}\n```\n\n```{.csv file=../../../etc/passwd}\n```")

    hint = "is not in the project; paths start at the text or the root"
    assert told == [
        f"paper.md:5:15: error[data-file]: the data file “none.csv” {hint}",
        f"paper.md:8:15: error[data-file]: the data file “../../../etc/passwd” {hint}",
    ]


def test_code_about_data_stays_code(composed: Composed) -> None:
    """Without the dot and its brackets, the word names the language of a listing."""
    main = composed("```csv\na,b\n```")

    assert not list(main.iter("table"))
    assert words_of(next(main.iter("pre"))) == "a,b"


def test_data_has_a_caption_and_a_label(composed: Composed) -> None:
    """It is referred to like any table."""
    main = composed('See @tbl:s.\n\n```{.csv #tbl:s caption="Sizes"}\na,b\n1,2\n```')

    table = next(main.iter("table"))
    assert (table.get("id"), words_of(next(table.iter("caption")))) == ("tbl:s", "Table 1. Sizes")
    assert words_of(next(main.iter("p"))) == "See Table 1."


def test_heads_of_rows_in_any_table(composed: Composed) -> None:
    """`.row-headers` beside the caption: the first column's cells head their rows."""
    main = composed("| a | b |\n|---|---|\n| x | 1 |\n\n: Cap {#tbl:x .row-headers}")

    assert [cell.get("scope") for cell in main.iter("th")] == ["col", "col", "row"]


@pytest.mark.parametrize(("columns", "rows", "said"), [(3, 4, ""), (8, 4, "many"), (12, 20, "long most")])
def test_large_tables_are_marked_for_print(composed: Composed, columns: int, rows: int, said: str) -> None:
    """Many columns are set smaller, many rows may be broken over pages."""
    lines = [",".join(f"x{n}" for n in range(columns))] * rows
    table = next(composed("```{.csv}\n" + "\n".join(lines) + "\n```").iter("table"))

    assert (table.get("class") or "") == said


def test_a_landscape_table_has_a_page_across(tmp_path: Path) -> None:
    """The page before it and the page behind it stand upright."""
    table = "| a | b |\n|---|---|\n| x | 1 |\n\n: Cap {#tbl:x .landscape}"
    (tmp_path / "paper.md").write_text(f"---\ntitle: T\n---\nBefore.\n\n{table}\n\nBehind.\n")

    assert offprint(["build", str(tmp_path), "--to", "pdf"]) == 0

    with pikepdf.open(BytesIO((tmp_path / "_build" / "paper.pdf").read_bytes())) as pdf:
        shapes = [float(page.mediabox[2]) > float(page.mediabox[3]) for page in pdf.pages]
    assert shapes == [False, True, False]
