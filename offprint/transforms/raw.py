r"""Raw HTML and TeX: what is safe and meaningful passes, what only lays out a page is dropped.

`\ref` and `\label` stay for `crossrefs`.

What would be lost or run code is told by `faults`, which `proof` asks with the place at hand.
A piece of raw HTML is parsed and written anew, so that nothing half-open slips through.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from offprint import pandoc
from offprint.macros import DEFINITION
from offprint.pandoc import Node
from offprint.transforms import equations

ELEMENTS = frozenset(
    """a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em
    figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp section
    small span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr""".split()
)
_UNWRAPPED = frozenset({"center", "font", "tt", "big", "nobr"})
ATTRIBUTES = frozenset(
    """alt cite class colspan datetime dir href id lang open reversed rowspan scope span src start
    title type value width height""".split()
)
_FETCHING = frozenset({"srcset", "style", "background", "poster", "ping"})
_VOID = frozenset({"br", "col", "hr", "img", "wbr"})
SCHEMES = frozenset({"", "http", "https", "mailto", "ftp", "ftps", "tel", "doi", "urn", "news", "irc"})
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.\-]*):")

_FORMULA = re.compile(
    r"\s*\\begin\{((?:equation|align|gather|multline|eqnarray|displaymath|math|alignat|flalign)\*?)\}.*",
    re.DOTALL,
)
_POINTER = re.compile(
    r"\\(?:label|ref|[aA]utoref\*?|[cC]ref|eqref|nameref|subref|[cC]refrange)\s*\{[^}]*\}(?:\s*\{[^}]*\})?"
)
_LINK = r"\\url\s*\{(?P<url>[^{}]*)\}|\\href\s*\{(?P<href>[^{}]*)\}\s*\{(?P<words>[^{}]*)\}"
_TEX_WORDS = re.compile(rf"{_LINK}|(?P<blank>\\\\|~)|\\(?P<sign>[^A-Za-z\s])|(?P<text>[^{{}}\\~]+)")
_NOTE = re.compile(r"\\footnote\s*\{((?:\\[A-Za-z]+\s*(?:\{[^{}]*\})+|\\[^A-Za-z]|[^{}\\])*)\}")
_BARE_COMMAND = re.compile(r"(?:\s*\\[A-Za-z@]+\*?)+\s*")
_LAYOUT = re.compile(
    r"(?:\s|%[^\n]*|[{}]|\\(?:newpage|clearpage|cleardoublepage|pagebreak|nopagebreak|noindent|indent|centering"
    r"|raggedright|tiny|scriptsize|footnotesize|small|normalsize|large|Large|begingroup|endgroup|medskip"
    r"|bigskip|smallskip|hfill|vfill|FloatBarrier|maketitle|tableofcontents|linenumbers|singlespacing"
    r"|doublespacing|onehalfspacing|newline|linebreak|appendix|par|sloppy|listoffigures|listoftables"
    r"|printbibliography|frontmatter|mainmatter|backmatter|hrule|hrulefill|protect|relax|null|break)(?![A-Za-z])"
    r"(?:\[[^\]]*\])?|\\(?:vspace|hspace|setlength|linespread|bibliographystyle|bibliography|pagestyle"
    r"|thispagestyle|addtolength|setcounter|addcontentsline|phantomsection|vskip|usepackage|label|hypertarget"
    r"|raisebox|rule|fontsize|selectfont|renewcommand|setstretch|onecolumn|twocolumn)\*?(?:\s*(?:\[[^\]]*\]|\{[^{}]*\}"
    r"|\\[A-Za-z]+))*)+"
)


def apply(blocks: list[Node]) -> list[Node]:
    """Return the blocks with raw pieces cleaned, turned into formulas or images, or dropped."""
    result: list[Node] = pandoc.rewrite(blocks, {"RawInline": _inline, "RawBlock": _block})
    return result


def _inline(node: Node) -> list[Node]:
    form, source = node["c"]
    if form == "html":
        pieces = _Cleaner.of(source).pieces
        return [_raw("RawInline", one) if isinstance(one, str) else one for one in pieces]
    if form == "tex" and (_FORMULA.fullmatch(source) or equations.is_parted(source)):
        return [{"t": "Math", "c": [{"t": "DisplayMath"}, source.strip()]}]
    if form == "tex" and (note := _NOTE.fullmatch(source.strip())) and (words := _tex_words(note[1])):
        return [{"t": "Note", "c": [{"t": "Para", "c": words}]}]
    return [node] if form == "tex" and _POINTER.fullmatch(source.strip()) else []


def _raw(kind: str, source: str) -> Node:
    return {"t": kind, "c": ["html", source]}


def _plain(image: Node) -> Node:
    return {"t": "Plain", "c": [image]}


def _tex_words(source: str) -> list[Node]:
    """Return the inlines of TeX that holds only words and addresses; empty if it holds more."""
    matches = list(_TEX_WORDS.finditer(source.strip()))
    if sum(len(match[0]) for match in matches) != len(source.strip()):
        return []
    return [node for match in matches for node in _tex_piece(match)]


def _tex_piece(match: re.Match[str]) -> list[Node]:
    address = match["url"] or match["href"]
    if address:
        words = pandoc.text(match["words"] or address)
        return [{"t": "Link", "c": [pandoc.attr("", ["uri"]), words, [address, ""]]}]
    return [{"t": "Space"}] if match["blank"] else pandoc.text(match["sign"] or match["text"])


def _block(node: Node) -> list[Node]:
    form, source = node["c"]
    if form == "html":
        pieces = _Cleaner.of(source).pieces
        return [_raw("RawBlock", one) if isinstance(one, str) else _plain(one) for one in pieces]
    inlines = _inline({**node, "t": "RawInline"})
    return [{"t": "Para", "c": inlines}] if inlines else []


def html_faults(source: str) -> list[str]:
    """Return what is not allowed in a piece of raw HTML, in words."""
    return _Cleaner.of(source).faults


def vanishes(node: Node) -> bool:
    """Tell whether a raw piece for another format says something that no edition would show."""
    form, source = node["c"]
    if form == "html" or not source.strip():
        return False
    if form not in ("tex", "latex"):
        return True
    if DEFINITION.match(source):
        return False  # the reader has applied it
    note = _NOTE.fullmatch(source.strip())
    if equations.is_parted(source):
        return False
    kept = (_FORMULA, _LAYOUT, _POINTER)
    return not (note and _tex_words(note[1])) and not any(one.fullmatch(source.strip()) for one in kept)


def only_lays_out(node: Node) -> bool:
    r"""Tell whether a raw piece is a paragraph of bare commands (`\stgroup`), which hold no words."""
    return node["t"] == "RawBlock" and bool(_BARE_COMMAND.fullmatch(node["c"][1]))


def scheme(address: str) -> str:
    """Return an address's scheme in small letters, without what browsers skip (tabs, blanks)."""
    bare = re.sub(r"[\x00-\x20]+", "", html.unescape(address))
    match = _SCHEME.match(bare)
    return match[1].lower() if match else ""


