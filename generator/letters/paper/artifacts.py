"""Tell readers of a tagged PDF that page numbers and marks are no part of the text (ISO 32000-1, 14.8.2.2).

WeasyPrint gives what stands in page margins a tag of its own and links it to nothing; PDF/A-3a wants an artifact.
It is handed the PDF's objects just before they are written.
"""

from typing import Any

Element = dict[str, Any]


def mark_artifacts(_document: Any, pdf: Any) -> None:
    """Turn marked content that the structure tree does not reach into artifacts."""
    objects = {f"{item.number} 0 R".encode(): item for item in pdf.objects}
    root = objects[_key(pdf.catalog["StructTreeRoot"])]
    linked = _reachable(root, objects)
    pages = [item for item in pdf.objects if isinstance(item, dict) and item.get("Type") == "/Page"]
    numbers = objects[_key(root["ParentTree"])]["Nums"]
    for page in pages:
        elements = numbers[2 * page["StructParents"] + 1]
        loose = {mcid for mcid, reference in enumerate(elements) if _key(reference) not in linked}
        _turn(objects[_key(page["Contents"])].stream, loose)
        for mcid in loose:
            elements[mcid] = "null"


def _key(reference: Any) -> bytes:
    return reference if isinstance(reference, bytes) else str(reference).encode()


def _reachable(root: Element, objects: dict[bytes, Element]) -> set[bytes]:
    found: set[bytes] = set()
    waiting = [root]
    while waiting:
        for kid in waiting.pop().get("K", ()):
            key = _key(kid)
            if key in objects and key not in found:
                found.add(key)
                waiting.append(objects[key])
    return found


def _turn(operations: list[Any], loose: set[int]) -> None:
    """Rewrite `/Span <</MCID 3>> BDC` in place."""
    for at, operation in enumerate(operations):
        if isinstance(operation, dict) and operation.get("MCID") in loose:
            operations[at - 1] = "/Artifact"
            operation.clear()
            operation["Type"] = "/Pagination"
