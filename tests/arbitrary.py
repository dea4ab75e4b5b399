"""Manuscripts and bibliographies of any kind: what a person, a program or an enemy might hand in."""

from __future__ import annotations

from collections.abc import Sequence

import yaml
from hypothesis import strategies as st

#: Letters that have broken programs: controls, marks of direction, combining marks, odd blanks, and
#: characters beyond the first plane, without a name, or without a glyph in any font.
ODD = (
    "\x85\xa0\xad\u0300\u0301\u05d0\u0627\u0915\u200b\u200d\u200e\u200f\u2028\u2029\u202a\u202e\u2060\u2066"
    "\u2069\u3042\u4e2d\ufb01\ufe0f\ufeff\ufffd\ue000\U0001d400\U0001f468\U0001f3fd\U000e0041\U0010ffff"
)
CONTROLS = "\x00\x01\x08\x0b\x0c\x1b\x7f\ufffe\uffff"
SIGNS = "*_`~^$[](){}<>|:#@!\\\"'&%=+-.,;/\n\t "


def mostly(*common: str, rarely: Sequence[str]) -> st.SearchStrategy[str]:
    """Draw what is sound nine times in ten: what is odd shows only among what is sound."""
    sound = st.sampled_from(common)
    return st.integers(0, 9).flatmap(lambda n: sound if n else st.sampled_from(rarely))


letters = st.one_of(
    st.sampled_from(SIGNS),
    st.sampled_from("abcxyzABC019äßéл"),
    st.sampled_from(ODD),
    st.characters(exclude_categories=["Cs", "Cc", "Cn"]),
)
words = st.integers(0, 40).flatmap(
    lambda n: (
        st.text(st.sampled_from("ab" + CONTROLS), min_size=1, max_size=3)
        if n == 40
        else st.text(letters, min_size=1, max_size=12)
        if n > 30
        else st.sampled_from(
            [
                "word",
                "two words",
                "A",
                "naïve",
                "1984",
                "x",
                "“quoted”",
                "e.g.",
                "fig",
                "p. 3",
                "end",
                "some more words here",
                "considerable",
                "well-known",
            ]
        )
    )
)
names = mostly(
    "",
    "",
    "a",
    "b",
    "c",
    "fig:x",
    "fig-x",
    "tbl:x",
    "eq:x",
    "sec:x",
    "lst:x",
    "sec:y",
    "fig:z",
    rarely=[
        "lynch2003",
        "a b",
        "ü",
        "offprint-title",
        "refs",
        "footnotes",
        "1",
        "x" * 300,
        "webber2001",
        "fn1",
        "ref-lynch2003",
    ],
)
addresses = mostly(
    "https://example.org/a?b=c&d",
    "pic.svg",
    "pic.png",
    "mailto:a@b.c",
    "#sec:x",
    rarely=[
        "#fig:x",
        "#a",
        "missing.png",
        "../up.png",
        "/etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
        "//host/x",
        "file:///etc/passwd",
        "http://[",
        "https://exa mple",
        "",
        "#",
        "%00",
        "%ff",
        "\\\\host\\x",
        "chapter.md#a",
        "http://a:99999999/",
    ],
)
classes = st.sampled_from(
    [
        ".unnumbered",
        ".cell",
        ".python",
        ".csv",
        ".landscape",
        ".appendix",
        ".note",
        ".dedication",
        ".row-headers",
        ".numberLines",
        ".callout-note",
        ".table-notes",
        ".smallcaps",
        ".ruby",
        ".epigraph",
        ".widows",
        ".panel",
        ".numbered",
        ".tsv",
        ".mermaid",
    ]
)
pairs = st.builds(
    "{}={}".format,
    st.sampled_from(
        [
            "width",
            "height",
            "alt",
            "lang",
            "dir",
            "caption",
            "layout-ncol",
            "startFrom",
            "abbr",
            "style",
            "file",
            "header",
            "delimiter",
            "tbl-cap",
            "role",
            "fig-cap",
            "data-x",
            "onclick",
        ]
    ),
    st.sampled_from(
        [
            '"50%"',
            '"-1"',
            '"0"',
            '"1e999"',
            '"NaN"',
            '"a b"',
            '"\\""',
            '"en"',
            '"rtl"',
            '"data.csv"',
            '"9999999999999999"',
            '""',
            '"²"',
            "3cm",
            "x",
        ]
    ),
)
attributes = st.builds(
    lambda name, more: "{" + " ".join([*([f"#{name}"] if name else []), *more]) + "}",
    names,
    st.lists(st.one_of(classes, pairs), max_size=3),
)
formulas = st.sampled_from(
    [
        r"x^2",
        r"\frac{a}{b}",
        r"\begin{align}a&=b\label{eq:x}\\c&=d\tag{B}\end{align}",
        r"\unknown{x}",
        r"\left(x",
        r"\text{if }x",
        r"\mathbf{E}",
        r"x \tag{1} \label{eq:y}",
        r"\begin{pmatrix}1&2\\3\end{pmatrix}",
        "}",
        "{",
        "",
        r"\def\a{\a}\a",
        r"\color{red}x",
        r"\ce{H2O}",
        "é",
        '"',
        "#",
        r"\sqrt[3]{x}",
        r"\label{}",
        r"\\",
        r"a \\ b",
    ]
)
raw = mostly(
    "<b>bold</b>",
    "<img src='pic.svg' alt='x'>",
    "<!-- c -->",
    "<br/>",
    "<ruby>a<rt>b</ruby>",
    "<sup>1</sup>",
    "&nbsp;",
    "&",
    "<details><summary>a</summary>b</details>",
    "<table><tr><td>1</table>",
    "<dl><dt>a<dd>b</dl>",
    "<q>x</q>",
    rarely=[
        "<script>x</script>",
        "<div>",
        "</div>",
        "<!--",
        "<a href='javascript:x'>x</a>",
        "<p id='refs'>",
        "<x:y>",
        "<![CDATA[x]]>",
        "<?php x ?>",
        "<td>",
        "<h1>x</h1>",
        "<ol start='x'><li value='9e9'>",
        "<math><mi>x</math>",
        "<svg><path/></svg>",
        "<span dir='rtl'>x",
        "<q cite='x:y'>",
        "&#0;",
        "&#x110000;",
        "<b id=a><b id=a>",
        "</b>",
        "<td rowspan=99>",
        "<ol type=x>",
        "<table>",
        "<rt>",
        "<li>",
        "<pre>\n\nx",
        "<hr><hr>",
        "<col span=9>",
    ],
)
tex = mostly(
    r"\newpage",
    r"\footnote{x}",
    r"\label{sec:y}",
    r"\href{https://example.org}{b}",
    rarely=[
        r"\ref{fig:x}",
        r"\cite{lynch2003}",
        r"\href{a}{b}",
        r"\unknown",
        r"\newcommand{\R}{\mathbb{R}}",
        r"\begin{equation}x\label{eq:z}\end{equation}",
        r"\pageref{a}",
        r"\autoref{}",
        r"\begin{itemize}\item x\end{itemize}",
        r"\cref{a,b}",
        r"\eqref{eq:x}",
    ],
)
keys = mostly(
    "lynch2003", "webber2001", rarely=["missing", "fig:x", "tbl:x", "eq:x", "sec:x", "lst:x", "*", "{a b}"]
)
locators = mostly(
    "",
    ", p. 3",
    ", pp. 3-5",
    ", § 1",
    rarely=[", chap. ²", " and more", ", fol. 2r", ", {}", "; @missing", "{page}", " [p. 3]", ", 3, 4--"],
)


