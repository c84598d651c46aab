from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalise.syllables import is_syllable, share_of_syllables


@pytest.mark.parametrize(
    "word",
    ("Nghị", "quyết", "gì", "giếng", "quý", "quỷ", "khuỷu", "ƯỚC", "yến", "Ủy", "uỷ", "xoong", "gi", "giữa"),
)
def test_syllables_of_any_spelling_are_syllables(word: str) -> None:
    """Old and new tone places, capitals, `gi` and `qu` with their rimes are all possible."""
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word", ["nh©n", "haân", "quyÕt", "cà́", "bàt", "học̉", "ngxô", "ABC", "été", "99", "", "a" * 40]
)
def test_what_no_speaker_writes_is_none(word: str) -> None:
    """Letters of other encodings, two tones, a falling tone before a stop, abbreviations are no syllables."""
    assert not is_syllable(word)


def test_the_share_looks_only_at_words_that_tell() -> None:
    """Words of ASCII letters don't count, and punctuation parts words."""
    assert share_of_syllables("Ban hành (kế hoạch) số 5/KH") == (1.0, 4)
    assert share_of_syllables("ho¹ch ®Þnh") == (0.0, 2)
    assert share_of_syllables("plain words only") == (0.0, 0)


@given(st.text(max_size=60))
def test_any_text_has_a_share(text: str) -> None:
    """No text breaks the measure, and the share lies between none and all."""
    share, words = share_of_syllables(text)
    assert 0 <= share <= 1
    assert words >= 0
