"""Opening a DOCX: the zip, its relationships and the XML parts that carry text.

python-docx resolves part names and relationships. Its `Document` is not used: it parses every part
of the package (images, themes, settings) and gives up on a dangling picture, and a reader needs
neither.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from docx.opc.packuri import PACKAGE_URI, PackURI
from lxml import etree

from pipeline.core.errors import EncryptedError, TooLargeError, UnreadableError
from pipeline.normalise.encodings import Encoding
from pipeline.readers.docx_legacy import find_story_encoding, flags_of_fonts, restore_story
from pipeline.readers.docx_names import R_NAMESPACE, RUN_FONTS, STRICT_R_NAMESPACE, STRICT_W_NAMESPACE, W_NAMESPACE
from pipeline.readers.sniff import ENCRYPTED_STREAM, OLE2_MAGIC

MAX_PART_BYTES = 200_000_000
_LEGACY_FONT = re.compile(rb"""["'](?:\.Vn|VNI-)""")
_USUAL_DOCUMENT = "/word/document.xml"
_STRICT_NAMESPACES = (
    (STRICT_W_NAMESPACE.encode(), W_NAMESPACE.encode()),
    (STRICT_R_NAMESPACE.encode(), R_NAMESPACE.encode()),
)
_ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, KeyError)


@dataclass(frozen=True, slots=True)
class Relationship:
    """One relationship of a part: its id, the last word of its type (`styles`, `header`), the part it points to."""

    id: str
    kind: str
    target: PackURI


@dataclass(frozen=True, slots=True)
class WordPackage:
    """An open DOCX: the main document's element tree, and its other parts on demand.

    `encoding` is the legacy encoding of texts whose fonts don't tell theirs.
    """

    path: str
    document: etree._Element
    relationships: tuple[Relationship, ...]
    archive: zipfile.ZipFile = field(repr=False)
    encoding: Encoding | None = None

    def part_of_kind(self, kind: str) -> etree._Element | None:
        """Return the root element of the first part related by `kind`, None where there is none or it is damaged."""
        return next((self._lenient(rel.target) for rel in self.relationships if rel.kind == kind), None)

    def part_by_id(self, rel_id: str) -> etree._Element | None:
        """Return the root element of the part that the relationship id points to, or None."""
        return next((self._lenient(rel.target) for rel in self.relationships if rel.id == rel_id), None)

    def raw_part_of_kind(self, kind: str) -> bytes:
        """Return the bytes of the first part related by `kind`, b'' where there is none or it is damaged."""
        target = next((rel.target for rel in self.relationships if rel.kind == kind), None)
        try:
            return b"" if target is None else _read_part(self.archive, target, self.path)
        except UnreadableError:
            return b""

    def _lenient(self, target: PackURI) -> etree._Element | None:
        # Word opens a document whose styles or headers are missing; so does the reader.
        try:
            root = _parse_part(self.archive, target, self.path)
        except UnreadableError:
            return None
        if self.encoding is not None:
            restore_story(root, self.encoding)
        return root


def open_package(data: bytes, path: str) -> WordPackage:
    """Open the bytes of a DOCX file.

    Raises:
        EncryptedError: where the file wants a password.
        UnreadableError: where it is no zip, lacks its main document, or that is no well-formed XML.
        TooLargeError: where a part declares more than `MAX_PART_BYTES`.
    """
    if data.startswith(OLE2_MAGIC):
        raise _ole_error(data, path)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _ZIP_ERRORS as error:
        raise UnreadableError(
            f"{path} is damaged: it is not a complete DOCX (zip) file; get an undamaged copy."
        ) from error
    if any(info.flag_bits & 1 for info in archive.infolist()):
        raise EncryptedError(f"{path} is protected by a password; save it without one and try again.")
    main = _main_document(archive, path)
    document = _parse_part(archive, main, path)
    package = WordPackage(path, document, tuple(_relationships(archive, main, path)), archive)
    encoding = find_story_encoding(document)
    if encoding is None or _names_legacy_font(package):
        return package
    restore_story(document, encoding)
    return replace(package, encoding=encoding)


def _names_legacy_font(package: WordPackage) -> bool:
    """Whether a font of the document tells the encoding of its text."""
    fonts = (item for item in package.document.iter(RUN_FONTS) if flags_of_fonts(item))
    return next(fonts, None) is not None or _LEGACY_FONT.search(package.raw_part_of_kind("styles")) is not None


def _ole_error(data: bytes, path: str) -> EncryptedError | UnreadableError:
    if ENCRYPTED_STREAM in data:
        return EncryptedError(f"{path} is protected by a password; save it without one and try again.")
    return UnreadableError(f"{path} is no DOCX file: its bytes are those of an older Office format; save it as DOCX.")


def _main_document(archive: zipfile.ZipFile, path: str) -> PackURI:
    for relationship in _relationships(archive, PACKAGE_URI, path):
        if relationship.kind == "officeDocument":
            return relationship.target
    return PackURI(_USUAL_DOCUMENT)


def _relationships(archive: zipfile.ZipFile, source: PackURI, path: str) -> Iterator[Relationship]:
    if source.rels_uri.membername not in archive.NameToInfo:
        return
    root = _parse_part(archive, source.rels_uri, path)
    for element in root.iterchildren("{*}Relationship"):
        target = element.get("Target")
        if target and element.get("TargetMode") != "External":
            kind = element.get("Type", "").rpartition("/")[2]
            yield Relationship(element.get("Id", ""), kind, PackURI.from_rel_ref(source.baseURI, target))


def _read_part(archive: zipfile.ZipFile, name: PackURI, path: str) -> bytes:
    info = archive.NameToInfo.get(name.membername)
    if info is None:
        raise UnreadableError(f"{path} is damaged: the part {name.membername} is missing; get an undamaged copy.")
    if info.file_size > MAX_PART_BYTES:
        raise TooLargeError(
            f"{path} is too large: {name.membername} unpacks to {info.file_size} bytes; split it or leave it out."
        )
    try:
        blob = archive.read(info)  # zipfile never unpacks more than the declared size
    except _ZIP_ERRORS as error:
        raise UnreadableError(
            f"{path} is damaged: the part {name.membername} can't be unpacked; get an undamaged copy."
        ) from error
    if b"purl.oclc.org" in blob[:4000]:
        for strict, usual in _STRICT_NAMESPACES:
            blob = blob.replace(strict, usual)
    return blob


def _parse_part(archive: zipfile.ZipFile, name: PackURI, path: str) -> etree._Element:
    try:
        return parse_xml(_read_part(archive, name, path))
    except etree.XMLSyntaxError as error:
        raise UnreadableError(
            f"{path} is damaged: its part {name.membername} is no well-formed XML; get an undamaged copy."
        ) from error


def parse_xml(blob: bytes) -> etree._Element:
    """Parse a part; no entity is expanded, no DTD or network address loaded.

    Raises:
        lxml.etree.XMLSyntaxError: where it is not well-formed.
    """
    return etree.fromstring(blob, etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True))
