"""Rows of cells from a stream of cells whose row ends are not certain, and tables from rows.

Between two cells stand one or more bars. One bar: next cell of the row. Several: the row ends (with
empty cells at its end or at the next row's start), or empty cells lie between. The cheapest reading
over the whole table wins; rows as wide as the table cost nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.core.document import Cell, Line, Table

CellLines = Sequence[Line]
Row = list[CellLines]

_EMPTY: CellLines = ()
_WIDEST = 60
_CANDIDATES = 4
_SHORT_ROW = 1.0
_GROUP_ROW = 0.35
_INNER_EMPTY = 0.3
_TRAILING_EMPTY = 0.1
_LEADING_EMPTY = 0.25
_MISSED_MARKER = 0.6
_GROUP = re.compile(r"(?:[IVXLC]{1,6}|[A-ZĐ]|\d{1,2}|\d{1,2}(?:\.\d{1,2}){1,2})[.)]?$")
_MARKER = re.compile(r"(?:\d{1,4}|[IVXLC]{1,6}|[A-ZĐ])(?:\.\d{1,3}){0,3}[.)]?$")
_REMARK = re.compile(r"ghi chú|tổng|cộng", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Step:
    """One way to read the table up to a cell: its cost, and how the cell before was read."""

    cost: float
    before: int  # cells in the row up to the cell before
    trailing: int  # empty cells that end the row before, -1 where the row goes on
    leading: int  # empty cells before this cell in its row


def fit_rows(cells: Sequence[CellLines], bars: Sequence[int], bars_after: int) -> list[Row]:
    """Return the rows of a table.

    Args:
        cells: The cells that hold text, in order.
        bars: How many bars stand between each cell and the one before (one less than cells).
        bars_after: How many follow the last cell.
    """
    widths = _naive_widths(bars)
    best: tuple[float, list[Row]] | None = None
    for width in _candidate_widths(widths):
        cost, rows = _read(cells, bars, width)
        if best is None or cost < best[0]:
            best = cost, rows
    rows = best[1] if best else []
    if rows and bars_after > 2:
        width = max(len(row) for row in rows)
        rows[-1].extend([_EMPTY] * min(bars_after - 2, width - len(rows[-1])))
    return rows


def _naive_widths(bars: Sequence[int]) -> list[int]:
    """Return the row widths where every run of several bars ends a row."""
    widths, width = [], 1
    for count in bars:
        if count == 1:
            width += 1
        else:
            widths.append(min(width + count - 2, _WIDEST))
            width = 1
    return [*widths, width]


def _candidate_widths(widths: Sequence[int]) -> list[int]:
    """Return the widths worth trying: at least that of the longest run of single bars, frequent ones first."""
    least = max(widths)
    counts = Counter(widths)
    ranked = sorted(counts, key=lambda width: -width * counts[width])[:_CANDIDATES]
    return sorted({least, *ranked, least + 1} if len(widths) > 2 else {least})


def _read(cells: Sequence[CellLines], bars: Sequence[int], width: int) -> tuple[float, list[Row]]:
    """Return the cost and rows of the cheapest reading with rows of at most `width` cells."""
    layers: list[dict[int, _Step]] = [{1: _Step(0.0, 0, -1, 0)}]
    for index, count in enumerate(bars):
        starts = _starts_row(cells[index + 1])
        layer: dict[int, _Step] = {}
        for filled, step in layers[-1].items():
            group = _is_group(cells, index, filled)
            for state, move in _moves(filled, count, width, starts, group):
                total = step.cost + move.cost
                if state not in layer or total < layer[state].cost:
                    layer[state] = _Step(total, filled, move.trailing, move.leading)
        layers.append(layer)
    ends = {filled: step.cost + (0 if filled == width else 0.5) for filled, step in layers[-1].items()}
    last = min(ends, key=lambda filled: ends[filled])
    return ends[last] + width * 0.01, _trace(cells, layers, last)


def _moves(filled: int, count: int, width: int, starts: bool, group: bool) -> list[tuple[int, _Step]]:
    """Return the (cells in the row, step) that a run of bars allows after `filled` cells."""
    if count == 1 and filled < width:
        return [(filled + 1, _Step(0.0, filled, -1, 0))]
    if count == 1:
        return [(1, _Step(5.0, filled, 0, 0))]
    moves = []
    if filled + count <= width:
        cost = _INNER_EMPTY * (count - 1) + (_MISSED_MARKER if starts else 0.0)
        moves.append((filled + count, _Step(cost, filled, -1, count - 1)))
    empties = min(count - 2, 2 * width)
    for trailing in {min(width - filled, empties), max(empties - width + 1, 0), 0, empties} if empties else {0}:
        leading = empties - trailing
        if filled + trailing > width or leading >= width or trailing < 0 or leading < 0:
            continue
        short = 0.0 if filled + trailing == width else _GROUP_ROW if group else _SHORT_ROW
        cost = short + _TRAILING_EMPTY * trailing + _LEADING_EMPTY * leading + (0.3 if starts and leading else 0.0)
        moves.append((leading + 1, _Step(cost, filled, trailing, leading)))
    return moves or [(1, _Step(5.0, filled, 0, 0))]


def _starts_row(cell: CellLines) -> bool:
    return len(cell) == 1 and _MARKER.match(cell[0].text) is not None


def _is_group(cells: Sequence[CellLines], index: int, filled: int) -> bool:
    """Whether the row that ends at the cell looks like a group row: a marker and a title, or one title."""
    first = cells[index - filled + 1] if index - filled + 1 >= 0 else ()
    if filled == 1:
        return True
    return filled == 2 and len(first) == 1 and _GROUP.match(first[0].text) is not None


def _trace(cells: Sequence[CellLines], layers: list[dict[int, _Step]], last: int) -> list[Row]:
    rows: list[Row] = []
    row: Row = []
    state = last
    for index in range(len(cells) - 1, -1, -1):
        step = layers[index][state]
        row.append(cells[index])
        row.extend([_EMPTY] * step.leading)
        if index == 0 or step.trailing >= 0:
            rows.append(row[::-1])
            row = [_EMPTY] * max(step.trailing, 0)
        state = step.before
    return rows[::-1]


def build_table(rows: Sequence[Row], spans: bool = True) -> Table:
    """Return the table of the rows; a row with fewer cells than the widest has merged ones.

    Args:
        rows: Cells as their lines; no lines is an empty cell.
        spans: Whether a short row's last cell reaches to the right edge.
    """
    width = max((len(row) for row in rows), default=1)
    head = _spread_head(rows, width) if spans else None
    built = list(head) if head else []
    for row in rows[len(built) :]:
        built.append(_place(row, width, spans))
    return Table(rows=tuple(built), column_count=width, ruled=None)


def _place(row: Row, width: int, spans: bool) -> tuple[Cell, ...]:
    cells = [Cell(tuple(lines), column) for column, lines in enumerate(row)]
    missing = width - len(cells)
    if missing and spans and cells:
        last = cells[-1]
        cells[-1] = Cell(last.lines, last.column, 1, 1 + missing)
    elif missing:
        cells.extend(Cell((), column) for column in range(len(cells), width))
    return tuple(cells)


def _spread_head(rows: Sequence[Row], width: int) -> tuple[tuple[Cell, ...], ...] | None:
    """Return the two rows of a head whose second row names the parts of merged cells of the first.

    Cells of the first row without parts reach down over both rows. None where the head is not so.
    """
    if len(rows) < 3 or len(rows[2]) != width or not all(rows[0]) or not all(rows[1]):
        return None
    upper, lower = rows[0], rows[1]
    plain = width - len(lower)
    groups = len(upper) - plain
    if not (0 < plain < len(upper) < width and 0 < groups < len(lower)):
        return None
    right = 0
    while right < plain - 1 and _REMARK.match(" ".join(line.text for line in upper[len(upper) - 1 - right])):
        right += 1
    return _head_rows(upper, lower, plain - right, groups)


def _head_rows(upper: Row, lower: Row, left: int, groups: int) -> tuple[tuple[Cell, ...], ...]:
    share, extra = divmod(len(lower), groups)
    top: list[Cell] = []
    column = 0
    for index, lines in enumerate(upper):
        group = index - left
        span = share + (1 if group < extra else 0) if 0 <= group < groups else 1
        top.append(Cell(tuple(lines), column, 1 if 0 <= group < groups else 2, span))
        column += span
    bottom = tuple(Cell(tuple(lines), left + index) for index, lines in enumerate(lower))
    return tuple(top), bottom
