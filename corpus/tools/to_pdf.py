"""Source to PDF, drawn as an office prints it: two-column header, justified text, ruled tables, footnotes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from reportlab.lib.colors import HexColor, black
from reportlab.lib.pagesizes import A4, landscape

from corpus.tools.markup import Run
from corpus.tools.model import Block, Paragraph, Source, SourceTable, TableRow
from corpus.tools.page import (
    addressee_lines,
    head_lines,
    recipient_lines,
    second_signature,
    sign_lines,
    signer_name,
    title_lines,
    wrap_subject,
)
from corpus.tools.typeset import Look, SetLine, Sheet, Word, break_lines, words_of

_FACE = {"h1": 1, "h2": 1, "h3": 3, "title": 1, "basis": 2, "caption": 2}
PAD = 4.0
_Own = dict[int, list[SetLine]]  # lines of a row's cells by column


def build_pdf(source: Source) -> bytes:
    """Return the bytes of one document; the same source gives the same bytes."""
    return _Writer(source).build()


@dataclass(slots=True)
class _Merged:
    """A merged cell that is being filled: lines not yet drawn, where its part on this page begins."""

    lines: list[SetLine]
    top: float
    header: bool


@dataclass(slots=True)
class _Grid:
    """Geometry of a table: left edges of its columns and the merged cells that are open."""

    edges: list[float]
    size: float
    merged: dict[int, _Merged] = field(default_factory=dict)

    @property
    def leading(self) -> float:
        return self.size * 1.22

    def span(self, row: TableRow, column: int) -> tuple[float, float]:
        """Left and right edge of the cell that begins at a column."""
        end = column + 1
        while end < len(row.cells) and row.cells[end].left:
            end += 1
        return self.edges[column], self.edges[end]


class _Writer:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.order = source.note_order()
        self.size = float(source.pdf.get("size", 13.5))
        self.sheet = Sheet(title=source.stem)
        self.leading = self.size * float(source.pdf.get("leading", 1.28))
        note = Look(0, 10)
        for number, key in enumerate(self.order, 1):
            text = "".join(r.text for r in source.notes[key])
            pieces = [(str(number), Look(0, 6.5, 3.5), ()), (" " + text, note, ())]
            self.sheet.note_lines[key] = break_lines(words_of(pieces), self.sheet.width)

    def build(self) -> bytes:
        self._head()
        self._blocks(self.source.body)
        self._foot()
        if self.source.appendix:
            self.sheet.new_page(landscape(A4) if self.source.pdf.get("landscape") else None)
            self._blocks(self.source.appendix)
        return self.sheet.finish()

    # header and footer: two columns without borders

    def _column(self, lines: list[tuple[str, Look]], x: float, y: float, width: float, align: str = "centre") -> float:
        """Set short lines in a column from y downwards; return the y below them."""
        for text, look in lines:
            for line in break_lines(words_of([(text, look, ())]), width):
                y -= look.size * 1.25
                self.sheet.put_line(line, x, y, width, align)
        return y

    def _rule(self, middle: float, y: float, length: float) -> None:
        self.sheet.canvas.setLineWidth(0.7)
        self.sheet.canvas.line(middle - length / 2, y, middle + length / 2, y)

    def _head(self) -> None:
        head, sheet = head_lines(self.source), self.sheet
        left, right = 0.42 * sheet.width, 0.58 * sheet.width
        y1 = y2 = sheet.y
        x2 = sheet.left + left
        if head.motto or head.issuer:
            lines = [*((p, Look(0, 12)) for p in head.parent), *((i, Look(1, 12.5)) for i in head.issuer)]
            y1 = self._column(lines, sheet.left, y1, left)
            motto = [(head.motto[0], Look(1, 12)), *((m, Look(1, 13)) for m in head.motto[1:])]
            y2 = self._column(motto, x2, y2, right + 10)
            self._rule(sheet.left + left / 2, y1 - 4, 60)
            self._rule(x2 + right / 2, y2 - 4, 150)
            y1 = y2 = min(y1, y2) - 8
        if self.source.head.get("stamped"):
            sheet.canvas.setFillColor(HexColor("#1a3fb0"))
        y1 = self._column([(head.number, Look(0, 13))], sheet.left, y1, left)
        sheet.canvas.setFillColor(black)
        y2 = self._column([(head.place_date, Look(2, 13))], x2, y2, right)
        y1 = self._column([(line, Look(0, 12)) for line in wrap_subject(head.dispatch_subject)], sheet.left, y1, left)
        for mark in head.marks:
            y1 = self._column([(mark, Look(1, 13))], sheet.left, y1 - 6, left)
        sheet.y = min(y1, y2) - 14
        self._title()

    def _title(self) -> None:
        sheet = self.sheet
        title, subject = title_lines(self.source)
        for text in (title, subject):
            if text:
                lines = [(part, Look(1, 14)) for part in text.split("\n")]
                sheet.y = self._column(lines, sheet.left + 20, sheet.y, sheet.width - 40)
        for index, text in enumerate(addressee_lines(self.source)):
            shift = 60 if index == 0 else 100
            sheet.y = self._column([(text, Look(0, 13.5))], sheet.left + shift, sheet.y, sheet.width - shift, "left")
        sheet.y -= 10

    def _foot(self) -> None:
        names, sign, sheet = recipient_lines(self.source), sign_lines(self.source), self.sheet
        if not names and not sign:
            return
        half = sheet.width / 2
        height = max(13 * (len(names) + 4), 16 * len(sign) + 90) + (110 if second_signature(self.source) else 0)
        if sheet.room() < height:
            sheet.new_page()
        top = sheet.y - 8
        label = [(self.source.foot.get("label", "Nơi nhận:"), Look(3, 12))]
        second = second_signature(self.source)
        if second:
            y2 = self._column([(s, Look(1, 13)) for s in second[:-1]], sheet.left, top, half)
            top = self._column([(second[-1], Look(1, 13.5))], sheet.left, y2 - 29, half) - 14
        y1 = self._column([*label, *((n, Look(0, 11)) for n in names)], sheet.left, top, half - 14, "left")
        y2 = self._column([(s, Look(1, 13)) for s in sign], sheet.left + half, sheet.y - 8, half)
        y2 = self._column([(signer_name(self.source), Look(1, 13.5))], sheet.left + half, y2 - 45, half)
        sheet.y = min(y1, y2) - 10

    # body

    def _blocks(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            if isinstance(block, Paragraph):
                self._paragraph(block)
            else:
                self._table(block)

    def _words(self, runs: Iterable[Run], face: int, size: float) -> list[Word]:
        pieces: list[tuple[str, Look, tuple[str, ...]]] = []
        for run in runs:
            if run.kind == "note":
                number = str(self.order.index(run.text) + 1)
                pieces.append((number, Look(0, size * 0.6, size * 0.35), (run.text,)))
            elif run.kind != "del":
                bold, italic = face in (1, 3) or run.bold, face in (2, 3) or run.italic
                pieces.append((run.text, Look(bold + 2 * italic, size), ()))
        return words_of(pieces)

    def _paragraph(self, block: Paragraph) -> None:
        sheet = self.sheet
        centred = block.style in ("title", "caption", "centre")
        indent = 0.0 if centred else 28.0
        lines = break_lines(self._words(block.runs, _FACE.get(block.style, 0), self.size), sheet.width, indent)
        for line in lines:
            if sheet.room(line.notes) < self.leading:
                sheet.new_page()
            sheet.notes += [n for n in line.notes if n not in sheet.notes]
            sheet.y -= self.leading
            sheet.put_line(line, sheet.left, sheet.y, sheet.width, "centre" if centred else "justify")
        sheet.y -= 4

    # tables

    def _table(self, table: SourceTable) -> None:
        sheet = self.sheet
        total = sum(table.widths)
        edges = [sheet.left]
        for width in table.widths:
            edges.append(edges[-1] + sheet.width * width / total)
        grid = _Grid(edges, float(self.source.pdf.get("table_size", 11)))
        sheet.y -= 4
        for index, row in enumerate(table.rows):
            following = table.rows[index + 1] if index + 1 < len(table.rows) else None
            self._row(table, grid, row, following, index < table.header)
        sheet.y -= 10

    def _cell_lines(self, grid: _Grid, row: TableRow, column: int, bold: bool) -> list[SetLine]:
        x0, x1 = grid.span(row, column)
        return break_lines(self._words(row.cells[column].runs, 1 if bold else 0, grid.size), x1 - x0 - 2 * PAD)

    def _row(self, table: SourceTable, grid: _Grid, row: TableRow, following: TableRow | None, header: bool) -> None:
        sheet = self.sheet
        bold = header or "group" in row.attributes
        own: _Own = {}
        for column, cell in enumerate(row.cells):
            if cell.up or cell.left:
                continue
            lines = self._cell_lines(grid, row, column, bold)
            if following and following.cells[column].up:
                grid.merged[column] = _Merged(lines, sheet.y, header)
            else:
                own[column] = lines
        height = max((len(lines) for lines in own.values()), default=1) * grid.leading + 2 * PAD
        ends = [c for c in grid.merged if not (following and following.cells[c].up)]
        for column in ends:
            merged = grid.merged[column]
            height = max(height, len(merged.lines) * grid.leading + 2 * PAD - (merged.top - sheet.y))
        self._set_row(table, grid, row, own, height)
        for column in ends:
            self._close_merged(grid, column, sheet.y)

    def _set_row(self, table: SourceTable, grid: _Grid, row: TableRow, own: _Own, height: float) -> None:
        """Set one row, cut at page ends as a word processor cuts it."""
        header = row in table.rows[: table.header]
        sheet = self.sheet
        while True:
            room = sheet.room()
            fits = int((room - 2 * PAD) // grid.leading)
            if room >= height or header:
                self._part(grid, row, own, height, header)
                return
            if fits >= 2 and self.source.pdf.get("split_rows", True):
                part = fits * grid.leading + 2 * PAD
                self._part(grid, row, {c: lines[:fits] for c, lines in own.items()}, part, header)
                own = {c: lines[fits:] for c, lines in own.items()}
                height = max(max((len(v) for v in own.values()), default=0) * grid.leading + 2 * PAD, height - part)
            self._table_break(table, grid)

    def _table_break(self, table: SourceTable, grid: _Grid) -> None:
        sheet = self.sheet
        for column in list(grid.merged):
            self._close_merged(grid, column, sheet.y, keep=True)
        sheet.new_page()
        if table.repeat:
            waiting, grid.merged = grid.merged, {}
            for index in range(table.header):
                following = table.rows[index + 1] if index + 1 < table.header else None
                self._row(table, grid, table.rows[index], following, True)
            grid.merged = waiting
        for merged in grid.merged.values():
            merged.top = sheet.y

    def _part(self, grid: _Grid, row: TableRow, own: _Own, height: float, header: bool) -> None:
        sheet = self.sheet
        for column, lines in own.items():
            x0, x1 = grid.span(row, column)
            self._box(grid, lines, (x0, sheet.y, x1, sheet.y - height), header)
        sheet.y -= height

    def _close_merged(self, grid: _Grid, column: int, bottom: float, keep: bool = False) -> None:
        """Draw what fits of a merged cell into its part of this page; the rest waits for the next one."""
        merged = grid.merged[column]
        fits = int((merged.top - bottom - 2 * PAD + 0.5) // grid.leading)
        edge = (grid.edges[column], merged.top, grid.edges[column + 1], bottom)
        if merged.top - bottom > 1:
            self._box(grid, merged.lines[: max(fits, 0)], edge, merged.header)
            merged.lines = merged.lines[max(fits, 0) :]
        if not keep:
            del grid.merged[column]

    def _box(self, grid: _Grid, lines: list[SetLine], edge: tuple[float, float, float, float], header: bool) -> None:
        x0, top, x1, bottom = edge
        self.sheet.canvas.setLineWidth(0.6)
        self.sheet.canvas.rect(x0, bottom, x1 - x0, top - bottom)
        y = top - PAD + grid.size * 0.2
        short = all(len(piece) < 6 for line in lines for word in line.words for piece, _ in word.pieces)
        centred = header or (short and x1 - x0 < 75)
        for line in lines:
            y -= grid.leading
            self.sheet.put_line(line, x0 + PAD, y, x1 - x0 - 2 * PAD, "centre" if centred else "left")
