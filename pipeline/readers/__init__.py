"""File to SourceDocument: one module per format family, chosen by the bytes and not by the name."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from pipeline.core.document import SourceDocument
from pipeline.core.errors import (
    EmptyFileError,
    EncryptedError,
    TooLargeError,
    UnreadableError,
    UnsupportedFormatError,
)
from pipeline.readers.office import SHEETS, TEXTS, Office
from pipeline.readers.sniff import Kind, sniff

MAX_BYTES = 40 * 1024 * 1024
"""Files over this size are refused: a document of an office is never that large, a hostile file may be."""

SUPPORTED_SUFFIXES = frozenset(
    {".txt", ".text", ".md", ".markdown", ".pdf", ".docx", ".html", ".htm"}
    | {".doc", ".rtf", ".odt", ".xls", ".xlsx", ".ods"}
    | {".mht", ".mhtml", ".zip", ".eml"}
)
"""Suffixes of the files that a folder is searched for (lower case, with the dot)."""

__all__ = ["MAX_BYTES", "SUPPORTED_SUFFIXES", "Office", "read_bytes", "read_document"]

_READERS = {
    Kind.PDF: ("pdf", "read_pdf"),
    Kind.DOCX: ("docx", "read_docx"),
    Kind.TEXT: ("text", "read_text"),
    Kind.HTML: ("html", "read_html"),
    Kind.MAIL: ("html", "read_mhtml"),
    Kind.SPREADSHEET: ("xlsx", "read_xlsx"),
}
"""Module and function that reads a kind of file; each is imported only where it is needed."""

_ADVICE = {
    Kind.LEGACY_OFFICE: "save it as PDF",
    Kind.OPEN_DOCUMENT: "save it as DOCX or PDF",
    Kind.OTHER_OFFICE: "save it as PDF",
    Kind.ARCHIVE: "extract it as a whole, or unpack it first",
    Kind.EMAIL: "extract it as a whole, or save what is attached",
    Kind.XML: "save it as text or PDF",
    Kind.IMAGE: "give a PDF, DOCX, TXT or MD file",
}


def read_document(
    path: Path, relative: str | None = None, max_bytes: int = MAX_BYTES, office: Office | None = None
) -> SourceDocument:
    """Read a file of any supported format.

    Args:
        path: The file.
        relative: Its path inside the input folder, for the record; the file's name by default.
        max_bytes: Larger files are refused without being read.
        office: Converts files of other office programs; one is made for the file where not given.

    Raises:
        DocumentError: where the file can't be read; each situation has its own class.
    """
    name = (relative or path.name).replace("\\", "/")
    try:
        size = path.stat().st_size
        if size > max_bytes:
            raise TooLargeError(_too_large(name, size, max_bytes))
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise UnreadableError(f"{name} can't be opened ({reason}): check the path and its permissions.") from error
    return read_bytes(data, name, max_bytes, office)


def read_bytes(data: bytes, path: str, max_bytes: int = MAX_BYTES, office: Office | None = None) -> SourceDocument:
    """Read the bytes of a file; `path` is what the record and the errors call it.

    Raises:
        DocumentError: as `read_document`.
    """
    if len(data) > max_bytes:
        raise TooLargeError(_too_large(path, len(data), max_bytes))
    if not data.strip():
        raise EmptyFileError(f"{path} is empty: give a file that holds a document.")
    kind = sniff(data)
    reader = _READERS.get(kind)
    if reader is not None:
        module, function = reader
        read: Callable[[bytes, str], SourceDocument] = getattr(import_module(f"pipeline.readers.{module}"), function)
        return read(data, path)
    if kind in TEXTS or kind in SHEETS:
        from pipeline.readers.converted import read_converted  # noqa: PLC0415

        return read_converted(data, path, kind, office)
    raise _refusal(kind, path)


def _refusal(kind: Kind, path: str) -> Exception:
    if kind in (Kind.ENCRYPTED_OFFICE, Kind.ENCRYPTED_ARCHIVE):
        return EncryptedError(f"{path} is {kind.value}: remove the password and try again.")
    if kind is Kind.DAMAGED_ARCHIVE:
        return UnreadableError(f"{path} is {kind.value}: get an undamaged copy.")
    return UnsupportedFormatError(f"{path} is {kind.value}, which can't be read: {_ADVICE[kind]}.")


def _too_large(path: str, size: int, limit: int) -> str:
    mega = 1024 * 1024
    return f"{path} has {size / mega:.0f} MB, over the limit of {limit / mega:.0f} MB: split it or leave it out."