def _inlines(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    wrapped = st.builds(
        lambda mark, text: mark[0] + text + mark[1],
        st.sampled_from(
            [
                ("*", "*"),
                ("**", "**"),
                ("~~", "~~"),
                ("^", "^"),
                ("~", "~"),
                ("“", "”"),
                ("'", "'"),
                ("^[", "]"),
                ("[", "]{.smallcaps}"),
                ("_", "_"),
                ("*", ""),
                ("", "]"),
                ("[", ""),
                ("(", ")"),
                ("[", "]{abbr=x}"),
            ]
        ),
        inner,
    )
    return st.one_of(
        wrapped,
        st.builds("[{}]({})".format, inner, addresses),
        st.builds("![{}]({}){}".format, inner, addresses, st.one_of(st.just(""), attributes)),
        st.builds("[{}]{}".format, inner, attributes),
        st.builds("[{}@{}{}]".format, st.sampled_from(["", "see ", "-"]), keys, locators),
        st.builds("@{}{}".format, keys, locators),
        st.builds("{} {}".format, inner, inner),
    )


inlines = st.recursive(
    st.one_of(
        words,
        words,
        raw,
        tex,
        st.builds("${}$".format, formulas),
        st.builds("`{}`".format, words),
        st.sampled_from(
            [
                "[^n]",
                "[^missing]",
                "[a]",
                "[a][b]",
                "<https://example.org>",
                "<a@b.c>",
                "\\\n",
                "  \n",
                ":x:",
                "--",
                "...",
                "\\",
                "^",
                "[@",
                "](",
            ]
        ),
    ),
    _inlines,
    max_leaves=6,
)


def _indented(text: str, first: str, rest: str) -> str:
    return first + text.replace("\n", "\n" + rest)


def _containers(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(inner, min_size=1, max_size=3).map("\n\n".join)
    return st.one_of(
        st.builds(
            _indented,
            several,
            st.sampled_from(["- ", "1. ", "(@) ", "* [ ] ", "iv) ", "99999999999. ", "9" * 5000 + ". "]),
            st.just("    "),
        ),
        st.builds(_indented, several, st.just("> "), st.just("> ")),
        st.builds("::: {}\n{}\n:::".format, attributes, several),
        st.builds("::: {}\n{}".format, attributes, several),
        st.builds(
            _indented, several, st.sampled_from(["[^n]: ", "Term\n\n:   ", "| ", "[a]: "]), st.just("    ")
        ),
    )


rows = st.lists(
    st.lists(inlines.map(lambda text: text.replace("\n", " ")), min_size=1, max_size=4),
    min_size=1,
    max_size=4,
)
tables = st.builds(
    lambda cells, caption: (
        "\n".join(
            [
                " | ".join(["", *cells[0], ""]),
                "|" + "---|" * len(cells[0]),
                *(" | ".join(["", *row, ""]) for row in cells),
            ]
        )
        + caption
    ),
    rows,
    st.one_of(st.just(""), st.builds("\n\n: {} {}".format, words, attributes)),
)
blocks = st.recursive(
    st.one_of(
        inlines,
        inlines,
        st.lists(inlines, min_size=1, max_size=4).map("\n".join),
        st.builds(
            "{} {} {}".format,
            st.sampled_from(["#", "##", "###", "######", "#######"]),
            inlines,
            st.one_of(st.just(""), attributes),
        ),
        st.builds("![{}]({}){}".format, inlines, addresses, attributes),
        st.builds("$$ {} $$ {}".format, formulas, st.one_of(st.just(""), attributes)),
        st.builds("```{}\n{}\n```".format, attributes, words),
        tables,
        raw,
        tex,
        st.sampled_from(
            [
                "---",
                "***",
                "<div>\n\nx\n\n</div>",
                "+---+---+\n| a | b |\n+===+===+\n| c | d |\n+---+---+",
                "  a    b\n ---  ---\n  1    2\n",
                "::: {#refs}\n:::",
                "::: dedication\nx\n:::",
                "\ttab",
                "",
                "%",
                "---\nkey: value\n---",
                "---\n[\n---",
                "Term\n: Definition",
                "[a]: https://example.org",
                "# ",
                "![](pic.svg)",
                "[^n]: note",
                "```{.csv #tbl:x}\na,b\n1,2\n```",
                "---\ntitle: again\n---",
            ]
        ),
    ),
    _containers,
    max_leaves=5,
)

scalars = st.one_of(
    words,
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.dates(),
    st.sampled_from(
        [
            "2024-02-30",
            "en",
            "ar",
            "xx-YY-zz-",
            "10.1000/x",
            "a4",
            "200mm 300mm",
            "0x0",
            "apa",
            "refs.bib",
            "data.csv",
            "0000-0002-1825-0097",
            "a@b.c",
            "CC-BY-4.0",
            "https://example.org",
            "pic.png",
            "off",
            "~",
            "{{x}}",
            "[@lynch2003]",
            "![](pic.svg)",
            "# x",
            "$x",
            "<b>",
            "^[note]",
            "../x.bib",
        ]
    ),
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.one_of(
                words,
                st.sampled_from(
                    [
                        "name",
                        "given",
                        "family",
                        "orcid",
                        "affiliation",
                        "id",
                        "email",
                        "size",
                        "sides",
                        "title",
                        "file",
                        "roles",
                        "math",
                        "text",
                        "url",
                        "issn",
                        "first-page",
                        "0",
                        "R",
                        "unknown-citation",
                        "year",
                        "holder",
                    ]
                ),
            ),
            inner,
            max_size=3,
        ),
    ),
    max_leaves=4,
)
KEYS = """title subtitle short-title author authors affiliations affiliation date lang abstract keywords tags
bibliography csl nocite license copyright doi publication page toc lof lot number-sections
identifier url acknowledgements funding rules cover accessibility supplementary-files macros header-
includes author-note data-availability competing-interests publisher output format journal filters
include-before css template bibliography-style unknown toc-depth""".split()
fronts = st.one_of(
    st.just("---\ntitle: T\n---\n"),
    st.dictionaries(st.sampled_from(KEYS), values, max_size=4).map(
        lambda front: f"---\n{yaml.safe_dump(front, allow_unicode=True, sort_keys=False)}---\n"
    ),
    st.lists(st.builds("{}: {}".format, st.sampled_from(KEYS), words), max_size=3).map(
        lambda lines: "\n".join(["---", *lines, "---", ""])
    ),
    st.sampled_from(["", "% T\n% A; B\n% 2020\n", "---\n", "---\ntitle: T\n", "\ufeff---\ntitle: T\n---\n"]),
)
texts = st.builds(
    lambda front, parts: f"{front}\n" + "\n\n".join(parts) + "\n", fronts, st.lists(blocks, max_size=5)
)
#: Manuscripts as bytes: mostly in UTF-8, with any ends of lines, or in what is no UTF-8.
manuscripts = st.one_of(
    texts.map(str.encode),
    texts.map(str.encode),
    texts.map(str.encode),
    texts.map(lambda text: text.replace("\n", "\r\n").encode()),
    texts.map(lambda text: b"\xef\xbb\xbf" + text.replace("\n", "\r").encode()),
    texts.map(lambda text: text.encode("utf-16")),
    texts.map(lambda text: text.encode("latin-1", "replace")),
    st.binary(max_size=200),
)

