"""Data tables: parts on several pages joined, header rows told, merged cells filled down."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from pipeline.core.document import Cell, Line, Table
from pipeline.normalise.text import fold

_HEADER_WORDS: Final = re.compile(
    r"^(?:tt|stt|số tt|số thứ tự|nội dung|nhiệm vụ|tên |đơn vị|cơ quan|chủ trì|phối hợp|thời gian|thời hạn"
    r"|tiến độ|hạn |sản phẩm"
    r"|kết quả|kinh phí|nguồn|ghi chú|tiêu chí|điểm|lĩnh vực|chỉ tiêu|chỉ số|xếp|thứ hạng|hạng|năm |tổng"
    r"|họ và tên|chức vụ|số |tỷ lệ|tỉ lệ"
    r"|công việc|địa phương|giá trị|các trụ cột|hoạt động|người |phòng |căn cứ|mục tiêu|quý |tháng |lý do"
    r"|hình thức|địa điểm|thành phần|mã(?: số)?$|đầu việc|đầu mối|đầu ra|chịu trách nhiệm|phụ trách"
    r"|cùng (?:làm|tham gia|thực hiện)|mốc |hoàn thành|phải xong|xong |(?:cách|hướng|giải pháp"
    r"|biện pháp)(?: khắc phục| thực hiện)?$"
    r"|mất(?: điểm| \(điểm\))?$|tỉnh$|(?:sở|huyện|xã)$)"
)
_ORDINAL_HEAD: Final = re.compile(r"^(?:tt|stt|số tt|số thứ tự|số|mã)\b")
_NUMBERING_ROW: Final = re.compile(r"^\(?\d{1,2}\)?$")


@dataclass(frozen=True, slots=True)
class Grid:
    """A data table as a full grid: `cells[row][column]` is the cell that covers the position.

    `origin[row][column]` tells whether the cell starts there. Parts of the table on several pages
    are one grid. `labels[row]` are the fragments of the row's label in the first column where a
    page end cut it, else empty.
    """

    cells: tuple[tuple[Cell | None, ...], ...]
    origin: tuple[tuple[bool, ...], ...]
    column_count: int
    header_rows: int
    labels: tuple[tuple[Cell, ...], ...]


def build_grid(parts: Sequence[Table]) -> Grid:
    """Return the parts of one table as one grid, repeated header rows dropped, cut rows joined."""
    first = _with_wide_heads(_expand(parts[0]), parts[0].ruled)
    head = count_header_rows(first)
    rows = list(first)
    for part in parts[1:]:
        more = _expand(part)
        skip = _repeated_head(rows[:head], more)
        rows = _append_rows(rows, more[skip:])
    width = max(len(row) for row in rows)
    full = [tuple(row) + ((None, False),) * (width - len(row)) for row in rows]
    full, labels = _fill_first_column(full, head)
    return Grid(
        tuple(tuple(cell for cell, _ in row) for row in full),
        tuple(tuple(start for _, start in row) for row in full),
        width,
        head,
        labels,
    )


Row = tuple[tuple[Cell | None, bool], ...]


def _expand(table: Table) -> list[Row]:
    """Place every cell at all positions that it spans."""
    width = max(table.column_count, 1)
    grid: list[list[tuple[Cell | None, bool]]] = [[(None, False)] * width for _ in table.rows]
    for r, row in enumerate(table.rows):
        for cell in row:
            _place(grid, r, cell, width)
    return [tuple(row) for row in grid]


def _place(grid: list[list[tuple[Cell | None, bool]]], r: int, cell: Cell, width: int) -> None:
    for dr in range(min(cell.row_span, len(grid) - r)):
        for dc in range(cell.column_span):
            column = cell.column + dc
            if column < width and grid[r + dr][column][0] is None:
                grid[r + dr][column] = (cell, dr == 0 and dc == 0)


def _with_wide_heads(rows: list[Row], ruled: bool | None) -> list[Row]:
    """Give a heading of a text export the columns that it was merged over.

    There a two-level head shows only as empty cells of the first row with names below them:
    `Thời gian | (empty)` over `Bắt đầu | Hoàn thành`.
    """
    if ruled is not None or len(rows) < 2:
        return rows
    above, below = row_texts(rows[0]), row_texts(rows[1])
    named = [c for c, text in enumerate(below) if text]
    wide = [c for c in named if not above[c]]
    if not wide or below[0] or any(above[c] and c + 1 not in wide for c in named):
        return rows
    head = list(rows[0])
    for c in wide:
        left = head[c - 1][0]
        if left is None:
            return rows
        head[c] = (replace(left, column_span=left.column_span + 1), False)
    for c in reversed(range(len(head) - 1)):
        if c + 1 in wide:
            head[c] = (head[c + 1][0], head[c][1])
    return [tuple(head), *rows[1:]]


def row_texts(row: Row) -> list[str]:
    """Return the texts of the cells that start in the row, '' elsewhere."""
    return [cell.text if cell is not None and start else "" for cell, start in row]


def count_header_rows(rows: Sequence[Row]) -> int:
    """Return how many rows the table's head has: 0 where the first row holds data."""
    if not rows:
        return 0
    texts = [t for t in row_texts(rows[0]) if t]
    hits = sum(bool(_HEADER_WORDS.match(fold(t.strip(" *")))) and len(t) < 90 for t in texts)
    if len(texts) < 2 or hits < 2 or hits < len(texts) / 2:
        return 0
    depth = max((cell.row_span for cell, start in rows[0] if cell is not None and start), default=1)
    depth = min(max(depth, 1), 3, len(rows))
    while depth < len(rows) and depth < 3 and _is_sub_head(rows, depth):
        depth += 1
    return depth


