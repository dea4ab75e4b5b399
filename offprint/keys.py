"""The keys of the front matter: ours, other names for them, and those of other tools."""

from __future__ import annotations

KEYS = frozenset(
    """title subtitle short-title author authors affiliation affiliations institute date lang abstract
    keywords tags bibliography csl nocite license copyright doi publication page toc lof lot macros
    number-sections identifier author-note acknowledgements funding author-contributions
    data-availability competing-interests supplementary-files rules""".split()
)
ALIASES = {
    "language": "lang", "running-title": "short-title", "acknowledgments": "acknowledgements",
    "author_note": "author-note", "data-availability-statement": "data-availability",
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
    mathfontoptions metadata-files monofont monofontoptions month name nameInLink no_line_numbers
    numbersections numberSections output papersize pdf-engine permalink polyglossia-lang
    polyglossia-otherlangs preprint project published published_at published_date
    reference-section-title repository reviewers romanfont romanfontoptions sansfont sansfontoptions
    secPrefix sectionsDepth series slug source standalone status submitted submitted_at
    tableTemplate tableTitle tbl-cap-location tblPrefix template thanks theme time title-page
    titlepage toc-depth toc-expand toc-location toc-title type urlcolor version volume word-count
    year""".split()
)
