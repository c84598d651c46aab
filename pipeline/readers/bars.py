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
from pipeline.readers.grid import fit_rows
from pipeline.readers.marks import BAR
from pipeline.readers.rows import build_table

_KIND = re.compile(
    r"(?P<number>(?:S(?:ố)?\s?TT|TT|Số thứ tự)\.?(?:\n|$))|(?P<recipients>N[ơo]i\s+(?:nhận|gửi))"
    r"|(?P<addressees>Kính\s+(?:gửi|trình)\s?:?$)|(?P<motto>(?-i:C[ỘO]NG\s+H[OÒ][ÀA]|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT))",
    re.IGNORECASE,
)
_OUTSIDE_START = re.compile(
    r"(?:PHỤ LỤC|Phụ lục|PHẦN|Phần|MẪU|Mẫu số|DANH MỤC|Biểu|BIỂU|Bảng|Căn cứ|\*?\s?Ghi chú|Lưu ý)\b"
    r"|(?:KẾ HOẠCH|QUYẾT ĐỊNH|NGHỊ QUYẾT|THÔNG BÁO|CHỈ THỊ|CÔNG ĐIỆN|BÁO CÁO|TỜ TRÌNH|HƯỚNG DẪN|CHƯƠNG TRÌNH)\s?:?$"
)
_APPENDIX = re.compile(r"(?:PHỤ LỤC|Phụ lục)\b[^a-zà-ỹ]{0,20}$")
_ISSUED_WITH = re.compile(r"\((?:Ban hành )?[Kk]èm theo")
_MANY_LINES = 25
_SHORT_CELL = 30


@dataclass(frozen=True, slots=True)
class _RowState:
    """What is known of the row that a chunk would belong to, if it were a cell."""

    start: int  # index of its first chunk
    width: int  # of the widest row of the table so far, 0 in its first row
    length: int  # chunks with single bars between them, from `start` on
    ahead: int  # the widest of the next rows


@dataclass(slots=True)
class Chunk:
    """The lines between two runs of bars; `bars` counts those before it."""

    lines: list[Line]
    bars: int
    outside: bool = False
    kind: str | None = None  # what its first lines say that it is, see `_KIND`

    @property
    def first(self) -> str:
        """The text of its first line."""
        return self.lines[0].text


def read_bars(lines: Sequence[Line]) -> Iterator[Line | Table]:
    """Yield the lines outside tables and the tables between bars, in reading order."""
    chunks, last_bars = _split_chunks(lines)
    _mark_outside(chunks, last_bars)
    table: list[Chunk] = []
    is_first = True
    for chunk in chunks:
        if not chunk.outside:
            table.append(chunk)
            continue
        yield from _build(table, chunk.bars, is_first)
        table, is_first = [], False
        yield from chunk.lines
    yield from _build(table, last_bars, is_first)


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
    for chunk in chunks:
        if match := _KIND.match("\n".join(line.text for line in chunk.lines[:3])):
            chunk.kind = match.lastgroup
    return chunks, bars


def _mark_outside(chunks: list[Chunk], last_bars: int) -> None:
    """Mark the text between tables.

    The first chunk without a bar before it and the last without one after it are outside. Where
    blank lines set tables apart they decide; elsewhere the shape of the rows does.
    """
    gaps = sum(1 for chunk in chunks if chunk.bars and chunk.lines[0].gap)
    informative = 0 < gaps * 2 <= len(chunks)
    for index, chunk in enumerate(chunks):
        at_end = chunk.bars == 0 or (index == len(chunks) - 1 and last_bars == 0)
        chunk.outside = at_end or (informative and chunk.lines[0].gap)
    if not informative:
        _mark_by_shape(chunks)


