"""The rules for fields: what the author wrote, and the line that is told at that field, or none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Told = Callable[..., list[str]]

_ISO = "write YYYY-MM-DD, YYYY-MM or YYYY, or two of them with a slash between"
_JOIN = "write “and” between names, and braces around an organisation"
_DOI = "write 10.1234/abcd; an address belongs into “url”"
_DIGIT = "compare it with the imprint"

FAULTS = {
    "date = {2020-02-30}": f"error[impossible-date]: “doe”: there is no day “2020-02-30”; {_ISO}",
    "date = {2020-13}": f"error[impossible-date]: “doe”: there is no day “2020-13”; {_ISO}",
    "date = {2005/2003}": "error[impossible-date]: “doe”: the date “2005/2003” ends before it begins;"
    " write the earlier date first",
    "date = {12/03/2001}": "error[impossible-date]: “doe”: the date “12/03/2001” cannot be read,"
    f" and is left out; {_ISO}",
    "date = {last May}, year = 2001": "warning[doubtful-date]: “doe”: the date “last May” cannot be read,"
    f" and is left out; {_ISO}",
    "urldate = {yesterday}": "warning[doubtful-date]: “doe”: the urldate “yesterday” cannot be read,"
    f" and is left out; {_ISO}",
    "urldate = {2020-02-31}": f"error[impossible-date]: “doe”: there is no day “2020-02-31”; {_ISO}",
    "year = {20x0}": "error[impossible-date]: “doe”: there is no year “20x0”; write four digits",
    "year = {20011}": "error[impossible-date]: “doe”: there is no year “20011”; write four digits",
    "year = {99}": "warning[doubtful-date]: “doe”: the year “99” is an unlikely one; write four digits",
    "month = {13}": "error[impossible-date]: “doe”: there is no month “13”;"
    " write a number from 1 to 12, or jan to dec",
    "month = {May--June}": "warning[doubtful-date]: “doe”: the month “May--June” cannot be read,"
    " and is left out; write date = {YYYY-MM}, or a range of two",
    "pages = {20--10}": "error[page-range]: “doe”: the pages “20--10” run backwards;"
    " write the first page first",
    "pages = {7, x-v}": "error[page-range]: “doe”: the pages “x-v” run backwards; write the first page first",
    "pages = {10--}": "error[page-range]: “doe”: the pages “10--” lack the last page;"
    " write both pages, or one without a dash",
    "pages = {--}": "error[page-range]: “doe”: the pages “--” are empty; write them, or delete the field",
    "pages = {0--0}": "error[page-range]: “doe”: there are no pages “0--0”; delete the field",
    "doi = {www.example.org}": "error[doi]: “doe”: “www.example.org” is not a DOI,"
    f" and its link would be dead; {_DOI}",
    "isbn = {978-3-16-148410-1}": "warning[standard-number]: “doe”: the ISBN “978-3-16-148410-1”"
    f" has a wrong check digit; {_DIGIT}",
    "isbn = {0-19-853453-2}": "warning[standard-number]: “doe”: the ISBN “0-19-853453-2”"
    f" has a wrong check digit; {_DIGIT}",
    "issn = {0028-0837}": "warning[standard-number]: “doe”: the ISSN “0028-0837”"
    f" has a wrong check digit; {_DIGIT}",
    "url = {www.example.org/a}": "warning[url-scheme]: “doe”: the address “www.example.org/a”"
    " has no scheme; begin it with https://",
    r"note = {See \foo{x}}": r"error[latex-macro]: “doe”: note: “\foo” would be lost, with what it prints;"
    " write what it stands for in Unicode, or use LaTeX's own commands",
    "note = {costs $5}": "error[bibliography-math]: “doe”: note: a dollar sign opens a formula"
    r" that nothing closes; write \$ for the sign itself",
    r"editor = {$\alpha$ Roe}": "error[bibliography-math]: “doe”: editor: a formula in a name"
    " would be printed as its source; write the letter or sign in Unicode",
    "author = {Doe, J., Roe, K.}": "error[name-list]: “doe”: author: “Doe, J., Roe, K.”"
    f" has more than two commas: a part would be lost; {_JOIN}",
    "author = {Doe, J.; Roe, K.}": "error[name-list]: “doe”: author: a semicolon does not part"
    f" the names in “Doe, J.; Roe, K.”; {_JOIN}",
    r"author = {J. Doe \& K. Roe}": "error[name-list]: “doe”: author: an “&” does not part"
    rf" the names in “J. Doe \& K. Roe”; {_JOIN}",
    "author = {J. Doe, K. Roe}": "error[name-list]: “doe”: author: a comma does not part"
    f" the names in “J. Doe, K. Roe”; {_JOIN}",
    "author = {Doe, J., Roe}": "error[name-list]: “doe”: author: “J.” in “Doe, J., Roe”"
    f" would be printed as a suffix, like “Jr.”; {_JOIN}",
    "author = {Doe, John, Jr.}": "error[name-list]: “doe”: author: “Jr.” stands last in “Doe, John, Jr.”;"
    " write Family, Jr., Given",
    "author = {A. Doe and others and B. Roe}": "error[name-list]: “doe”: author: “others” stands in"
    " for nobody, or before the end of the list; put “and others” behind the last name",
    "author = {Jane Doe et al.}": "warning[et-al]: “doe”: author: “et al.” is read as “and others”;"
    " write that",
    "author = {Jane Doe et al. and John Roe}": "error[name-list]: “doe”: author: “et al.” would be printed"
    " as a name; write “and others”",
    "author = {Jane Doe and and John Roe}": "error[name-list]: “doe”: author: an “and” without a name"
    " beside it; delete it, or add the name",
    "author = {World Health Organization}": "warning[corporate-name]: “doe”: “World Health Organization”"
    " seems to be an organisation, and would be printed as a person; write {{World Health Organization}}",
    "author = {Team, R Core}": "warning[corporate-name]: “doe”: “R Core Team”"
    " seems to be an organisation, and would be printed as a person; write {{R Core Team}}",
    "title = {ON THE ORIGIN OF SPECIES REVISITED}": "warning[title-capitals]: “doe”: the title is in"
    " capitals throughout; write it as a sentence; styles add capitals",
    "title = {Herr MÃ¼ller}": "warning[garbled-text]: “doe”: title: “Ã¼” seems to be “ü”,"
    " read in the wrong encoding; write “ü”",
    "title = {Doeâ€™s ÐŸÑƒÑˆ}": "warning[garbled-text]: “doe”: title: “â€™” seems to be “’”,"
    " read in the wrong encoding; write “’”",
    "title = {Herr M�ller}": "warning[garbled-text]: “doe”: title: “�” stands where a letter was lost;"
    " write the letter again",
}

FINE = {
    "date": ["2003/2005", "2003~", "2003?", "1850/", "2003/..", "199X", "19XX", "2020-21", "-0044", "y-12345",
             "2001-05-03T12:00:00", "2001-5-3", "5 May 2020", "May 2020", "May 5, 2020"],
    "year": ["2001", "c. 1850", "in press", "n.d.", "1999a", "2001/2", "1999 [1920]", "{2001}", "-44", "476"],
    "month": ["may", "5", "May", "Sept.", "September", "10~may", "09--15 Jun", "22 - 26 March", "Spring"],
    "pages": ["10-20", "10--20", "10–20", "123--9", "1284-89", "e1234", "S1--S10", "i--x", "iv-xii", "10+",
              "1,3,5", "1:1--1:20", "A1-B9", "12-S-15", "1-1-1-9", "L13--L17", "20, 10", r"3\textendash{}9"],
    "doi": ["10.1234/ab", "https://doi.org/10.1234/ab", "http://dx.doi.org/10.1234/ab", "doi:10.1234/ab",
            r"10.1234/a\_b", "10.1002/(SICI)1097(19970330)16:6<693::AID>3.0.CO;2-A", "10/fg6rf9", ""],
    "isbn": ["978-3-16-148410-0", "0-19-853453-1 (pbk), 0-8044-2957-X", "9783161484100", "unknown"],
    "issn": ["0028-0836", "00280836", "2049-3630, 1476-4687 (online)"],
    "url": ["https://example.org", r"\url{https://example.org/a\_b}", "ftp://example.org", "urn:nbn:de:101"],
    "note": [r"{\DJ}or{\dj}e \mbox{x} \& 5\% \LaTeX, \textquoteleft x\textquoteright", r"\$5, $x^2$, \(y\)",
             r"\url{https://example.org/a%20b$c}", r"\emph{a} {\it b} H\textsubscript{2}O \enquote{c}"],
    "abstract": [r"Costs $5 and \foo, in CAPITALS THROUGHOUT WORDS"],
    "author": ["Jane Doe and others", "Doe, Jr., Jane", "{World Health Organization}", "Doe, Jane,",
               "{Barnes and Noble, Inc.}", "given=Hans, family=Harman, prefix=von", "van der Berg, Jan",
               r"AT\&T", r"O{$\prime$}Hair, Ann",
               "Донцова, Дарья and Маринина А.", "Ludwig van Beethoven", "NASA", "L[eslie] A. Aamport"],
    "title": ["NASA SP-8007", "DNA, RNA and ATP", "日本語の論文題名", "São Paulo, SÃO PAULO",
              "Die „Ñ“ und “Ã”",              "{DNA} of $ABC$"],
}  # fmt: skip


@pytest.mark.parametrize(("field", "line"), FAULTS.items(), ids=FAULTS.keys())
def test_each_fault_is_told_at_its_field(field: str, line: str, told: Told) -> None:
    """One fault, one line, with the line and column of the field."""
    name = field.partition(" ")[0]
    others = {"author": "{Roe, John}", "title": "{A}", "journal": "{J}", "year": "2001"}
    has_date = name == "date" or "year" in field
    rest = [f"{key} = {value}" for key, value in others.items()
            if key != name and not (key == "year" and has_date)]  # fmt: skip
    text = "@article{doe,\n  " + ",\n  ".join([field, *rest]) + "\n}\n"

    assert told(text) == [f"refs.bib:2:3: {line}"]


@pytest.mark.parametrize(("name", "value"), [(name, one) for name, values in FINE.items() for one in values])
def test_what_real_bibliographies_write_is_no_fault(name: str, value: str, told: Told) -> None:
    """False alarms are worse than gaps: ranges, circa, article numbers, particles and the like pass."""
    others = {"author": "Doe, Jane", "title": "A", "journal": "J", "year": "2001", name: value}
    text = "@article{doe,\n" + "".join(f"  {key} = {{{words}}},\n" for key, words in others.items()) + "}\n"

    assert told(text) == []


ENTRIES = {
    "an article without a journal": (
        "@article{doe, author = {Jane Doe}, title = {A}}",
        ["warning[missing-field]: “doe”: this @article has no journal and no year; add journal, year"],
    ),
    "an article in a book": (
        "@article{doe, author = {Jane Doe}, title = {A}, booktitle = {B}, year = 2001}",
        [("warning[missing-field]: “doe”: this @article has no journal; its booktitle is not printed:"
         " did you mean @inproceedings or @incollection?")],
    ),
    "a book that names itself for its chapters": (
        "@book{doe, author = {Jane Doe}, title = {A {B}}, booktitle = {A B}, year = 2001}",
        [],
    ),
    "an entry of which nothing would be printed": (
        "@set{doe, entryset = {a, b}}",
        [("error[nameless-work]: “doe”: this @set names neither a work nor its author:"
         " nothing would be printed of it; cite the work itself, or give title and author")],
    ),
    "a type that nobody knows": (
        "@artcile{doe, author = {Jane Doe}, title = {A}}",
        ["warning[entry-type]: “doe”: there is no type @artcile; did you mean @article?"],
    ),
    "a type of a reference manager's own": (
        "@web_page{doe, author = {Jane Doe}, title = {A}}",
        ["warning[entry-type]: “doe”: there is no type @web_page; did you mean @online?"],
    ),
    "biblatex's names of fields": (
        "@article{doe, author = {Jane Doe}, title = {A}, journaltitle = {J}, date = 2001}",
        [],
    ),
    "a collection has editors": ("@collection{doe, editor = {Jane Doe}, title = {A}, date = {2001}}", []),
    "an article to come": (
        "@article{doe, author = {Jane Doe}, title = {A}, journal = {J}, pubstate = {inpress}}",
        [],
    ),
    "a web page": ("@online{doe, title = {A}, url = {https://example.org}}", []),
    "anything else": ("@misc{doe, title = {A}}", []),
    "a report without an institution": (
        "@report{doe, author = {Jane Doe}, title = {A}, year = 2001}",
        ["warning[missing-field]: “doe”: this @report has no institution; add institution"],
    ),
    "a report by an institution": ("@report{doe, author = {{The Lords}}, title = {A}, year = 2001}", []),
    "a thesis at an institution": (
        "@mastersthesis{doe, author = {Jane Doe}, title = {A}, institution = {I}, year = 2001}",
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "lines"), ENTRIES.values(), ids=ENTRIES.keys())
def test_what_an_entry_of_its_type_needs(text: str, lines: list[str], told: Told) -> None:
    """What BibTeX or biblatex asks of a type is told in one line; what either of them allows, is not."""
    assert told(text) == [f"refs.bib:1:1: {line}" for line in lines]


def test_a_book_in_a_book_is_a_chapter(told: Told) -> None:
    """A book's booktitle is not printed: the work is of another type."""
    text = "@book{doe,\n  author = {Jane Doe}, title = {A}, year = 2001,\n  booktitle = {B},\n}\n"

    assert told(text) == [
        (
            "refs.bib:3:3: warning[misplaced-title]: “doe”: the booktitle of a @book is not printed;"
            " did you mean @incollection or @inbook?"
        )
    ]
