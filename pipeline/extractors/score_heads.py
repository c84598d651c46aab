"""The head of a table of points: how many rows it has, and what stands over each column.

Text formats lose merged cells: an empty cell of a head then belongs to the one on its left where both
have a line of their own below, and a second line is only partly filled.
"""

from __future__ import annotations

from itertools import takewhile

from pipeline.core.document import PlanDocument, TextCell, TextTable

_MOST_ROWS = 3


def head_rows(document: PlanDocument, table: TextTable) -> int:
    """Return the number of rows of the head; unmarked ones count where they hold no figures."""
    rows = table.rows[table.header_rows : _MOST_ROWS]
    if table.header_rows == 0:
        return sum(1 for _ in takewhile(lambda row: _is_words(document, row), rows))
    return table.header_rows + sum(1 for _ in takewhile(lambda row: _is_second_line(document, row), rows))


def heads_of(document: PlanDocument, table: TextTable, count: int) -> list[list[TextCell]]:
    """Return the head's cells over each column, from the top; empty ones are left out."""
    rows = [list(row) for row in table.rows[:count]]
    for at, row in enumerate(rows[:-1]):
        below = rows[at + 1]
        for column in range(1, len(row)):
            if not _has(row[column]) and _has(below[column]) and _has(below[column - 1]):
                row[column] = row[column - 1]
    return [[row[column] for row in rows if _has(row[column])] for column in range(table.column_count)]


def _is_words(document: PlanDocument, row: tuple[TextCell, ...]) -> bool:
    """Whether a row could be a head: several cells, all of words."""
    texts = {document.text[cell.start : cell.end] for cell in row if _has(cell)}
    return len(texts) > 1 and not any(_is_figure(text) for text in texts)


def _is_second_line(document: PlanDocument, row: tuple[TextCell, ...]) -> bool:
    """Whether a row goes on a head: its first cell is empty or merged with the one above, the rest words."""
    return (not _has(row[0]) or row[0].filled) and _is_words(document, row)


def _is_figure(text: str) -> bool:
    return text[:1].isdigit() and not any(char.isalpha() for char in text)


def _has(cell: TextCell) -> bool:
    return cell.end > cell.start
