"""PDFs as word processors write them: careless font descriptors, notes of any size, blocks cut by page ends."""

from __future__ import annotations

import re

import pytest

from pipeline.core.document import Line, SourceDocument, Table
from pipeline.readers.pdf import read_pdf
from tests.readers.pdf_builder import LEFT, Sheet
from tests.readers.test_pdf import TEXT
from tests.readers.test_pdf_columns import columns_of

LOW = "Giao các cơ quan, đơn vị công khai đúng hạn nhiệm vụ, cập nhật kết quả, gửi báo cáo hằng quý"
COLUMNS = [60.0, 110.0, 210.0, 330.0]


def read(sheet: Sheet) -> SourceDocument:
    """Return a drawn file as the reader sees it."""
    return read_pdf(sheet.pdf(), "a.pdf")


def lines_of(sheet: Sheet) -> list[Line]:
    """Return the lines of a drawn file outside tables."""
    return [block for block in read(sheet).blocks if isinstance(block, Line)]


def rows_of(sheet: Sheet) -> list[list[str]]:
    """Return for each table its rows as texts."""
    tables = [block for block in read(sheet).blocks if isinstance(block, Table)]
    return [[" | ".join(cell.text for cell in row) for row in table.rows] for table in tables]


def with_metrics(data: bytes, ascent: int, descent: int) -> bytes:
    """Return a PDF whose fonts tell another ascent and descent; no byte moves."""
    for key, value in ((b"/Ascent ", ascent), (b"/Descent ", descent)):
        data, count = re.subn(key + rb"[-\d.]+", lambda m, k=key, v=value: (k + b"%d" % v).ljust(len(m.group())), data)
        assert count
    return data


@pytest.mark.parametrize(("ascent", "descent"), [(0, 0), (104, -9), (569, 0), (2400, -1800)])
def test_wrong_font_descriptor_tears_no_word(ascent: int, descent: int) -> None:
    """Whatever ascent and descent a font tells, letters with descenders stay in their words and lines."""
    sheet = Sheet()
    printed = sheet.paragraph(LOW)
    again = sheet.paragraph(LOW, leading=1.6)
    blocks = read_pdf(with_metrics(sheet.pdf(), ascent, descent), "a.pdf").blocks
    found = [block for block in blocks if isinstance(block, Line)]
    assert [line.text for line in found] == printed + again
    assert [line.gap for line in found][1 : len(printed)] == [False] * (len(printed) - 1)


def test_bold_beginning_makes_no_bold_line() -> None:
    """A line is bold where all of it is, save for its automatic number; a bold beginning alone doesn't count."""
    sheet = Sheet().text(LEFT, 100, "Điều 1.", face="bold").text(LEFT + 46, 100, "Phê duyệt kết quả")
    sheet.text(LEFT, 130, "II.").text(LEFT + 18, 130, "NHIỆM VỤ CHUNG", face="bold")
    sheet.text(LEFT, 160, "Điều 2. Tổ chức thực hiện", face="bold")
    assert [line.bold for line in lines_of(sheet)] == [False, True, True]


def test_columns_keep_their_own_style() -> None:
    """Of two words side by side in a head, the one on the right may be bold alone."""
    sheet = Sheet().text(100, 70, "UBND TỈNH SƠN HÀ").text(300, 70, "CỘNG HÒA XÃ HỘI", face="bold")
    sheet.text(110, 86, "SỞ NỘI VỤ", face="bold").text(300, 86, "Sơn Hà, ngày 05 tháng 3", face="italic")
    (table,) = [block for block in read(sheet).blocks if isinstance(block, Table)]
    left, right = table.rows[0]
    assert [(line.bold, line.italic) for line in left.lines] == [(False, False), (True, False)]
    assert [(line.bold, line.italic) for line in right.lines] == [(True, False), (False, True)]


def test_note_as_large_as_the_text() -> None:
    """Under a short rule at the left edge, a note of the text's own size with a plain number is a note."""
    sheet = Sheet()
    sheet.paragraph(TEXT)
    sheet.text(LEFT, 300, "hoàn thành 92/96 nhiệm vụ").text(240, 295, "1", 7).text(
        244, 300, "; còn lại chuyển sang năm"
    )
    sheet.line(LEFT, 700, LEFT + 113, 700)
    sheet.text(LEFT, 716, "1").text(LEFT + 10, 716, "Số liệu tính đến ngày").text(LEFT, 732, "15 tháng 12 năm trước.")
    document = read(sheet)
    assert [(note.mark, [line.text for line in note.lines]) for note in document.notes] == [
        ("1", ["Số liệu tính đến ngày", "15 tháng 12 năm trước."])
    ]
    last = document.blocks[-1]
    assert isinstance(last, Line)
    assert last.text == "hoàn thành 92/96 nhiệm vụ; còn lại chuyển sang năm"


def test_short_rule_without_mark_parts_no_note() -> None:
    """A numbered line under a short rule stays where no mark in the text points to it."""
    sheet = Sheet()
    sheet.paragraph(TEXT)
    sheet.line(LEFT, 700, LEFT + 113, 700).text(LEFT, 716, "2 Trang này do Văn phòng in")
    assert not read(sheet).notes


def test_foot_cut_by_a_page_end_is_one_block() -> None:
    """Recipients and signature that go on at the top of the next page come out as one block."""
    sheet = Sheet()
    sheet.paragraph(TEXT)
    sheet.text(LEFT, 750, "Nơi nhận:", 12, "italic").centred(430, 750, "KT. GIÁM ĐỐC", 13, "bold")
    sheet.text(LEFT, 764, "- Như trên;", 11).centred(430, 766, "PHÓ GIÁM ĐỐC", 13, "bold").new_page()
    sheet.text(LEFT, 70, "- Các phòng thuộc Sở;", 11).text(LEFT, 83, "- Lưu: VT.", 11)
    sheet.centred(430, 130, "Trần Thị Bình", 13, "bold")
    left, right = columns_of(sheet)
    assert left == ["Nơi nhận:", "- Như trên;", "- Các phòng thuộc Sở;", "- Lưu: VT."]
    assert right == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Trần Thị Bình"]


