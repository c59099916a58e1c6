"""Parts become a DOCX file, the same bytes each time, and back; the only place that knows python-docx.

Of python-docx only the package is used (relationships, content types, core properties): its template would bring
Latin styles, theme fonts and the dates of 2013.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.package import OpcPackage
from docx.opc.packuri import PackURI
from docx.opc.part import Part

_KINDS = {
    "styles": (RELATIONSHIP_TYPE.STYLES, CONTENT_TYPE.WML_STYLES),
    "settings": (RELATIONSHIP_TYPE.SETTINGS, CONTENT_TYPE.WML_SETTINGS),
    "fontTable": (RELATIONSHIP_TYPE.FONT_TABLE, CONTENT_TYPE.WML_FONT_TABLE),
    "header": (RELATIONSHIP_TYPE.HEADER, CONTENT_TYPE.WML_HEADER),
    "footer": (RELATIONSHIP_TYPE.FOOTER, CONTENT_TYPE.WML_FOOTER),
}
_FIRST = "[Content_Types].xml"  # readers that look at a file's first bytes expect it there
_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip archive can say


@dataclass(frozen=True)
class RelatedPart:
    """A part that the document refers to by `relationship`."""

    relationship: str
    kind: str
    name: str
    xml: bytes


@dataclass(frozen=True)
class Properties:
    """What the file says of itself."""

    title: str
    subject: str
    author: str
    category: str
    keywords: str
    comments: str
    status: str
    moment: datetime  # created and modified; in UTC


def pack(document: bytes, related: Sequence[RelatedPart], properties: Properties) -> bytes:
    """The finished file."""
    package = OpcPackage()
    main = Part(PackURI("/word/document.xml"), CONTENT_TYPE.WML_DOCUMENT_MAIN, document)
    package.load_rel(RELATIONSHIP_TYPE.OFFICE_DOCUMENT, main, "rId1")
    for one in related:
        relation, content_type = _KINDS[one.kind]
        main.load_rel(relation, Part(PackURI(f"/word/{one.name}.xml"), content_type, one.xml), one.relationship)
    _describe(package, properties)
    stream = BytesIO()
    package.save(stream)
    return _normalised(stream.getvalue())


def unpack(content: bytes) -> bytes:
    """The main part of a file that `pack` made."""
    with ZipFile(BytesIO(content)) as archive:
        return archive.read("word/document.xml")


def _describe(package: OpcPackage, properties: Properties) -> None:
    core = package.core_properties
    core.title = properties.title
    core.subject = properties.subject
    core.author = core.last_modified_by = properties.author
    core.category = properties.category
    core.keywords = properties.keywords
    core.comments = properties.comments
    core.content_status = properties.status
    core.language = "zh-CN"
    core.revision = 1
    core.created = core.modified = properties.moment


def _normalised(archive: bytes) -> bytes:
    """The same entries in a fixed order, without the time at which they were written."""
    stream = BytesIO()
    with ZipFile(BytesIO(archive)) as old, ZipFile(stream, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != _FIRST, name)):
            entry = ZipInfo(name, _NO_TIME)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0  # else it tells on which kind of system it was made
            new.writestr(entry, old.read(name), compresslevel=6)
    return stream.getvalue()
