"""One structure tree for the whole volume: the trees of generated parts are taken over, what has none is given one.

Numbers of the parent tree are given anew, and the identifiers of headings of tables, by which their cells find them,
carry the part's own, since each printed file counts from the same beginning (ISO 32000-1, 14.7).
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String


class StructureTree:
    """The tree of the volume while it grows."""

    def __init__(self, target: pikepdf.Pdf):
        self._target = target
        self._root = target.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self._document = target.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=self._root, K=Array()))
        self._root.K = Array([self._document])
        self._numbers: list[Any] = []  # of the parent tree: what each key leads to
        self._identifiers: dict[str, Any] = {}
        self._roles: dict[str, Any] = {}

    def part(self, title: str) -> Any:
        """The element of a part."""
        return self.element(self._document, Name.Part, title=title)

    def element(self, parent: Any, kind: Name, *, page: Any = None, kids: Sequence[Any] = (), title: str = "", alt: str = "") -> Any:
        """A new element at the end of its parent."""
        made = Dictionary(Type=Name.StructElem, S=kind, P=parent, K=Array(kids))
        if page is not None:
            made.Pg = page
        if title:
            made.T = String(title)
        if alt:
            made.Alt = String(alt)
        element = self._target.make_indirect(made)
        parent.K.append(element)
        return element

    def key(self, leads_to: Any) -> int:
        """The next number of the parent tree."""
        self._numbers.append(leads_to)
        return len(self._numbers) - 1

    def add_link(self, parent: Any, page: Any, annotation: Any) -> None:
        """An element for a link that no text of the tree holds."""
        annotation = self._target.make_indirect(annotation)
        reference = Dictionary(Type=Name.OBJR, Obj=annotation, Pg=page)
        annotation.StructParent = self.key(self.element(parent, Name.Link, page=page, kids=(reference,)))
        add_annotation(self._target, page, annotation)

    def take(self, source: pikepdf.Pdf, pages: Sequence[Any], part: Any, prefix: str) -> None:
        """Take the tree of a printed file, whose pages, `pages`, are in the volume already, into the element of its part."""
        root = source.Root.StructTreeRoot
        named = _rename(source, prefix)
        elements = [item for item in _listed(root.K) if isinstance(item, Dictionary)]
        for element in elements:
            del element["/P"]
        for element in elements:
            self._adopt(self._target.copy_foreign(element), part)
        self._roles |= {key: self._target.copy_foreign(source.make_indirect(role)) if role.is_indirect else role for key, role in root.get("/RoleMap", {}).items()}
        for name, element in named:
            self._identifiers[name] = self._target.copy_foreign(element)
        leads = {int(key): value for key, value in _numbers_of(root.ParentTree)}
        for page in pages:
            self._renumber(source, page, leads)

    def _adopt(self, element: Any, part: Any) -> None:
        """What a file holds comes into the part; the document that it was is no longer one."""
        kids = _listed(element.K) if element.get("/S") == Name.Document else [element]
        for kid in kids:
            kid.P = part
            part.K.append(kid)

    def _renumber(self, source: pikepdf.Pdf, page: Any, leads: dict[int, Any]) -> None:
        if "/StructParents" in page:
            kids = leads[int(page.StructParents)]
            page.StructParents = self.key(self._target.copy_foreign(kids if kids.is_indirect else source.make_indirect(kids)))
        for annotation in page.get("/Annots", []):
            if "/StructParent" in annotation:
                annotation.StructParent = self.key(self._target.copy_foreign(leads[int(annotation.StructParent)]))

    def finish(self) -> None:
        """Write the tree's lists and hang it into the volume."""
        target = self._target
        numbers: list[Any] = []
        for key, leads_to in enumerate(self._numbers):
            numbers += [key, leads_to]
        self._root.ParentTree = target.make_indirect(Dictionary(Nums=Array(numbers)))
        self._root.ParentTreeNextKey = len(self._numbers)
        if self._identifiers:
            names: list[Any] = []
            for name in sorted(self._identifiers):
                names += [String(name), self._identifiers[name]]
            self._root.IDTree = target.make_indirect(Dictionary(Names=Array(names)))
        if self._roles:
            self._root.RoleMap = Dictionary(self._roles)
        target.Root.StructTreeRoot = self._root
        target.Root.MarkInfo = Dictionary(Marked=True)


def add_annotation(target: pikepdf.Pdf, page: Any, annotation: Any) -> None:
    """Put an annotation on a page."""
    if "/Annots" not in page:
        page.Annots = target.make_indirect(Array())
    page.Annots.append(annotation)


def name_contents(part: Any, numbers: Iterable[int]) -> None:
    """Give the contents their own kinds of element, which WeasyPrint does not know, and words for leaders and number."""
    following = iter(numbers)
    for element in list(_walk(part)):
        kids = [kid for kid in _listed(element.get("/K", Array())) if isinstance(kid, Dictionary)]
        if element.S == Name.P and any(kid.get("/S") == Name.Link for kid in kids):
            element.S = Name.TOCI
            element.P.S = Name.TOC
            kids[-1].ActualText = String(f"第{next(following)}页")


def _walk(element: Any) -> Iterator[Any]:
    yield element
    for kid in _listed(element.get("/K", Array())):
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield from _walk(kid)


def _listed(kids: Any) -> list[Any]:
    return list(kids) if isinstance(kids, Array) else [kids]


def _rename(source: pikepdf.Pdf, prefix: str) -> list[tuple[str, Any]]:
    """Put the prefix before every identifier, and before every mention of one; the elements by their names."""
    named = []
    for item in source.objects:
        if not isinstance(item, Dictionary) or "/S" not in item or "/P" not in item:
            continue
        if "/ID" in item:
            name = f"{prefix}.{item.ID}"
            item.ID = String(name)
            named.append((name, item))
        for attributes in _listed(item.get("/A", Array())):
            if isinstance(attributes, Dictionary) and "/Headers" in attributes:
                attributes.Headers = Array([String(f"{prefix}.{one}") for one in attributes.Headers])
    return named


def _numbers_of(tree: Any) -> Iterator[tuple[Any, Any]]:
    numbers = tree.get("/Nums", Array())
    for at in range(0, len(numbers), 2):
        yield numbers[at], numbers[at + 1]
    for kid in tree.get("/Kids", Array()):
        yield from _numbers_of(kid)
