"""Tables from rows of cells: which columns a short row covers, how a head of two rows hangs together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.core.document import Cell, Line, Table
from pipeline.readers.shapes import common_shapes, fit_column, shape_of

CellLines = Sequence[Line]
Row = Sequence[CellLines]

_TOTAL = re.compile(r"(?:TỔNG|Tổng|CỘNG|Cộng)\b")
_NO_GROUP = re.compile(r"(?:S?\s?TT|Số TT|Stt|Nội dung|Tên|Họ|Chỉ tiêu|Ghi chú)\b", re.IGNORECASE)
_MARKER = re.compile(r"(?:[IVXLC]{1,6}|[A-ZĐ]|\d{1,3})(?:\.\d{1,3}){0,4}[.)]?")
_FIGURE = re.compile(r"[\d.,%–-]{0,20}")
_HEAD_LOOK = 6
_BODY_LOOK = 40


def build_table(rows: Sequence[Row], spans: bool = True) -> Table:
    """Return the table of the rows; a row with fewer cells than the widest has merged ones.

    Args:
        rows: Cells as their lines; no lines is an empty cell.
        spans: Whether cells of a short row cover several columns; else empty ones are added.
    """
    width = max((len(row) for row in rows), default=1)
    body = [row for row in rows if len(row) == width][1 : _BODY_LOOK + 1]
    looks = common_shapes([[_text(cell) for cell in row] for row in body], width)
    built = list(_spread_head(rows, width, body) or ()) if spans else []
    built.extend(_place(row, width, looks, spans) for row in rows[len(built) :])
    return Table(rows=tuple(built), column_count=width, ruled=None)


def _text(cell: CellLines) -> str:
    return cell[0].text if cell else ""


def _place(row: Row, width: int, looks: Sequence[Counter[str]], spans: bool) -> tuple[Cell, ...]:
    missing = width - len(row)
    if not missing or not row:
        return tuple(Cell(tuple(lines), column) for column, lines in enumerate(row))
    if not spans:
        return tuple(Cell(tuple(lines), column) for column, lines in enumerate([*row, *[()] * missing]))
    texts = [_text(cell) for cell in row]
    if len(row) > 1 and _TOTAL.match(texts[0]) and all(_FIGURE.fullmatch(text) for text in texts[1:]):
        first = Cell(tuple(row[0]), 0, 1, 1 + missing)
        return (first, *(Cell(tuple(lines), column + missing) for column, lines in enumerate(row[1:], 1)))
    if len(row) > 1 and not (len(row) == 2 and _MARKER.fullmatch(texts[0])) and _is_shifted(texts, looks, missing):
        return tuple(Cell(tuple(lines), column) for column, lines in enumerate([*[()] * missing, *row]))
    cells = [Cell(tuple(lines), column) for column, lines in enumerate(row)]
    last = cells[-1]
    return (*cells[:-1], Cell(last.lines, last.column, 1, 1 + missing))


def _is_shifted(texts: Sequence[str], looks: Sequence[Counter[str]], missing: int) -> bool:
    """Whether the row lacks its first cells (a merged cell above reaches down): it fits better to the right."""
    stay = sum(fit_column(text, look) for text, look in zip(texts, looks, strict=False))
    move = sum(fit_column(text, look) for text, look in zip(texts, looks[missing:], strict=False))
    return move > stay + 0.5


def _spread_head(rows: Sequence[Row], width: int, body: Sequence[Row]) -> tuple[tuple[Cell, ...], ...] | None:
    """Return the two rows of a head whose second row names the parts of merged cells of the first.

    Cells of the first row without parts reach down over both rows. None where the head is not so.
    """
    if (
        len(rows) < 3
        or not any(len(row) == width for row in rows[2:_HEAD_LOOK])
        or not all(rows[0])
        or not all(rows[1])
    ):
        return None
    upper, lower = rows[0], rows[1]
    plain = width - len(lower)
    groups = len(upper) - plain
    if not (0 < plain < len(upper) < width and 0 < groups < len(lower)):
        return None
    sizes = _group_sizes([_text(cell) for cell in lower], groups)
    left = _group_place(upper, body, sizes, plain)
    return _head_rows(upper, lower, left, sizes)


def _group_sizes(names: Sequence[str], groups: int) -> list[int]:
    """Return how many parts each group has: equal, or cut where the names' first word changes."""
    share, extra = divmod(len(names), groups)
    if extra and groups == 2:
        words = [name.split(" ", 1)[0] for name in names]
        cut = next((at for at in range(len(words) - 1, 0, -1) if words[at - 1] != words[-1]), share)
        if len(words) - cut > 1:
            return [cut, len(words) - cut]
    return [share + (1 if index < extra else 0) for index in range(groups)]


def _group_place(upper: Row, body: Sequence[Row], sizes: Sequence[int], plain: int) -> int:
    """Return the index of the first merged cell: where the columns under each one look most alike."""
    best, place = -1.0, plain
    for left in range(plain + 1):
        if any(_NO_GROUP.match(_text(cell)) for cell in upper[left : left + len(sizes)]):
            continue
        score = _likeness(body, left, sizes)
        if score > best:
            best, place = score, left
    return place


def _likeness(body: Sequence[Row], left: int, sizes: Sequence[int]) -> float:
    if not body:
        return 0.0
    alike = 0
    for row in body:
        column = left
        for size in sizes:
            alike += len({shape_of(_text(cell)) for cell in row[column : column + size]}) == 1
            column += size
    return alike / (len(body) * len(sizes))


def _head_rows(upper: Row, lower: Row, left: int, sizes: Sequence[int]) -> tuple[tuple[Cell, ...], ...]:
    top: list[Cell] = []
    places: list[int] = []
    column = 0
    for index, lines in enumerate(upper):
        is_group = left <= index < left + len(sizes)
        span = sizes[index - left] if is_group else 1
        top.append(Cell(tuple(lines), column, 1 if is_group else 2, span))
        places.extend(range(column, column + span) if is_group else ())
        column += span
    return tuple(top), tuple(Cell(tuple(lines), place) for lines, place in zip(lower, places, strict=True))
