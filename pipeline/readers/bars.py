"""Tables printed one cell per line between lone bars.

A bar opens a row and ends each cell: `|`, cell, `|`, cell, `|`. Two bars together end a cell and open
the next row, or stand around an empty cell; which of the two is decided over the whole table, by the
reading that gives the rows an equal number of cells. Text between two tables stands between bars
too; where no blank lines set it apart, its place in the row and its own look do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.core.document import Line, Table
from pipeline.readers.grid import build_table, fit_rows
from pipeline.readers.marks import BAR

_MOTTO = re.compile(r"CỘNG\s+HO[ÀA]|C[ỘO]NG\s+H[ÒO][ÀA]|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT")
_FIRST_HEAD = re.compile(r"(?:S(?:ố)?\s?TT|TT|Số thứ tự|STT)\.?", re.IGNORECASE)
_RECIPIENTS = re.compile(r"N[ơo]i\s+(?:nhận|gửi)", re.IGNORECASE)
_ADDRESSEES = re.compile(r"Kính\s+(?:gửi|trình)\s?:?$", re.IGNORECASE)
_OUTSIDE_START = re.compile(
    r"(?:PHỤ LỤC|Phụ lục|PHẦN|Phần|MẪU|Mẫu số|DANH MỤC|Biểu|BIỂU|Bảng|Căn cứ|\*?\s?Ghi chú|Lưu ý)\b"
    r"|(?:KẾ HOẠCH|QUYẾT ĐỊNH|NGHỊ QUYẾT|THÔNG BÁO|CHỈ THỊ|CÔNG ĐIỆN|BÁO CÁO|TỜ TRÌNH|HƯỚNG DẪN|CHƯƠNG TRÌNH)\s?:?$"
)
_ISSUED_WITH = re.compile(r"\((?:Ban hành )?[Kk]èm theo")
_MANY_LINES = 25


@dataclass(slots=True)
class Chunk:
    """The lines between two runs of bars; `bars` counts those before it."""

    lines: list[Line]
    bars: int
    outside: bool = False

    @property
    def first(self) -> str:
        """The text of its first line."""
        return self.lines[0].text

    @property
    def head(self) -> str:
        """Its first lines as one string, enough to recognise a title broken over lines."""
        return " ".join(line.text for line in self.lines[:3])


def read_bars(lines: Sequence[Line]) -> Iterator[Line | Table]:
    """Yield the lines outside tables and the tables between bars, in reading order."""
    chunks, last_bars = _split_chunks(lines)
    _mark_outside(chunks, last_bars)
    table: list[Chunk] = []
    for chunk in chunks:
        if not chunk.outside:
            table.append(chunk)
            continue
        yield from _build(table, chunk.bars)
        table = []
        yield from chunk.lines
    yield from _build(table, last_bars)


def _split_chunks(lines: Sequence[Line]) -> tuple[list[Chunk], int]:
    chunks: list[Chunk] = []
    bars = 0
    fresh = True
    for line in lines:
        if line.text == BAR:
            bars += 1
            fresh = True
        elif fresh:
            chunks.append(Chunk([line], bars))
            bars, fresh = 0, False
        else:
            chunks[-1].lines.append(line)
    return chunks, bars


def _mark_outside(chunks: list[Chunk], last_bars: int) -> None:
    """Mark the text between tables.

    The first chunk without a bar before it and the last without one after it are outside. Where
    blank lines set tables apart they decide; elsewhere the shape of the rows does.
    """
    for index, chunk in enumerate(chunks):
        if chunk.bars == 0 or (index == len(chunks) - 1 and last_bars == 0) or chunk.lines[0].gap:
            chunk.outside = True
    if not any(chunk.outside and chunk.bars for chunk in chunks[:-1]):
        _mark_by_shape(chunks)


def _mark_by_shape(chunks: list[Chunk]) -> None:
    start = 0
    longest = 0
    segments = _segments(chunks)
    for number, (begin, end) in enumerate(segments):
        following = segments[number + 1] if number + 1 < len(segments) else None
        begin = max(begin, start)  # noqa: PLW2901
        width = longest
        row = begin
        for index in range(begin, end):
            if chunks[index].outside:
                row, width = index + 1, 0
            elif _is_between(chunks, index, row, width, end, following):
                chunks[index].outside = True
                row, width = index + 1, 0
        length = end - row
        longest = max(width, length) if row == begin else length
        start = end


def _segments(chunks: list[Chunk]) -> list[tuple[int, int]]:
    """Return the ranges of chunks that have single bars between them."""
    bounds = [index for index, chunk in enumerate(chunks) if chunk.bars != 1]
    starts = sorted({0, *bounds})
    return [(begin, end) for begin, end in zip(starts, [*starts[1:], len(chunks)], strict=True) if begin < end]


def _is_between(
    chunks: list[Chunk], index: int, row: int, width: int, end: int, following: tuple[int, int] | None
) -> bool:
    """Whether the chunk is text between two tables, given the row that it would belong to.

    Args:
        chunks: All chunks.
        index: Of the chunk.
        row: Index of the first chunk of the row so far.
        width: The widest row of the table so far, 0 where it is the first.
        end: End of the run of chunks with single bars between them.
        following: The next such run.
    """
    chunk, cells = chunks[index], index - row
    follower = chunks[index + 1] if index + 1 < len(chunks) else None
    if follower is not None and follower.bars == 1 and _opens_table(chunks, index + 1):
        return not _opens_table(chunks, index)
    if cells >= 2 and (_RECIPIENTS.match(chunks[row].head) or _ADDRESSEES.match(chunks[row].head)):
        return True
    if _looks_outside(chunk):
        return True
    if cells >= 2 and _MOTTO.search(chunks[row + 1].head):
        return True
    wide = following is not None and following[1] - following[0] >= end - row
    return 2 <= width <= cells and end - row > width and not wide


def _opens_table(chunks: list[Chunk], index: int) -> bool:
    """Whether the chunk is the first cell of a table: a column of numbers, recipients, an issuer."""
    chunk = chunks[index]
    if _FIRST_HEAD.fullmatch(chunk.first) or _RECIPIENTS.match(chunk.head):
        return True
    follower = chunks[index + 1] if index + 1 < len(chunks) else None
    return follower is not None and follower.bars == 1 and _MOTTO.match(follower.head) is not None


def _looks_outside(chunk: Chunk) -> bool:
    if len(chunk.lines) >= _MANY_LINES or chunk.lines[-1].text.endswith("./."):
        return True
    if _OUTSIDE_START.match(chunk.first) and (len(chunk.lines) > 3 or chunk.first.isupper()):
        return True
    return any(_ISSUED_WITH.match(line.text) for line in chunk.lines)


def _build(chunks: list[Chunk], bars_after: int) -> Iterator[Table]:
    if not chunks:
        return
    rows = fit_rows([chunk.lines for chunk in chunks], [chunk.bars for chunk in chunks[1:]], bars_after)
    yield build_table(rows)


def has_bars(lines: Sequence[Line]) -> bool:
    """Whether any line is a bar alone."""
    return any(line.text == BAR for line in lines)
