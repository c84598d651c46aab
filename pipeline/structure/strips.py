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
from pipeline.structure.phrases import MOTTO_FULL, OFFICE_LINE, PLACE_DATE, is_agency_words, is_upper


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
    for number, block in enumerate(blocks):
        if isinstance(block, Line):
            if block.text.strip():
                strips.extend(_split_row(Strip(block)))
        elif is_addressee_table(block):
            strips.extend(strip for row in block.rows for strip in _column_lines(list(row), number))
        elif is_layout(block):
            strips.extend(_linearise(block, number))
        else:
            strips.append(Strip(None, block))
    return _columns_together(strips)


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
    return any(_LAYOUT_SIGN.search(fold(line.text.strip())) for cell in cells for line in cell.lines)


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
        for line in cell.lines:
            if line.text.strip():
                for strip in _split_row(Strip(line, None, cell.column)):
                    yield replace(strip, cell=hash((number, id(cell))))


_NUMBER_THEN: Final = re.compile(r"^(Số\s?:?.{0,40}?)\s+(\S.{1,40},?\s*ngày\b.{0,40})$")
_MOTTO_TWO: Final = re.compile(r"độc lập\s?-\s?tự do\s?-\s?hạnh phúc")
_PARTY: Final = re.compile(r"đảng cộng sản việt nam")


def _split_row(strip: Strip) -> list[Strip]:
    """Cut a line that holds both columns of the header or footer; other lines come back as they are."""
    text = strip.text
    at = _column_break(text)
    if at is None or strip.line is None:
        return [strip]
    left, right = text[:at].strip(), text[at:].strip()
    return [
        replace(strip, line=replace(strip.line, text=left), column=0),
        replace(strip, line=replace(strip.line, text=right, gap=False), column=1),
    ]


def _column_break(text: str) -> int | None:
    """Return where the right column begins in a line printed row by row, or None."""
    if len(text) > 160:
        return None
    key = fold(text)
    for pattern in (MOTTO_FULL, _MOTTO_TWO, _PARTY):
        match = pattern.search(key)
        if match is not None and match.start() > 3 and len(text) - match.end() < 3:
            left = text[: match.start()].strip(" *|")
            return match.start() if left and (is_upper(left) or is_agency_words(left)) else None
    match = _NUMBER_THEN.match(text)
    if match is not None and "/" in match[1] and PLACE_DATE.match(match[2]):
        return match.start(2)
    if key.startswith("nơi nhận"):
        tail = text.split(":", 1)[-1]
        if OFFICE_LINE.match(tail.strip()) and is_upper(tail):
            return len(text) - len(tail)
    return _office_tail(text, key)


_OFFICE_TAIL: Final = re.compile(r"[;.]\s+((?:(?:TM|KT|TL|TUQ|Q)\.\s?)?[A-ZĐÀ-Ỹ][A-ZĐÀ-Ỹ ,\-]{5,60})$")


def _office_tail(text: str, key: str) -> int | None:
    """Return where the signer's office begins after a recipient on the same line."""
    if not key.startswith("-"):
        return None
    match = _OFFICE_TAIL.search(text)
    return match.start(1) if match is not None and OFFICE_LINE.match(match[1]) else None


def _columns_together(strips: list[Strip]) -> list[Strip]:
    """In a run of lines that were cut in two, put the left column before the right one."""
    ordered: list[Strip] = []
    run: list[Strip] = []
    for strip in strips:
        if strip.column is not None and strip.cell is None:
            run.append(strip)
            continue
        ordered += sorted(run, key=lambda s: s.column or 0)
        run = []
        ordered.append(strip)
    return ordered + sorted(run, key=lambda s: s.column or 0)
