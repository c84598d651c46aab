"""The PDF reader as a whole."""

from __future__ import annotations

import unicodedata

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption

from pipeline.core.document import Line, Table
from pipeline.core.errors import EncryptedError, NeedsOcrError, NoTextError, UnreadableError
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


def texts_of(sheet: Sheet) -> list[str]:
    """Return the texts of the lines of a drawn file."""
    return [block.text for block in read_pdf(sheet.pdf(), "a.pdf").blocks if isinstance(block, Line)]


def test_encrypted_file() -> None:
    """A file that wants a password says so."""
    sheet = Sheet(encrypt=StandardEncryption("secret", ownerPassword="owner"))
    with pytest.raises(EncryptedError):
        read_pdf(sheet.text(85, 100, "Mật").pdf(), "a.pdf")


def test_picture_pages_are_named_and_the_others_read() -> None:
    """Pages that are pictures, one with a signature's stamp on it, are listed; the text page is read."""
    sheet = Sheet().image().text(300, 100, "Ký bởi: Sở Nội vụ", 8).new_page().image().new_page()
    sheet.paragraph(TEXT)
    document = read_pdf(sheet.pdf(), "a.pdf")
    assert document.image_pages == (1, 2)
    assert document.page_count == 3
    assert any("Sơn Hà" in block.text for block in document.blocks if isinstance(block, Line))


def test_page_numbers_and_running_heads_are_dropped() -> None:
    """A number in the margin and a head that comes again are gone; a wrapped year is not."""
    sheet = Sheet()
    for page in range(1, 5):
        sheet.text(85, 35, "Kế hoạch cải cách hành chính", 9, "italic").text(300, 815, f"Trang {page}/4", 9)
        sheet.text(85, 700, f"Nội dung trang {page} kéo dài đến hết năm")
        if page < 4:
            sheet.new_page()
    sheet.text(85, 780, "2025")
    assert texts_of(sheet) == [*(f"Nội dung trang {page} kéo dài đến hết năm" for page in range(1, 5)), "2025"]


def test_lone_page_number_is_dropped() -> None:
    """A centred number at the top of a page is gone."""
    sheet = Sheet().centred(306, 40, "- 2 -")
    printed = sheet.paragraph(TEXT)
    assert texts_of(sheet) == printed


def test_titles_of_one_page_appendices_are_kept() -> None:
    """Titles at one place on every page that differ in their number are no running heads."""
    sheet = Sheet().centred(306, 60, "PHỤ LỤC 1").new_page().centred(306, 60, "PHỤ LỤC 2").new_page()
    sheet.centred(306, 60, "PHỤ LỤC 3")
    assert texts_of(sheet) == ["PHỤ LỤC 1", "PHỤ LỤC 2", "PHỤ LỤC 3"]


def test_footnotes_leave_the_text() -> None:
    """Footnotes under the short rule become notes, and their marks are gone from the text."""
    sheet = Sheet()
    sheet.paragraph(TEXT)
    sheet.text(85, 300, "Theo Nghị định").text(190, 295, "1", 8).text(200, 300, "của Chính phủ")
    sheet.line(85, 700, 230, 700)
    sheet.text(85, 713, "1", 7).text(90, 717, "Nghị định này có số và ngày ban hành", 10).text(
        85, 729, "ở dòng thứ hai.", 10
    )
    sheet.text(85, 739, "2", 7).text(90, 743, "Ghi chú khác.", 10).centred(306, 800, "5")
    document = read_pdf(sheet.pdf(), "a.pdf")
    assert [(note.mark, [line.text for line in note.lines]) for note in document.notes] == [
        ("1", ["Nghị định này có số và ngày ban hành", "ở dòng thứ hai."]),
        ("2", ["Ghi chú khác."]),
    ]
    assert [block.text for block in document.blocks if isinstance(block, Line)][-1] == "Theo Nghị định của Chính phủ"


