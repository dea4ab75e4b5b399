"""Tables of data as the pandoc filters pantable and pandoc-csv2table read them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from offprint.body import Element, words_of

Composed = Callable[..., Element]


def cells(main: Element) -> list[list[str]]:
    """Return what the cells of each row say, heads with a star."""
    rows = next(main.iter("table")).iter("tr")
    return [[words_of(cell) + "*" * (cell.tag == "th") for cell in row] for row in rows]


WRITTEN = """See @tbl:levels.

```table
---
caption: 'Levels *considered*. {#tbl:levels}'
alignment: LR
markdown: true
include: levels.csv
---
```
"""


def test_a_table_from_a_file_with_its_caption_and_markdown(composed: Composed, tmp_path: Path) -> None:
    """The label stands in the caption; cells are Markdown where that is asked for."""
    (tmp_path / "levels.csv").write_text('Level,Source\nnational,@lynch2003\nlocal,"**a**, b"\n')

    main = composed(WRITTEN)

    assert cells(main) == [["Level*", "Source*"], ["national", "Lynch (2003)"], ["local", "a, b"]]
    assert words_of(next(main.iter("caption"))) == "Table 1. Levels considered."
    assert words_of(next(main.iter("p"))).replace("\u00a0", " ") == "See Table 1."


def test_data_below_its_head(composed: Composed) -> None:
    """Without a file the data stands in the block; without `markdown` it is taken as it is."""
    main = composed("```table\n---\nheader: false\n---\n*a*,1\nb\n```")

    assert cells(main) == [["*a*", "1"], ["b", ""]]


def test_attributes_say_the_same(composed: Composed, tmp_path: Path) -> None:
    """Pandoc-csv2table has no YAML; a block that only bears the class is code."""
    (tmp_path / "a.csv").write_text("a;b\n1;2\n")

    main = composed('```{.table source="a.csv" delimiter=";" caption="C"}\n```\n\n```table\nx,y\n```')

    assert cells(main) == [["a*", "b*"], ["1", "2"]]
    assert [words_of(one) for one in main.iter("pre")] == ["x,y"]


def test_a_cell_that_reaches_out_of_itself_is_taken_as_it_is(composed: Composed) -> None:
    """Its Markdown would close the cell, and swallow those after it."""
    main = composed(f"```table\n---\nmarkdown: true\n---\na,b\n{':' * 9},*y*\n```")

    assert cells(main) == [["a*", "b*"], [":" * 9, "*y*"]]


def test_raw_html_in_a_cell_is_told(checked: Callable[..., list[str]]) -> None:
    """What is not allowed in the text is not allowed in a cell."""
    told = checked("```table\n---\nmarkdown: true\n---\na\n<script>x</script>\n```")

    assert any("raw-html" in line and "<script>" in line for line in told)
