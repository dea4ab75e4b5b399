"""A CSL file as the citation engine takes it: the only place that looks inside one (CSL 1.0.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from lxml import etree

from offprint import pandoc
from offprint.problems import Place, Problem, RejectedError, problem

MAX_BYTES = 4_000_000
"""Some ten times the longest style of the CSL repository."""
CSL = "{http://purl.org/net/xbiblio/csl}"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_QUOTED = re.compile(r"[\"“]([^\"“”]++)[\"”]|undefined macro (\S+)|^(\w+) element missing")
_SORTS = frozenset({"author-date", "author", "numeric", "label", "note"})


def parse(path: Path, said: Place | None = None) -> etree._Element:
    """Return the root of a CSL file; raises `RejectedError` at its own line if it is none.

    `said` is the place that named the file, for what has no line in it.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            what = f"“{path.name}” has more than {MAX_BYTES // 1_000_000} MB, which no style has"
            raise RejectedError([problem("citation-style", what, said or Place(path))])
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        root = etree.parse(str(path), parser).getroot()
    except etree.XMLSyntaxError as error:
        line, column = error.position
        what = f"“{path.name}” is not XML: {error.msg.partition(', line ')[0]}"
        raise RejectedError([problem("citation-style", what, Place(path, line, column))]) from error
    except OSError as error:
        what = f"“{path.name}” cannot be read: {error}"
        raise RejectedError([problem("citation-style", what, said or Place(path))]) from error
    if root.tag != f"{CSL}style":
        what = f"“{path.name}” is not a CSL style: it begins with <{etree.QName(root).localname}>"
        hint = "take the .csl file of the style, not a page about it or a locale"
        raise RejectedError([problem("citation-style", what, Place(path, _line(root)), hint)])
    return root


def title(root: etree._Element) -> str:
    """Return the style's title."""
    return " ".join((root.findtext(f"{CSL}info/{CSL}title") or "").split())


def sort(root: etree._Element) -> str:
    """Return how the style cites: `author-date`, `author`, `numeric`, `label` or `note`."""
    if root.get("class") == "note":
        return "note"
    said = (one.get("citation-format") or "" for one in root.iterfind(f"{CSL}info/{CSL}category"))
    return next((form for form in said if form in _SORTS), "author-date")


def prints_locators(root: etree._Element) -> bool:
    """Tell whether the style prints the page, chapter or verse that a citation gives."""
    printing = root.iter(f"{CSL}text", f"{CSL}number")
    return any(element.get("variable") == "locator" for element in printing)


def parent(root: etree._Element) -> str:
    """Return the name of the style that this one only points at; empty if it stands by itself."""
    links = root.iterfind(f"{CSL}info/{CSL}link")
    found = (link.get("href") or "" for link in links if link.get("rel") == "independent-parent")
    return next(found, "").rpartition("/")[2]


def with_quotes(root: etree._Element, lang: str, marks: Sequence[str]) -> bytes:
    """Return a style with the quotation marks of the text; marks of the style's own stay as they are.

    The CSL locales know straight marks for some languages, and none for a script of Serbian. Chinese
    is left alone: there the terms are the marks of titles, not of speech.
    """
    own = root.find(f".//{CSL}term[@name='open-quote']") is not None
    if not own and lang.partition("-")[0] != "zh":
        terms = etree.SubElement(_locale(root, lang), f"{CSL}terms")
        names = ("open-quote", "close-quote", "open-inner-quote", "close-inner-quote")
        for name, mark in zip(names, marks, strict=True):
            etree.SubElement(terms, f"{CSL}term", name=name).text = mark
    return etree.tostring(root, encoding="utf-8")


def _locale(root: etree._Element, lang: str) -> etree._Element:
    """Return a new locale of the style behind those that it has."""
    locale = etree.Element(f"{CSL}locale", {_XML_LANG: lang})
    others = root.findall(f"{CSL}locale") or root.findall(f"{CSL}info")
    others[-1].addnext(locale)
    return locale


def faults(path: Path, root: etree._Element) -> list[Problem]:
    """Return what is wrong with an author's own style: what we see, else what the engine says."""
    found = [*_circles(path, root), *_languages(path, root)]
    return found or list(_engine_faults(path, root))


def _circles(path: Path, root: etree._Element) -> Iterator[Problem]:
    """The engine follows a macro that calls itself until it has no memory left."""
    macros = {macro.get("name") or "": macro for macro in root.iterfind(f"{CSL}macro")}
    calls = {
        name: {text.get("macro") or "" for text in macro.iter(f"{CSL}text", f"{CSL}key")}
        for name, macro in macros.items()
    }
    for name, macro in macros.items():
        if name in _reached(calls, name):
            what = f"the macro “{name}” calls itself"
            yield problem("citation-style", what, Place(path, _line(macro)), "break the circle")


def _reached(calls: Mapping[str, set[str]], start: str) -> set[str]:
    seen: set[str] = set()
    waiting = list(calls.get(start, ()))
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += calls.get(name, ())
    return seen


def _languages(path: Path, root: etree._Element) -> Iterator[Problem]:
    written = [(root, root.get("default-locale"))]
    written += [(locale, locale.get(_XML_LANG)) for locale in root.iterfind(f"{CSL}locale")]
    for element, tag in written:
        if tag is not None and not _LANGUAGE.fullmatch(tag):
            what = f"the locale “{tag}” is not a language tag"
            place = Place(path, _line(element))
            yield problem("citation-style", what, place, "write a BCP 47 tag such as en-GB")


def _engine_faults(path: Path, root: etree._Element) -> Iterator[Problem]:
    """Let the engine format one citation, and put what it says at the line that it is about."""
    work = {"id": {"t": "MetaString", "c": "x"}, "type": {"t": "MetaString", "c": "book"}}
    meta = {"references": {"t": "MetaList", "c": [{"t": "MetaMap", "c": work}]}}
    tree = pandoc.document([{"t": "Para", "c": [pandoc.cite("x")]}], meta)
    try:
        _, log = pandoc.write(tree, ["-t", "plain", "--citeproc", f"--csl={path}"])
    except pandoc.PandocError as error:
        said = [error.reason]
    else:
        said = [entry.message for entry in log if entry.kind == "CiteprocWarning"]
    for message in dict.fromkeys(said):
        if "no printed form" not in message:
            what = f"the style cannot be used: {message}"
            yield problem("citation-style", what, Place(path, _line_about(root, message)))


def _line_about(root: etree._Element, message: str) -> int:
    """Return the line of the first element that the message names, or the style's own."""
    match = _QUOTED.search(message)
    named = next(filter(None, match.groups()), "") if match else ""
    for element in root.iter():
        tag = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if named and named in (tag, element.get("macro")) and not (tag == "macro" and element.get("name")):
            return _line(element)
    return _line(root)


def _line(element: etree._Element) -> int:
    return element.sourceline or 1
