"""Rows of a ruled table that a page end cut in two: the rest stands in the first row of the next page.

Word processors draw borders at the cut, so that the rest looks like a row of its own. It is known by
what is missing: each of its cells goes on where the cell above had no room for one word more.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.readers.pdf_lines import Row, find_rows
from pipeline.readers.pdf_tables import GridText
from pipeline.readers.pdf_words import Word

_PADDING = 5.4  # points; Word's default distance of text from a cell's side
_SPACE = 0.25  # of the font height
_LONGEST_HEAD = 4  # rows

Cells = dict[tuple[int, int], list[Word]]


def find_rest(before: GridText, part: GridText) -> int | None:
    """Return the row of a table's next part that is the rest of the last row before, or None."""
    if len(before.grid.columns) != len(part.grid.columns):
        return None
    above, below = before.cells(), part.cells()
    row = _repeated_rows(above, below)
    rest = {column: words for (at, column), words in below.items() if at == row}
    last = len(before.grid.rows) - 2
    heads = {
        column: above.get(before.grid.corner((last, column)), []) for column in range(len(before.grid.columns) - 1)
    }
    if not rest or len(rest) >= sum(bool(words) for words in heads.values()):
        return None
    is_cut = all(_goes_on(heads[column], words, _right(before, last, column)) for column, words in rest.items())
    return row if is_cut else None


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


def _goes_on(head: Sequence[Word], rest: Sequence[Word], right: float) -> bool:
    """Whether the first word of the rest had no room on the last line of the head."""
    if not head:
        return False
    line: Row = find_rows(head)[-1]
    first = find_rows(rest)[0].words[0]
    return line.x1 + _SPACE * line.size + first.x1 - first.x0 > right - _PADDING - 1.0
