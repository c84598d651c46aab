"""Tables of tab-separated lines and of Markdown pipes.

A page break cuts a tab-separated table with a blank line, and the rows after it may have lost the
first cell, where a merged label goes on. Such a row is moved to the columns that its cells look like.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.core.document import Line, Table
from pipeline.readers.marks import CELL_BAR
from pipeline.readers.rows import build_table
from pipeline.readers.shapes import common_shapes, fit_column

_LIST_MARK = re.compile(r"(?:[-–+•*]|\d{1,3}(?:\.\d{1,3}){0,3}[.)]?|[a-zđ][.)]|[IVXLC]{1,6}[.)]?|Điều \d{1,3}\.?)$")
_WIDEST = 400
_SAMPLE_ROWS = 200
_DELIMITER = re.compile(r"\|?\s{0,9}:?-{2,}+:?\s{0,9}(?:\|\s{0,9}:?-{2,}+:?\s{0,9}){0,60}+\|?$")


def is_tab_row(lines: Sequence[Line], index: int) -> bool:
    """Whether a table of tab-separated lines starts at the line.

    Two tabs do; one does where the next line has one too and the first cells are not list markers.
    """
    tabs = lines[index].text.count("\t")
    if tabs != 1:
        return 1 < tabs <= _WIDEST
    if index + 1 >= len(lines) or "\t" not in lines[index + 1].text or lines[index + 1].gap:
        return False
    return not all(_LIST_MARK.match(lines[place].text.split("\t", 1)[0].strip()) for place in (index, index + 1))


def read_tabs(lines: Sequence[Line], start: int) -> tuple[Table, int]:
    """Return the table that starts at the line and the index of the first line after it."""
    rows: list[list[Line]] = []
    breaks: set[int] = set()
    groups: set[int] = set()
    width = lines[start].text.count("\t") + 1
    index = start
    while index < len(lines):
        line = lines[index]
        tabs = line.text.count("\t")
        if 0 < tabs <= _WIDEST and (not line.gap or index == start or _continues(tabs + 1, width)):
            if line.gap:
                breaks.add(len(rows))
            width = max(width, tabs + 1)
            rows.append(_split(line))
        elif line.gap or not _row_follows(lines, index):
            break
        elif line.text[:1].islower():
            last = rows[-1][-1]
            rows[-1][-1] = Line(f"{last.text} {line.text}".strip(), bold=last.bold, italic=last.italic)
        else:
            groups.add(len(rows))
            rows.append([line])
        index += 1
    return _with_groups(_align(rows, breaks), groups), index


def _continues(cells: int, width: int) -> bool:
    """Whether a row after a blank line goes on with a table: as many cells, or the first one lost.

    Empty cells at the end of a row are often not printed either.
    """
    return width > 2 and max(2, width - 2, 2 * width // 3) <= cells <= width


def _row_follows(lines: Sequence[Line], index: int) -> bool:
    """Whether a row comes right after a line without tabs: the line is then part of the table.

    It is the rest of the row before where it starts small, else the name of a group of rows.
    """
    follower = lines[index + 1] if index + 1 < len(lines) else None
    return follower is not None and "\t" in follower.text and not follower.gap


def _with_groups(table: Table, groups: set[int]) -> Table:
    """Return the table with the names of groups spanning its width."""
    rows = tuple(
        (replace(row[0], column_span=table.column_count),) if number in groups else row
        for number, row in enumerate(table.rows)
    )
    return replace(table, rows=rows)


def _split(line: Line) -> list[Line]:
    cells = (cell.strip() for cell in line.text.split("\t"))
    return [Line("" if cell == "|" else cell, bold=line.bold, italic=line.italic) for cell in cells]


def _align(rows: list[list[Line]], breaks: set[int]) -> Table:
    counts = Counter(len(row) for row in rows)
    width = max(counts, key=lambda cells: (counts[cells], cells))
    rows = [_trim(row, width) for row in rows]
    full = [row for row in rows if len(row) == width][:_SAMPLE_ROWS]
    looks = common_shapes([[line.text for line in row] for row in full], width)
    values = _column_values(full, width)
    page_broken = False
    placed = []
    for number, row in enumerate(rows):
        page_broken = page_broken or number in breaks
        if number and 1 < len(row) < width and row[0].text and _is_shifted(row, looks, values, page_broken):
            row = [Line(""), *row]  # noqa: PLW2901
        placed.append([(line,) if line.text else () for line in row])
    return build_table(placed, spans=False)


def _trim(row: list[Line], width: int) -> list[Line]:
    while len(row) > width and not row[-1].text:
        row = row[:-1]
    return row


def _column_values(rows: Sequence[Sequence[Line]], width: int) -> list[set[str]]:
    return [{row[column].text for row in rows if row[column].text} for column in range(width)]


def _is_shifted(
    row: Sequence[Line], looks: Sequence[Counter[str]], values: Sequence[set[str]], page_broken: bool
) -> bool:
    """Whether a row with too few cells has lost its first: its cells fit the columns to the right better.

    A row that begins with an empty cell has lost none; its empty cells at the end were not printed.
    """
    stay = sum(_fit(line.text, looks[column], values[column]) for column, line in enumerate(row))
    move = sum(_fit(line.text, looks[column + 1], values[column + 1]) for column, line in enumerate(row))
    return move > stay or (move == stay and page_broken)


def _fit(text: str, look: Counter[str], values: set[str]) -> float:
    return 2.0 if text and text in values else fit_column(text, look)


def is_pipe_row(lines: Sequence[Line], index: int) -> bool:
    """Whether a Markdown pipe table starts at the line: bars at both ends, or a delimiter row below."""
    text = lines[index].text
    if "|" not in text or text == "|" or text.count("|") > _WIDEST:
        return False
    if text.startswith("|") and text.count("|") > 1:
        return True
    return index + 1 < len(lines) and "|" in lines[index + 1].text and is_delimiter(lines[index + 1].text)


def is_delimiter(text: str) -> bool:
    """Whether the line is the delimiter row under a pipe table's head."""
    return "--" in text and _DELIMITER.match(text) is not None


def read_pipes(lines: Sequence[Line], start: int) -> tuple[Table, int]:
    """Return the pipe table that starts at the line and the index of the first line after it."""
    leading = lines[start].text.startswith("|")
    rows = []
    index = start
    while index < len(lines) and 0 < lines[index].text.count("|") <= _WIDEST:
        line = lines[index]
        if line.text == "|" or (index > start and (line.gap or line.text.startswith("|") != leading)):
            break
        if not is_delimiter(line.text):
            rows.append(_pipe_cells(line))
        index += 1
    return build_table(rows or [[()]], spans=False), index


def _pipe_cells(line: Line) -> list[tuple[Line, ...]]:
    text = line.text.removeprefix("|")
    return [_cell_lines(cell, line) for cell in text.removesuffix("|").split("|")]


def _cell_lines(cell: str, line: Line) -> tuple[Line, ...]:
    pieces = [piece.strip() for piece in cell.replace(CELL_BAR, "|").split("\v")]
    return tuple(Line(piece, bold=line.bold, italic=line.italic) for piece in pieces if piece)
