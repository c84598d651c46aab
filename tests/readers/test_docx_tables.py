"""Behaviour of the DOCX reader on tables."""

from __future__ import annotations

import pytest

from pipeline.core.document import Block, Line, Table
from pipeline.readers.docx import read_docx
from tests.readers.docx_files import borders, docx_bytes, p, sdt, tbl, tc, tr

RULED = borders("single")


def blocks(body: str, styles: str = "") -> tuple[Block, ...]:
    """Return the blocks of a body."""
    return read_docx(docx_bytes(body + p(), styles=styles), "t.docx").blocks


def table(body: str, styles: str = "") -> Table:
    """Return the only block of a body, a table."""
    (found,) = blocks(body, styles)
    assert isinstance(found, Table)
    return found


def layout(found: Table) -> list[list[tuple[str, int, int, int]]]:
    """Return text, column, row span and column span of each cell."""
    return [[(cell.text, cell.column, cell.row_span, cell.column_span) for cell in row] for row in found.rows]


def test_plain_table():
    """Each cell stands at its column; a cell's paragraphs are its lines."""
    found = table(tbl(tr(tc("TT"), tc("Nhiệm vụ")), tr(tc("1"), tc(p("Một") + p("Hai"))), properties=RULED))
    assert found.column_count == 2
    assert layout(found) == [
        [("TT", 0, 1, 1), ("Nhiệm vụ", 1, 1, 1)],
        [("1", 0, 1, 1), ("Một Hai", 1, 1, 1)],
    ]
    assert [line.text for line in found.rows[1][1].lines] == ["Một", "Hai"]
    assert found.ruled is True


def test_merged_cells():
    """A cell that spans columns or rows stands once, at its top left position."""
    restart, go_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    wide = '<w:gridSpan w:val="2"/>'
    found = table(
        tbl(
            tr(tc("Nội dung", restart), tc("Điểm", wide)),
            tr(tc("giấu", go_on), tc("tự chấm"), tc("thẩm định")),
            tr(tc("A", restart), tc("1"), tc("2")),
            tr(tc("", go_on), tc("3"), tc("4")),
            tr(tc("", go_on), tc("5"), tc("6")),
        )
    )
    assert layout(found) == [
        [("Nội dung", 0, 2, 1), ("Điểm", 1, 1, 2)],
        [("tự chấm", 1, 1, 1), ("thẩm định", 2, 1, 1)],
        [("A", 0, 3, 1), ("1", 1, 1, 1), ("2", 2, 1, 1)],
        [("3", 1, 1, 1), ("4", 2, 1, 1)],
        [("5", 1, 1, 1), ("6", 2, 1, 1)],
    ]


def test_continuation_without_a_beginning():
    """A cell that continues a merge nobody began keeps its text."""
    found = table(tbl(tr(tc("a"), tc("b", "<w:vMerge/>")), tr(tc("c"), tc("d", "<w:vMerge/>"))))
    assert layout(found) == [[("a", 0, 1, 1), ("b", 1, 2, 1)], [("c", 0, 1, 1)]]


def test_old_horizontal_merge():
    """Cells merged the old way, with `hMerge`, count as one."""
    found = table(
        tbl(tr(tc("a", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), tc("b")), tr(tc("1"), tc("2"), tc("3")))
    )
    assert layout(found)[0] == [("a", 0, 1, 2), ("b", 2, 1, 1)]


def test_row_that_begins_further_right():
    """Grid columns skipped before a row move its cells."""
    found = table(tbl(tr(tc("a"), tc("b")), tr(tc("c"), properties='<w:gridBefore w:val="1"/>')))
    assert layout(found)[1] == [("c", 1, 1, 1)]


def test_grid_columns_that_no_cell_begins_at():
    """Columns of the grid that only come from stretched cells are not columns of the table."""
    found = table(
        tbl(
            tr(tc("a", '<w:gridSpan w:val="3"/>'), tc("b", '<w:gridSpan w:val="2"/>')),
            tr(tc("c", '<w:gridSpan w:val="3"/>'), tc("d", '<w:gridSpan w:val="2"/>')),
        )
    )
    assert found.column_count == 2
    assert layout(found)[1] == [("c", 0, 1, 1), ("d", 1, 1, 1)]


