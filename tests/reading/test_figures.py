"""Misread figures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.figures import repair_figures


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("trước ngày l5/O6/2024", "trước ngày 15/06/2024"),
        ("kinh phí 800.0O0 đồng", "kinh phí 800.000 đồng"),
        ("đạt 1OO% kế hoạch", "đạt 100% kế hoạch"),
        ("số l025/KH-SNN", "số 1025/KH-SNN"),
        ("đạt 9l,75 điểm", "đạt 91,75 điểm"),
        ("xếp thứ I7/63", "xếp thứ 17/63"),
        ("năm 2O25.", "năm 2025."),
        ("quý 1V/2023", "quý IV/2023"),
        ("trong quý 1I", "trong quý II"),
        ("1V. TỔ CHỨC THỰC HIỆN", "IV. TỔ CHỨC THỰC HIỆN"),
        ("ll. MỤC TIÊU", "ll. MỤC TIÊU"),
        ("l. MỤC TIÊU", "I. MỤC TIÊU"),
        ("l. Văn phòng Sở", "1. Văn phòng Sở"),
    ],
)
def test_figures_that_can_be_read_one_way(read, printed):
    """A zero read as O and a stroke read as l or I are put right where nothing else can stand there."""
    assert repair_figures(read) == printed


@pytest.mark.parametrize(
    "text",
    [
        "II/2024, III/2023",
        "quý I/2024",
        "1I. Đầu tư công",
        "48B/QĐ-UBND",
        "năm 202S",
        "Điều 1l",
        "l1/2023",
        "I5 ngày",
        "Phụ lục II",
        "CO2, H2O",
        "I. MỤC ĐÍCH",
        "Thông tư 01/2024/TT-BNV",
    ],
)
def test_figures_that_would_be_a_guess(text):
    """Roman figures, letters of codes and strokes alone stay as they are read."""
    assert repair_figures(text) == text


@given(st.text("0123456789OlIVX.,/- %quý", max_size=40))
def test_length_stays(text):
    """Only single characters change, each for the one that it looks like."""
    repaired = repair_figures(text)
    assert len(repaired) == len(text)
    pairs = {(old, new) for old, new in zip(text, repaired, strict=True) if old != new}
    assert pairs <= {("O", "0"), ("l", "1"), ("I", "1"), ("1", "I"), ("l", "I")}
