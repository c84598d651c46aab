"""A small text notation that lays out a page, so that a layout test shows its input.

Rows of the sketch are printed rows, characters are columns of the page. Three or more spaces part two
columns; a blank row is white space on the page; `*asterisks*` around a piece make it bold; rows between
bars (`| a | b |`) are a ruled table, and `^` and `<` in a cell merge it with the one above or to the left.

    UBND TỈNH HÀ LÂM       CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
      *SỞ NỘI VỤ*             *Độc lập - Tự do - Hạnh phúc*
    Số: 12/KH-SNV           Hà Lâm, ngày 05 tháng 3 năm 2024

                        *KẾ HOẠCH*

One sketch is delivered as four kinds of reader would: `as_rows` (text printed row by row), `as_columns`
(text column by column), `as_docx` (borderless tables, whole paragraphs), `as_pdf` (lines with boxes).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from textwrap import dedent

from pipeline.core.document import BBox, Block, Cell, Line, Note, PlanDocument, SourceDocument, Table
from pipeline.structure import build_document

PAGE_COLUMNS = 100
_POINTS = 5.0  # the width of a character
_LEADING = 14.0
_PIECE = re.compile(r"\S+(?: {1,2}\S+)*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words in a printed row, from column `x`."""

    text: str
    x: int
    bold: bool

    @property
    def right(self) -> int:
        """The column after the last character."""
        return self.x + len(self.text)


@dataclass(frozen=True, slots=True)
class Row:
    """A printed row at height `y` (in rows); `gap` says that a blank one stands above it."""

    pieces: tuple[Piece, ...]
    y: int
    gap: bool


def as_rows(sketch: str, page: int | None = None) -> tuple[Block, ...]:
    """Return the sketch as a text export that prints both columns on one line."""
    return tuple(_deliver(sketch, page, lambda region: [_whole_row(row) for row in region]))


def as_layout(sketch: str, page: int | None = None) -> tuple[Block, ...]:
    """Return the sketch as a text export that keeps the blanks between the columns."""
    return tuple(_deliver(sketch, page, lambda region: [_spaced_row(row) for row in region]))


def as_columns(sketch: str, page: int | None = None) -> tuple[Block, ...]:
    """Return the sketch as a text export that prints one column after the other."""
    return tuple(_deliver(sketch, page, lambda region: [line for side in _sides(region) for line in side]))


def as_docx(sketch: str, page: int | None = None) -> tuple[Block, ...]:
    """Return the sketch as a Word file: borderless tables, each line a whole paragraph."""
    blocks = _deliver(sketch, page, lambda region: [_layout_table(region)], boxes=True)
    return tuple(_whole(block) for block in blocks)


def as_pdf(sketch: str, page: int | None = 1) -> tuple[Block, ...]:
    """Return the sketch as a PDF: side-by-side blocks as tables, lines with boxes and flags."""
    return tuple(_deliver(sketch, page, lambda region: [_layout_table(region)], boxes=True))


DELIVERIES: dict[str, Callable[[str], tuple[Block, ...]]] = {
    "rows": as_rows,
    "layout": as_layout,
    "columns": as_columns,
    "docx": as_docx,
    "pdf": as_pdf,
}


def source(*blocks: Block, notes: Sequence[Note] = ()) -> SourceDocument:
    """Return the blocks as a reader's document."""
    return SourceDocument("t.txt", "0" * 64, "text/plain", 1, blocks, notes=tuple(notes))


def structured(*blocks: Block, notes: Sequence[Note] = ()) -> PlanDocument:
    """Return the blocks as a structured document."""
    return build_document(source(*blocks, notes=notes))


def texts(document: PlanDocument) -> list[str]:
    """Return the lines of the canonical text."""
    return [document.text[line.start : line.end] for line in document.lines]


def sketch_lines(sketch: str, page: int | None = None) -> list[Line]:
    """Return the lines of a sketch without columns or tables."""
    return [block for block in as_rows(sketch, page) if isinstance(block, Line)]


def sketch_table(sketch: str) -> Table:
    """Return the one table of a sketch of rows between bars."""
    (block,) = as_rows(sketch)
    assert isinstance(block, Table)
    return block


def _rows(sketch: str) -> list[Row]:
    rows, gap = [], False
    for y, text in enumerate(dedent(sketch).strip("\n").split("\n")):
        pieces = tuple(_piece(match[0], match.start()) for match in _PIECE.finditer(text))
        if pieces:
            rows.append(Row(pieces, y, gap and bool(rows)))
        gap = not pieces
    return rows


def _piece(text: str, x: int) -> Piece:
    bold = len(text) > 2 and text.startswith("*") and text.endswith("*")
    return Piece(text.strip("*") if bold else text, x, bold)


