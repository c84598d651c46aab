"""Behaviour of the DOCX reader as a whole."""

from __future__ import annotations

import io

import docx
import pytest

from pipeline.core.document import Line
from pipeline.core.errors import EncryptedError, NoTextError, UnreadableError
from pipeline.readers.docx import DOCX_MEDIA_TYPE, read_docx


def saved(document) -> bytes:
    """Return the bytes of a python-docx document."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_paragraphs_become_whole_lines():
    """Each paragraph is one whole line, and the document knows its size, hash and type."""
    document = docx.Document()
    document.add_paragraph("Thực hiện kế hoạch")
    document.add_paragraph("")
    document.add_paragraph().add_run("Mục đích").bold = True
    data = saved(document)
    source = read_docx(data, "a/b.docx")
    assert source.blocks == (
        Line("Thực hiện kế hoạch", whole=True),
        Line("Mục đích", whole=True, gap=True, bold=True),
    )
    assert (source.path, source.media_type, source.size_bytes) == ("a/b.docx", DOCX_MEDIA_TYPE, len(data))
    assert source.page_count is None


def test_broken_zip_is_unreadable():
    """A file cut off in the middle is reported as damaged."""
    document = docx.Document()
    document.add_paragraph("x")
    with pytest.raises(UnreadableError, match="damaged"):
        read_docx(saved(document)[:2000], "cut.docx")


def test_encrypted_office_file():
    """An OLE file with an EncryptedPackage stream wants a password."""
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(EncryptedError):
        read_docx(data, "secret.docx")


def test_empty_document_has_no_text():
    """A document without any text is told apart from a damaged one."""
    with pytest.raises(NoTextError):
        read_docx(saved(docx.Document()), "empty.docx")
