"""Paragraphs to the canonical text, with a map from its offsets back to the printed lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pipeline.core.document import (
    Cell,
    Line,
    Note,
    Piece,
    PlanDocument,
    SourceDocument,
    TextCell,
    TextLine,
    TextTable,
    Zone,
)
from pipeline.normalise.text import fold
from pipeline.structure.markers import find_marker
from pipeline.structure.outline import OutlineBuilder, is_heading
from pipeline.structure.paragraphs import Paragraph
from pipeline.structure.tables import Grid, cell_lines

_CUT_CODE: Final = re.compile(r"[A-ZĐ\d&]-$")
_OUTLINED: Final = (Zone.BODY, Zone.APPENDIX)


class Composer:
    """Writes the text line by line; every write records where it came from."""

    def __init__(self, source: SourceDocument) -> None:
        self._source = source
        self._chunks: list[str] = []
        self._at = 0
        self._pieces: list[Piece] = []
        self._lines: list[TextLine] = []
        self._tables: list[TextTable] = []
        self._printed: list[tuple[int, tuple[str, ...]]] = []

    def compose(self, parts: Sequence[Paragraph | tuple[Grid, Zone]], notes: Sequence[Note]) -> PlanDocument:
        """Return the finished document."""
        for part in parts:
            if isinstance(part, Paragraph):
                self._paragraph(part)
            else:
                self._table(*part)
        for note in notes:
            self._note(note)
        text = "".join(self._chunks).removesuffix("\n")
        sections, lines = OutlineBuilder(text).build(self._lines)
        return PlanDocument(
            self._source, text, fold(text), lines, tuple(self._tables), sections, tuple(self._pieces),
            self._printed_of(text), tuple(p.start for p in self._pieces), tuple(line.start for line in lines),
        )  # fmt: skip

    def _write(self, text: str) -> None:
        self._chunks.append(text)
        self._at += len(text)

    def _write_lines(self, lines: Sequence[Line]) -> str:
        """Write the lines with one space between them and return what was written."""
        at = self._at
        texts: list[str] = []
        for line in lines:
            text = line.text.strip()
            if "  " in text:
                text = " ".join(text.split())
            if text:
                if texts and _CUT_CODE.search(texts[-1]) and text[0].isupper():
                    texts[-1] += text  # `98/BC-` / `ĐKT`: a code cut at its own hyphen has no blank
                    self._note_printed(at, line)
                    self._pieces.append(Piece(at, at + len(text), line.page, line.bbox))
                    at += len(text)
                    continue
                at += bool(texts)
                self._note_printed(at, line)
                self._pieces.append(Piece(at, at + len(text), line.page, line.bbox))
                texts.append(text)
                at += len(text)
        written = texts[0] if len(texts) == 1 else " ".join(texts)
        self._chunks.append(written)
        self._at = at
        return written

    def _note_printed(self, at: int, line: Line) -> None:
        """Note what was read for the line that is written at `at`, where that differs."""
        if line.printed is not None:
            self._printed.append((at, _squeezed(line.text, line.printed)))

    def _printed_of(self, text: str) -> tuple[str, ...] | None:
        if not self._printed:
            return None
        printed = list(text)
        for at, chars in self._printed:
            printed[at : at + len(chars)] = chars
        return tuple(printed)

    def _paragraph(self, paragraph: Paragraph) -> None:
        start = self._at
        text = self._write_lines(paragraph.lines)
        marker = find_marker(text) if paragraph.zone in _OUTLINED else None
        bold = all(line.bold for line in paragraph.lines)
        if marker is None:
            heading = is_heading(text, bold, None)
            line = TextLine(start, self._at, paragraph.zone, paragraph.part, None, None, start, bold, heading)
        else:
            heading = is_heading(text[marker.end :], bold, marker.style)
            at = start + marker.end
            line = TextLine(start, self._at, paragraph.zone, None, marker.text, marker.style, at, bold, heading)
        self._lines.append(line)
        self._write("\n")

    def _note(self, note: Note) -> None:
        start = self._at
        self._write(f"{note.mark} ")
        content = self._at
        self._write_lines(note.lines)
        self._lines.append(TextLine(start, self._at, Zone.NOTE, marker=note.mark, content=content))
        self._write("\n")

    def _table(self, grid: Grid, zone: Zone) -> None:
        number, start = len(self._tables), self._at
        places: dict[int, tuple[int, int]] = {}
        rows = [self._row(grid, r, zone, number, places) for r in range(len(grid.cells))]
        for r, label in enumerate(grid.labels):
            if label:
                parts = tuple(places[id(cell)] for cell in label)
                rows[r] = (rows[r][0]._replace(parts=parts), *rows[r][1:])
        end = self._lines[-1].end if rows else start
        self._tables.append(TextTable(start, end, grid.column_count, grid.header_rows, tuple(rows), zone))

    def _row(
        self, grid: Grid, r: int, zone: Zone, number: int, places: dict[int, tuple[int, int]]
    ) -> tuple[TextCell, ...]:
        start = self._at
        cells: list[TextCell] = []
        row = [
            (cell, cell_lines(cell) if starts else None)
            for cell, starts in zip(grid.cells[r], grid.origin[r], strict=True)
        ]
        last = max((c for c, (_, lines) in enumerate(row) if lines), default=-1)
        for c, (cell, lines) in enumerate(row):
            cells.append(self._cell(cell, lines, c, places))
            if c < last:
                self._write("\t")
        self._lines.append(TextLine(start, self._at, zone, content=start, table=number, row=r))
        self._write("\n")
        return tuple(cells)

    def _cell(
        self, cell: Cell | None, lines: tuple[Line, ...] | None, column: int, places: dict[int, tuple[int, int]]
    ) -> TextCell:
        """Write a cell that starts here (`lines` is not None); one that is merged repeats its place."""
        if cell is None or (lines is None and id(cell) not in places):
            return TextCell(self._at, self._at, column)
        if lines is None:
            return TextCell(*places[id(cell)], column, filled=True)
        start = self._at
        if lines:
            self._write_lines(lines)
        places[id(cell)] = (start, self._at)
        return TextCell(start, self._at, column)


def _squeezed(text: str, printed: tuple[str, ...]) -> tuple[str, ...]:
    """Return what was read for a line whose text is stripped and, where it has wide gaps, squeezed."""
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    if "  " not in text[start:end]:
        return printed[start:end]
    return tuple(printed[n] for n in range(start, end) if not (text[n].isspace() and text[n - 1].isspace()))
