"""Sets a page, and reads what its print says."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import dataclass

import pikepdf

from offprint.collate.printed import read_print
from offprint.collate.reading import JOINT
from offprint.fonts import Face, static
from offprint.press import Job, running
from offprint.project import shipped

_LETTERS = frozenset(map(chr, range(0x20, 0x7F))) | {"\u2010", "“", "”", "•"}


def set_page(style: str, body: str) -> bytes:
    """Set a body in a style, and return the PDF."""
    face = Face("Body", shipped("fonts/EBGaramond.ttf"))
    rules = "@font-face { font-family: Body; src: url(offprint:body) } * { font-family: Body }"
    source = (
        f'<html lang="en"><head><title>t</title><style>{rules} {style}</style></head>'
        f'<body><main id="offprint-text">{body}</main></body></html>'
    )
    with running() as press:
        assert press is not None
        press.start(Job(source, {"offprint:body": static(face, _LETTERS)}, 0))
        printed = press.result()
    assert printed.records == ()
    return printed.data


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


def structure(data: bytes) -> list[Tag]:
    """Return every structure element of a print."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
        elements = [one for one in found if one.get("/Type") == "/StructElem"]
        return [
            Tag(
                str(one.S),
                str(one.get("/ID", "")),
                tuple(str(name) for name in one.A.Headers) if one.S == "/TD" else (),
            )
            for one in elements
        ]
