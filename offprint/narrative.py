"""Authors' names for citations in the text, `@key says`, under styles of numbers or labels.

Such a style prints a number where the sentence wants a name: “[2] says”. As other processors do
(citeproc-js calls it a composite citation), the names are put before the number: “Webber [2] says”.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from offprint import pandoc
from offprint.pandoc import Node

#: The sorts of styles that print no names.
NAMELESS = frozenset({"numeric", "label"})
_NAMES = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<info><title>Authors' names</title><id>offprint-names</id><updated>2026-01-01T00:00:00+00:00</updated></info>
<citation et-al-min="3" et-al-use-first="1"><layout><names variable="author">
<name form="short" and="text" delimiter=", "/><et-al/>
<substitute><names variable="editor"/><names variable="translator"/>
<text variable="title" form="short"/></substitute>
</names></layout></citation></style>
"""


def named(tree: pandoc.Tree, folder: Path, cite: Sequence[str]) -> pandoc.Tree:
    """Return the tree with the authors' names before each citation in the text.

    `cite` are pandoc's options for this bibliography; `folder` is for a file.
    """
    cites = [node for node in pandoc.walk([tree["meta"], tree["blocks"]]) if _in_text(node)]
    keys = list(dict.fromkeys(node["c"][0][0]["citationId"] for node in cites))
    if not keys:
        return tree
    style = folder / "names.csl"
    style.write_text(_NAMES, encoding="utf-8")
    asked = [{"t": "Para", "c": [pandoc.cite(key)]} for key in keys]
    meta = {key: value for key, value in tree["meta"].items() if key == "lang"}
    answer, _ = pandoc.write(pandoc.document(asked, meta), [*cite, f"--csl={style}", "-t", "json"])
    blocks = json.loads(answer)["blocks"]
    names = {key: block["c"][0]["c"][1] for key, block in zip(keys, blocks, strict=False)}
    result: pandoc.Tree = pandoc.rewrite(tree, {"Cite": lambda node: _with_names(node, names)})
    return result


def _in_text(node: Node) -> bool:
    return node["t"] == "Cite" and bool(node["c"][0][0]["citationMode"]["t"] == "AuthorInText")


def _with_names(node: Node, names: Mapping[str, list[Node]]) -> list[Node] | None:
    first, *more = node["c"][0]
    inlines = names.get(first["citationId"], [])
    unknown = pandoc.plain(inlines) in ("", f"{first['citationId']}?")
    if unknown or not _in_text(node):
        return None
    plain = {**first, "citationMode": {"t": "NormalCitation"}}
    return [*inlines, {"t": "Space"}, {"t": "Cite", "c": [[plain, *more], node["c"][1]]}]