def _is_sub_head(rows: Sequence[Row], index: int) -> bool:
    """A second head row names parts of a wide cell above, or numbers the columns (1), (2), (3)."""
    texts = [t.strip() for t in row_texts(rows[index]) if t.strip()]
    if len(texts) >= 3 and all(_NUMBERING_ROW.match(t) for t in texts):
        return [int(t.strip("()")) for t in texts] == list(range(1, len(texts) + 1))
    wide = [c for c, (cell, _) in enumerate(rows[index - 1]) if cell is not None and cell.column_span > 1]
    below = [c for c, (cell, start) in enumerate(rows[index]) if start and cell is not None and cell.text]
    return bool(wide) and bool(below) and set(below) <= set(wide) and all(len(t) < 40 for t in texts)


def _repeated_head(head: Sequence[Row], rows: Sequence[Row]) -> int:
    """Return how many leading rows of a later part repeat the head."""
    count = 0
    for known, row in zip(head, rows, strict=False):
        if [fold(t) for t in row_texts(known)] != [fold(t) for t in row_texts(row)]:
            break
        count += 1
    return count


def _append_rows(rows: list[Row], more: Sequence[Row]) -> list[Row]:
    """Add the rows of the next page; a row that the page end cut in two becomes one again."""
    if more and rows and _is_cut_row(rows[-1], more[0]):
        return [*rows[:-1], _join_rows(rows[-1], more[0]), *more[1:]]
    return [*rows, *more]


def _is_cut_row(last: Row, first: Row) -> bool:
    """The rest of a cut row has no number of its own and goes on in lower case in its widest cell."""
    texts = row_texts(first)
    filled = [(c, t) for c, t in enumerate(texts) if t.strip()]
    if not filled or texts[0].strip() or len(filled) == len(texts):
        return False
    column, widest = max(filled, key=lambda pair: len(pair[1]))
    before = row_texts(last)[column] if column < len(last) else ""
    return bool(before) and widest.strip()[:1].islower() and before.rstrip()[-1:] not in ".;:"


def _join_rows(last: Row, first: Row) -> Row:
    joined: list[tuple[Cell | None, bool]] = []
    for (above, start), (below, _) in zip(last, first, strict=False):
        if above is None or below is None or not below.lines:
            joined.append((above if above is not None else below, start or above is None))
        else:
            joined.append((replace(above, lines=above.lines + below.lines), start))
    return tuple(joined)


def _fill_first_column(rows: list[Row], head: int) -> tuple[list[Row], tuple[tuple[Cell, ...], ...]]:
    """Fill a merged label column down where the source lost the merge (text exports, page ends).

    Only the first column, only where it does not number the rows, and only empty cells below a
    label. A label that goes on in lower case further down is one label in several fragments.
    """
    if not _has_label_column(rows, head):
        return rows, ((),) * len(rows)
    filled: list[Row] = rows[:head]
    groups: list[list[Cell]] = []
    for row in rows[head:]:
        cell, _ = row[0]
        if cell is None or not cell.text:
            holds_text = any(c is not None and c.text for c, _ in row[1:])
            filled.append(((groups[-1][-1], False), *row[1:]) if groups and holds_text else row)
            continue
        filled.append(row)
        if groups and cell is groups[-1][-1]:
            continue  # merged over this row, too
        if groups and _continues_label(groups[-1], cell):
            groups[-1].append(cell)
        else:
            groups.append([cell])
    of_cell = {id(cell): tuple(group) for group in groups if len(group) > 1 for cell in group}
    return filled, tuple(of_cell.get(id(row[0][0]), ()) for row in filled)


def _has_label_column(rows: Sequence[Row], head: int) -> bool:
    if head == 0 or not rows or len(rows[0]) < 4:
        return False
    title = rows[0][0][0]
    return title is not None and not _ORDINAL_HEAD.match(fold(title.text.strip()))


def _continues_label(group: list[Cell], cell: Cell) -> bool:
    before, here = group[-1].text.rstrip(), cell.text.strip()
    return here[:1].islower() and before[-1:] not in ".;:" and len(here) < 60


def is_continuation(previous: Table, table: Table) -> bool:
    """Tell whether a table that follows another with nothing in between goes on with it."""
    if table.continues:
        return True
    if previous.column_count != table.column_count or previous.ruled != table.ruled:
        return False
    head = count_header_rows(_expand(table))
    return head == 0 or _repeated_head(_expand(previous)[:head], _expand(table)) == head


def cell_lines(cell: Cell | None) -> tuple[Line, ...]:
    """Return the cell's lines that hold text."""
    return tuple(line for line in cell.lines if line.text.strip()) if cell is not None else ()
