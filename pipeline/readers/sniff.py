"""What the bytes say a file is; names and suffixes are not believed."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from enum import StrEnum

OLE2_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The name of the stream that an encrypted OOXML file has, as OLE2 directories spell names.
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_BINARY_MAGIC = {
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"BM": "a bitmap image",
    b"II*\x00": "a TIFF image",
    b"MM\x00*": "a TIFF image",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"\x1f\x8b": "a gzip archive",
}
_HTML_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<meta", b"<table")
_FLAT_MARKS = (b'progid="word.document"', b"<w:worddocument", b"opendocument.text")
_FIELD = re.compile(rb"^([a-z][a-z0-9-]{1,40}):", re.MULTILINE)
_MAIL_FIELDS = {b"mime-version", b"received", b"message-id", b"return-path", b"delivered-to"}
_ANY_FIELDS = {b"from", b"subject", b"received", b"snapshot-content-location"}
_TEXT_CONTROLS = bytes([9, 10, 11, 12, 13, 27])
_HEAD = 4096
_LARGEST_MANIFEST = 1 << 20


class Kind(StrEnum):
    """The format families that the reader tells apart; the value is what the user is told."""

    PDF = "a PDF file"
    DOCX = "a DOCX file"
    TEXT = "a text file"
    HTML = "a web page (HTML)"
    WORD = "a Word file of before 2007 (.doc)"
    WORD_XML = "a Word or OpenDocument file in one XML part"
    RTF = "a rich text (RTF) file"
    LEGACY_SHEET = "an Excel file of before 2007 (.xls)"
    BINARY_SHEET = "a binary Excel file (.xlsb)"
    LEGACY_OFFICE = "a legacy Office file (.ppt, .msg, .mdb)"
    ENCRYPTED_OFFICE = "an Office file protected by a password"
    ENCRYPTED_ARCHIVE = "an archive protected by a password"
    SPREADSHEET = "a spreadsheet"
    OPEN_TEXT = "an OpenDocument text (.odt)"
    OPEN_SHEET = "an OpenDocument spreadsheet (.ods)"
    OPEN_DOCUMENT = "an OpenDocument file"
    ARCHIVE = "a ZIP archive"
    DAMAGED_ARCHIVE = "a damaged ZIP or Office file"
    XML = "an XML file"
    MAIL = "a web page saved as a mail (MHTML)"
    EMAIL = "a saved mail (.eml)"
    OTHER_OFFICE = "an Office file without a text or a sheet"
    IMAGE = "an image or another binary file"


def sniff(data: bytes) -> Kind:
    """Return what kind of file the bytes are.

    Args:
        data: The whole file, not empty.
    """
    head = data[:_HEAD]
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    if head.startswith(OLE2_MAGIC):
        return _sniff_ole2(data)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _sniff_zip(data)
    if head.lstrip().startswith(b"{\\rtf"):
        return Kind.RTF
    if head.startswith(tuple(_BINARY_MAGIC)) and _is_binary(head, data):
        return Kind.IMAGE
    return _sniff_text(head)


def _sniff_ole2(data: bytes) -> Kind:
    """Tell the programs' files apart by the names in the OLE2 directory (UTF-16)."""
    if ENCRYPTED_STREAM in data:
        return Kind.ENCRYPTED_OFFICE
    if _name("WordDocument") in data:
        return Kind.ENCRYPTED_OFFICE if _is_encrypted_word(data) else Kind.WORD
    if _name("Workbook") in data or _name("Book\0") in data:
        return Kind.ENCRYPTED_OFFICE if _is_encrypted_sheet(data) else Kind.LEGACY_SHEET
    return Kind.LEGACY_OFFICE


def _name(text: str) -> bytes:
    return text.encode("utf-16-le")


def _is_encrypted_word(data: bytes) -> bool:
    """Look at the flags of the file information block, which begins a sector."""
    starts = (start for start in range(512, len(data), 512) if data[start : start + 2] == b"\xec\xa5")
    start = next(starts, len(data))
    return any(flags & 1 for flags in data[start + 11 : start + 12])


