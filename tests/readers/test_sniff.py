from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from pipeline.core.errors import (
    EmptyFileError,
    EncryptedError,
    NoTextError,
    TooLargeError,
    UnreadableError,
    UnsupportedFormatError,
)
from pipeline.readers import MAX_BYTES, SUPPORTED_SUFFIXES, read_bytes, read_document
from pipeline.readers.sniff import Kind, sniff

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _zip(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", Kind.PDF),
        (b"\n\n%PDF-1.4\n", Kind.PDF),
        (_zip("[Content_Types].xml", "word/document.xml"), Kind.DOCX),
        (_zip("xl/workbook.xml"), Kind.SPREADSHEET),
        (_zip("mimetype", "content.xml"), Kind.OPEN_DOCUMENT),
        (_zip("a.txt"), Kind.ARCHIVE),
        (_zip("word/document.xml")[:40], Kind.DAMAGED_ARCHIVE),
        (OLE2 + b"\x00" * 600, Kind.LEGACY_OFFICE),
        (OLE2 + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"), Kind.ENCRYPTED_OFFICE),
        (b"\x89PNG\r\n\x1a\n\x00\x00", Kind.IMAGE),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", Kind.IMAGE),
        (bytes(range(32)) * 8, Kind.IMAGE),
        (b"{\\rtf1\\ansi}", Kind.RTF),
        (b"<!DOCTYPE html><html></html>", Kind.HTML),
        (b"\xef\xbb\xbf  <HTML><body>", Kind.HTML),
        ("<html><p>Số</p></html>".encode("utf-16"), Kind.HTML),
        (b"<?xml version='1.0'?><a/>", Kind.XML),
        ("Số: 5/BC-SNV".encode(), Kind.TEXT),
        ("Số: 5/BC-SNV".encode("utf-16"), Kind.TEXT),
        ("So: 5/BC-SNV ngay 3 thang 4 nam 2024".encode("utf-16-le"), Kind.TEXT),
        (b"BM la viet tat", Kind.TEXT),
    ],
)
def test_the_bytes_tell_the_format(data: bytes, kind: Kind) -> None:
    """Every family of formats is recognised by its bytes."""
    assert sniff(data) is kind


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyFileError),
        (b" \n\t ", EmptyFileError),
        (OLE2 + b"\x00" * 600, UnsupportedFormatError),
        (OLE2 + "EncryptedPackage".encode("utf-16-le"), EncryptedError),
        (_zip("xl/workbook.xml"), UnreadableError),
        (_zip("word/document.xml")[:40], UnreadableError),
        (b"<html>", NoTextError),
    ],
)
def test_each_refusal_is_one_sentence_with_the_name(data: bytes, error: type[Exception]) -> None:
    """What can't be read is refused with its own class and one line that names the file."""
    with pytest.raises(error) as caught:
        read_bytes(data, "thu-muc/tep.docx")
    assert str(caught.value).startswith("thu-muc/tep.docx ")
    assert "\n" not in str(caught.value)
    assert str(caught.value).endswith(".")


def test_a_text_named_docx_is_read_as_text(tmp_path: Path) -> None:
    """The suffix does not decide; path, hash and size are those of the file."""
    path = tmp_path / "ke-hoach.docx"
    path.write_bytes("Số: 5/BC-SNV".encode())
    document = read_document(path, "a\\b\\ke-hoach.docx")
    assert document.media_type == "text/plain"
    assert document.path == "a/b/ke-hoach.docx"
    assert document.size_bytes == path.stat().st_size
    assert len(document.sha256) == 64


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    """A file of 50 MB gets one clear line, before any of it is read."""
    path = tmp_path / "lon.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(TooLargeError, match=r"^lon\.txt has 48 MB, over the limit of 40 MB"):
        read_document(path)
    assert MAX_BYTES < 50_000_000


def test_a_missing_file_is_unreadable(tmp_path: Path) -> None:
    """A path without a file is told in one sentence."""
    with pytest.raises(UnreadableError, match=r"^khong-co\.txt can't be opened"):
        read_document(tmp_path / "khong-co.txt")


def test_the_suffixes_for_folders_are_lower_case() -> None:
    """Folder discovery compares lower-case suffixes with their dot."""
    assert {".txt", ".md", ".pdf", ".docx"} <= SUPPORTED_SUFFIXES
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in SUPPORTED_SUFFIXES)
