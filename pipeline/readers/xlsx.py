"""Reader of spreadsheets (XLSX): what would be printed of each visible sheet, as lines and tables."""

from __future__ import annotations

import hashlib
import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final
from xml.etree.ElementTree import ParseError

from lxml import etree
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.core.document import Block, Cell, Line, SourceDocument, Table
from pipeline.core.errors import NoTextError, TooLargeError, UnreadableError
from pipeline.normalise.encodings import decode_legacy, encoding_of_font
from pipeline.readers.decode import clean_characters
from pipeline.readers.xlsx_values import shown_value

XLSX_MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LARGEST: Final = 200_000_000
_MOST_ROWS, _MOST_COLUMNS = 20_000, 200
_ERRORS: Final = (
    *(KeyError, ValueError, TypeError, AttributeError, IndexError, EOFError, OSError, ParseError),
    *(zipfile.BadZipFile, zlib.error, NotImplementedError, InvalidFileException, etree.XMLSyntaxError),
)


def read_xlsx(data: bytes, path: str) -> SourceDocument:
    """Read an XLSX file: visible sheets, rows and columns, the results of formulas as they were saved.

    Args:
        data: the file's bytes.
        path: relative to the input folder, with forward slashes.

    Raises:
        UnreadableError: where the file is damaged.
        TooLargeError: where it unpacks to more than the limit.
        NoTextError: where no visible cell holds anything.
    """
    blocks: list[Block] = []
    for sheet in _open(data, path):
        found = read_sheet(sheet)
        if found and blocks and isinstance(found[0], Line):
            found[0] = _after_gap(found[0])
        blocks.extend(found)
    if not blocks:
        raise NoTextError(f"{path} holds no text in a visible sheet.")
    return SourceDocument(
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=XLSX_MEDIA_TYPE,
        size_bytes=len(data),
        blocks=tuple(blocks),
    )


def _open(data: bytes, path: str) -> list[Worksheet]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(info.file_size for info in archive.infolist())
        if size > _LARGEST:
            raise TooLargeError(f"{path} is too large: it unpacks to {size} bytes; split it or leave it out.")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of extensions that hold no text
            book = load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
        return [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    except _ERRORS as error:
        raise UnreadableError(f"{path} is damaged: it is no complete spreadsheet; get an undamaged copy.") from error


@dataclass(frozen=True, slots=True)
class _Shown:
    """A cell that is shown: its place among the shown rows and columns, what it covers, and its looks."""

    row: int
    column: int
    down: int
    wide: int
    lines: tuple[Line, ...]
    ruled: bool


def read_sheet(sheet: Worksheet) -> list[Block]:
    """Return a sheet's blocks: rows with borders are tables, what stands above and below are lines and layout."""
    rows = _shown_rows(sheet)
    blocks: list[Block] = []
    gap = False
    for kind, group in groupby(rows, key=_kind_of):
        run = list(group)
        if kind == "empty":
            gap = True
        elif kind == "line":
            for row in run:
                blocks.extend(_after_gap(line) if gap and not n else line for n, line in enumerate(_row_lines(row)))
                gap = False
        else:
            blocks.append(_table(run, ruled=kind == "ruled"))
            gap = False
    return blocks


def _after_gap(line: Line) -> Line:
    return Line(line.text, whole=True, gap=True, bold=line.bold, italic=line.italic, centred=line.centred)


def _row_lines(row: Sequence[_Shown]) -> Iterator[Line]:
    return (line for cell in row for line in cell.lines)


def _kind_of(row: Sequence[_Shown]) -> str:
    """Return what a row is: part of a table with borders, of a layout of columns, a line, or empty."""
    filled = [cell for cell in row if cell.lines]
    ruled = sum(cell.ruled for cell in row)
    if ruled >= 2 or (ruled and any(cell.ruled and cell.wide > 1 for cell in row)):
        return "ruled"
    if not filled:
        return "empty"
    return "line" if len(filled) == 1 else "columns"


def _shown_rows(sheet: Worksheet) -> list[list[_Shown]]:
    """Return the visible cells row by row, merged ones once, at their visible top left place."""
    columns = [c for c in range(1, min(sheet.max_column, _MOST_COLUMNS) + 1) if not _is_hidden(sheet, c)]
    numbers = [r for r in range(1, min(sheet.max_row, _MOST_ROWS) + 1) if not sheet.row_dimensions[r].hidden]
    places = {number: place for place, number in enumerate(numbers)}
    spans, covered = _merges(sheet, numbers, columns)
    rows = []
    for number in numbers:
        row = []
        for place, column in enumerate(columns):
            if (number, column) in covered:
                continue
            down, wide = spans.get((number, column), (1, 1))
            cell = sheet.cell(number, column)
            lines = _lines(cell)
            if lines or _has_borders(cell):
                row.append(_Shown(places[number], place, down, wide, lines, _has_borders(cell)))
        rows.append(row)
    while rows and not any(cell.lines for cell in rows[-1]):
        rows.pop()
    return rows


def _is_hidden(sheet: Worksheet, column: int) -> bool:
    letter = get_column_letter(column)
    if letter in sheet.column_dimensions:
        return bool(sheet.column_dimensions[letter].hidden)
    # Neighbours of the same width share one entry, under the first one's letter.
    ranges = sheet.column_dimensions.values()
    return any(one.hidden and one.min and one.max and one.min <= column <= one.max for one in ranges)


def _merges(
    sheet: Worksheet, rows: Sequence[int], columns: Sequence[int]
) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    """Return how many shown rows and columns each merged cell covers, and the places that are covered."""
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for merged in sheet.merged_cells.ranges:
        inside = [row for row in rows if merged.min_row <= row <= merged.max_row]
        across = [column for column in columns if merged.min_col <= column <= merged.max_col]
        if inside and across:
            spans[merged.min_row, merged.min_col] = len(inside), len(across)
            covered.update((row, column) for row in inside for column in across)
            covered.discard((merged.min_row, merged.min_col))
    return spans, covered


def _lines(cell: SheetCell) -> tuple[Line, ...]:
    text = shown_value(cell.value, cell.number_format or "")
    font = cell.font
    encoding = encoding_of_font(font.name or "") if text and font is not None else None
    if encoding is not None:
        text = decode_legacy(text, encoding)
    centred = cell.alignment is not None and cell.alignment.horizontal in ("center", "centerContinuous")
    bold, italic = font is not None and bool(font.b), font is not None and bool(font.i)
    pieces = (" ".join(clean_characters(piece).split()) for piece in text.split("\n"))
    return tuple(Line(piece, whole=True, bold=bold, italic=italic, centred=centred) for piece in pieces if piece)


def _has_borders(cell: SheetCell) -> bool:
    """Whether at least two sides are drawn: a line under a title is decoration."""
    border = cell.border
    if border is None:
        return False
    sides = (border.left, border.right, border.top, border.bottom)
    return sum(side is not None and side.style is not None for side in sides) >= 2


def _table(rows: Sequence[Sequence[_Shown]], *, ruled: bool) -> Table:
    """Place the cells on the columns that any cell begins at."""
    starts = sorted({cell.column for row in rows for cell in row})
    places = {start: place for place, start in enumerate(starts)}
    built = []
    for number, row in enumerate(rows):
        cells = []
        for cell in row:
            across = sum(cell.column <= start < cell.column + cell.wide for start in starts)
            cells.append(Cell(cell.lines, places[cell.column], min(cell.down, len(rows) - number), max(across, 1)))
        built.append(tuple(cells))
    return Table(tuple(built), len(starts), ruled=ruled or None)