def test_signed_foot_takes_nothing_from_the_next_page() -> None:
    """After a signature the next page's title is no part of it, even where it would fit in a column."""
    sheet = Sheet()
    sheet.paragraph(TEXT)
    sheet.text(LEFT, 690, "Nơi nhận:", 12, "italic").centred(430, 690, "GIÁM ĐỐC", 13, "bold")
    sheet.text(LEFT, 704, "- Lưu: VT.", 11).centred(430, 780, "Lê Văn An", 13, "bold").new_page()
    sheet.text(LEFT, 70, "I. MỤC TIÊU")
    assert lines_of(sheet)[-1].text == "I. MỤC TIÊU"


def test_addressees_stand_below_the_head() -> None:
    """`Kính gửi:` under a long subject is no line of the left column."""
    sheet = Sheet()
    sheet.centred(165, 70, "UBND TỈNH SƠN HÀ", 12).centred(400, 70, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, "bold")
    sheet.centred(165, 88, "Số: 123/UBND-NC", 12).centred(400, 88, "Sơn Hà, ngày 05 tháng 3 năm 2025", 13, "italic")
    sheet.centred(165, 106, "V/v chấn chỉnh kỷ luật", 12).centred(165, 121, "hành chính năm 2025", 12)
    sheet.text(135, 145, "Kính gửi:", 14).text(180, 165, "- Sở Nội vụ;", 14)
    sheet.y = 180
    sheet.paragraph(TEXT)
    document = read(sheet)
    head, address = document.blocks[:2]
    assert isinstance(head, Table)
    assert head.rows[0][0].lines[-1].text == "hành chính năm 2025"
    assert isinstance(address, Line)
    assert (address.text, address.gap) == ("Kính gửi:", True)


def test_recipients_below_two_signatures() -> None:
    """Two signatures side by side, their names on unlike heights, are one block; the recipients follow it."""
    sheet = Sheet()
    sheet.paragraph(TEXT)
    sheet.centred(180, 300, "SỞ THÔNG TIN").centred(430, 300, "SỞ NÔNG NGHIỆP")
    sheet.centred(180, 316, "VÀ TRUYỀN THÔNG").centred(180, 396, "Lê Văn An").centred(430, 380, "Trần Văn Bê")
    sheet.text(LEFT, 430, "Nơi nhận:", 12).text(LEFT, 445, "- Lưu: VT.", 11)
    left, right = columns_of(sheet)
    assert (left[-1], right[-1]) == ("Lê Văn An", "Trần Văn Bê")


def two_part_table(rest: tuple[str, str]) -> Sheet:
    """Draw a table on two pages with its head on both; `rest` is what the second's first row holds."""
    sheet = Sheet()
    for page in (1, 2):
        top = 740.0 if page == 1 else 60.0
        sheet.grid(COLUMNS, [top, top + 20, top + 50] if page == 1 else [top, top + 20, top + 40, top + 60])
        for x, text in zip(COLUMNS, ("TT", "Địa phương", "Điểm"), strict=False):
            sheet.text(x + 6, top + 14, text, 11)
        if page == 1:
            sheet.text(66, 773, "8", 11).text(116, 773, "Huyện Mường Lay", 11).text(216, 773, "90,5", 11).new_page()
    sheet.text(66, 94, rest[0], 11).text(116, 94, rest[1], 11)
    sheet.text(66, 114, "9", 11).text(116, 114, "Huyện Sông Lô", 11).text(216, 114, "88", 11)
    return sheet


def test_cut_row_is_joined_and_the_repeated_head_dropped() -> None:
    """The rest of a row goes into the row before the page end; the head printed again is gone."""
    assert rows_of(two_part_table(("", "Thượng"))) == [
        ["TT | Địa phương | Điểm", "8 | Huyện Mường Lay Thượng | 90,5"],
        ["9 | Huyện Sông Lô | 88"],
    ]


def test_row_with_a_number_of_its_own_is_no_rest() -> None:
    """A row whose cells had room on the page before is a row of its own."""
    assert rows_of(two_part_table(("9a", "Thượng")))[1] == ["9a | Thượng | ", "9 | Huyện Sông Lô | 88"]


def test_label_over_all_columns_is_no_rest() -> None:
    """The label of a group covers more columns than the cell above it, and so is no rest of that."""
    sheet = Sheet()
    sheet.grid(COLUMNS, [740.0, 760, 790])
    for x, text in zip(COLUMNS, ("TT", "Địa phương", "Điểm"), strict=False):
        sheet.text(x + 6, 754, text, 11)
    sheet.text(66, 773, "8", 11).text(116, 773, "Huyện Mường Lay", 11).text(216, 773, "90,5", 11).new_page()
    sheet.grid((COLUMNS[0], COLUMNS[-1]), [60.0, 80]).grid(COLUMNS, [80.0, 100])
    sheet.text(66, 74, "Chuyển đổi số", 11)
    sheet.text(66, 94, "9", 11).text(116, 94, "Huyện Sông Lô", 11).text(216, 94, "88", 11)
    first, second = rows_of(sheet)
    assert first[-1] == "8 | Huyện Mường Lay | 90,5"
    assert second == ["Chuyển đổi số", "9 | Huyện Sông Lô | 88"]