FIELDS = """author editor title subtitle booktitle journal journaltitle year date publisher address location
volume number pages doi url urldate isbn issn edition chapter crossref xdata keywords note month
eprint langid shortauthor series type organization institution school howpublished options related
ids translator""".split()
contents = st.one_of(
    words,
    st.sampled_from(
        [
            "Lynch, Dov",
            "Lynch, Dov and others",
            "{The Society}",
            "A and B and C",
            "and",
            ", ,",
            "A, B, C, D",
            "von der X, Jr, Y",
            "\\'{e}",
            '{\\"o}',
            "\\LaTeX",
            "\\unknown{x}",
            "$x^2$",
            "$",
            "\\",
            "2003",
            "2003-02-30",
            "2003/2004",
            "-300",
            "n.d.",
            "~",
            "1--3",
            "3-1",
            "i--x",
            "10.1000/182",
            "https://doi.org/10.1000/182",
            "http://",
            "978-3-16-148410-0",
            "b",
            "lynch2003",
            "jan",
            "12",
            "<b>x</b>",
            "\\textit{a}",
            "{{}}",
            "a\nb",
            "\\begin{x}",
            "%",
            "Ã©",
            "\\url{x",
            "A {B",
            "et al.",
            "“x”",
        ]
    ),
)
assignments = st.builds(
    lambda name, content, shape: shape.format(name, content),
    st.one_of(st.sampled_from(FIELDS), words),
    contents,
    st.sampled_from(
        [
            "{} = {{{}}}",
            "{} = {{{}}}",
            "{} = {{{}}}",
            '{} = "{}"',
            "{} = {}",
            "{} {}",
            "{} = {{{}",
            "{} = {} # x",
        ]
    ),
)
entries = st.one_of(
    st.builds(
        lambda kind, key, fields: f"@{kind}{{{key},\n  " + ",\n  ".join(fields) + "\n}",
        st.sampled_from(
            [
                "book",
                "article",
                "inproceedings",
                "misc",
                "online",
                "xdata",
                "thesis",
                "Book",
                "unknown",
                "set",
                "incollection",
            ]
        ),
        st.sampled_from(["a", "lynch2003", "b", "", "a b", "ü", "lynch2003", "webber2001"]),
        st.lists(assignments, max_size=6),
    ),
    st.sampled_from(
        [
            "@string{x = {y}}",
            "@string{x = x # x}",
            "@comment{x}",
            '@preamble{"x"}',
            "% comment",
            "@",
            "@book",
            "@book{",
            "@book(a, title={x})",
            "}",
            "@book{a,}",
            '@book{a, title = x # "y" # 1}',
            "text",
        ]
    ),
    words,
)
bibliographies = st.one_of(
    st.lists(entries, max_size=5).map(lambda parts: "\n\n".join(parts).encode()),
    st.lists(entries, max_size=5).map(lambda parts: "\r\n".join(parts).encode("latin-1", "replace")),
    st.lists(entries, max_size=3).map(lambda parts: "\n".join(parts).encode("utf-16")),
    st.binary(max_size=100),
)
