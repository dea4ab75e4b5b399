"""What stands after the text: roles and files, as they are written beside what is printed."""

from __future__ import annotations

import pytest

from offprint.ending import contributions, supplements, written_at_the_end
from offprint.frontmatter import Value
from offprint.people import Author


def test_roles_are_written_as_the_taxonomy_has_them() -> None:
    """CRediT's names, however they are spelled; a role of one's own stays; who has none is left out."""
    authors = [
        Author("Ada", "Lovelace", roles=("conceptualisation", "writing-original-draft", "Weaving")),
        Author("Charles", "Babbage"),
        Author(literal="The *Engine*", roles=("Formal Analysis", "Writing: review and editing")),
    ]

    assert contributions(authors) == (
        "Ada Lovelace: Conceptualization, Writing – original draft, Weaving. "
        "The \\*Engine\\*: Formal analysis, Writing – review & editing."
    )


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("a.csv", "- `a.csv`\n"),
        (["a.csv", {"b.csv": "More"}], "- `a.csv`\n- `b.csv`: More\n"),
        ([{"file": "a.csv", "title": "Data"}], "- `a.csv`: Data\n"),
        (None, ""),
    ],
)
def test_files_that_go_with_the_text(written: Value, printed: str) -> None:
    """A name, a name with its title, or both by their keys."""
    assert written_at_the_end(lambda _: "", supplements(written), [])["supplementary-files"] == printed
