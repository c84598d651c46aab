"""Behaviour of the DOCX reader as a whole."""

from __future__ import annotations

import io
import unicodedata
from xml.sax.saxutils import escape

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.core.document import Line, Table
from pipeline.core.errors import DocumentError, EncryptedError, NoTextError, UnreadableError
from pipeline.readers.docx import DOCX_MEDIA_TYPE, read_docx
from tests.readers.docx_files import docx_bytes, p, tbl, tc, tr


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


def test_styles_of_the_usual_template():
    """Lists and tables made with python-docx's own template read as they look."""
    document = docx.Document()
    document.add_paragraph("gạch đầu dòng", style="List Bullet")
    document.add_paragraph("một", style="List Number")
    document.add_paragraph("hai", style="List Number")
    for style in ("Table Grid", "Normal Table"):
        table = document.add_table(1, 2, style=style)
        table.cell(0, 0).text, table.cell(0, 1).text = "a", "b"
        document.add_paragraph("sau")
    document.add_heading("Mục tiêu", 1)
    blocks = read_docx(saved(document), "t.docx").blocks
    assert [block.text for block in blocks if isinstance(block, Line)] == [
        "- gạch đầu dòng",
        "1. một",
        "2. hai",
        "sau",
        "sau",
        "Mục tiêu",
    ]
    assert [block.ruled for block in blocks if isinstance(block, Table)] == [True, False]


def test_merged_cells_made_with_python_docx():
    """A block of merged cells is one cell with both spans."""
    document = docx.Document()
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 1)).text = "khối"
    for row, column in ((0, 2), (1, 2), (2, 0), (2, 1), (2, 2)):
        table.cell(row, column).text = f"{row}{column}"
    (found, *_) = read_docx(saved(document), "t.docx").blocks
    assert isinstance(found, Table)
    assert [[(cell.text, cell.column, cell.row_span, cell.column_span) for cell in row] for row in found.rows] == [
        [("khối", 0, 2, 2), ("02", 2, 1, 1)],
        [("12", 2, 1, 1)],
        [("20", 0, 1, 1), ("21", 1, 1, 1), ("22", 2, 1, 1)],
    ]


_SOUND = docx_bytes(p("Kế hoạch") + tbl(tr(tc("a"), tc("b"))) + p())


@given(st.lists(st.tuples(st.integers(0, len(_SOUND) - 1), st.integers(0, 255)), max_size=8), st.integers(0, 3))
@settings(max_examples=60, deadline=None)
def test_damage_is_always_a_document_error(changes, cut):
    """Whatever bytes are changed or cut off, the reader reads or says which document can't be read."""
    data = bytearray(_SOUND)
    for at, value in changes:
        data[at] = value
    try:
        source = read_docx(bytes(data[: len(data) - cut * 100]), "t.docx")
    except DocumentError as error:
        assert "t.docx" in str(error)
    else:
        assert source.blocks


@given(st.lists(st.text(st.characters(codec="utf-8", categories=("L", "M", "N", "P", "Z", "Cf", "Co"))), max_size=4))
@settings(max_examples=60, deadline=None)
def test_text_is_clean(texts):
    """Lines are never empty, in NFC, with single spaces and nothing invisible."""
    source = read_docx(docx_bytes(p("x") + "".join(p(escape(text)) for text in texts)), "t.docx")
    for line in source.blocks:
        assert isinstance(line, Line)
        assert line.text
        assert line.text == unicodedata.normalize("NFC", " ".join(line.text.split()))
        assert not set(line.text) & set("\u00ad\u200b\u200d\ufeff\u00a0\t")
