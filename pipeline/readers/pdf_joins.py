"""What goes on from one page to the next: ruled tables, rows of theirs, two-column feet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.core.document import Block, Cell, Table
from pipeline.readers.pdf_cut_rows import with_seams
from pipeline.readers.pdf_grid import align_columns
from pipeline.readers.pdf_page import PageContent
from pipeline.readers.pdf_tables import GridText


def join_tables(pages: Sequence[PageContent]) -> list[PageContent]:
    """Mark tables that continue the last table of the page before, and give the parts one set of columns.

    A table continues where it is the first thing on its page, the other part the last thing on the
    page before, and the column borders of one are among those of the other.
    """
    joined = list(pages)
    for index in range(1, len(joined)):
        before, page = joined[index - 1], joined[index]
        if not (_ends_in_table(before) and _begins_with_table(page)):
            continue
        wide, narrow = before.tables[-1], page.tables[0]
        if (grid := align_columns(narrow.grid, wide.grid.columns)) is not None:
            first = GridText(grid, narrow.words, continues=True)
        elif align_columns(wide.grid, narrow.grid.columns) is not None:
            first = replace(narrow, continues=True)
            _widen(joined, index - 1, narrow.grid.columns)
        else:
            continue
        first = with_seams(joined[index - 1].tables[-1], first)
        joined[index] = replace(page, tables=(first, *page.tables[1:]))
    return joined


def _widen(pages: list[PageContent], index: int, columns: tuple[float, ...]) -> None:
    """Put the last table of a page, and the parts it continues, on more columns."""
    while index >= 0:
        page = pages[index]
        last = page.tables[-1]
        grid = align_columns(last.grid, columns)
        if grid is None:
            return
        pages[index] = replace(page, tables=(*page.tables[:-1], replace(last, grid=grid)))
        if not last.continues or len(page.tables) > 1:
            return
        index -= 1


def _ends_in_table(page: PageContent) -> bool:
    if not page.tables:
        return False
    bottom = page.tables[-1].grid.rows[-1]
    return all(row.bottom <= bottom for row in page.rows)


def _begins_with_table(page: PageContent) -> bool:
    if not page.tables:
        return False
    top = page.tables[0].grid.rows[0]
    return all(row.bottom > top for row in page.rows)


def join_blocks(before: list[Block], blocks: Sequence[Block], first: GridText | None = None) -> None:
    """Append a page's blocks to those before; what a page end cut goes into the cells of the first part.

    Args:
        before: the blocks of the pages before, changed in place.
        blocks: the page's own.
        first: the page's first ruled table, None where it has none.
    """
    part, cut = (blocks[0], before[-1]) if blocks and before else (None, None)
    if isinstance(part, Table) and isinstance(cut, Table) and part.continues:
        if part.ruled is False:
            before[-1] = _with_rest(cut, _apart(part.rows[0]))
            blocks = blocks[1:]
        elif first is not None:
            if first.is_cut:
                before[-1] = _with_rest(cut, part.rows[first.repeated])
            rows = part.rows[first.repeated + first.is_cut :]
            blocks = [*([replace(part, rows=rows)] if rows else []), *blocks[1:]]
    before.extend(blocks)


def _with_rest(table: Table, rest: Sequence[Cell]) -> Table:
    """Return the table with lines added to the cells that reach into its last row."""
    more = {cell.column: cell.lines for cell in rest if cell.lines}
    last = len(table.rows) - 1
    rows = tuple(
        tuple(
            replace(cell, lines=(*cell.lines, *more[cell.column]))
            if cell.column in more and index + cell.row_span > last
            else cell
            for cell in row
        )
        for index, row in enumerate(table.rows)
    )
    return replace(table, rows=rows)


def _apart(cells: Sequence[Cell]) -> list[Cell]:
    """Return the cells with white space before their first lines: the page end."""
    return [
        replace(cell, lines=(replace(cell.lines[0], gap=True), *cell.lines[1:])) if cell.lines else cell
        for cell in cells
    ]
