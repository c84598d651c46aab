"""Helpers for tests of the text reader: made-up documents, and short views of what was read."""

from __future__ import annotations

from pipeline.core.document import Line, SourceDocument, Table
from pipeline.readers.text import read_text

LETTERHEAD = """|
**ỦY BAN NHÂN DÂN
TỈNH AN BÌNH**
-------
|
**CỘNG HÒA XÃ HỘI
CHỦ NGHĨA VIỆT NAM**
Độc lập - Tự do - Hạnh phúc
---------------
|
|
Số: 12/KH-UBND
|
*An Bình, ngày 03
tháng 4 năm 2024*
|
"""
FOOT = """|
***Nơi nhận:***
- Như trên;
- Lưu: VT.
|
**KT. CHỦ TỊCH
PHÓ CHỦ TỊCH**
Trần Văn Mẫu
|
"""


def read(text: str, path: str = "t.md") -> SourceDocument:
    """Read a text."""
    return read_text(text.encode(), path)


def lines(document: SourceDocument) -> list[str]:
    """Return the texts of the lines outside tables."""
    return [block.text for block in document.blocks if isinstance(block, Line)]


def tables(document: SourceDocument) -> list[Table]:
    """Return the tables."""
    return [block for block in document.blocks if isinstance(block, Table)]


def grid(table: Table) -> list[list[str]]:
    """Return the cells' texts, a cell that spans columns followed by `<` for each further one."""
    rows = []
    for row in table.rows:
        out = ["^"] * table.column_count
        for cell in row:
            out[cell.column : cell.column + cell.column_span] = [cell.text, *["<"] * (cell.column_span - 1)]
        rows.append(out)
    return rows
