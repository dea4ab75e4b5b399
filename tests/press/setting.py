"""Sets a page, and reads what its print says."""

from __future__ import annotations

import io
import pickle
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

import pikepdf

from offprint.collate.glyphs import Font, read_content
from offprint.collate.printed import read_print
from offprint.collate.reading import JOINT
from offprint.fonts import Face, static
from offprint.press import Job, Printed, Record, Source, running
from offprint.project import shipped

_LETTERS = frozenset(map(chr, range(0x20, 0x7F))) | {"\u2010", "“", "”", "•"}


def _job(style: str, body: str) -> Job:
    face = Face("Body", shipped("fonts/EBGaramond.ttf"))
    rules = "@font-face { font-family: Body; src: url(offprint:body) } * { font-family: Body }"
    source = (
        f'<html lang="en"><head><title>t</title><style>{rules} {style}</style></head>'
        f'<body><main id="offprint-text">{body}</main></body></html>'
    )
    return Job(source, {"offprint:body": static(face, _LETTERS)}, 0)


def set_page(style: str, body: str) -> bytes:
    """Set a body in a style, and return the PDF; nothing is told."""
    data, records = set_and_told(style, body)
    assert records == ()
    return data


def set_and_told(style: str, body: str) -> tuple[bytes, tuple[Record, ...]]:
    """Set a body in a style, and return the PDF and what the engine logs."""
    printed = set_job(style, body)
    return printed.data, printed.records


def set_job(style: str, body: str, *, archival: bool = False, sources: tuple[Source, ...] = ()) -> Printed:
    """Set a body in a style."""
    with running() as press:
        assert press is not None
        press.start(replace(_job(style, body), archival=archival, sources=sources))
        return press.result()


def lines(data: bytes, *, exact: bool = False) -> list[str]:
    """Return what a print says, a block on each line, its runs apart only where a blank is printed."""
    blocks = read_print(data).passages["text"].replace(JOINT, "").splitlines()
    return [block if exact else " ".join(block.split()) for block in blocks if block.strip()]


def marked(data: bytes) -> dict[str, int]:
    """Return how often the first page marks what as what: content, or a sort of artifact."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = [one.operands for one in pikepdf.parse_content_stream(pdf.pages[0], "BDC BMC")]
        sorts = [
            f"{tag}{properties[0].get('/Type', '')}{properties[0].get('/Subtype', '')}"
            if properties
            else str(tag)
            for tag, *properties in found
        ]
        return dict(Counter(sort.removeprefix("/") for sort in sorts))


def id_tree(data: bytes) -> list[str]:
    """Return the ids in the tree of ids, as it has them."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [str(name) for name in pdf.Root.StructTreeRoot.IDTree.Names.as_list()[::2]]


@dataclass(frozen=True)
class Tag:
    """A structure element: its type, its id, and the ids of the cells at its head."""

    type: str
    id: str
    headers: tuple[str, ...]
    scope: str = ""


def structure(data: bytes) -> list[Tag]:
    """Return every structure element of a print."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
        elements = [one for one in found if one.get("/Type") == "/StructElem"]
        return [
            Tag(
                str(one.S),
                str(one.get("/ID", "")),
                tuple(str(name) for name in one.A.get("/Headers", [])) if one.S == "/TD" else (),
                str(one.A.Scope) if one.S == "/TH" else "",
            )
            for one in elements
        ]


def notes_of_links(data: bytes) -> list[tuple[str, int]]:
    """Return what each annotation of a print says, and its flags."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [(str(one.Contents), int(one.F)) for page in pdf.pages for one in page.get("/Annots", [])]


_INLINE = frozenset(["Span", "Link", "Reference", "Code", "Quote"])


def outline(data: bytes) -> list[str]:
    """Return the structure below the document: a line for each block, elements in it in brackets."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        fonts: dict[tuple[int, int], Font] = {}
        runs = {page.obj.objgen: read_content(page, fonts).runs for page in pdf.pages}
        return [line for kid in pdf.Root.StructTreeRoot.K[0].K for line in _Outline(runs).told(kid, "")]


@dataclass(frozen=True)
class _Outline:
    runs: Mapping[tuple[int, int], Mapping[int, str]]

    def told(self, element: pikepdf.Object, indent: str) -> list[str]:
        """Return the lines of a block."""
        words = self._words(element)
        lines = [f"{indent}{_named(element)}{f': {words}' if words else ''}"]
        for kid in element.K:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid and str(kid.S)[1:] not in _INLINE:
                lines += self.told(kid, f"{indent}  ")
        return lines

    def _words(self, element: pikepdf.Object) -> str:
        said = ""
        for kid in element.K.as_list():
            if not hasattr(kid, "keys"):
                said += self.runs[element.Pg.objgen].get(int(str(kid)), "")
            elif "/MCID" in kid:
                said += self.runs[kid.Pg.objgen].get(int(kid.MCID), "")
            elif "/S" in kid and str(kid.S)[1:] in _INLINE:
                said += f"[{_named(kid)}: {self._words(kid)}]"
        return said


def _named(element: pikepdf.Object) -> str:
    """Return a type with what else an element says of itself."""
    attributes = element.get("/A", pikepdf.Dictionary())
    language, alternative = element.get("/Lang"), element.get("/Alt")
    return "".join(
        [
            str(element.S)[1:],
            f" {element.ID}" if element.S in ("/Note", "/Div") and "/ID" in element else "",
            f" {attributes.ListNumbering}" if "/ListNumbering" in attributes else "",
            f" ({language})" if language is not None else "",
            f" “{alternative}”" if alternative is not None else "",
        ]
    )


class Line(NamedTuple):
    """A laid out line: its words, its place below the page's text (px), its height, and its space's width."""

    words: str
    y: float
    height: float
    space: float
    is_note: bool


_LAYOUT = """
import importlib, os, pickle, sys
from offprint.press import weasy

for name in sys.argv[1:]:
    room, _, mend = name.partition(".")
    setattr(importlib.import_module(f"offprint.press.{room}"), mend or "apply", lambda *_: None)
weasy.prepare()
document = weasy._page(weasy.load(), pickle.load(sys.stdin.buffer)).render()

def told(page, part):
    for line in part.descendants(placeholders=True):
        if type(line).__name__ == "LineBox":
            words = "".join(getattr(one, "text", "") for one in line.descendants())
            if not words:
                continue  # where an empty marker stands
            yield words, line.position_y - page.content_box_y(), line.height, \\
                getattr(line, "offprint_ratio", 1), part is not page.children[0]

pages = [[line for part in page._page_box.children if "Margin" not in type(part).__name__
          for line in told(page._page_box, part)] for page in document.pages]
sys.stdout.buffer.write(pickle.dumps(pages))
sys.stdout.flush()
os._exit(0)
"""


def layout(style: str, body: str, *without: str) -> list[list[Line]]:
    """Return the pages' lines as the engine lays them out, without some of its mends."""
    result = subprocess.run(
        [sys.executable, "-c", _LAYOUT, *without],
        input=pickle.dumps(_job(style, body)),
        capture_output=True,
        check=True,
    )
    return [[Line(*line) for line in page] for page in pickle.loads(result.stdout)]  # noqa: S301 - our own


def words(pages: list[list[Line]], *, notes: bool = False) -> list[list[str]]:
    """Return the words of each page's lines: of its text, or of its notes."""
    return [[line.words for line in page if line.is_note is notes] for page in pages]
