"""Data tables as full grids: spans, heads, parts on several pages, cut rows and labels."""

from __future__ import annotations

import pytest

from pipeline.core.document import Table
from pipeline.structure.tables import Grid, build_grid, is_continuation
from tests.page_sketch import sketch_table

HEAD = "| TT | Nhiệm vụ | Đơn vị chủ trì | Thời gian |"


def table(rows: str) -> Table:
    """Return the ruled table of these rows."""
    return sketch_table(rows)


def grid_texts(grid: Grid) -> list[list[str]]:
    """Return what a reader sees in each position; spanned positions repeat their cell."""
    return [[cell.text if cell is not None else "" for cell in row] for row in grid.cells]


def test_head_and_rows() -> None:
    """The first row names the columns."""
    grid = build_grid([table(f"{HEAD}\n| 1 | Rà soát | Sở Nội vụ | Quý I |")])
    assert (grid.header_rows, grid.column_count) == (1, 4)
    assert grid_texts(grid)[1] == ["1", "Rà soát", "Sở Nội vụ", "Quý I"]


def test_table_without_head() -> None:
    """A table whose first row holds data has no head."""
    assert build_grid([table("| 1 | Rà soát hồ sơ | 12 |\n| 2 | Công khai | 15 |")]).header_rows == 0


def test_column_span() -> None:
    """A cell over two columns stands in both, and starts in the first."""
    grid = build_grid([table("| Nội dung | Kết quả | < |\n| Thủ tục | 12 | 15 |")])
    assert grid_texts(grid)[0] == ["Nội dung", "Kết quả", "Kết quả"]
    assert grid.origin[0] == (True, True, False)


def test_row_span() -> None:
    """A cell over two rows stands in both, and starts in the first."""
    grid = build_grid([table("| Nội dung | Điểm |\n| Thủ tục | 12 |\n| ^ | 15 |")])
    assert grid_texts(grid)[2] == ["Thủ tục", "15"]
    assert [row[0] for row in grid.origin] == [True, True, False]


def test_head_of_two_rows() -> None:
    """A second head row names the parts of a wide cell."""
    rows = "| TT | Nội dung | Kết quả | < |\n| ^ | ^ | Năm trước | Năm nay |\n| 1 | Thủ tục | 12 | 15 |"
    assert build_grid([table(rows)]).header_rows == 2


def test_numbered_columns_belong_to_the_head() -> None:
    """A row that numbers the columns is part of the head."""
    rows = f"{HEAD}\n| (1) | (2) | (3) | (4) |\n| 1 | Rà soát | Sở Nội vụ | Quý I |"
    assert build_grid([table(rows)]).header_rows == 2


def test_repeated_head() -> None:
    """A head that is printed again on the next page is dropped."""
    first = table(f"{HEAD}\n| 1 | Rà soát | Sở Nội vụ | Quý I |")
    second = table(f"{HEAD}\n| 2 | Công khai | Sở Tư pháp | Quý II |")
    assert is_continuation(first, second)
    assert [row[0] for row in grid_texts(build_grid([first, second]))] == ["TT", "1", "2"]


def test_cut_row() -> None:
    """A row that the page end cut in two is one row."""
    first = table(f"{HEAD}\n| 1 | Rà soát các thủ tục | Sở Nội vụ | Quý I |")
    second = table("| | hành chính nội bộ | | |\n| 2 | Công khai | Sở Tư pháp | Quý II |")
    texts = grid_texts(build_grid([first, second]))
    assert [row[0] for row in texts] == ["TT", "1", "2"]
    assert texts[1][1] == "Rà soát các thủ tục hành chính nội bộ"


def test_other_table_is_no_continuation() -> None:
    """A table with a head of its own, or another width, does not go on."""
    first = table(f"{HEAD}\n| 1 | Rà soát | Sở Nội vụ | Quý I |")
    assert not is_continuation(first, table("| TT | Chỉ tiêu | Đơn vị | Kết quả |\n| 1 | Hồ sơ | % | 90 |"))
    assert not is_continuation(first, table("| 1 | Hồ sơ |\n| 2 | Thủ tục |"))


def test_label_column_is_filled_down() -> None:
    """Empty cells under a label of the first column repeat it."""
    rows = """
| Lĩnh vực | Nhiệm vụ | Đơn vị | Thời gian |
| Thể chế | Rà soát | Sở | Quý I |
| | Công khai | Sở | Quý II |
"""
    grid = build_grid([table(rows)])
    assert [row[0] for row in grid_texts(grid)] == ["Lĩnh vực", "Thể chế", "Thể chế"]
    assert not grid.origin[2][0]


def test_number_column_is_not_filled_down() -> None:
    """A column of running numbers is left as it is."""
    grid = build_grid([table(f"{HEAD}\n| 1 | Rà soát | Sở | Quý I |\n| | Công khai | Sở | Quý II |")])
    assert [row[0] for row in grid_texts(grid)] == ["TT", "1", ""]


def test_cut_label() -> None:
    """A label that goes on in lower case further down is one label in two fragments."""
    rows = (
        "| Lĩnh vực | Nhiệm vụ | Đơn vị | Thời gian |\n"
        "| Cải cách thủ tục | Rà soát | Sở | Quý I |\n"
        "| hành chính | Công khai | Sở | Quý II |"
    )
    grid = build_grid([table(rows)])
    assert [[cell.text for cell in label] for label in grid.labels[1:]] == [["Cải cách thủ tục", "hành chính"]] * 2


@pytest.mark.parametrize("rows", ["| a |", "| |", "| a | |\n| | b |"])
def test_every_row_has_all_columns(rows: str) -> None:
    """Every row of a grid has all columns, whatever is missing."""
    grid = build_grid([table(rows)])
    assert {len(row) for row in grid.cells} == {grid.column_count}