class _Cleaner(HTMLParser):
    """Parses a piece of raw HTML and keeps what is allowed, noting what is not."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str | Node] = []
        self.faults: list[str] = []

    @classmethod
    def of(cls, source: str) -> _Cleaner:
        """Return the cleaned piece; what is left half-open at its end is a fault."""
        cleaner = cls()
        cleaner.feed(source)
        if cleaner.rawdata.lstrip().startswith("<"):
            cleaner.faults.append(f"“{cleaner.rawdata.strip()[:40]}” is not closed")
        cleaner.close()
        return cleaner

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an allowed element with its allowed attributes."""
        if tag not in ELEMENTS:
            if tag not in _UNWRAPPED:
                self.faults.append(f"the element <{tag}> is not allowed")
            return
        values = {name: value or "" for name, value in attrs}
        self.faults += list(_attribute_faults(values))
        if tag == "img":
            self.pieces.append(_image(values))
            return
        kept = [(name, value) for name, value in values.items() if name in ATTRIBUTES]
        words = "".join(f' {name}="{html.escape(value)}"' for name, value in kept)
        self.pieces.append(f"<{tag}{words}{' /' if tag in _VOID else ''}>")

    def handle_endtag(self, tag: str) -> None:
        """Keep the end of an allowed element."""
        if tag in ELEMENTS and tag not in _VOID:
            self.pieces.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Keep text."""
        self.pieces.append(html.escape(data, quote=False))


def _attribute_faults(values: dict[str, str]) -> Iterator[str]:
    for name, value in values.items():
        if name.startswith("on"):
            yield f"the attribute “{name}” runs code"
        elif name in ("href", "src", "cite") and scheme(value) not in SCHEMES:
            yield f"the address “{value[:60]}” is not allowed"
        elif name in _FETCHING and "//" in value:
            yield f"the attribute “{name}” fetches from the network"


def _image(values: dict[str, str]) -> Node:
    sizes = [[key, values[key]] for key in ("width", "height") if values.get(key)]
    alt = [["alt", values["alt"]]] if "alt" in values else []
    attr = [values.get("id", ""), values.get("class", "").split(), [*sizes, *alt]]
    return {"t": "Image", "c": [attr, pandoc.text(values.get("alt", "")), [values.get("src", ""), ""]]}
