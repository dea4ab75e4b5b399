"""The bibliography: .bib files → checked entries → the text that pandoc's citeproc formats.

| module | what it does |
|---|---|
| `library` | splits the files at their `@type{key,` heads |
| `grammar` | reads one entry; the only door to bibtexparser |
| `entry` | an entry and its fields, and what it inherits |
| `gatekeeper` | checks what the text cites, rule by rule |
| `completeness`, `dates`, `names`, `numbers`, `pages`, `printed`, `twins`, `wording` | its rules |
| `latex` | what pandoc reads of LaTeX, and what it would drop |
| `excerpt` | writes the cited entries as pandoc reads them whole |
| `works` | tells of the cited works in plain words, for the metadata of editions |

A library of ten thousand entries of which thirty are cited should cost little more than one of
thirty. So splitting is cheap, and only entries that are cited, that a cited one inherits from, or
that look damaged are read.
"""

from offprint.bibliography.excerpt import Excerpt, excerpt
from offprint.bibliography.gatekeeper import check
from offprint.bibliography.library import Bibliography, Block, read
from offprint.bibliography.works import Work, works

__all__ = ["Bibliography", "Block", "Excerpt", "Work", "check", "excerpt", "read", "works"]