def _is_encrypted_sheet(data: bytes) -> bool:
    """Look for the record of a password right after the one that begins a workbook."""
    start = data.find(b"\x09\x08\x10\x00\x00\x06")
    return start >= 0 and data[start + 20 : start + 22] == b"\x2f\x00"


def _sniff_zip(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return Kind.DAMAGED_ARCHIVE
    names = {entry.filename for entry in entries}
    if "word/document.xml" in names:
        return Kind.DOCX
    if any(entry.flag_bits & 1 for entry in entries):
        return Kind.ENCRYPTED_ARCHIVE
    return _other_zip(names, data)


def _other_zip(names: set[str], data: bytes) -> Kind:
    if "xl/workbook.xml" in names:
        return Kind.SPREADSHEET
    if "xl/workbook.bin" in names:
        return Kind.BINARY_SHEET
    if "content.xml" in names and "mimetype" in names:
        return _open_document(data)
    if any(name.startswith("word/document") and name.endswith(".xml") for name in names):
        return Kind.DOCX
    return Kind.OTHER_OFFICE if names & {"[Content_Types].xml", "mimetype"} else Kind.ARCHIVE


def _open_document(data: bytes) -> Kind:
    """Tell OpenDocument files apart by their type, which stands unpacked at the beginning."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        manifest = archive.NameToInfo.get("META-INF/manifest.xml")
        if manifest is not None and manifest.file_size < _LARGEST_MANIFEST:
            try:
                if b"encryption-data" in archive.read(manifest):
                    return Kind.ENCRYPTED_OFFICE
            except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError):
                return Kind.DAMAGED_ARCHIVE
    if b"opendocument.text" in data[:200]:
        return Kind.OPEN_TEXT
    return Kind.OPEN_SHEET if b"opendocument.spreadsheet" in data[:200] else Kind.OPEN_DOCUMENT


def _is_binary(head: bytes, data: bytes) -> bool:
    """A text may begin with `BM` or `GIF8`; an image has bytes no text has."""
    return head.startswith((b"\x89PNG", b"\xff\xd8\xff")) or _has_controls(data[:_HEAD])


def _sniff_text(head: bytes) -> Kind:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or _is_wide(head):
        plain = head.replace(b"\x00", b"").strip(b"\xff\xfe").lstrip().lower()
        return Kind.HTML if plain.startswith(_HTML_STARTS) else Kind.TEXT
    if _has_controls(head):
        return Kind.IMAGE
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(_HTML_STARTS) or (start.startswith((b"<?xml", b"<!--")) and b"<html" in start):
        return Kind.HTML
    if start.startswith(b"<?xml"):
        return Kind.WORD_XML if any(mark in start for mark in _FLAT_MARKS) else Kind.XML
    return _sniff_mail(start)


def _sniff_mail(start: bytes) -> Kind:
    """Tell a mail by the fields at its head; a page saved by a browser is one mail of several parts."""
    fields = set(_FIELD.findall(start.split(b"\n\n")[0].split(b"\r\n\r\n")[0]))
    if not _FIELD.match(start) or not fields & _MAIL_FIELDS or not fields & _ANY_FIELDS:
        return Kind.TEXT
    is_page = b"multipart/related" in start and not fields & {b"to", b"received", b"message-id", b"delivered-to"}
    return Kind.MAIL if is_page else Kind.EMAIL


def _is_wide(head: bytes) -> bool:
    """UTF-16 without a byte order mark: many zero bytes, nearly all at even or at odd places."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    return max(even, odd) * 3 > len(head) // 2 and min(even, odd) * 20 <= max(even, odd)


def _has_controls(head: bytes) -> bool:
    """Over one in a hundred bytes is a control character that texts don't hold, or any zero byte in the first 1024."""
    if b"\x00" in head[:1024]:
        return True
    controls = sum(1 for byte in head if byte < 32 and byte not in _TEXT_CONTROLS)
    return controls * 100 > len(head)
