"""Search keys."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalise.text import fold, squeeze, strip_tones


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        ("Hòa Bình", "hoà bình"),
        ("HOÀ BÌNH", "hoà bình"),
        ("Ủy ban – Thủy lợi", "uỷ ban - thuỷ lợi"),
        ("khỏe, xóa", "khoẻ, xoá"),
        ("quý QUÝ quỷ", "quý quý quỷ"),
        ("hoàn toàn khoán", "hoàn toàn khoán"),
        ("ÐẮK Ɖ đ", "đắk đ đ"),
        ("“a” ‘b’", "\"a\" 'b'"),
        ("Số:\u00a012", "số: 12"),
    ],
)
def test_fold(raw: str, key: str) -> None:
    """Case, tone placement, dashes, quotes, blanks and look-alikes of Đ make no difference."""
    assert fold(raw) == key


@given(st.text())
def test_fold_keeps_offsets(text: str) -> None:
    """The key is as long as the text, and folding it again changes nothing."""
    assert len(fold(text)) == len(text)


@given(st.text(alphabet="aàảquyýỳòóoêÊĐÐ -–'\u00a0bhH"))
def test_fold_is_stable(text: str) -> None:
    """A key is its own key."""
    assert fold(fold(text)) == fold(text)


def test_squeeze_and_strip_tones() -> None:
    """White space becomes one space; marks go, letters stay."""
    assert squeeze("  a \n\t b ") == "a b"
    assert strip_tones("Đắk Nông, Thừa Thiên Huế") == "Dak Nong, Thua Thien Hue"
