"""One `w:tbl` element into a table: merged cells once, grid columns that no cell begins at left out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from lxml import etree

from pipeline.core.document import Block, Cell, Line, Table
from pipeline.readers import docx_names as w
from pipeline.readers.docx_names import TC_PR
from pipeline.readers.docx_paragraphs import Story
from pipeline.readers.docx_styles import Styles, has_visible_borders, to_int

AddBlock = Callable[[etree._Element, Story], None]

_MAX_COLUMNS: Final = 500
# Grid columns narrower than this (in twentieths of a point) come from cells dragged a little apart.
_SLIVER = 60
_WRAPPERS: Final = frozenset({w.SDT, w.SDT_CONTENT, w.CUSTOM_XML, w.INS, w.MOVE_TO})


@dataclass(slots=True)
class _Cell:
    """A cell on the table's grid while the table is read; `end` is the grid column after it."""

    start: int
    end: int
    blocks: list[Block]
    borders: bool | None
    row_span: int = 1


class _CellProperties(NamedTuple):
    span: int = 1
    vertical: str | None = None
    horizontal: str | None = None
    borders: bool | None = None


_CELL_TAGS: Final = frozenset({w.GRID_SPAN, w.V_MERGE, w.H_MERGE, w.TC_BORDERS})
_PLAIN_CELL: Final = _CellProperties()


def read_table(element: etree._Element, add_block: AddBlock, styles: Styles) -> list[Block]:
    """Return a `w:tbl` as blocks: mostly one table.

    A table of one cell is a frame: its content comes out as it is. A table without borders around
    an inner table is a layout: the inner table stands on its own, in order.

    Args:
        element: the `w:tbl`.
        add_block: appends a paragraph, table or container to the story of its cell.
        styles: the table styles.
    """
    rows = _read_rows(element, add_block)
    ruled = _is_ruled(element, rows, styles)
    cells = [cell for row in rows for cell in row]
    if len(cells) == 1:
        return cells[0].blocks
    if not any(cell.blocks for cell in cells):
        return []
    if not ruled and any(_is_data_table(block) for cell in cells for block in cell.blocks):
        return _unwrapped(rows, element)
    return [_build(rows, _boundaries(rows, element), ruled)]