def _deliver(
    sketch: str, page: int | None, region_blocks: Callable[[list[Row]], Sequence[Block]], boxes: bool = False
) -> Iterator[Block]:
    rows = _rows(sketch)
    index = 0
    while index < len(rows):
        end = _table_end(rows, index)
        if end > index:
            yield _ruled_table(rows[index:end], page)
        elif (end := _region_end(rows, index)) > index:
            yield from (_placed(block, page, boxes, rows[index].y) for block in region_blocks(rows[index:end]))
        else:
            end = index + 1
            yield _placed(_line(rows[index].pieces, rows[index]), page, boxes, rows[index].y)
        index = end


def _table_end(rows: Sequence[Row], start: int) -> int:
    end = start
    while end < len(rows) and rows[end].pieces[0].text.startswith("|") and not (end > start and rows[end].gap):
        end += 1
    return end


def _region_end(rows: Sequence[Row], start: int) -> int:
    """A region is a run of rows without white space between them, one of which has two columns."""
    end = start + 1
    while end < len(rows) and not rows[end].gap:
        end += 1
    return end if any(len(row.pieces) > 1 for row in rows[start:end]) else start


def _right_edge(region: Sequence[Row]) -> int:
    return min(row.pieces[1].x for row in region if len(row.pieces) > 1)


def _sides(region: Sequence[Row]) -> tuple[list[Line], list[Line]]:
    edge = _right_edge(region)
    sides: tuple[list[Line], list[Line]] = ([], [])
    for row in region:
        for number, piece in enumerate(row.pieces):
            sides[int(number > 0 or piece.x >= edge - 6)].append(_line((piece,), row))
    return (
        [replace(line, gap=line.gap and not number) for number, line in enumerate(sides[0])],
        [replace(line, gap=not number) for number, line in enumerate(sides[1])],
    )


def _whole_row(row: Row) -> Line:
    return _line(row.pieces, row)


def _spaced_row(row: Row) -> Line:
    text = ""
    for piece in row.pieces:
        text = text.ljust(piece.x - row.pieces[0].x) + piece.text
    return replace(_whole_row(row), text=text)


def _line(pieces: Sequence[Piece], row: Row) -> Line:
    centre = (pieces[0].x + pieces[-1].right) / 2
    centred = len(pieces) == 1 and pieces[0].x > 4 and abs(centre - PAGE_COLUMNS / 2) < 4
    text = " ".join(piece.text for piece in pieces)
    return Line(text, gap=row.gap, bold=all(piece.bold for piece in pieces), centred=centred,
                bbox=BBox(pieces[0].x * _POINTS, 0, pieces[-1].right * _POINTS, 0))  # fmt: skip


def _layout_table(region: Sequence[Row]) -> Table:
    cells = tuple(
        Cell(tuple(replace(line, gap=False) for line in side), column) for column, side in enumerate(_sides(region))
    )
    return Table((cells,), 2, ruled=False)


def _ruled_table(rows: Sequence[Row], page: int | None) -> Table:
    grid = [[cell.strip() for cell in " ".join(p.text for p in row.pieces).strip("|").split("|")] for row in rows]
    width = max(len(row) for row in grid)
    return Table(tuple(_ruled_row(grid, r) for r in range(len(grid))), width, page=page, ruled=True)


def _ruled_row(grid: Sequence[Sequence[str]], r: int) -> tuple[Cell, ...]:
    cells = []
    for c, text in enumerate(grid[r]):
        if text in ("^", "<"):
            continue
        across = next((n for n, t in enumerate(grid[r][c + 1 :], 1) if t != "<"), len(grid[r]) - c)
        down = next((n for n, row in enumerate(grid[r + 1 :], 1) if row[c : c + 1] != ["^"]), len(grid) - r)
        cells.append(Cell((Line(text),) if text else (), c, down, across))
    return tuple(cells)


def _placed(block: Block, page: int | None, boxes: bool, y: int) -> Block:
    if isinstance(block, Table):
        rows = tuple(tuple(_placed_cell(cell, page, boxes, y) for cell in row) for row in block.rows)
        return replace(block, rows=rows, page=page)
    if not boxes or block.bbox is None:
        return replace(block, page=page, bbox=None, centred=False)
    top = y * _LEADING
    right = block.bbox.x1
    return replace(
        block,
        page=page,
        bbox=BBox(block.bbox.x0, top, right, top + _LEADING),
        indent=block.bbox.x0,
        full=right > 0.93 * PAGE_COLUMNS * _POINTS,
    )


def _placed_cell(cell: Cell, page: int | None, boxes: bool, y: int) -> Cell:
    lines = [_placed(line, page, boxes, y + number) for number, line in enumerate(cell.lines)]
    return replace(cell, lines=tuple(replace(line, centred=False) for line in lines if isinstance(line, Line)))


def _whole(block: Block) -> Block:
    """Word knows paragraphs, not lines: no box, and white space only as empty paragraphs."""
    if isinstance(block, Line):
        return _whole_line(block)
    rows = tuple(
        tuple(replace(cell, lines=tuple(_whole_line(line) for line in cell.lines)) for cell in row)
        for row in block.rows
    )
    return replace(block, rows=rows)


def _whole_line(line: Line) -> Line:
    return Line(line.text, whole=True, bold=line.bold, centred=line.centred)
