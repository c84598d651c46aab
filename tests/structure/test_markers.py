"""Markers of headings and list items: what is one, and what only looks like one."""

from __future__ import annotations

import pytest

from pipeline.structure.markers import find_marker, roman_value

MARKERS = [
    ("I. MỤC ĐÍCH", "I", "roman", 1),
    ("IV. TỔ CHỨC THỰC HIỆN", "IV", "roman", 4),
    ("II/ NỘI DUNG", "II", "roman", 2),
    ("III - KINH PHÍ", "III", "roman", 3),
    ("lI. NỘI DUNG", "lI", "roman", 2),
    ("1. Rà soát thủ tục", "1", "decimal1", 1),
    ("12. Rà soát thủ tục", "12", "decimal1", 12),
    ("1) Rà soát thủ tục", "1", "decimal1", 1),
    ("1.Rà soát thủ tục", "1", "decimal1", 1),
    ("1.2. Rà soát thủ tục", "1.2", "decimal2", 2),
    ("1.2 Rà soát thủ tục", "1.2", "decimal2", 2),
    ("2.1.3. Rà soát thủ tục", "2.1.3", "decimal3", 3),
    ("a) Rà soát thủ tục", "a", "letter", 1),
    ("đ) Rà soát thủ tục", "đ", "letter", 5),
    ("e) Rà soát thủ tục", "e", "letter", 6),
    ("a. Rà soát thủ tục", "a", "letter", 1),
    ("A. PHẦN CHUNG", "A", "upper", 1),
    ("(1) Rà soát thủ tục", "1", "round", 1),
    ("(a) Rà soát thủ tục", "a", "round", 1),
    ("- Rà soát thủ tục", "-", "dash", None),
    ("– Rà soát thủ tục", "–", "dash", None),
    ("-Rà soát thủ tục", "-", "dash", None),
    ("-rà soát thủ tục", "-", "dash", None),
    ("• Rà soát thủ tục", "•", "dash", None),
    ("+ Rà soát thủ tục", "+", "plus", None),
    ("Điều 1. Phạm vi điều chỉnh", "Điều 1", "article", 1),
    ("ĐIỀU 12: Hiệu lực", "ĐIỀU 12", "article", 12),
    ("Chương II", "Chương II", "chapter", 2),
    ("CHƯƠNG 3. QUY ĐỊNH CHUNG", "CHƯƠNG 3", "chapter", 3),
    ("Mục 2. Trách nhiệm", "Mục 2", "item", 2),
    ("Phần thứ hai", "Phần thứ hai", "part", None),
    ("PHẦN I. TÌNH HÌNH", "PHẦN I", "part", 1),
    ("PHỤ LỤC", "PHỤ LỤC", "appendix", None),
    ("PHỤ LỤC II", "PHỤ LỤC II", "appendix", 2),
    ("Phụ lục số 3", "Phụ lục số 3", "appendix", 3),
]


@pytest.mark.parametrize(("text", "label", "style", "ordinal"), MARKERS)
def test_marker(text: str, label: str, style: str, ordinal: int | None) -> None:
    """A marker is read with its label as printed, its style and its place in the order."""
    marker = find_marker(text)
    assert marker is not None
    assert (marker.text, marker.style, marker.ordinal) == (label, style, ordinal)
    assert not text[marker.end :].startswith(" ")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Rà soát thủ tục",
        "2024 là năm bản lề",
        "100% hồ sơ được số hóa",
        "1.500 hồ sơ",
        "12 tháng",
        "15/3/2024 là hạn cuối",
        "3,5 điểm",
        "Điều đó cho thấy",
        "Mục tiêu chung",
        "Phần mềm một cửa",
        "Chương trình hành động",
        "Phụ lục này kèm theo Kế hoạch",
        "Mẫu số 1",
        "ông Nguyễn Văn Giả",
        "Vì vậy, các sở cần",
        "I love",
        "-5 độ",
        "Công văn số 12",
    ],
)
def test_no_marker(text: str) -> None:
    """Quantities, dates and words that begin like a marker are none."""
    assert find_marker(text) is None


@pytest.mark.parametrize(
    ("text", "value"), [("I", 1), ("IV", 4), ("IX", 9), ("XIV", 14), ("lV", 4), ("A", None), ("", None)]
)
def test_roman_value(text: str, value: int | None) -> None:
    """Roman numbers have values, with recognition's l read as I; other letters have none."""
    assert roman_value(text) == value