def _unwrap(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the children with the tag, also those inside content controls and insertions."""
    for child in element.iterchildren():
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _unwrap(child, tag)


def _read_rows(element: etree._Element, add_block: AddBlock) -> list[list[_Cell]]:
    rows: list[list[_Cell]] = []
    open_merges: dict[int, _Cell] = {}
    for row in _unwrap(element, w.TR):
        offset, deleted = _row_properties(row)
        if not deleted:
            rows.append(_read_row(row, offset, add_block, open_merges))
    return rows


def _row_properties(row: etree._Element) -> tuple[int, bool]:
    """Return the number of grid columns before the first cell, and whether the row is a tracked deletion."""
    offset, deleted = 0, False
    for properties in row.iterchildren(w.TR_PR):
        for child in properties.iterchildren():
            if child.tag == w.GRID_BEFORE:
                offset = to_int(child.get(w.VAL)) or 0
            elif child.tag == w.DEL:
                deleted = True
    return min(max(offset, 0), _MAX_COLUMNS), deleted


def _read_row(row: etree._Element, column: int, add_block: AddBlock, open_merges: dict[int, _Cell]) -> list[_Cell]:
    cells: list[_Cell] = []
    merges: dict[int, _Cell] = {}
    for element in _unwrap(row, w.TC):
        properties, blocks = _read_cell(element, add_block)
        start, column = column, min(column + properties.span, _MAX_COLUMNS)
        if properties.horizontal == "continue" and cells:
            cells[-1].end = column
            continue
        upper = open_merges.get(start) if properties.vertical == "continue" else None
        if upper is not None:
            upper.row_span += 1
            merges[start] = upper
            continue
        cell = _Cell(start, column, blocks, properties.borders)
        cells.append(cell)
        if properties.vertical is not None:
            merges[start] = cell
    open_merges.clear()
    open_merges.update(merges)
    return cells


def _read_cell(element: etree._Element, add_block: AddBlock) -> tuple[_CellProperties, list[Block]]:
    """Return a cell's properties and blocks; list numbers in a merged-away cell count, its text is dropped later."""
    properties = _PLAIN_CELL
    story = Story()
    for child in element.iterchildren():
        if child.tag == TC_PR:
            properties = _cell_properties(child)
            if properties.horizontal == "continue":
                break
        else:
            add_block(child, story)
    return properties, story.blocks


def _cell_properties(properties: etree._Element) -> _CellProperties:
    found = [child for child in properties.iterchildren() if child.tag in _CELL_TAGS]
    if not found:
        return _PLAIN_CELL
    span, vertical, horizontal, borders = _PLAIN_CELL
    for child in found:
        tag = child.tag
        if tag == w.GRID_SPAN:
            span = max(to_int(child.get(w.VAL)) or 1, 1)
        elif tag == w.V_MERGE:
            vertical = child.get(w.VAL, "continue")
        elif tag == w.H_MERGE:
            horizontal = child.get(w.VAL, "continue")
        else:
            borders = _cell_borders(child)
    return _CellProperties(span, vertical, horizontal, borders)


def _cell_borders(borders: etree._Element) -> bool | None:
    """Return True where a cell draws its own borders, False where it takes most of them away, else None."""
    if has_visible_borders(borders):
        return True
    return False if len(borders) >= 3 else None


def _is_ruled(element: etree._Element, rows: list[list[_Cell]], styles: Styles) -> bool:
    """Return whether most cells show borders: the table's or its style's, unless the cells say otherwise."""
    drawn = _table_borders(element, styles)
    if not any(cell.borders is not None for row in rows for cell in row):
        return drawn
    votes = [drawn if cell.borders is None else cell.borders for row in rows for cell in row]
    return sum(votes) * 2 > len(votes)


def _table_borders(element: etree._Element, styles: Styles) -> bool:
    style_id: str | None = None
    for properties in element.iterchildren(w.TBL_PR):
        for child in properties.iterchildren():
            if child.tag == w.TBL_BORDERS:
                return has_visible_borders(child)
            if child.tag == w.TBL_STYLE:
                style_id = child.get(w.VAL)
    return style_id is not None and styles.table_has_borders(style_id)


def _boundaries(rows: list[list[_Cell]], element: etree._Element) -> list[int]:
    """Return the grid columns at which cells begin, slivers merged into the column before."""
    starts = sorted({cell.start for row in rows for cell in row})
    widths = [to_int(col.get(w.WIDTH)) for grid in element.iterchildren(w.TBL_GRID) for col in grid.iterchildren()]
    kept: list[int] = []
    for start in starts:
        if kept and _distance(widths, kept[-1], start) < _SLIVER and not _share_a_row(rows, kept[-1], start):
            continue
        kept.append(start)
    return kept


def _distance(widths: list[int | None], start: int, end: int) -> int:
    """Return the width from one grid column to another; an unknown width is wide."""
    known = [width for width in widths[start:end] if width is not None]
    return sum(known) if len(known) == end - start else _SLIVER


def _share_a_row(rows: list[list[_Cell]], left: int, right: int) -> bool:
    return any({left, right} <= {cell.start for cell in row} for row in rows)


def _build(rows: list[list[_Cell]], starts: list[int], ruled: bool) -> Table:
    last = max(cell.end for row in rows for cell in row)
    # A sliver's start is not in the list: it belongs to the column before.
    columns = [max(bisect_right(starts, i) - 1, 0) for i in range(last + 1)]
    ends = [bisect_left(starts, i) for i in range(last + 1)]
    for sliver in {cell.start for row in rows for cell in row}.difference(starts):
        ends[sliver] = columns[sliver]
    built = tuple([tuple([_build_cell(cell, columns, ends) for cell in row]) for row in rows])
    return Table(built, len(starts), ruled=ruled)


def _build_cell(cell: _Cell, columns: list[int], ends: list[int]) -> Cell:
    column = columns[cell.start]
    return Cell(flat_lines(cell.blocks), column, cell.row_span, max(ends[cell.end] - column, 1))


def flat_lines(blocks: list[Block]) -> tuple[Line, ...]:
    """Return the lines of blocks; a nested table gives one line per row."""
    if len(blocks) == 1 and isinstance(blocks[0], Line):
        return (blocks[0],)
    lines: list[Line] = []
    for block in blocks:
        if isinstance(block, Line):
            lines.append(block)
        else:
            lines.extend(Line(text, whole=True) for row in block.rows if (text := _row_text(row)))
    return tuple(lines)


def _row_text(row: tuple[Cell, ...]) -> str:
    return " ".join(cell.text for cell in row if cell.lines)


def _is_data_table(block: Block) -> bool:
    return isinstance(block, Table) and bool(block.ruled) and len(block.rows) >= 2 and block.column_count >= 2


def _unwrapped(rows: list[list[_Cell]], element: etree._Element) -> list[Block]:
    """Return a layout table as blocks: rows without an inner table stay rows of a table, the others dissolve."""
    starts = _boundaries(rows, element)
    blocks: list[Block] = []
    plain: list[list[_Cell]] = []
    for row in [*rows, []]:
        dissolves = not row or any(_is_data_table(block) for cell in row for block in cell.blocks)
        if not dissolves:
            plain.append(row)
            continue
        if plain:
            blocks.append(_cut_spans(_build(plain, starts, ruled=False)))
            plain = []
        blocks.extend(block for cell in row for block in cell.blocks)
    return blocks


def _cut_spans(table: Table) -> Table:
    """Return the table with no cell reaching below its last row."""
    count = len(table.rows)
    rows = (
        tuple(replace(cell, row_span=min(cell.row_span, count - i)) for cell in row) for i, row in enumerate(table.rows)
    )
    return replace(table, rows=tuple(rows))
