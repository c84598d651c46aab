"""Blocks to strips: layout tables taken apart, so that prose is one stream of printed lines.

The header and the footer of an administrative document are borderless two-column tables. Readers
deliver them as tables (or, where a text export printed them row by row, as lines with both columns
on them); here they become lines again, left column first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from pipeline.core.document import Block, Cell, Line, Table
from pipeline.normalise.text import fold
from pipeline.structure.columns import read_columns
from pipeline.structure.phrases import is_name, is_office


@dataclass(frozen=True, slots=True)
class Strip:
    """One printed line, or one data table. `cell` numbers the layout cell that a line came from."""

    line: Line | None
    table: Table | None = None
    column: int | None = None
    cell: int | None = None

    @property
    def text(self) -> str:
        """The line's text; empty for a table."""
        return self.line.text if self.line is not None else ""


_LAYOUT_SIGN: Final = re.compile(
    r"cộng hoà xã|chủ nghĩa việt nam|độc lập ?- ?tự do|đảng cộng sản việt|^(?:số|sô|sỗ) ?:|^số \S{0,8}[-/]"
    r"|, ?ngày .{0,24}năm"
    r"|^nơi nhận|^(?:tm|t/m|kt|k/t|tl|tuq|q)\s?[./]",
)
_LAYOUT_ROWS: Final = 8


def build_strips(blocks: Iterable[Block]) -> list[Strip]:
    """Return the blocks as strips in reading order, layout tables linearised column by column."""
    strips: list[Strip] = []
    lines: list[Line] = []
    for number, block in enumerate(_signatures_together(blocks)):
        if isinstance(block, Line):
            if block.text.strip():
                lines.append(block)
            continue
        strips += [Strip(line, None, column) for line, column in read_columns(lines)]
        lines = []
        if is_addressee_table(block):
            strips.extend(strip for row in block.rows for strip in _column_lines(list(row), number))
        elif is_layout(block):
            strips.extend(_linearise(block, number))
        else:
            strips.append(Strip(None, block))
    strips += [Strip(line, None, column) for line, column in read_columns(lines)]
    return strips


def _signatures_together(blocks: Iterable[Block]) -> list[Block]:
    """Offices side by side and the names under them are one table, although white space parts them."""
    together: list[Block] = []
    for block in blocks:
        above = together[-1] if together else None
        if isinstance(block, Table) and isinstance(above, Table) and _are_signatures(above) and _are_signatures(block):
            together[-1] = replace(above, rows=above.rows + block.rows)
        else:
            together.append(block)
    return together


def _are_signatures(table: Table) -> bool:
    cells = [cell for row in table.rows for cell in row if cell.text]
    return not table.ruled and len(table.rows) <= 2 and 1 < len(cells) < 5 and all(map(_is_signature, cells))


def is_layout(table: Table) -> bool:
    """Tell whether a table only places text on the page: a header, a footer, a single filled column."""
    if table.ruled and table.column_count > 1 and len(table.rows) > 1:
        return False
    cells = [cell for row in table.rows for cell in row if cell.text]
    if not cells:
        return True
    if len({cell.column for cell in cells}) == 1 and table.column_count <= 2:
        return True
    if table.column_count > 3 or len(table.rows) > _LAYOUT_ROWS:
        return False
    if any(_LAYOUT_SIGN.search(fold(line.text.strip())) for cell in cells for line in cell.lines):
        return True
    return len(table.rows) <= 4 and all(map(_is_signature, cells))


def _is_signature(cell: Cell) -> bool:
    lines = [line.text.strip() for line in cell.lines if line.text.strip()]
    return bool(lines) and (is_office(lines[0]) or (len(lines) == 1 and is_name(lines[0])))


def is_addressee_table(table: Table) -> bool:
    """Tell whether a table holds `Kính gửi:` and its list, which read row by row."""
    if table.ruled or table.column_count > 2 or len(table.rows) > _LAYOUT_ROWS:
        return False
    firsts = [fold(cell.text.strip()) for row in table.rows for cell in row if cell.column == 0]
    return any(first.startswith(("kính gửi", "đồng kính gửi")) for first in firsts)


def _linearise(table: Table, number: int) -> Iterator[Strip]:
    """Yield the lines column by column; a row that spans all columns closes what stands above it."""
    above: list[Cell] = []
    for row in table.rows:
        filled = [cell for cell in row if cell.text]
        if len(filled) == 1 and filled[0].column_span >= table.column_count > 1:
            yield from _column_lines(above, number)
            above = []
            yield from _column_lines(filled, number)
        else:
            above += filled
    yield from _column_lines(above, number)


def _column_lines(cells: list[Cell], number: int) -> Iterator[Strip]:
    for cell in sorted(cells, key=lambda c: c.column):
        here = hash((number, id(cell)))
        lines = [line for line in cell.lines if line.text.strip()]
        for line, column in read_columns(lines):
            yield Strip(line, None, cell.column if column is None else column, here)
