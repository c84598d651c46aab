"""Ruled tables of PDFs: cells, merged cells, parts on several pages, and what is no table."""

from __future__ import annotations

import io
from itertools import pairwise

import pdfplumber
import pytest

from pipeline.core.document import Line, Table
from pipeline.readers.pdf import read_pdf
from pipeline.readers.pdf_grid import find_grids
from pipeline.readers.pdf_rulings import Rule
from tests.readers.pdf_builder import Sheet

COLUMNS = [60.0, 100.0, 260.0, 400.0, 538.0]
ROWS = [200.0, 230.0, 260.0, 290.0]


def drawn_table(sheet: Sheet, first: int = 0) -> Sheet:
    """Draw three rows of four columns, the first column one merged cell."""
    sheet.grid(COLUMNS, ROWS, merged_columns=[0])
    sheet.text(66, 218, f"{first}", 10)
    for row in range(3):
        for column, x in enumerate(COLUMNS[1:-1], start=1):
            sheet.text(x + 6, ROWS[row] + 18, f"ô {first + row} {column}", 10)
    return sheet


def tables_of(data: bytes) -> list[Table]:
    """Return the tables of a file."""
    return [block for block in read_pdf(data, "a.pdf").blocks if isinstance(block, Table)]


def rules(*spans: tuple[float, float, float, float]) -> list[Rule]:
    """Return rules from their ends."""
    return [Rule(*span) for span in spans]


def test_merged_cell_spans_its_rows() -> None:
    """A cell without inner rules spans all its rows and is given once."""
    (table,) = tables_of(drawn_table(Sheet()).pdf())
    assert (table.ruled, table.column_count, len(table.rows)) == (True, 4, 3)
    first = table.rows[0][0]
    assert (first.text, first.row_span, first.column_span) == ("0", 3, 1)
    assert [cell.text for cell in table.rows[2]] == ["ô 2 1", "ô 2 2", "ô 2 3"]


def test_header_over_two_columns() -> None:
    """A cell over two columns has a column span of two, and its neighbour knows its column."""
    sheet = Sheet()
    for x in COLUMNS:
        sheet.line(x, 230 if x == 260 else 200, x, 260)
    for y in (200, 230, 260):
        sheet.line(60, y, 538, y)
    sheet.text(110, 218, "Cột ghép", 10).text(405, 218, "Cột cuối", 10)
    (table,) = tables_of(sheet.pdf())
    assert [(cell.column, cell.column_span, cell.text) for cell in table.rows[0]] == [
        (0, 1, ""),
        (1, 2, "Cột ghép"),
        (3, 1, "Cột cuối"),
    ]


def test_table_goes_on_over_pages() -> None:
    """Parts on three pages with page numbers between them are marked as one table's."""
    sheet = drawn_table(Sheet())
    for page in (2, 3):
        sheet.new_page().centred(297, 40, str(page))
        drawn_table(sheet, 10 * page)
    blocks = read_pdf(sheet.pdf(), "a.pdf").blocks
    assert [type(block) for block in blocks] == [Table, Table, Table]
    assert [(table.page, table.continues) for table in blocks if isinstance(table, Table)] == [
        (1, False),
        (2, True),
        (3, True),
    ]


def test_part_with_fewer_columns_gets_the_columns_of_the_whole() -> None:
    """A part whose rows are all merged across takes over the column count of the part before."""
    sheet = drawn_table(Sheet()).new_page()
    sheet.grid([60, 100, 538], [100, 130, 160]).text(110, 120, "Một ô dài", 10)
    whole, part = tables_of(sheet.pdf())
    assert part.continues
    assert part.column_count == whole.column_count == 4
    assert part.rows[0][1].column_span == 3


def test_new_table_after_text_does_not_continue() -> None:
    """A table under a line of text begins anew."""
    sheet = drawn_table(Sheet()).new_page()
    sheet.text(85, 100, "Biểu số 2")
    drawn_table(sheet)
    assert [table.continues for table in tables_of(sheet.pdf())] == [False, False]


