"""Ruled tables: the words of a page in the cells of its grids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.core.document import Cell, Line, Table
from pipeline.readers.pdf_grid import Grid
from pipeline.readers.pdf_lines import Row, find_rows
from pipeline.readers.pdf_words import Word

_PADDING = 5.4  # points; Word's default distance of text from a cell's side
_EDGE_TOLERANCE = 1.0


@dataclass(frozen=True, slots=True)
class GridText:
    """A table's grid and the words that stand in it, in content order.

    Of a table that goes on from the page before, the first `repeated` rows are its head, printed
    again; `is_cut` says that the row after them is the rest of a row that the page end cut in two.
    """

    grid: Grid
    words: tuple[Word, ...]
    continues: bool = False
    repeated: int = 0
    is_cut: bool = False

    def cells(self) -> dict[tuple[int, int], list[Word]]:
        """Return the words of each cell that has some, by the cell's row and column."""
        inside: dict[tuple[int, int], list[Word]] = {}
        for word in self.words:
            position = self.grid.position(word)
            if position is not None:
                inside.setdefault(self.grid.corner(position), []).append(word)
        return inside


def take_words(grids: Sequence[Grid], words: Sequence[Word]) -> tuple[list[GridText], list[Word]]:
    """Return the grids with the words that stand in them, from the top down, and the words outside.

    A word inside two grids belongs to the smaller. Grids without a word are left out: frames, drawings.
    """
    rest = list(words)
    filled: list[GridText] = []
    for grid in sorted(grids, key=lambda grid: grid.area):
        inside: list[Word] = []
        outside: list[Word] = []
        for word in rest:
            (outside if grid.position(word) is None else inside).append(word)
        rest = outside
        if inside:
            filled.append(GridText(grid, tuple(inside)))
    return sorted(filled, key=lambda text: text.grid.rows[0]), rest


def fill_grid(text: GridText, page: int, marks: frozenset[str] = frozenset()) -> Table:
    """Return the table with its words in their cells, the footnote marks `marks` taken out."""
    grid = text.grid
    found = {
        corner: [kept for row in find_rows(content, page) if (kept := row.without_marks(marks)) is not None]
        for corner, content in text.cells().items()
    }
    rows = tuple(_cells_of_row(grid, row, found) for row in range(len(grid.rows) - 1))
    return Table(rows, len(grid.columns) - 1, page, grid.bbox, ruled=True, continues=text.continues)


def _cells_of_row(grid: Grid, row: int, inside: dict[tuple[int, int], list[Row]]) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for column in range(len(grid.columns) - 1):
        if grid.corner((row, column)) != (row, column):
            continue
        last_row, last_column = grid.end((row, column))
        lines = cell_lines(inside.get((row, column), ()), grid.columns[column], grid.columns[last_column])
        cells.append(Cell(lines, column, last_row - row, last_column - column))
    return tuple(cells)


def cell_lines(rows: Sequence[Row], left: float, right: float) -> tuple[Line, ...]:
    """Return a cell's printed lines; `left` and `right` are the cell's sides in points."""
    if not rows:
        return ()
    padding = min(max(min(row.x0 for row in rows) - left, 0.0), _PADDING)
    limit = right - padding
    lines = []
    for row, after in zip(rows, [*rows[1:], None], strict=True):
        needed = 0.25 * row.size + after.words[0].x1 - after.x0 if after else 0.0
        full = row.x1 + needed > limit - _EDGE_TOLERANCE
        lines.append(
            Line(
                row.text,
                row.page,
                row.bbox,
                indent=round(row.x0 - left - padding, 1),
                full=full,
                bold=row.bold,
                italic=row.italic,
            )
        )
    return tuple(lines)
