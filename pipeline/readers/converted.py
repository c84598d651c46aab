"""Files that another program has to open: converted, and then read as what they became."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from typing import Final

from pipeline.core.document import SourceDocument
from pipeline.core.errors import DocumentError, UnreadableError, UnsupportedFormatError
from pipeline.readers.antiword import find_antiword, read_with_antiword
from pipeline.readers.docx import read_docx
from pipeline.readers.office import TEXTS, Office
from pipeline.readers.sniff import Kind

NOTICE_ANTIWORD: Final = "read_with_antiword"
"""Says of a record that columns, text boxes and generated numbers may be missing from its text."""

_MEDIA_TYPES: Final = {
    Kind.WORD: "application/msword",
    Kind.RTF: "application/rtf",
    Kind.OPEN_TEXT: "application/vnd.oasis.opendocument.text",
    Kind.WORD_XML: "application/xml",
    Kind.LEGACY_SHEET: "application/vnd.ms-excel",
    Kind.BINARY_SHEET: "application/vnd.ms-excel.sheet.binary.macroEnabled.12",
    Kind.OPEN_SHEET: "application/vnd.oasis.opendocument.spreadsheet",
}


def read_converted(data: bytes, path: str, kind: Kind, office: Office | None = None) -> SourceDocument:
    """Read a file through LibreOffice; a Word file, where that is not there, through antiword.

    Args:
        data: the file's bytes.
        path: relative to the input folder, with forward slashes.
        kind: what the file is, one that `office` converts.
        office: the run's converter; one is made for this file where not given.

    Raises:
        UnsupportedFormatError: where no program is installed that opens the file.
        UnreadableError: where LibreOffice can't open it.
        TimedOutError: where LibreOffice hangs on it.
    """
    with ExitStack() as stack:
        office = office or stack.enter_context(Office())
        converted = office.convert(data, kind)
        has_office = office.program is not None
    if converted is not None:
        document = _reader(kind)(converted, path)
    else:
        document = _read_otherwise(data, path, kind, has_office=has_office)
    return replace(
        document, sha256=hashlib.sha256(data).hexdigest(), size_bytes=len(data), media_type=_MEDIA_TYPES[kind]
    )


def _reader(kind: Kind) -> Callable[[bytes, str], SourceDocument]:
    if kind in TEXTS:
        return read_docx
    from pipeline.readers.xlsx import read_xlsx  # noqa: PLC0415  openpyxl is slow to import

    return read_xlsx


def _read_otherwise(data: bytes, path: str, kind: Kind, *, has_office: bool) -> SourceDocument:
    antiword = find_antiword() if kind is Kind.WORD else None
    blocks = read_with_antiword(antiword, data) if antiword else ()
    if blocks:
        return SourceDocument(path, "", "", 0, blocks, notices=(NOTICE_ANTIWORD,))
    raise _refusal(path, kind, has_office=has_office or antiword is not None)


def _refusal(path: str, kind: Kind, *, has_office: bool) -> DocumentError:
    if has_office:
        return UnreadableError(
            f"{path} is {kind.value} that can't be opened: get an undamaged copy, or save it as DOCX."
        )
    return UnsupportedFormatError(
        f"{path} is {kind.value}, which LibreOffice has to open: install libreoffice-writer-nogui and "
        "libreoffice-calc-nogui, or save it as DOCX.",
        "needs_office",
    )
