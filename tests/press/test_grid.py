"""Text stands on one grid of lines, whatever stands between it."""

from __future__ import annotations

from setting import layout

STYLE = """
@page { size: 80mm 80mm; margin: 10mm } html { font-size: 10pt; line-height: 15px } p { margin: 0 }
body { margin: 0; --box-snap: block-start } h2 { font-size: 1em; margin: 7px 0 0; --box-snap: block-end }
table { --box-snap: center; line-height: 11px; border-spacing: 0 } td { padding: 0 } ul { margin: 0 }
"""


def _placed(body: str, *without: str) -> dict[str, float]:
    lines = [line for page in layout(STYLE, body, *without) for line in page]
    return {line.words: round(line.y / 15, 2) for line in lines}


def test_text_after_a_table_stands_on_the_grid_and_the_room_is_parted() -> None:
    """What is missing goes above and below a table; without the grid, the text after it is off it."""
    body = "<p>one</p><table><tr><td>cell</td></tr></table><p>two</p><p>three</p>"

    assert _placed(body, "grid") == {"one": 0, "cell": 1, "two": 1.73, "three": 2.73}
    assert _placed(body) == {"one": 0, "cell": 1.13, "two": 2, "three": 3}


def test_a_heading_stands_near_its_text() -> None:
    """What is missing before the text stands above the heading."""
    assert _placed("<p>one</p><h2>head</h2><p>two</p>") == {"one": 0, "head": 2, "two": 3}


def test_margins_that_meet_count_once_and_marks_follow_their_items() -> None:
    """In nested boxes the first line is on the grid, and so is the mark of a list's item beside it."""
    body = (
        '<p>one</p><div style="margin-top: 4px"><ul><li style="margin-top: 9px"><p>item</p></li></ul></div>'
    )

    assert _placed(body) == {"one": 0, "• ": 2, "item": 2}


def test_a_page_begins_at_its_top_and_is_filled_to_its_foot() -> None:
    """After a break the grid begins anew, and what stands at the top stays there."""
    body = "<p>one</p><table><tr><td>cell</td></tr></table>" + "<p>line</p>" * 16

    first, second = layout(STYLE, body)

    assert [round(line.y / 15, 2) for line in first][2:] == [float(n) for n in range(2, 15)]
    assert second[0].y == 0
    assert layout(STYLE, "<table><tr><td>cell</td></tr></table><p>two</p>")[0][0].y == 0


def test_a_line_with_a_taller_or_lower_part_keeps_the_step() -> None:
    """Smaller type moves no line; what is much taller takes whole lines, its baseline on the grid."""
    small = 'a <span style="font-size: 7pt">code</span>'
    tall = 'a <span style="display: inline-block; height: 40px">tall</span> word'

    page = layout(STYLE, f"<p>{small}</p><p>{tall}</p><p>end</p>")[0]

    assert [(line.words[:1], line.y / 15, line.height / 15) for line in page if line.height > 1] == [
        ("a", 0, 1),
        ("a", 1, 3),
        ("t", 2, 1),
        ("e", 4, 1),
    ]


def test_a_paragraph_broken_by_a_formula_goes_on_on_the_grid() -> None:
    """So does the text after a block of any height inside a paragraph."""
    body = (
        '<p>one<span style="display: block; height: 20px; margin: 3px 0; --box-snap: center"></span>two</p>'
    )

    assert _placed(body) == {"one": 0, "two": 3}
