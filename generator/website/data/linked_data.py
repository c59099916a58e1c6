"""Sets of open data described for search engines that look for data: schema.org `Dataset` as JSON-LD."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from generator.website.data.published import DEMO_NOTICE, TERMS, DataFile, Dataset

MEDIA_TYPES = {
    "zip": "application/zip", "csv": "text/csv", "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip


def describe(sets: Sequence[Dataset], link: Callable[[str], str]) -> str:
    """JSON-LD of the sets; `link` writes an address relative to the page. No `<` is in it, so it can stand in a page."""
    found = [_dataset(each, link, is_alone=len(sets) == 1) for each in sets]
    graph: dict[str, Any] = found[0] if len(found) == 1 else {"@graph": found}
    return json.dumps({"@context": "https://schema.org/", **graph}, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _dataset(each: Dataset, link: Callable[[str], str], *, is_alone: bool) -> dict[str, Any]:
    """A page about one set lists every file, a page about all of them the archives."""
    files = [("全部数据", each.archive)]
    if is_alone:
        files += [(table.table.title, file) for table in each.tables for _, file in table.files]
    publisher: dict[str, str] = {"@type": "GovernmentOrganization", "name": each.office.name}
    described: dict[str, Any] = {
        "@type": "Dataset",
        "name": each.title,
        "description": (DEMO_NOTICE if each.office.is_demo else "") + f"{each.title}：{len(each.tables)} 张表，{each.count} 行。{TERMS}",
        "url": link(each.kind.page),
        "inLanguage": "zh-CN",
        "isAccessibleForFree": True,
        "creator": publisher,
        "publisher": publisher,
        "spatialCoverage": each.office.district,
        "version": each.as_of.isoformat(),
        "keywords": ["预算绩效", "财政", "政府信息公开"],
        "distribution": [_download(name, file, link) for name, file in files],
    }
    if each.kind.year:
        described["temporalCoverage"] = str(each.kind.year)
    if each.dated:
        described["dateModified"] = each.dated.isoformat()
    return described


def _download(name: str, file: DataFile, link: Callable[[str], str]) -> dict[str, str]:
    return {
        "@type": "DataDownload", "name": name, "contentUrl": link(file.path), "encodingFormat": MEDIA_TYPES[file.path.rpartition(".")[2]],
        "contentSize": f"{file.size} B", "sha256": file.sha256,
    }  # fmt: skip
