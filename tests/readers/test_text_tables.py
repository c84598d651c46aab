from __future__ import annotations

from tests.readers.texts import FOOT, LETTERHEAD, grid, lines, read, tables

HEAD = "|\n**TT**\n|\n**Nhiệm vụ**\n|\n**Chủ trì**\n|\n**Hạn**\n|\n"


def test_tab_rows_after_a_page_break_get_their_first_cell_back() -> None:
    """Rows that lost the merged first column are moved right; the table stays one."""
    text = (
        "Nhóm\tNhiệm vụ\tChủ trì\tHạn\nI. Thể chế\t1. Ban hành kế hoạch\tVăn phòng\tQuý I\n"
        "\t2. Rà soát\tThanh tra\tQuý II\n\n3. Kiểm tra\tVăn phòng\tQuý III\n4. Báo cáo\tThanh tra\tQuý IV\n"
    )
    (table,) = tables(read(text))
    assert [row[0] for row in grid(table)] == ["Nhóm", "I. Thể chế", "", "", ""]
    assert [row[1] for row in grid(table)][3:] == ["3. Kiểm tra", "4. Báo cáo"]


def test_a_cut_label_stays_in_its_rows() -> None:
    """A merged label that a page break cut keeps its fragments where they stand."""
    text = "A\tB\tC\nVI. Chính\t1. Một\tx\n\t2. Hai\ty\n\nquyền số\t3. Ba\tx\n"
    (table,) = tables(read(text))
    assert [row[0] for row in grid(table)] == ["A", "VI. Chính", "", "quyền số"]


def test_list_items_with_tabs_are_lines() -> None:
    """A tab after a list mark makes no table."""
    assert lines(read("1.\tMột việc\n2.\tHai việc\n")) == ["1. Một việc", "2. Hai việc"]


def test_a_pipe_table_loses_its_delimiter_row() -> None:
    """Markdown pipes give cells; breaks in a cell give lines; an escaped bar is a character."""
    (table,) = tables(read(r"| STT | Việc |" + "\n|---|:--:|\n" + r"| 1 | a<br>b \| c |" + "\n| 2 | |\n"))
    assert grid(table) == [["STT", "Việc"], ["1", "a b | c"], ["2", ""]]
    assert [line.text for line in table.rows[1][1].lines] == ["a", "b | c"]


def test_letterhead_body_and_foot_between_bars() -> None:
    """Header and footer blocks are tables of two columns, with and without blank lines around the body."""
    body = "**KẾ HOẠCH**\nThực hiện nhiệm vụ năm 2024\nCác đơn vị thực hiện./.\n"
    for gap in ("", "\n"):
        document = read(LETTERHEAD + gap + body + gap + FOOT)
        head, foot = tables(document)
        assert [len(row) for row in head.rows] == [2, 2]
        assert head.rows[1][1].text == "An Bình, ngày 03 tháng 4 năm 2024"
        assert [line.text for line in foot.rows[0][1].lines][-1] == "Trần Văn Mẫu"
        assert lines(document)[0] == "KẾ HOẠCH"
        assert lines(document)[-1] == "Các đơn vị thực hiện./."


def test_group_rows_span_and_empty_cells_keep_their_place() -> None:
    """A marker with a title is a merged row; an empty last cell is an empty cell."""
    text = HEAD + (
        "|\n**I**\n|\n**THỂ CHẾ**\n|\n|\n1\n|\nRà soát\n|\nVăn phòng\n|\nQuý I\n|\n"
        "|\n2\n|\nKiểm tra\n|\nThanh tra\n|\n|\n|\n3\n|\nBáo cáo\n|\n|\nQuý IV\n|\n"
    )
    (table,) = tables(read(text))
    assert grid(table) == [
        ["TT", "Nhiệm vụ", "Chủ trì", "Hạn"],
        ["I", "THỂ CHẾ", "<", "<"],
        ["1", "Rà soát", "Văn phòng", "Quý I"],
        ["2", "Kiểm tra", "Thanh tra", ""],
        ["3", "Báo cáo", "", "Quý IV"],
    ]


def test_a_head_of_two_rows_is_spread() -> None:
    """The second row of a head names the parts of a merged cell; the others reach down."""
    rows = "".join(f"|\n{n}\n|\nXã {n}\n|\n{n}0\n|\n{n}1\n|\nđạt\n|\n" for n in (1, 2, 3))
    text = "|\nSTT\n|\nĐơn vị\n|\nSố hồ sơ\n|\nKết quả\n|\n|\nTiếp nhận\n|\nGiải quyết\n|\n" + rows
    (table,) = tables(read(text))
    top, below = table.rows[:2]
    assert [(cell.column, cell.column_span, cell.row_span) for cell in top] == [
        (0, 1, 2),
        (1, 1, 2),
        (2, 2, 1),
        (4, 1, 2),
    ]
    assert [cell.column for cell in below] == [2, 3]


def test_rows_under_a_merged_cell_are_moved_right() -> None:
    """Rows that lack their first cells stand under the columns that they look like."""
    rows = "".join(f"|\n{n}\n|\nBộ {n}\n|\nTổng\n|\n{n}7\n|\n|\nĐã làm\n|\n{n}\n|\n" for n in (1, 2, 3))
    (table,) = tables(read("|\nSTT\n|\nCơ quan\n|\nTình hình\n|\nSố việc\n|\n" + rows))
    assert [row[2] for row in grid(table)] == ["Tình hình", "Tổng", "Đã làm", "Tổng", "Đã làm", "Tổng", "Đã làm"]


def test_a_total_row_covers_the_columns_before_its_figures() -> None:
    """`Tổng` with one figure too few for the width covers the first two columns."""
    rows = "".join(f"|\n{n}\n|\nXã {n}\n|\n{n}0\n|\n{n}1\n|\n" for n in (1, 2))
    (table,) = tables(read("|\nTT\n|\nXã\n|\nSố A\n|\nSố B\n|\n" + rows + "|\nTổng\n|\n30\n|\n32\n|\n"))
    assert grid(table)[-1][2:] == ["30", "32"]


def test_text_between_two_tables_without_blank_lines() -> None:
    """An appendix title between the signature and its table is text."""
    appendix = "**PHỤ LỤC**\nDANH MỤC NHIỆM VỤ\n*(Kèm theo Kế hoạch số 12/KH-UBND)*\n"
    document = read(FOOT + appendix + HEAD + "|\n1\n|\nRà soát\n|\nVăn phòng\n|\nQuý I\n|\n")
    assert [table.column_count for table in tables(document)] == [2, 4]
    assert lines(document)[0] == "PHỤ LỤC"


def test_a_new_head_starts_a_new_table() -> None:
    """Two tables that stand next to each other are told apart by the second one's head."""
    row = "|\n1\n|\nRà soát\n|\nVăn phòng\n|\nQuý I\n|\n"
    other = "|\nSTT\n|\nTên\n|\n|\n1\n|\nMột\n|\n"
    assert [table.column_count for table in tables(read(HEAD + row + other))] == [4, 2]


def test_numbers_in_cells_are_no_page_numbers() -> None:
    """Running numbers between bars stay cells."""
    rows = "".join(f"|\n{number}\n|\nViệc\n|\n" for number in (1, 2, 3))
    (table,) = tables(read(rows))
    assert [row[0] for row in grid(table)] == ["1", "2", "3"]
