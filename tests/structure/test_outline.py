"""The outline: which item belongs under which heading."""

from __future__ import annotations

from pipeline.core.document import PlanDocument
from tests.page_sketch import sketch_lines, structured


def outline(sketch: str) -> list[tuple[int, str | None, str]]:
    """Return level, marker and title of the sections."""
    document = structured(*sketch_lines(sketch))
    return [(section.level, section.marker, section.title) for section in document.section_list]


def paths(document: PlanDocument) -> list[list[str]]:
    """Return the section path of every line."""
    return [document.section_path(line.section) for line in document.lines]


def test_levels() -> None:
    """Roman, decimal, letter: each opens a level below the one before it."""
    sketch = """
I. NHIỆM VỤ
1. Thủ tục hành chính
a) Rà soát thủ tục;
b) Công khai kết quả.
2. Tổ chức bộ máy
II. TỔ CHỨC THỰC HIỆN
"""
    assert [(level, marker) for level, marker, _ in outline(sketch)] == [
        *((1, "I"), (2, "1"), (3, "a"), (3, "b"), (2, "2"), (1, "II")),
    ]


def test_repeated_and_skipped_markers() -> None:
    """Markers that repeat or skip are kept as printed."""
    sketch = "I. MỤC TIÊU\n\nII. NHIỆM VỤ\n\nII. GIẢI PHÁP\n\nV. TỔ CHỨC"
    assert outline(sketch) == [(1, "I", "MỤC TIÊU"), (1, "II", "NHIỆM VỤ"), (1, "II", "GIẢI PHÁP"), (1, "V", "TỔ CHỨC")]


def test_articles() -> None:
    """Articles stand under chapters, their clauses under them."""
    sketch = """
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
1. Quy chế này quy định về cách làm việc.
2. Quy chế này không áp dụng cho đơn vị khác.
Điều 2. Hiệu lực
Chương II
ĐIỀU KHOẢN THI HÀNH
"""
    assert [(level, marker) for level, marker, _ in outline(sketch)] == [
        *((1, "Chương I"), (2, "Điều 1"), (3, "1"), (3, "2"), (2, "Điều 2"), (1, "Chương II")),
    ]


def test_title_of_a_chapter_stands_below() -> None:
    """A chapter's name is printed on the line below its number."""
    assert outline("Chương I\n\nQUY ĐỊNH CHUNG\n\nĐiều 1. Phạm vi")[0] == (1, "Chương I", "QUY ĐỊNH CHUNG")


def test_vietnamese_letters() -> None:
    """After d comes đ, then e."""
    sketch = "1. Nhiệm vụ\na) Một;\nb) Hai;\nc) Ba;\nd) Bốn;\nđ) Năm;\ne) Sáu."
    assert [marker for level, marker, _ in outline(sketch) if level == 2] == list("abcdđe")


def test_bullets() -> None:
    """A dash is a section only where sub-items stand under it."""
    sketch = "1. Nhiệm vụ\n- Rà soát thủ tục\n+ Cấp tỉnh;\n+ Cấp xã.\n- Công khai kết quả."
    assert [(level, marker, title) for level, marker, title in outline(sketch)] == [
        (1, "1", "Nhiệm vụ"),
        (2, "-", "Rà soát thủ tục"),
    ]


def test_appendix_starts_again() -> None:
    """An appendix is a section of the first level, and numbering starts again in it."""
    sketch = """
I. NHIỆM VỤ

1. Rà soát thủ tục.

PHỤ LỤC I

DANH MỤC NHIỆM VỤ

1. Công khai kết quả.
"""
    sections = outline(sketch)
    assert (1, "PHỤ LỤC I", "DANH MỤC NHIỆM VỤ") in sections
    assert sections[-1][:2] == (2, "1")


def test_sections_govern_their_lines() -> None:
    """A line belongs to the innermost section that it stands in."""
    document = structured(
        *sketch_lines("I. NHIỆM VỤ\n\n1. Thủ tục hành chính\n\nRà soát các thủ tục nội bộ.\n\nII. KINH PHÍ")
    )
    assert paths(document) == [
        ["NHIỆM VỤ"],
        ["NHIỆM VỤ", "Thủ tục hành chính"],
        ["NHIỆM VỤ", "Thủ tục hành chính"],
        ["KINH PHÍ"],
    ]


def test_decimals_without_their_parent() -> None:
    """`2.` after `1.1.` goes up again although no `1.` was printed."""
    assert [level for level, _, _ in outline("1.1. Mục tiêu\n\n1.2. Yêu cầu\n\n2. Nhiệm vụ")] == [1, 1, 1]


def test_no_markers_no_sections() -> None:
    """Prose has no sections."""
    assert outline("Các cơ quan báo cáo kết quả trước ngày 15/12.") == []
