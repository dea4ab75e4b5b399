"""Spans that HTML has elements of its own for: abbreviations and ruby.

    [HTML]{abbr="Hypertext Markup Language"}    <abbr title="Hypertext Markup Language">HTML</abbr>
    [漢字]{ruby="かんじ"}                         <ruby>漢字<rt>かんじ</rt></ruby>

Brackets for readers that know no ruby (`rp`) are left out: all do, and in print they would be words.
"""

from __future__ import annotations

from lxml import html

RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


def finish(main: html.HtmlElement) -> None:
    """Make elements of such spans; text in a language that runs the other way says so."""
    for span in list(main.iter("span")):
        if title := span.attrib.pop("abbr", None) or span.attrib.pop("data-abbr", None):
            span.tag = "abbr"
            span.set("title", title)
        if above := span.attrib.pop("data-ruby", None):
            span.tag = "ruby"
            gloss = html.Element("rt")
            gloss.text = above
            span.append(gloss)
    for bracket in list(main.iter("rp")):
        bracket.drop_tree()
    for element in main.xpath(".//*[@lang and not(@dir)]"):
        language = str(element.get("lang")).partition("-")[0].lower()
        if language in RIGHT_TO_LEFT:
            element.set("dir", "rtl")
