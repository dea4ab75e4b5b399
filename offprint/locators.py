"""Locators: the words for “page” or “chapter” that a style knows in a language.

They come from the CSL locale of the document's language and from the style itself, and both are
inside the citation engine. So the engine is asked: a small style that keeps the chosen style's
words prints whether it found a locator, and the words that it knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from unicodedata import name

from lxml import etree

from offprint import csl, pandoc, scratch
from offprint.pandoc import Node

#: What authors write for a place in a work, by the CSL term that they mean: the English forms of the
#: CSL locale (en-US and en-GB) with usual variants, and the words for pages of languages near by.
_MEANT = {
    "page": "p pp pg pgs page pages seite seiten pág págs pagina página páginas str стр с",
    "chapter": "ch chs chap chaps chapter chapters kap kapitel cap capítulo chapitre chapitres гл",
    "section": "sec secs sect sects section sections abschnitt abschn",
    "paragraph": "para paras par paragraph paragraphs absatz",
    "figure": "fig figs figure figures abb abbildung",
    "volume": "vol vols volume volumes bd band",
    "note": "fn note notes anm",
    "line": "line lines zeile",
    "verse": "verse verses vers",
    "part": "part parts teil",
    "column": "col cols column columns sp spalte",
    "folio": "fol fols folio folios",
}
_LABELS = {word: label for label, words in _MEANT.items() for word in words.split()}
_WORDED = re.compile(r",?\s*([^\W\d_]+)(\.?)\s*(\d[\w.–-]*|[ivxlc]+\b)")
_BARE = re.compile(r",?\s*(\d[\w.–-]*)")
_ENGLISH_PAGES = frozenset({"p", "pp", "page", "pages"})


@dataclass(frozen=True, slots=True)
class Locator:
    """The beginning of a citation's suffix that means a place in the work."""

    word: str
    """As written; empty for a bare number, which is a page."""
    spot: str
    label: str
    suffix: Sequence[Node]

    @property
    def written(self) -> str:
        """The locator as the author wrote it."""
        return f"{self.word} {self.spot}".strip()


def read(suffix: Sequence[Node]) -> Locator | None:
    """Return the locator that a suffix begins with, if it has a word or a number that means one."""
    words = pandoc.plain(list(suffix))
    if bare := _BARE.match(words):
        return Locator("", bare[1].rstrip(".–-"), "page", suffix)
    match = _WORDED.match(words)
    label = _LABELS.get(match[1].casefold()) if match else None
    return Locator(match[1] + match[2], match[3].rstrip(".–-"), label, suffix) if match and label else None


@dataclass(frozen=True)
class Vocabulary:
    """What the engine makes of some locators, in one style and language."""

    style: Path
    lang: str
    asked: tuple[Locator, ...]

    def known(self, locator: Locator) -> bool:
        """Tell whether the engine takes it for a locator and not for words of the author's."""
        english = (
            self.lang.partition("-")[0] == "en" and locator.word.rstrip(".").casefold() in _ENGLISH_PAGES
        )
        return not locator.word or english or self._answers.get(locator.written, True)

    def word(self, label: str) -> str:
        """Return the style's own word for a kind of locator; empty if it has none."""
        return self._words.get(label, "")

    @cached_property
    def _said(self) -> list[str]:
        """Return the engine's lines: yes or no for each locator, then its words."""
        blocks = [{"t": "Para", "c": [pandoc.cite("x", one.suffix)]} for one in self.asked]
        work = {"id": {"t": "MetaString", "c": "x"}, "type": {"t": "MetaString", "c": "book"}}
        meta: dict[str, Node] = {
            "lang": {"t": "MetaString", "c": self.lang},
            "references": {"t": "MetaList", "c": [{"t": "MetaMap", "c": work}]},
        }
        with scratch.folder() as folder:
            probe = folder / "probe.csl"
            probe.write_bytes(_probe(self.style))
            options = ["-t", "plain", "--wrap=none", "--citeproc", f"--csl={probe}"]
            output, _ = pandoc.write(pandoc.document(blocks, meta), options)
        return [line for line in output.splitlines() if line.strip()]

    @cached_property
    def _answers(self) -> Mapping[str, bool]:
        answers = (line.startswith("yes") for line in self._said[: len(self.asked)])
        return dict(zip((one.written for one in self.asked), answers, strict=True))

    @cached_property
    def _words(self) -> Mapping[str, str]:
        pairs = [pair.partition("=") for pair in self._said[-1].split("¦")]
        return {label.strip(): word.strip() for label, _, word in pairs if self._serves(word)}

    def _serves(self, word: str) -> bool:
        """Tell whether a word can be offered: the locale of Serbian knows no Latin script."""
        return bool(word.strip()) and ("Latn" not in self.lang or _is_latin(word))


def _is_latin(word: str) -> bool:
    return all(name(letter, "").startswith("LATIN") for letter in word if letter.isalpha())


def vocabulary(style: Path, lang: str, locators: Iterable[Locator]) -> Vocabulary:
    """Return a vocabulary to look these locators up in; the engine is asked when it must be."""
    distinct = {one.written: one for one in locators if one.word}
    return Vocabulary(style, lang, tuple(distinct.values()))


def _probe(style: Path) -> bytes:
    """Return a style with the words of `style` that prints what it makes of a locator."""
    root = csl.parse(style)
    for child in list(root):
        if child.tag not in (f"{csl.CSL}info", f"{csl.CSL}locale"):
            root.remove(child)
    root.set("class", "in-text")
    choose = _add(_add(_add(root, "citation"), "layout"), "choose")
    _add(_add(choose, "if", variable="locator"), "text", value="yes")
    _add(_add(choose, "else"), "text", value="no")
    words = _add(_add(_add(root, "bibliography"), "layout"), "group", delimiter="¦")
    for label in _MEANT:
        pair = _add(words, "group")
        _add(pair, "text", value=f"{label}=")
        _add(pair, "text", term=label, form="short")
    return etree.tostring(root, encoding="utf-8")


def _add(parent: etree._Element, tag: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{csl.CSL}{tag}", attributes)
