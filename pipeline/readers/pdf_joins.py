"""What goes on from one page to the next: ruled tables, rows of theirs, two-column feet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.core.document import Block, Cell, Line, Table
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


def join_blocks(before: list[Block], blocks: Sequence[Block]) -> None:
    """Append a page's blocks to those before; the rest of a two-column block goes into its own cells."""
    rest = blocks[0] if blocks else None
    if isinstance(rest, Table) and rest.continues and rest.ruled is False:
        cut = before[-1]
        assert isinstance(cut, Table)
        more = {cell.column: cell.lines for cell in rest.rows[0]}
        cells = tuple(_with_lines(cell, more.get(cell.column, ())) for cell in cut.rows[0])
        before[-1] = replace(cut, rows=(cells, *cut.rows[1:]))
        blocks = blocks[1:]
    before.extend(blocks)


def _with_lines(cell: Cell, lines: tuple[Line, ...]) -> Cell:
    return replace(cell, lines=(*cell.lines, *lines)) if lines else cell