def test_slivers_of_the_grid():
    """Two boundaries a hair apart, never both used in one row, are one boundary."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in (2000, 15, 2000))
    found = table(
        tbl(
            tr(tc("a"), tc("b", '<w:gridSpan w:val="2"/>')),
            tr(tc("c", '<w:gridSpan w:val="2"/>'), tc("d")),
            grid=grid,
        )
    )
    assert found.column_count == 2
    assert layout(found) == [[("a", 0, 1, 1), ("b", 1, 1, 1)], [("c", 0, 1, 1), ("d", 1, 1, 1)]]


def test_deleted_rows_and_wrapped_rows():
    """A row deleted under tracked changes is gone; rows and cells in content controls are read."""
    wrapped = sdt(tr(tc("c"), sdt(tc("d"))))
    found = table(tbl(tr(tc("a"), tc("b")), tr(tc("x"), tc("y"), properties="<w:del/>"), wrapped))
    assert [[cell.text for cell in row] for row in found.rows] == [["a", "b"], ["c", "d"]]


STYLES = f"""
<w:style w:type="table" w:styleId="Grid"><w:tblPr>{RULED}</w:tblPr></w:style>
<w:style w:type="table" w:styleId="Child"><w:basedOn w:val="Grid"/></w:style>
<w:style w:type="table" w:styleId="Bare"><w:tblPr/></w:style>
"""


@pytest.mark.parametrize(
    ("properties", "cell", "ruled"),
    [
        ("", "", False),
        (RULED, "", True),
        (borders("none"), "", False),
        (borders("nil"), "", False),
        ('<w:tblStyle w:val="Grid"/>', "", True),
        ('<w:tblStyle w:val="Child"/>', "", True),
        ('<w:tblStyle w:val="Bare"/>', "", False),
        ('<w:tblStyle w:val="Missing"/>', "", False),
        ('<w:tblStyle w:val="Grid"/>' + borders("none"), "", False),
        ('<w:tblStyle w:val="Grid"/>', borders("nil", "tcBorders"), False),
        ("", borders("single", "tcBorders"), True),
        ("", '<w:tcBorders><w:bottom w:val="single"/></w:tcBorders>', False),
    ],
)
def test_borders(properties, cell, ruled):
    """A table is ruled where its own, its style's or its cells' borders can be seen."""
    found = table(tbl(tr(tc("a", cell), tc("b", cell)), properties=properties), STYLES)
    assert found.ruled is ruled


def test_frame_of_one_cell():
    """A table of one cell is a frame around its content, lines or an inner table."""
    inner = tbl(tr(tc("a"), tc("b")), tr(tc("c"), tc("d")), properties=RULED)
    found = blocks(tbl(tr(tc(p("Khung") + inner + p())), properties=RULED))
    assert found[0] == Line("Khung", whole=True)
    assert isinstance(found[1], Table)
    assert found[1].ruled is True


def test_inner_table_of_a_layout():
    """A ruled table inside a table without borders stands on its own, in order."""
    inner = tbl(tr(tc("a"), tc("b")), tr(tc("c"), tc("d")), properties=RULED)
    found = blocks(tbl(tr(tc("SỞ X"), tc("Số: 1")), tr(tc(inner + p("dưới")), tc("bên"))))
    kinds = [(block.ruled, len(block.rows)) if isinstance(block, Table) else block.text for block in found]
    assert kinds == [(False, 1), (True, 2), "dưới", "bên"]


def test_inner_table_of_a_ruled_cell():
    """A table inside a cell of a ruled table gives the cell one line per row."""
    inner = tbl(tr(tc("a"), tc("b")), tr(tc("c"), tc("")), properties=RULED)
    found = table(tbl(tr(tc("1"), tc(p("Gồm") + inner + p())), properties=RULED))
    assert [line.text for line in found.rows[0][1].lines] == ["Gồm", "a b", "c"]


def test_empty_table_is_left_out():
    """A table without any text gives nothing."""
    assert blocks(p("x") + tbl(tr(tc(""), tc("")))) == (Line("x", whole=True),)