def _mark_by_shape(chunks: list[Chunk]) -> None:
    longest = 0
    segments = _segments(chunks)
    widths = [_width(chunks, begin, end) for begin, end in segments]
    for number, (begin, end) in enumerate(segments):
        ahead = max(widths[number + 1 : number + 4], default=0)
        width, row = longest, begin
        for index in range(begin, end):
            state = _RowState(row, width, end - row, ahead)
            if chunks[index].outside or _is_between(chunks, index, state):
                chunks[index].outside = True
                row, width = index + 1, 0
        longest = max(width, widths[number] - (row - begin))


def _segments(chunks: list[Chunk]) -> list[tuple[int, int]]:
    """Return the ranges of chunks that have single bars between them."""
    starts = sorted({0, *(index for index, chunk in enumerate(chunks) if chunk.bars != 1)})
    return [(begin, end) for begin, end in zip(starts, [*starts[1:], len(chunks)], strict=True) if begin < end]


def _width(chunks: list[Chunk], begin: int, end: int) -> int:
    """Return the cells of a run with single bars, with the empty ones that seem to end its row."""
    return end - begin + (max(chunks[end].bars - 2, 0) if end < len(chunks) else 0)


def _is_between(chunks: list[Chunk], index: int, row: _RowState) -> bool:
    """Whether the chunk is text between two tables and not a cell of the row."""
    chunk, cells = chunks[index], index - row.start
    if index + 1 < len(chunks) and chunks[index + 1].bars == 1 and _opens_table(chunks, index + 1):
        return not _opens_table(chunks, index)
    if _names_appendix(chunk):
        return True
    if cells >= 2 and _is_layout(chunks, row.start):
        return True
    if (cells == 0 or cells >= row.width) and _looks_outside(chunk):
        return True
    return 2 <= row.width <= cells and row.length > max(row.width, row.ahead) and _reads_like_text(chunk)


def _is_layout(chunks: list[Chunk], row: int) -> bool:
    """Whether the row is one of the two columns of a letterhead, the addressees or the recipients."""
    return chunks[row].kind in ("recipients", "addressees") or chunks[row + 1].kind == "motto"


def _opens_table(chunks: list[Chunk], index: int) -> bool:
    """Whether the chunk is the first cell of a table: a column of numbers, recipients, an issuer."""
    if chunks[index].kind in ("number", "recipients"):
        return True
    follower = chunks[index + 1] if index + 1 < len(chunks) else None
    return follower is not None and follower.bars == 1 and follower.kind == "motto"


def _names_appendix(chunk: Chunk) -> bool:
    return bool(_APPENDIX.match(chunk.first)) or any(_ISSUED_WITH.match(line.text) for line in chunk.lines)


def _looks_outside(chunk: Chunk) -> bool:
    if chunk.kind == "recipients":
        return False
    if len(chunk.lines) >= _MANY_LINES or chunk.lines[-1].text.endswith("./."):
        return True
    return _OUTSIDE_START.match(chunk.first) is not None and len(chunk.lines) > 2


def _reads_like_text(chunk: Chunk) -> bool:
    """Whether a chunk is more than a figure or a few words, or a line of dots for what is left out."""
    return sum(len(line.text) for line in chunk.lines) > _SHORT_CELL or not chunk.first.strip("…. ")


def _build(chunks: list[Chunk], bars_after: int, is_first: bool) -> Iterator[Table]:
    """Yield the table of the chunks, or several where a new head stands after the first row."""
    starts = [0, *(index for index in range(1, len(chunks)) if _is_new_head(chunks[index]))]
    for begin, end in zip(starts, [*starts[1:], len(chunks)], strict=True):
        part = chunks[begin:end]
        if part:
            leading = 0 if is_first or begin or part[0].kind == "number" else part[0].bars - 1
            after = chunks[end].bars if end < len(chunks) else bars_after
            yield build_table(
                fit_rows([chunk.lines for chunk in part], [chunk.bars for chunk in part[1:]], after, leading)
            )


def _is_new_head(chunk: Chunk) -> bool:
    return chunk.bars > 1 and chunk.kind == "number"


def has_bars(lines: Sequence[Line]) -> bool:
    """Whether any line is a bar alone."""
    return any(line.text == BAR for line in lines)
