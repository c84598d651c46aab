"""The PDF reader as a whole."""

from __future__ import annotations

import pytest

from pipeline.core.document import Line, Table
from pipeline.core.errors import NeedsOcrError, NoTextError, UnreadableError
from pipeline.readers.pdf import read_pdf
from tests.readers.pdf_builder import Sheet

TEXT = (
    "Thực hiện Kế hoạch số 15/KH-UBND ngày 20/01/2025 của Ủy ban nhân dân tỉnh Sơn Hà về cải cách hành chính "
    "năm 2025, Sở Nội vụ xây dựng kế hoạch khắc phục các tiêu chí thấp điểm với những nội dung cụ thể như sau."
)


def test_paragraph_lines_come_out_whole() -> None:
    """A wrapped, justified paragraph gives its printed lines; all but the last are full, the first is indented."""
    sheet = Sheet()
    printed = sheet.paragraph(TEXT)
    lines = [block for block in read_pdf(sheet.pdf(), "a.pdf").blocks if isinstance(block, Line)]
    assert [line.text for line in lines] == printed
    assert [line.full for line in lines] == [True] * (len(lines) - 1) + [False]
    assert lines[0].indent == pytest.approx(28, abs=1)


def test_head_is_a_table_of_two_columns() -> None:
    """Issuer and number come left, motto and date right, and a stamped number stands in its blank."""
    sheet = Sheet()
    sheet.centred(170, 70, "UBND TỈNH SƠN HÀ", 12).centred(400, 70, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, "bold")
    sheet.centred(170, 86, "SỞ NỘI VỤ", 12, "bold").centred(400, 87, "Độc lập - Tự do - Hạnh phúc", 13, "bold")
    sheet.text(120, 112, "Số:          /KH-SNV", 13).centred(
        400, 112, "Sơn Hà, ngày      tháng 3 năm 2025", 13, "italic"
    )
    sheet.text(145, 110, "1234", 14)
    sheet.centred(312, 150, "KẾ HOẠCH", 14, "bold")
    sheet.y = 160
    sheet.paragraph(TEXT)
    head, title = read_pdf(sheet.pdf(), "a.pdf").blocks[:2]
    assert isinstance(head, Table)
    assert (head.ruled, head.column_count) == (False, 2)
    left, right = head.rows[0]
    assert [line.text for line in left.lines] == ["UBND TỈNH SƠN HÀ", "SỞ NỘI VỤ", "Số: 1234 /KH-SNV"]
    assert right.lines[-1].text == "Sơn Hà, ngày tháng 3 năm 2025"
    assert isinstance(title, Line)
    assert title.centred


def test_image_only_file_needs_ocr() -> None:
    """A file with nothing but pictures asks for OCR and names the pages."""
    data = Sheet().image().new_page().image().pdf()
    with pytest.raises(NeedsOcrError, match="1-2"):
        read_pdf(data, "scan.pdf")


def test_blank_file_has_no_text() -> None:
    """A file whose pages are blank says so."""
    with pytest.raises(NoTextError):
        read_pdf(Sheet().new_page().pdf(), "blank.pdf")


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"not a pdf at all", b"%PDF-1.4\n1 0 obj\n<<"])
def test_damaged_file_is_unreadable(data: bytes) -> None:
    """Bytes that are no PDF, or a cut one, raise UnreadableError."""
    with pytest.raises(UnreadableError):
        read_pdf(data, "x.pdf")
