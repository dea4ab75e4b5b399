"""Ways to damage a finished edition, for the tests that see the damage found."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator

import pikepdf
from lxml import html

Damage = Callable[[bytes], bytes]


def words(old: str, new: str) -> Damage:
    """Change words of a web page, wherever they stand once."""

    def damage(data: bytes) -> bytes:
        assert data.count(old.encode()) == 1, data.count(old.encode())
        return data.replace(old.encode(), new.encode())

    return damage


def in_book(name: str, old: str, new: str) -> Damage:
    """Change words of one file of an e-book."""
    return in_file(name, words(old, new))


def first_citation(target: str) -> Damage:
    """Lead the first citation of a file to another reference."""

    def damage(data: bytes) -> bytes:
        page = html.document_fromstring(data, parser=html.XHTMLParser())
        link = next(one for one in page.iter() if one.get("role") == "doc-biblioref")
        link.set("href", link.get("href", "").partition("#")[0] + f"#{target}")
        return html.tostring(page, method="xml")

    return damage


def in_file(name: str, change: Damage) -> Damage:
    """Change one file of an e-book."""

    def damage(data: bytes) -> bytes:
        packed = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as book, zipfile.ZipFile(packed, "w") as damaged:
            for entry in book.infolist():
                content = book.read(entry)
                if entry.filename == f"EPUB/{name}":
                    content = change(content)
                damaged.writestr(entry, content)
        return packed.getvalue()

    return damage


def drop(path: str) -> Damage:
    """Drop the elements of a web page that an XPath finds."""

    def damage(data: bytes) -> bytes:
        page = html.fromstring(data)
        found = page.xpath(path)
        assert found
        for element in found:
            element.drop_tree()
        return html.tostring(page, encoding="utf-8", doctype="<!DOCTYPE html>")

    return damage


def move_page(label: str) -> Damage:
    """Move the mark of a printed page to the beginning of the last paragraph."""

    def damage(data: bytes) -> bytes:
        page = html.document_fromstring(data, parser=html.XHTMLParser())
        (mark,) = page.xpath(f"//*[@role='doc-pagebreak'][@aria-label='{label}' or @title='{label}']")
        paragraph = page.xpath("//*[local-name()='p']")[-1]
        mark.drop_tree()
        mark.tail, paragraph.text = paragraph.text, None
        paragraph.insert(0, mark)
        return html.tostring(page, method="xml")

    return damage


def swap(one: str, other: str) -> Damage:
    """Swap two elements of a web page, by their ids."""

    def damage(data: bytes) -> bytes:
        page = html.fromstring(data)
        first, second = page.get_element_by_id(one), page.get_element_by_id(other)
        parent = first.getparent()
        assert parent is not None
        parent.insert(parent.index(first), second)
        return html.tostring(page, encoding="utf-8", doctype="<!DOCTYPE html>")

    return damage


def renumber(one: str, other: str) -> Damage:
    """Give two notes of a web page each other's number."""

    def damage(data: bytes) -> bytes:
        page = html.fromstring(data)
        first, second = (
            page.xpath(f"//*[@id='{name}']//a[@role='doc-backlink']")[0] for name in (one, other)
        )
        first.text, second.text = second.text, first.text
        return html.tostring(page, encoding="utf-8", doctype="<!DOCTYPE html>")

    return damage


def in_print(change: Callable[[pikepdf.Pdf], None]) -> Damage:
    """Change a PDF."""

    def damage(data: bytes) -> bytes:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            change(pdf)
            damaged = io.BytesIO()
            pdf.save(damaged)
        return damaged.getvalue()

    return damage


def elements(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Yield the structure elements in order."""

    def walk(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
        yield element
        for kid in element.K.as_list() if isinstance(element.get("/K"), pikepdf.Array) else []:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield from walk(kid)

    yield from walk(pdf.Root.StructTreeRoot.K[0])


def element(pdf: pikepdf.Pdf, identifier: str) -> pikepdf.Object:
    """Return the structure element with an id."""
    return next(one for one in elements(pdf) if str(one.get("/ID", "")) == identifier)


def runs_of(part: pikepdf.Object) -> set[int]:
    """Return the numbers of the marked content in a structure element."""
    found: set[int] = set()
    kids: list[object] = [*part.K.as_list()]
    for kid in kids:
        if not isinstance(kid, pikepdf.Object):
            found.add(int(str(kid)))
        elif "/S" in kid:
            found |= runs_of(kid)
    return found


def rub_out(choose: Callable[[pikepdf.Pdf], pikepdf.Object]) -> Damage:
    """Rub out what one structure element has on the first page; the tags stay."""

    def change(pdf: pikepdf.Pdf) -> None:
        gone, inside, kept = runs_of(choose(pdf)), 0, []
        for instruction in pikepdf.parse_content_stream(pdf.pages[0]):
            operator = str(instruction.operator)
            begins = operator == "BDC" and int(instruction.operands[1].get("/MCID", -1)) in gone
            if begins or (inside and operator in ("BDC", "BMC")):
                inside += 1
            if not inside:
                kept.append(instruction)
            elif operator == "EMC":
                inside -= 1
        pdf.pages[0].Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))

    return in_print(change)