def test_sides_may_be_open() -> None:
    """A table without outer vertical rules keeps its first and last column."""
    sheet = Sheet()
    for y in ROWS:
        sheet.line(60, y, 538, y)
    for x in COLUMNS[1:-1]:
        sheet.line(x, ROWS[0], x, ROWS[-1])
    for row in range(3):
        for column, x in enumerate(COLUMNS[:-1]):
            sheet.text(x + 6, ROWS[row] + 18, f"{row}{column}", 10)
    (table,) = tables_of(sheet.pdf())
    assert [[cell.text for cell in row] for row in table.rows] == [[f"{r}{c}" for c in range(4)] for r in range(3)]


def test_shading_inside_cells_adds_no_columns() -> None:
    """A shading that is smaller than its cell, as Word draws it, makes no columns of its own."""
    sheet = Sheet()
    sheet.canvas.setFillGray(0.9)
    for x0, x1 in pairwise(COLUMNS):
        sheet.canvas.rect(x0 + 5.4, sheet.size[1] - 229, x1 - x0 - 10.8, 28, stroke=0, fill=1)
    sheet.canvas.setFillGray(0)
    (table,) = tables_of(drawn_table(sheet).pdf())
    assert table.column_count == 4


def test_box_around_one_text_is_no_table() -> None:
    """The frame of an urgency mark leaves a line."""
    sheet = Sheet().box(130, 100, 210, 125).centred(170, 117, "HỎA TỐC", 13, "bold")
    blocks = read_pdf(sheet.pdf(), "a.pdf").blocks
    assert [block.text for block in blocks if isinstance(block, Line)] == ["HỎA TỐC"]
    assert len(blocks) == 1


def test_text_around_a_table_keeps_its_place() -> None:
    """Lines before and after a table stand before and after it, and none of its words twice."""
    sheet = Sheet().text(85, 100, "Dòng trước bảng")
    drawn_table(sheet).text(85, 320, "Dòng sau bảng")
    before, table, after = read_pdf(sheet.pdf(), "a.pdf").blocks
    assert isinstance(before, Line)
    assert isinstance(table, Table)
    assert isinstance(after, Line)
    assert (before.text, after.text) == ("Dòng trước bảng", "Dòng sau bảng")


def test_full_lines_in_cells() -> None:
    """In a cell, a line is full where the next word would not have fitted into the cell."""
    sheet = Sheet().grid([60, 160, 300], [200, 260, 320])
    sheet.text(65, 215, "Tỷ lệ hồ sơ trả", 12).text(65, 230, "đúng hạn", 12).text(65, 245, "trên 95%", 12)
    (table,) = tables_of(sheet.pdf())
    assert [line.full for line in table.rows[0][0].lines] == [True, False, False]


def test_sideways_text_in_a_cell_is_one_line() -> None:
    """Text that runs up a narrow cell comes out as words, not as letters."""
    sheet = drawn_table(Sheet())
    sheet.canvas.saveState()
    sheet.canvas.translate(85, sheet.size[1] - 285)
    sheet.canvas.rotate(90)
    sheet.canvas.setFont("regular", 9)
    sheet.canvas.drawString(0, 0, "Chỉ số")
    sheet.canvas.restoreState()
    (table,) = tables_of(sheet.pdf())
    assert "Chỉ số" in [line.text for line in table.rows[0][0].lines]


def test_same_cells_as_pdfplumber_finds_itself() -> None:
    """Rules read by pdfium give pdfplumber's finder the cells that pdfplumber finds on its own."""
    data = drawn_table(Sheet()).pdf()
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        (expected,) = pdf.pages[0].find_tables()
        cells = sorted(expected.cells)
    (table,) = tables_of(data)
    assert len(cells) == sum(len(row) for row in table.rows)
    assert table.bbox is not None
    assert (table.bbox.x0, table.bbox.top, table.bbox.x1, table.bbox.bottom) == pytest.approx(expected.bbox, abs=1)


def test_double_rules_count_once() -> None:
    """Two rules four points apart are one border."""
    vertical = [(x, 0.0, x, 60.0) for x in (0.0, 100.0, 104.0, 200.0)]
    horizontal = [(0.0, y, 200.0, y) for y in (0.0, 30.0, 60.0)]
    (grid,) = find_grids(rules(*vertical, *horizontal), 595, 842)
    assert len(grid.columns) == 3
