"""The keys of the front matter: ours, other names for them, and those of other tools."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from offprint.accessibility import PANDOC_KEYS
from offprint.frontmatter import FrontMatter
from offprint.macros import definitions
from offprint.problems import Problem, problem

KEYS = frozenset(PANDOC_KEYS.values()) | frozenset(
    """title subtitle short-title author authors affiliation affiliations institute date lang abstract
    keywords tags bibliography csl nocite license copyright doi publication page toc lof lot macros
    number-sections identifier url cover accessibility author-note acknowledgements funding
    author-contributions data-availability competing-interests supplementary-files
    metadata-files rules""".split()
)
ALIASES = {
    "language": "lang", "running-title": "short-title", "acknowledgments": "acknowledgements",
    "cover-image": "cover", "author_note": "author-note",
    "data-availability-statement": "data-availability",
    "contributions": "author-contributions", "supplementary": "supplementary-files",
    "conflict-of-interest": "competing-interests", "conflicts-of-interest": "competing-interests",
}  # fmt: skip

#: Keys that other tools read and that change nothing here: told once, together.
FOREIGN_KEYS = frozenset(
    """aas-doi aas-journal abstract-title additional-info aliases appendix-style archive-doi
    archive_doi author-meta authors_short autoSectionLabels babel-lang
    babel-otherlangs biblatex biblatexoptions biblio-style book categories chapters citation
    citation-style citation_author citation_string citeproc classoption cleveref code-fold
    codeBlockCaptions colorlinks comments correspondence cref crossref csquotes css date-format
    date-meta date-modified description documentclass draft editor editor-name editor_options
    eqnPrefix execute figPrefix figureTemplate figureTitle filters fontfamily fontsize format
    formats geometry git-repo header-includes highlight-style html image include-before indent
    journal jupyter kernel knit lastmodified layout library lightbox linestretch link-citations
    linkcolor linkReferences links listings listingTitle loftitle lofTitle lolTitle lotTitle
    lottitle lstPrefix mainfont mainfontoptions manubot margin-left margin-right mathfont
    mathfontoptions monofont monofontoptions month name nameInLink no_line_numbers
    numbersections numberSections output papersize pdf-engine permalink polyglossia-lang
    polyglossia-otherlangs preprint project published published_at published_date
    reference-section-title repository reviewers romanfont romanfontoptions sansfont sansfontoptions
    secPrefix sectionsDepth series slug source standalone status submitted submitted_at
    tableTemplate tableTitle tbl-cap-location tblPrefix template thanks theme time title-page
    titlepage toc-depth toc-expand toc-location toc-title type urlcolor version volume word-count
    year""".split()
)


def unknown(front: FrontMatter) -> Iterator[Problem]:
    """Yield what is wrong with the keys of a front matter: none that is known, or of another tool."""
    strange = [key for key in front.values if key not in KEYS and key not in ALIASES]
    foreign = [key for key in strange if key in FOREIGN_KEYS and not definitions({key: front.values[key]})]
    for key in strange:
        if key not in FOREIGN_KEYS:
            what = f"the key “{key}” has no meaning here"
            yield problem("front-matter-key", what, front.place(key), near(key, KEYS))
    if foreign:
        names = ", ".join(foreign)
        what = f"keys of other tools change nothing here: {names}"
        yield problem("front-matter-key", what, front.place(foreign[0]))


def near(word: str, known: Iterable[str], otherwise: str = "the README says which have") -> str:
    """Return a hint: what is written alike, else the few that are known, else the words given."""
    names = sorted(known)
    close = get_close_matches(word, names, n=1)
    if close:
        return f"did you mean “{close[0]}”?"
    return f"known: {', '.join(names)}" if len(names) < 12 else otherwise
