"""Rows of cells from a stream of cells whose row ends are not certain.

Between two cells stand one or more bars. One bar: next cell of the row. Several: the row ends (with
empty cells at its end or at the next row's start), or empty cells lie between. The cheapest reading
over the whole table wins; rows as wide as the table cost nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from pipeline.core.document import Line

CellLines = Sequence[Line]
Row = list[CellLines]

_EMPTY: CellLines = ()
_WIDEST = 200
_CANDIDATES = 4
_SHORT_ROW = 1.0
_GROUP_ROW = 0.35
_INNER_EMPTY = 0.3
_TRAILING_EMPTY = 0.1
_LEADING_EMPTY = 0.15
_MISSED_MARKER = 0.6
_IMPOSSIBLE = 5.0
_OPEN_END = 0.5
_LEADING_MOST = 3
_LOOK_AHEAD = 80
_INTEGER = re.compile(r"\d{1,4}")
_LETTERED = re.compile(r"[IVXLC]{1,6}(?:\.\d{1,2})?|[A-ZĐ]|\d{1,2}(?:\.\d{1,2}){1,3}")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class _Run:
    """Cells with single bars between them: they are in one row for sure."""

    cells: Sequence[CellLines]
    starts: bool  # its first cell carries a row's number
    group: bool  # alone in a row, it would be a group row: a marker and a title, or a title
    bars: int  # after it


class _Step(NamedTuple):
    """The cheapest way found to read the table up to the end of a run; a tuple, because there are very many."""

    cost: float
    before: int  # cells in the row at the end of the run before
    trailing: int  # empty cells that end the row of the run before, -1 where the row goes on
    leading: int  # empty cells before this run


def fit_rows(cells: Sequence[CellLines], bars: Sequence[int], bars_after: int, leading: int = 0) -> list[Row]:
    """Return the rows of a table.

    Args:
        cells: The cells that hold text, in order.
        bars: How many bars stand between each cell and the one before (one less than cells).
        bars_after: How many follow the last cell.
        leading: Empty cells before the first.
    """
    runs = _split_runs(cells, bars)
    widths = [len(run.cells) + max(run.bars - 2, 0) for run in runs]
    if max(widths) > _WIDEST:
        return [list(run.cells) for run in runs]
    best: tuple[float, list[Row]] | None = None
    for width in _candidate_widths(widths, max(len(run.cells) for run in runs)):
        cost, rows = _read(runs, width)
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


def _split_runs(cells: Sequence[CellLines], bars: Sequence[int]) -> list[_Run]:
    starts = _find_starts(cells, bars)
    bounds = [0, *(index + 1 for index, count in enumerate(bars) if count > 1), len(cells)]
    return [
        _Run(
            cells=cells[begin:end],
            starts=starts[begin],
            group=_is_group(cells[begin:end], starts[begin]),
            bars=bars[end - 1] if end <= len(bars) else 0,
        )
        for begin, end in pairwise(bounds)
    ]


def _candidate_widths(widths: Sequence[int], least: int) -> list[int]:
    """Return the widths worth trying: the longest run of cells, frequent ones, and one more than the longest."""
    if len(widths) <= 2:
        return [max(widths)]
    counts = Counter(width for width in widths if width >= least)
    ranked = sorted(counts, key=lambda width: -width * counts[width])[:_CANDIDATES]
    return sorted({least, least + 1, *ranked})


def _read(runs: Sequence[_Run], width: int) -> tuple[float, list[Row]]:
    """Return the cost and rows of the cheapest reading with rows of at most `width` cells."""
    layers: list[dict[int, _Step]] = [{len(runs[0].cells): _Step(0.0, 0, -1, 0)}]
    for run, after in pairwise(runs):
        layer: dict[int, _Step] = {}
        size = len(after.cells)
        for filled, step in layers[-1].items():
            alone = run.group and filled == len(run.cells)
            for cost, trailing, leading in _moves(filled, run.bars, width, after.starts, alone):
                state = leading + size + (filled if trailing < 0 else 0)
                total = step.cost + cost + (_IMPOSSIBLE if state > width else 0.0)
                if state not in layer or total < layer[state].cost:
                    layer[state] = _Step(total, filled, trailing, leading)
        layers.append(layer)
    ends = {filled: step.cost + (0 if filled == width else _OPEN_END) for filled, step in layers[-1].items()}
    last = min(ends, key=lambda filled: ends[filled])
    return ends[last] + width * 0.01, _trace(runs, layers, last)


def _moves(filled: int, bars: int, width: int, starts: bool, group: bool) -> Iterator[tuple[float, int, int]]:
    """Yield what a run of bars after `filled` cells can mean: cost, empty cells at the row's end, and before the next.

    A row that goes on has -1 empty cells at its end.
    """
    if filled + bars <= width:
        yield _INNER_EMPTY * (bars - 1) + (_MISSED_MARKER if starts else 0.0), -1, bars - 1
    empties = min(bars - 2, 2 * width)
    for trailing in {0, empties, max(width - filled, 0), empties - width + 1}:
        leading = empties - trailing
        if not (0 <= trailing <= max(width - filled, 0) and 0 <= leading < width):
            continue
        short = 0.0 if filled + trailing >= width else _GROUP_ROW if group else _SHORT_ROW
        missed = _MISSED_MARKER if starts and leading else 0.0
        yield short + _TRAILING_EMPTY * trailing + _LEADING_EMPTY * leading + missed, trailing, leading
    if empties >= width:
        yield _IMPOSSIBLE, max(width - filled, 0), 0


def _is_group(cells: Sequence[CellLines], starts: bool) -> bool:
    if not any(_LETTER.search(line.text) for line in cells[-1]):
        return False
    return len(cells) == 1 or (len(cells) == 2 and starts)


def _trace(runs: Sequence[_Run], layers: list[dict[int, _Step]], last: int) -> list[Row]:
    rows: list[Row] = []
    row: Row = []
    state = last
    for index in range(len(runs) - 1, -1, -1):
        step = layers[index][state]
        row.extend(reversed(runs[index].cells))
        row.extend([_EMPTY] * step.leading)
        if index == 0 or step.trailing >= 0:
            rows.append(row[::-1])
            row = [_EMPTY] * max(step.trailing, 0)
        state = step.before
    return rows[::-1]
