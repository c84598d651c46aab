"""Heads of ruled tables that are printed again, and rows that a page end cut in two.

Word processors draw borders at the cut, so that the rest of a row looks like a row of its own. It is known by
what is missing: each of its cells goes on where the cell above had no room for one word more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.readers.pdf_lines import Row, find_rows
from pipeline.readers.pdf_tables import GridText
from pipeline.readers.pdf_words import Word

_PADDING = 5.4  # points; Word's default distance of text from a cell's side
_SPACE = 0.25  # of the font height
_LONGEST_HEAD = 4  # rows
_OWN_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{1,3}){0,3}|[IVXLC]{1,6}|[a-zđA-ZĐ])[.)]?")  # a row of its own

Cells = dict[tuple[int, int], list[Word]]


def with_seams(before: GridText, part: GridText) -> GridText:
    """Return a table's next part with what is known of its first rows by the part before."""
    if len(before.grid.columns) != len(part.grid.columns):
        return part
    above, below = before.cells(), part.cells()
    row = _repeated_rows(above, below)
    if any(part.grid.end(corner)[0] > row for corner in below if corner[0] < row):
        row = 0
    return replace(part, repeated=row, is_cut=_is_cut(before, part, row))


def _is_cut(before: GridText, part: GridText, row: int) -> bool:
    """Whether a row of the part is the rest of the last row before."""
    above = before.cells()
    last = len(before.grid.rows) - 2
    columns = range(len(before.grid.columns) - 1)
    heads = {column: above.get(before.grid.corner((last, column)), []) for column in columns}
    rest = {column: words for (at, column), words in part.cells().items() if at == row}
    if 0 in rest and _OWN_NUMBER.fullmatch(" ".join(word.text for word in rest[0])):
        return False
    if not rest or len(rest) >= sum(bool(words) for words in heads.values()):
        return False
    if any(_width(before, last, column) != _width(part, row, column) for column in rest):
        return False
    return all(_goes_on(heads[column], words, _right(before, last, column)) for column, words in rest.items())


def _repeated_rows(above: Cells, below: Cells) -> int:
    """Return how many rows both parts begin with: the table's head, printed on each page."""
    row = 0
    while row < _LONGEST_HEAD and (texts := _texts(below, row)) and texts == _texts(above, row):
        row += 1
    return row


def _texts(cells: Cells, row: int) -> list[tuple[int, str]]:
    return sorted((column, " ".join(word.text for word in words)) for (at, column), words in cells.items() if at == row)


def _right(text: GridText, row: int, column: int) -> float:
    grid = text.grid
    return grid.columns[grid.end(grid.corner((row, column)))[1]]


def _width(text: GridText, row: int, column: int) -> int:
    """Return how many columns a cell covers: the label of a group covers more than the cell above it."""
    return text.grid.end(text.grid.corner((row, column)))[1] - column


def _goes_on(head: Sequence[Word], rest: Sequence[Word], right: float) -> bool:
    """Whether the first word of the rest had no room on the last line of the head."""
    if not head:
        return False
    line: Row = find_rows(head)[-1]
    first = find_rows(rest)[0].words[0]
    return line.x1 + _SPACE * line.size + first.x1 - first.x0 > right - _PADDING - 1.0
