"""Two-column heads and feet, and body text that must stay whole."""

from __future__ import annotations

from pipeline.core.document import Line, Table
from pipeline.readers.pdf import read_pdf
from tests.readers.pdf_builder import LEFT, Sheet
from tests.readers.test_pdf import TEXT


def columns_of(sheet: Sheet) -> list[list[str]]:
    """Return the lines of both columns of the one two-column block."""
    (table,) = [block for block in read_pdf(sheet.pdf(), "a.pdf").blocks if isinstance(block, Table)]
    assert (table.ruled, table.column_count, len(table.rows)) == (False, 2, 1)
    return [[line.text for line in cell.lines] for cell in table.rows[0]]


def lines_of(sheet: Sheet) -> list[str]:
    """Return the lines of a file that must hold nothing else."""
    blocks = read_pdf(sheet.pdf(), "a.pdf").blocks
    assert all(isinstance(block, Line) for block in blocks)
    return [block.text for block in blocks if isinstance(block, Line)]


def test_foot_with_baselines_of_its_own_on_either_side() -> None:
    """Recipients and signature part into columns though no two of their lines are level."""
    sheet = Sheet()
    sheet.paragraph(TEXT)
    y = sheet.y + 30
    sheet.text(LEFT, y + 20, "Nơi nhận:", 12, "italic").centred(430, y, "TM. ỦY BAN NHÂN DÂN", 13, "bold")
    recipients = ["- Như trên;", "- Bộ Nội vụ (để báo cáo);", "- Các sở, ban, ngành;", "- Lưu: VT, SNV."]
    for number, recipient in enumerate(recipients):
        sheet.text(LEFT, y + 34 + 12.5 * number, recipient, 11)
    sheet.centred(430, y + 16, "KT. CHỦ TỊCH", 13, "bold").centred(430, y + 32, "PHÓ CHỦ TỊCH", 13, "bold")
    sheet.centred(430, y + 140, "Trần Thị Bình", 13, "bold")
    left, right = columns_of(sheet)
    assert left == ["Nơi nhận:", *recipients]
    assert right == ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Thị Bình"]


def test_dispatch_subject_stays_under_its_number() -> None:
    """The wrapped V/v lines belong to the left column, the centred addressee line to none."""
    sheet = Sheet()
    sheet.centred(165, 70, "UBND TỈNH SƠN HÀ", 12).centred(400, 70, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, "bold")
    sheet.centred(165, 85, "SỞ NỘI VỤ", 12, "bold").centred(400, 86, "Độc lập - Tự do - Hạnh phúc", 13, "bold")
    sheet.centred(165, 110, "Số: 123/SNV-CCHC", 12).centred(400, 110, "Sơn Hà, ngày 05 tháng 3 năm 2025", 13, "italic")
    sheet.centred(165, 128, "V/v báo cáo kết quả cải cách", 11).centred(165, 141, "hành chính quý I năm 2025", 11)
    sheet.centred(312, 180, "Kính gửi: Các phòng chuyên môn")
    sheet.y = 190
    sheet.paragraph(TEXT)
    left, _ = columns_of(sheet)
    assert left[2:] == ["Số: 123/SNV-CCHC", "V/v báo cáo kết quả cải cách", "hành chính quý I năm 2025"]


def test_lone_number_line_is_two_columns() -> None:
    """Number and date on one line part even where nothing else of the head is there."""
    sheet = (
        Sheet().text(110, 70, "Số:          /KH-SNV").text(300, 70, "Sơn Hà, ngày      tháng 3 năm 2025", face="italic")
    )
    sheet.y = 90
    sheet.paragraph(TEXT)
    assert columns_of(sheet) == [["Số: /KH-SNV"], ["Sơn Hà, ngày tháng 3 năm 2025"]]


def test_three_signatures_come_one_after_the_other() -> None:
    """Of three signatures side by side, each keeps its own lines together."""
    sheet = Sheet()
    sheet.paragraph(TEXT)
    people = [("SỞ NỘI VỤ", "Lê Văn An"), ("SỞ TÀI CHÍNH", "Trần Văn Bê"), ("SỞ TƯ PHÁP", "Phạm Thị Cúc")]
    for number, (office, name) in enumerate(people):
        sheet.centred(150 + 150 * number, 300, office).centred(150 + 150 * number, 390, name)
    left, right = columns_of(sheet)
    assert left + right == [text for person in people for text in person]


def test_few_words_justified_by_force_stay_one_line() -> None:
    """A line whose words are spread over the whole width is no set of columns."""
    sheet = Sheet()
    sheet.paragraph(TEXT)
    for number, text in enumerate(["Các đơn vị thuộc Sở", "báo cáo kết quả trước"]):
        for position, word in enumerate(text.split()):
            sheet.text(LEFT + 95 * position, sheet.y + 20 + 16 * number, word)
    assert lines_of(sheet)[-2:] == ["Các đơn vị thuộc Sở", "báo cáo kết quả trước"]


def test_list_with_tab_stays_one_line() -> None:
    """A marker and its text, a tab apart, are one line; so are all of a hanging list."""
    sheet = Sheet()
    sheet.paragraph(TEXT)
    y = sheet.y + 24
    for number in range(3):
        sheet.text(LEFT, y + 32 * number, f"{number + 1}.").text(LEFT + 36, y + 32 * number, "Mục có đoạn treo")
        sheet.text(LEFT + 36, y + 32 * number + 16, "dòng hai của mục")
    expected = [text for number in (1, 2, 3) for text in (f"{number}. Mục có đoạn treo", "dòng hai của mục")]
    assert lines_of(sheet)[-6:] == expected


def test_blanks_of_a_date_are_no_gutter() -> None:
    """A date whose day is left blank, however wide, is one line."""
    sheet = Sheet().text(200, 70, "Sơn Hà, ngày").text(350, 70, "tháng 3 năm 2025")
    sheet.y = 90
    sheet.paragraph(TEXT)
    assert lines_of(sheet)[0] == "Sơn Hà, ngày tháng 3 năm 2025"