def test_form_field_text_is_read() -> None:
    """Text that only a form field shows is read where it is shown."""
    sheet = Sheet().text(85, 100, "Số:").text(160, 100, "/KH-SNV")
    sheet.canvas.acroForm.textfield(
        name="so", value="15", x=115, y=sheet.size[1] - 106, width=30, height=18, fontSize=12, borderWidth=0
    )
    assert texts_of(sheet) == ["Số: 15 /KH-SNV"]


@pytest.mark.parametrize("turned", [True, False])
def test_landscape_page_on_its_side(turned: bool) -> None:
    """A landscape page is read upright, whether it says that it is turned or not."""
    sheet = Sheet(size=(842, 595), rotation=90) if turned else Sheet()
    sheet.canvas.translate(595, 0)
    sheet.canvas.rotate(90)
    sheet.size = (842, 595)
    printed = sheet.paragraph(TEXT, left=60, right=780)
    (first, *_) = blocks = read_pdf(sheet.pdf(), "a.pdf").blocks
    assert [block.text for block in blocks if isinstance(block, Line)] == printed
    assert isinstance(first, Line)
    assert first.bbox is not None
    assert (first.bbox.x0, first.bbox.x1) == pytest.approx((88, 780), abs=2)


def test_gap_before_paragraphs() -> None:
    """The first line of a paragraph has a gap before it; its other lines and a page's first have none."""
    sheet = Sheet()
    first = sheet.paragraph(TEXT, before=0)
    second = sheet.paragraph(TEXT, before=6)
    lines = [block for block in read_pdf(sheet.pdf(), "a.pdf").blocks if isinstance(block, Line)]
    assert [line.gap for line in lines] == [False] * len(first) + [True] + [False] * (len(second) - 1)


def test_hyphen_at_a_line_end_is_kept() -> None:
    """A hyphen at the end of a line stays there and the next line begins anew."""
    sheet = Sheet().text(85, 100, "Quyết định số 5/QĐ-").text(85, 116, "UBND của tỉnh")
    assert texts_of(sheet) == ["Quyết định số 5/QĐ-", "UBND của tỉnh"]


def test_decomposed_letters_are_composed() -> None:
    """Letters drawn with separate accents come out in NFC, and odd invisible characters not at all."""
    sheet = Sheet().text(85, 100, unicodedata.normalize("NFD", "Ủy ban nhân dân tỉnh") + "\u00ad")
    assert texts_of(sheet) == ["Ủy ban nhân dân tỉnh"]


def test_hostile_places() -> None:
    """Text far outside any page is left out; thousands of words on one line are read."""
    sheet = Sheet().text(9e8, 100, "xa").text(85, 100, "gần").line(-1e9, 100, 1e9, 100).line(100, -1e9, 100, 1e9)
    for number in range(3000):
        sheet.text(85 + number * 0.15, 300, "từ", 4)
    lines = texts_of(sheet)
    assert lines[0] == "gần"
    assert "xa" not in lines


def test_dense_drawing_is_quick() -> None:
    """A fine mesh of rules is no table of thousands of cells to be searched."""
    sheet = Sheet().text(85, 100, "Bản đồ")
    for number in range(110):
        sheet.line(5 + 5 * number, 200, 5 + 5 * number, 600).line(5, 200 + 4 * number, 590, 200 + 4 * number)
    assert texts_of(sheet) == ["Bản đồ"]


@pytest.mark.parametrize("part", [0.05, 0.2, 0.4, 0.6, 0.8, 0.95])
def test_cut_file_is_an_error_of_ours(part: float) -> None:
    """A file cut anywhere is told as unreadable or without text, never with an error of the library's."""
    sheet = Sheet()
    sheet.paragraph(TEXT)
    data = sheet.pdf()
    with pytest.raises((UnreadableError, NoTextError)):
        read_pdf(data[: int(part * len(data))], "cut.pdf")
