"""Grids of ruled tables: pdfplumber's table finder over the rules that pdfium reports.

pdfplumber's finder needs nothing of its page but the edges, so the page is not parsed a second
time: that parse, with an object for every character, would cost tens of times the rest.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from pipeline.core.document import BBox
from pipeline.readers.pdf_edges import close_sides
from pipeline.readers.pdf_rulings import Rule
from pipeline.readers.pdf_words import Word

_SNAP = 3.0  # points; pdfplumber's own tolerance for one and the same rule
_NARROW = 7.0  # points; a column that holds not even a digit
_LOW = 5.0  # points; a row that holds no text
_MAX_RULES = 8_000  # a page of 30 columns and 60 rows, each cell with borders of its own
_MAX_CROSSINGS = 5_000  # the finder's time grows with the square of these

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _FinderPage:
    """What `TableFinder` reads of a page."""

    edges: list[dict[str, object]]
    bbox: Box


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one table: column and row borders, and for each position the cell that covers it."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    cells: tuple[Box, ...]
    owner: dict[tuple[int, int], int]

    @property
    def bbox(self) -> BBox:
        """The outer borders."""
        return BBox(self.columns[0], self.rows[0], self.columns[-1], self.rows[-1])

    def position(self, word: Word) -> tuple[int, int] | None:
        """Return row and column of the word's middle, or None outside the table."""
        row = bisect_right(self.rows, word.bottom - word.size / 2) - 1
        column = bisect_right(self.columns, (word.x0 + word.x1) / 2) - 1
        inside = 0 <= row < len(self.rows) - 1 and 0 <= column < len(self.columns) - 1
        return (row, column) if inside else None

    @property
    def area(self) -> float:
        """Square points inside the outer borders."""
        return _area((self.columns[0], self.rows[0], self.columns[-1], self.rows[-1]))

    def corner(self, position: tuple[int, int]) -> tuple[int, int]:
        """Return the top left position of the cell that covers a position (itself where none does)."""
        index = self.owner.get(position)
        if index is None:
            return position
        box = self.cells[index]
        return _index(self.rows, box[1]), _index(self.columns, box[0])

    def end(self, position: tuple[int, int]) -> tuple[int, int]:
        """Return the row and column after the cell that covers a position."""
        index = self.owner.get(position)
        if index is None:
            return position[0] + 1, position[1] + 1
        box = self.cells[index]
        return _index(self.rows, box[3]), _index(self.columns, box[2])


def find_grids(rules: Sequence[Rule], width: float, height: float) -> list[Grid]:
    """Return the tables that the rules draw; a box around one text is none."""
    if not _is_searchable(rules):
        return []
    from pdfplumber.table import TableFinder  # noqa: PLC0415 - 0.2 s that most documents don't need

    page = _FinderPage([_edge(rule) for rule in close_sides(rules)], (0.0, 0.0, width, height))
    grids = [_grid(table.cells) for table in TableFinder(cast(Any, page)).tables if len(table.cells) > 1]
    return [grid for grid in grids if grid is not None]


def _is_searchable(rules: Sequence[Rule]) -> bool:
    """Whether the rules can be a table's and not a map's or a mesh's."""
    upright = {round(rule.x0 / _SNAP) for rule in rules if rule.is_vertical}
    level = {round(rule.top / _SNAP) for rule in rules if not rule.is_vertical}
    return len(rules) <= _MAX_RULES and len(upright) * len(level) <= _MAX_CROSSINGS


def _edge(rule: Rule) -> dict[str, object]:
    return {
        "x0": rule.x0,
        "x1": rule.x1,
        "top": rule.top,
        "bottom": rule.bottom,
        "width": rule.x1 - rule.x0,
        "height": rule.bottom - rule.top,
        "orientation": "v" if rule.is_vertical else "h",
        "object_type": "line",
    }


def _grid(boxes: Sequence[Box]) -> Grid | None:
    columns = _without_slivers(_borders([x for box in boxes for x in (box[0], box[2])]), _NARROW)
    rows = _without_slivers(_borders([y for box in boxes for y in (box[1], box[3])]), _LOW)
    boxes = [snapped for box in boxes if (snapped := _snap(box, columns, rows)) is not None]
    if len(columns) * len(rows) < 6:  # one cell, or frames around one
        return None
    return Grid(columns, rows, tuple(boxes), _owners(boxes, columns, rows))


def _owners(boxes: Sequence[Box], columns: Sequence[float], rows: Sequence[float]) -> dict[tuple[int, int], int]:
    """Return for each row and column the index of the cell that covers it."""
    owner: dict[tuple[int, int], int] = {}
    # Small cells last: a frame around a table must not take its cells.
    for index, box in sorted(enumerate(boxes), key=lambda item: -_area(item[1])):
        for row in range(_index(rows, box[1]), _index(rows, box[3])):
            for column in range(_index(columns, box[0]), _index(columns, box[2])):
                owner[row, column] = index
    return owner


def align_columns(grid: Grid, columns: tuple[float, ...]) -> Grid | None:
    """Return the grid on the column borders of another page's part; None where they aren't the same table's.

    The borders of a part may be a selection of the other's: the rows on that page have merged cells.
    """
    ends_agree = _near(grid.columns[0], columns[0]) and _near(grid.columns[-1], columns[-1])
    if not ends_agree or not all(any(_near(x, other) for other in columns) for x in grid.columns):
        return None
    boxes = tuple(box for each in grid.cells if (box := _snap(each, columns, grid.rows)) is not None)
    return Grid(columns, grid.rows, boxes, _owners(boxes, columns, grid.rows))


def _without_slivers(borders: tuple[float, ...], least: float) -> tuple[float, ...]:
    """Return one border for each group of borders so close that no text fits between them.

    Such are double rules, and the sides of a shading, which Word draws smaller than its cell. Of the
    groups at the table's ends the outer border stays, of the others the middle one.
    """
    groups: list[list[float]] = []
    for border in borders:
        if groups and border - groups[-1][-1] < least:
            groups[-1].append(border)
        else:
            groups.append([border])
    if len(groups) < 2:
        return borders
    inner = [group[len(group) // 2] for group in groups[1:-1]]
    return (groups[0][0], *inner, groups[-1][-1])


def _snap(box: Box, columns: Sequence[float], rows: Sequence[float]) -> Box | None:
    """Return the box on the borders that were kept, or None where it was a sliver between two."""
    x0, x1 = _nearest(box[0], columns), _nearest(box[2], columns)
    top, bottom = _nearest(box[1], rows), _nearest(box[3], rows)
    return (x0, top, x1, bottom) if x0 < x1 and top < bottom else None


def _near(a: float, b: float) -> bool:
    return abs(a - b) <= _SNAP + 1


def _nearest(value: float, borders: Sequence[float]) -> float:
    return min(borders, key=lambda border: abs(border - value))


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _borders(values: list[float]) -> tuple[float, ...]:
    """Return the distinct borders, those within the tolerance counted once."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _SNAP:
            found.append(value)
    return tuple(found)


def _index(borders: Sequence[float], value: float) -> int:
    return max(bisect_right(borders, value + 0.01) - 1, 0)
