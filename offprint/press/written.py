"""Writes a structure tree into a PDF (ISO 32000-1, §14.7)."""

from __future__ import annotations

from codecs import BOM_UTF16_BE
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from offprint.press.structure import Annotation, Content, Node

if TYPE_CHECKING:
    import pydyf

    Tag: TypeAlias = pydyf.Dictionary


@dataclass(slots=True)
class Written:
    """Writes the elements of a tree, and what leads from the pages back to them."""

    pdf: pydyf.PDF
    tags: dict[Node, Tag] = field(default_factory=dict)
    owners: dict[Content, Tag] = field(default_factory=dict)
    annotations: list[tuple[bytes, Tag]] = field(default_factory=list)

    def write(self, root: Node, counts: Sequence[int]) -> None:
        """Write a tree; `counts` are the numbers of marked contents on each page."""
        import pydyf

        top = pydyf.Dictionary({"Type": "/StructTreeRoot"})
        self.pdf.add_object(top)
        nodes = list(root.walk())
        for node in nodes:
            self.tags[node] = self._begun(node)
        named = {node.id: self.tags[node] for node in nodes if node.id}
        for node in nodes:
            self._finish(node, top)
            if node.leads_to in named:
                self.tags[node]["Ref"] = pydyf.Array([named[node.leads_to].reference])
        top["K"] = pydyf.Array([self.tags[root].reference])
        top["IDTree"] = _names(self.tags[node] for node in nodes if node.id)
        self._lead_back(top, counts)
        self.pdf.catalog["StructTreeRoot"] = top.reference
        self.pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
        self.pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})

    def _begun(self, node: Node) -> Tag:
        import pydyf

        tag = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{node.type}"})
        for key, value in (("ID", node.id), ("Lang", node.lang), ("Alt", node.alt)):
            if value:
                tag[key] = pydyf.String(value)
        if node.attributes:
            owned = [_attributes(owner, values) for owner, values in node.attributes.items() if values]
            if owned:
                tag["A"] = owned[0] if len(owned) == 1 else pydyf.Array(owned)
        self.pdf.add_object(tag)
        return tag

    def _finish(self, node: Node, top: Tag) -> None:
        """Give an element its parent, its page and its kids."""
        import pydyf

        tag = self.tags[node]
        tag["P"] = top.reference if node.parent is None else self.tags[node.parent].reference
        page = next((kid.page for kid in node.kids if not isinstance(kid, Node)), None)
        if page is not None:
            tag["Pg"] = self.pdf.page_references[page]
        kids = pydyf.Array()
        for kid in node.kids:
            if isinstance(kid, Node):
                kids += [self.tags[kid].reference, *(self.tags[one].reference for one in kid.followers)]
            else:
                kids.append(self._drawn(kid, tag, page))
        tag["K"] = kids

    def _drawn(self, kid: Content | Annotation, tag: Tag, page: int | None) -> object:
        import pydyf

        if isinstance(kid, Content):
            self.owners[kid] = tag
            if kid.page == page:
                return kid.number
            on = self.pdf.page_references[kid.page]
            return pydyf.Dictionary({"Type": "/MCR", "Pg": on, "MCID": kid.number})
        self.annotations.append((kid.reference, tag))
        on = self.pdf.page_references[kid.page]
        return pydyf.Dictionary({"Type": "/OBJR", "Pg": on, "Obj": kid.reference})

    def _lead_back(self, top: Tag, counts: Sequence[int]) -> None:
        """Write what leads from contents and annotations to their elements (§14.7.4.4)."""
        import pydyf

        numbers = pydyf.Array()
        for page, count in enumerate(counts):
            owners = (self.owners.get(Content(page, number)) for number in range(count))
            numbers += [page, pydyf.Array(b"null" if one is None else one.reference for one in owners)]
        for key, (reference, tag) in enumerate(self.annotations, len(counts)):
            numbers += [key, tag.reference]
            self.pdf.objects[int(reference.split()[0])]["StructParent"] = key
        tree = pydyf.Dictionary({"Nums": numbers})
        self.pdf.add_object(tree)
        top["ParentTree"] = tree.reference
        top["ParentTreeNextKey"] = len(counts) + len(self.annotations)


def _attributes(owner: str, values: dict[str, object]) -> Tag:
    import pydyf

    written = {
        key: pydyf.Array(pydyf.String(one) if isinstance(one, str) else one for one in value)
        if isinstance(value, list)
        else value
        for key, value in values.items()
    }
    return pydyf.Dictionary({"O": f"/{owner}", **written})


def _names(tags: Iterable[Tag]) -> Tag:
    """Return the tree of the elements' ids."""
    import pydyf

    named = sorted((_encoded(tag["ID"].string), tag) for tag in tags)
    names = pydyf.Array()
    for _, tag in named:
        names += [tag["ID"], tag.reference]
    return pydyf.Dictionary({"Names": names})


def _encoded(name: str) -> bytes:
    """Return the bytes of a text string, by which a name tree is sorted (§7.9.2 and §7.9.6)."""
    return name.encode("ascii") if name.isascii() else BOM_UTF16_BE + name.encode("utf-16-be")
