"""Spreadsheets: what would be printed of them."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time, timedelta

import pytest
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side

from pipeline.core.document import Line
from pipeline.core.errors import NoTextError, UnreadableError
from pipeline.readers import read_bytes
from pipeline.readers.xlsx import read_xlsx
from pipeline.readers.xlsx_values import shown_value
from tests.legacy import to_legacy
from tests.readers.texts import grid, lines, tables

ALL = Border(*(Side("thin") for _ in range(4)))


def save(book: Workbook) -> bytes:
    """Return the bytes of a workbook."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def task_sheet() -> Workbook:
    """A list of tasks as a department sends it: a head, a title, a table with merged cells."""
    book = Workbook()
    sheet = book.active
    sheet["A1"], sheet["D1"] = "UBND TỈNH AN SƠN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    sheet["A2"], sheet["D2"] = "SỞ NỘI VỤ", "Độc lập - Tự do - Hạnh phúc"
    sheet["A4"] = "DANH MỤC NHIỆM VỤ"
    sheet["A4"].font, sheet["A4"].alignment = Font(bold=True), Alignment(horizontal="center")
    sheet.merge_cells("A4:D4")
    rows = [
        ("TT", "Nhiệm vụ", "Thời hạn", "Tỷ lệ"),
        (1, "Rà soát\nquy chế", date(2024, 4, 30), 0.895),
        (2, "Báo cáo", "", 1),
    ]
    for number, row in enumerate(rows, 6):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column, value)
            cell.border = ALL
    sheet["D7"].number_format = sheet["D8"].number_format = "0.0%"
    sheet["A10"] = "Người lập biểu"
    return book


def test_a_sheet_is_a_head_a_title_and_a_table() -> None:
    """Rows without borders are lines or columns, those with borders a table, values as they are shown."""
    document = read_xlsx(save(task_sheet()), "a.xlsx")
    assert [type(block).__name__ for block in document.blocks] == ["Table", "Line", "Table", "Line"]
    head, table = tables(document)
    assert (head.ruled, table.ruled) == (None, True)
    assert grid(head)[1] == ["SỞ NỘI VỤ", "Độc lập - Tự do - Hạnh phúc"]
    assert grid(table) == [
        ["TT", "Nhiệm vụ", "Thời hạn", "Tỷ lệ"],
        ["1", "Rà soát quy chế", "30/04/2024", "89,5%"],
        ["2", "Báo cáo", "", "100,0%"],
    ]
    assert [line.text for line in table.rows[1][1].lines] == ["Rà soát", "quy chế"]
    title = document.blocks[1]
    assert isinstance(title, Line)
    assert (title.text, title.bold, title.centred, title.gap) == ("DANH MỤC NHIỆM VỤ", True, True, True)
    assert document.page_count is None


def test_merged_cells_cover_what_they_cover() -> None:
    """A merged cell stands once, with its rows and columns; hidden ones are not counted."""
    book = Workbook()
    sheet = book.active
    for row in sheet["A1:D3"]:
        for cell in row:
            cell.value, cell.border = cell.coordinate, ALL
    sheet.merge_cells("A1:A2")
    sheet.merge_cells("B1:D1")
    sheet.column_dimensions["C"].hidden = True
    (table,) = tables(read_xlsx(save(book), "a.xlsx"))
    assert grid(table) == [
        ["A1", "B1", "<"],
        ["^", "B2", "D2"],
        ["A3", "B3", "D3"],
    ]


def test_only_what_is_visible_is_read() -> None:
    """Hidden sheets and rows are left out; the sheets follow each other with a gap."""
    book = task_sheet()
    book.active.row_dimensions[8].hidden = True
    more, secret = book.create_sheet("Hai"), book.create_sheet("Ẩn")
    more["A1"], secret["A1"] = "Trang hai", "không đọc"
    secret.sheet_state = "hidden"
    document = read_xlsx(save(book), "a.xlsx")
    assert lines(document)[-1] == "Trang hai"
    assert len(tables(document)[1].rows) == 2
    assert isinstance(document.blocks[-1], Line)
    assert document.blocks[-1].gap


def test_cells_in_old_fonts_are_converted() -> None:
    """A cell's font tells its encoding, as in a document."""
    book = Workbook()
    book.active["A1"] = to_legacy("Sở Nội vụ", "tcvn3")
    book.active["A1"].font = Font(name=".VnTime")
    assert lines(read_xlsx(save(book), "a.xlsx")) == ["Sở Nội vụ"]


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        (None, "General", ""),
        (89.42, "General", "89,42"),
        (0.1 + 0.2, "General", "0,3"),
        (12, "General", "12"),
        (123456789012, "General", "123456789012"),
        (1234567.5, "#,##0.00", "1.234.567,50"),
        (1234567, "#,##0", "1.234.567"),
        (89.4, "0.00", "89,40"),
        (89.4, "0.##", "89,4"),
        (89, "0.##", "89"),
        (0.9325, "0.00%", "93,25%"),
        (1, "0%", "100%"),
        (1.5, '0.0" điểm"', "1,5"),
        (True, "General", "TRUE"),
        (datetime(2024, 3, 5), "dd/mm/yyyy", "05/03/2024"),
        (date(2024, 3, 5), "mm-dd-yy", "05/03/2024"),
        (datetime(2024, 3, 5), "mm/yyyy", "03/2024"),
        (datetime(2024, 3, 5), "yyyy", "2024"),
        (datetime(2024, 3, 5, 7, 30), "dd/mm/yyyy hh:mm", "05/03/2024 07:30"),
        (time(7, 30), "hh:mm", "07:30"),
        (timedelta(days=3), "[h]:mm", "3 ngày"),
    ],
)
def test_values_are_shown_as_a_vietnamese_reader_sees_them(value: object, number_format: str, expected: str) -> None:
    """Decimal commas, the decimals and percentages of the format, the day before the month."""
    assert shown_value(value, number_format) == expected


def test_an_empty_or_damaged_file_says_so() -> None:
    """A sheet without text has none, and a broken one is damaged; each in one sentence."""
    with pytest.raises(NoTextError, match=r"^a\.xlsx holds no text"):
        read_bytes(save(Workbook()), "a.xlsx")
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook")
    with pytest.raises(UnreadableError, match=r"^a\.xlsx is damaged"):
        read_bytes(data.getvalue(), "a.xlsx")


def test_damage_inside_a_sheet_is_told() -> None:
    """A bit that turned in the packed rows is damage of the file, not a defect of the program."""
    data = bytearray(save(task_sheet()))
    place = data.find(b"xl/worksheets/sheet1.xml") + 60
    for offset in range(0, 200, 10):
        data[place + offset] ^= 0xFF
    with pytest.raises(UnreadableError, match=r"^a\.xlsx is damaged"):
        read_xlsx(bytes(data), "a.xlsx")
