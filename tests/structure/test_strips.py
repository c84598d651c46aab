"""Layout tables and rows with both columns on them, taken apart."""

from __future__ import annotations

import pytest

from pipeline.core.document import Table
from pipeline.structure.columns import find_break
from pipeline.structure.strips import build_strips, is_addressee_table, is_layout
from tests.page_sketch import as_docx, as_rows, sketch_table

HEAD = """
UBND TỈNH HÀ LÂM       CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ NỘI VỤ              Độc lập - Tự do - Hạnh phúc
Số: 12/KH-SNV          Hà Lâm, ngày 05 tháng 3 năm 2024
"""
IN_ORDER = [
    "UBND TỈNH HÀ LÂM",
    "SỞ NỘI VỤ",
    "Số: 12/KH-SNV",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Hà Lâm, ngày 05 tháng 3 năm 2024",
]


@pytest.mark.parametrize("deliver", [as_docx, as_rows])
def test_two_column_header(deliver: type) -> None:
    """A header reads left column first, as a table and printed row by row."""
    strips = build_strips(deliver(HEAD))
    assert [strip.text for strip in strips] == IN_ORDER
    assert [strip.column for strip in strips] == [0, 0, 0, 1, 1, 1]


def test_longer_right_column() -> None:
    """A row of the run that holds the left column only keeps its place in it."""
    sketch = """
UBND TỈNH HÀ LÂM       CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ LAO ĐỘNG
THƯƠNG BINH VÀ XÃ HỘI       Độc lập - Tự do - Hạnh phúc
Số: 12/KH-SNV          Hà Lâm, ngày 05 tháng 3 năm 2024
"""
    texts = [strip.text for strip in build_strips(as_rows(sketch))]
    assert texts[:3] == ["UBND TỈNH HÀ LÂM", "SỞ LAO ĐỘNG", "THƯƠNG BINH VÀ XÃ HỘI"]


def test_footer_row_by_row() -> None:
    """Recipients come before the signature although their rows are interleaved."""
    sketch = """
Nơi nhận:          KT. GIÁM ĐỐC
- Như trên;        PHÓ GIÁM ĐỐC
- UBND tỉnh;
- Lưu: VT.         Nguyễn Văn Giả
"""
    texts = [strip.text for strip in build_strips(as_rows(sketch))]
    assert texts == [
        *("Nơi nhận:", "- Như trên;", "- UBND tỉnh;", "- Lưu: VT."),
        *("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Nguyễn Văn Giả"),
    ]


BREAKS = [
    ("UBND TỈNH HÀ LÂM CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ("SỞ NỘI VỤ Độc lập - Tự do - Hạnh phúc", "Độc lập - Tự do - Hạnh phúc"),
    ("TỈNH ỦY HÀ LÂM ĐẢNG CỘNG SẢN VIỆT NAM", "ĐẢNG CỘNG SẢN VIỆT NAM"),
    ("Số: /KH-SNV Hà Lâm, ngày tháng 3 năm 2024", "Hà Lâm, ngày tháng 3 năm 2024"),
    ("Số: 12/2024/NQ-HĐND Bà Rịa - Vũng Tàu, ngày 05 tháng 3 năm 2024", "Bà Rịa - Vũng Tàu, ngày 05 tháng 3 năm 2024"),
    ("Nơi nhận: TM. ỦY BAN NHÂN DÂN", "TM. ỦY BAN NHÂN DÂN"),
    ("- Như trên; PHÓ CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    ("- Bộ Nội vụ (để b/c); THỨ TRƯỞNG", "THỨ TRƯỞNG"),
]


@pytest.mark.parametrize(("text", "right"), BREAKS)
def test_break(text: str, right: str) -> None:
    """A line is cut where the motto, the date or the office of the right column begins."""
    at = find_break(text)
    assert at is not None
    assert text[at:] == right


@pytest.mark.parametrize(
    "text",
    [
        "Căn cứ Quyết định số 15/QĐ-UBND ngày 12/01/2024 của UBND tỉnh Hà Lâm;",
        "Số: 12/KH-SNV",
        "Số hồ sơ trễ hạn là 12 hồ sơ",
        "PHÓ GIÁM ĐỐC",
        "KT. GIÁM ĐỐC",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "- Sở Nội vụ chủ trì, phối hợp với Sở Tài chính.",
        "- Các sở, ban, ngành;",
        "",
    ],
)
def test_no_break(text: str) -> None:
    """Prose, and lines that hold one column only, are not cut."""
    assert find_break(text) is None


def test_addressee_table() -> None:
    """`Kính gửi:` beside its list reads row by row."""
    sketch = """
Kính gửi:      - Sở Tài chính;
               - Sở Tư pháp.
"""
    (table,) = as_docx(sketch)
    assert isinstance(table, Table)
    assert is_addressee_table(table)
    assert [strip.text for strip in build_strips([table])] == ["Kính gửi:", "- Sở Tài chính;", "- Sở Tư pháp."]


@pytest.mark.parametrize(
    "sketch",
    [
        "| TT | Nhiệm vụ | Đơn vị |\n| 1 | Rà soát | Sở Nội vụ |",
        "| Nội dung | Điểm |\n| Thủ tục | 12,5 |",
    ],
)
def test_data_table(sketch: str) -> None:
    """A ruled table with data stays a table."""
    table = sketch_table(sketch)
    assert not is_layout(table)
    (strip,) = build_strips([table])
    assert strip.table is table
    assert strip.text == ""
