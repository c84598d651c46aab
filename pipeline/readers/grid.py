"""Rows of cells from a stream of cells whose row ends are not certain.

Between two cells stand one or more bars. One bar: next cell of the row. Several: the row ends (with
empty cells at its end or at the next row's start), or empty cells lie between. The cheapest reading
over the whole table wins; rows as wide as the table cost nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.core.document import Line

CellLines = Sequence[Line]
Row = list[CellLines]

_EMPTY: CellLines = ()
_WIDEST = 60
_CANDIDATES = 4
_SHORT_ROW = 1.0
_GROUP_ROW = 0.35
_INNER_EMPTY = 0.3
_TRAILING_EMPTY = 0.1
_LEADING_EMPTY = 0.15
_MISSED_MARKER = 0.6
_IMPOSSIBLE = 5.0
_LEADING_MOST = 3
_LOOK_AHEAD = 80
_INTEGER = re.compile(r"\d{1,4}")
_LETTERED = re.compile(r"[IVXLC]{1,6}(?:\.\d{1,2})?|[A-ZĐ]|\d{1,2}(?:\.\d{1,2}){1,3}")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class _Step:
    """One way to read the table up to a cell: its cost, and how the cell before was read."""

    cost: float
    before: int  # cells in the row up to the cell before
    trailing: int  # empty cells that end the row before, -1 where the row goes on
    leading: int  # empty cells before this cell in its row


def fit_rows(cells: Sequence[CellLines], bars: Sequence[int], bars_after: int, leading: int = 0) -> list[Row]:
    """Return the rows of a table.

    Args:
        cells: The cells that hold text, in order.
        bars: How many bars stand between each cell and the one before (one less than cells).
        bars_after: How many follow the last cell.
        leading: Empty cells before the first.
    """
    starts = _find_starts(cells, bars)
    best: tuple[float, list[Row]] | None = None
    for width in _candidate_widths(_naive_widths(bars)):
        cost, rows = _read(cells, bars, starts, width)
        if best is None or cost < best[0]:
            best = cost, rows
    rows = best[1] if best else []
    rows[0][:0] = [_EMPTY] * min(leading, _LEADING_MOST)
    width = max(len(row) for row in rows)
    rows[-1].extend([_EMPTY] * min(max(bars_after - 1, 0), width - len(rows[-1])))
    return rows


def _find_starts(cells: Sequence[CellLines], bars: Sequence[int]) -> list[bool]:
    """Return for each cell whether it carries a row's number: the one after the last, or a list's first.

    A `1` begins a list only where a `2` comes before the running number's successor.
    """
    starts = [False] * len(cells)
    texts = [cell[0].text.rstrip(".)") if len(cell) == 1 and len(cell[0].text) <= 8 else "" for cell in cells]
    last = 0
    for index, text in enumerate(texts):
        if index and bars[index - 1] == 1:
            continue
        if _LETTERED.fullmatch(text):
            starts[index] = True
        elif _INTEGER.fullmatch(text):
            value = int(text)
            if value == last + 1 or (value == 1 and _restarts(texts, index, last)):
                starts[index] = True
                last = value
    return starts


def _restarts(texts: Sequence[str], index: int, last: int) -> bool:
    following = (text for text in texts[index + 1 : index + _LOOK_AHEAD] if _INTEGER.fullmatch(text))
    return next((int(text) == 2 for text in following if int(text) in (2, last + 1)), True)


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
    """Return the widths worth trying: the longest run of single bars, frequent ones, and one more than that."""
    longest = min(max(widths), _WIDEST)
    if len(widths) <= 2:
        return [longest]
    counts = Counter(widths)
    ranked = sorted(counts, key=lambda width: -width * counts[width])[:_CANDIDATES]
    return sorted({longest, longest + 1, *ranked})


def _read(
    cells: Sequence[CellLines], bars: Sequence[int], starts: Sequence[bool], width: int
) -> tuple[float, list[Row]]:
    """Return the cost and rows of the cheapest reading with rows of at most `width` cells."""
    layers: list[dict[int, _Step]] = [{1: _Step(0.0, 0, -1, 0)}]
    for index, count in enumerate(bars):
        layer: dict[int, _Step] = {}
        for filled, step in layers[-1].items():
            group = _is_group(cells, starts, index, filled)
            for state, move in _moves(filled, count, width, starts[index + 1], group):
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
        return [(1, _Step(_IMPOSSIBLE, filled, 0, 0))]
    moves = []
    if filled + count <= width:
        cost = _INNER_EMPTY * (count - 1) + (_MISSED_MARKER if starts else 0.0)
        moves.append((filled + count, _Step(cost, filled, -1, count - 1)))
    empties = min(count - 2, 2 * width)
    for trailing in {0, empties, width - filled, empties - width + 1}:
        leading = empties - trailing
        if not (0 <= trailing <= width - filled and 0 <= leading < width):
            continue
        short = 0.0 if filled + trailing == width else _GROUP_ROW if group else _SHORT_ROW
        cost = (
            short
            + _TRAILING_EMPTY * trailing
            + _LEADING_EMPTY * leading
            + (_MISSED_MARKER if starts and leading else 0)
        )
        moves.append((leading + 1, _Step(cost, filled, trailing, leading)))
    return moves or [(1, _Step(_IMPOSSIBLE, filled, 0, 0))]


def _is_group(cells: Sequence[CellLines], starts: Sequence[bool], index: int, filled: int) -> bool:
    """Whether the row that ends at the cell looks like a group row: a marker and a title, or a title."""
    if not any(_LETTER.search(line.text) for line in cells[index]):
        return False
    return filled == 1 or (filled == 2 and starts[index - 1])


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
