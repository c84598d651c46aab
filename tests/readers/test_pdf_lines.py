"""Words into printed lines."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.readers.pdf_lines import find_rows
from pipeline.readers.pdf_signatures import iso_time
from pipeline.readers.pdf_words import Word

PLACE = st.floats(-1e4, 1e4)


def word(text: str, x0: float, bottom: float, size: float = 12, start: int = 0) -> Word:
    """Return a word whose letters are half as wide as high."""
    width = 0.5 * size * len(text)
    return Word(text, x0, bottom - size, x0 + width, bottom, size, start, start + len(text))


def test_stamped_word_falls_into_its_gap() -> None:
    """A larger word, some points higher, lands where the line leaves room for it."""
    rows = find_rows([word("Số:", 100, 200), word("/KH-SNV", 150, 200), word("15", 125, 196, 14)])
    assert [row.text for row in rows] == ["Số: 15 /KH-SNV"]


def test_stamped_word_over_text_stays_apart() -> None:
    """A word printed over others is a line of its own."""
    rows = find_rows([word("Quyết định này", 100, 200), word("KHẨN", 110, 195)])
    assert sorted(row.text for row in rows) == ["KHẨN", "Quyết định này"]


def test_parts_of_one_syllable_are_not_spaced() -> None:
    """Neighbours of the content order that touch are one word; a lone accent joins its letter."""
    rows = find_rows([word("Quy", 100, 200, start=0), word("ê", 118, 200, start=3), word("\u0301t", 124, 200, start=9)])
    assert [row.text for row in rows] == ["Quyết"]


def test_raised_small_mark_is_a_mark_and_an_exponent_is_none() -> None:
    """A small raised number is a footnote mark, unless it stands after a unit of length."""
    (row,) = find_rows([word("nghị", 100, 200), word("định", 130, 200), word("1", 156, 195, 8)])
    assert row.is_mark(2)
    assert row.text == "nghị định 1"
    (area,) = find_rows([word("rộng", 100, 200), word("5", 130, 200), word("m", 140, 200), word("2", 146, 195, 8)])
    assert not area.is_mark(3)


@given(
    st.lists(
        st.tuples(
            st.floats(-1e4, 1e4), st.floats(-1e4, 1e4), st.floats(0, 500), st.text("abc", min_size=1, max_size=5)
        ),
        max_size=40,
    )
)
def test_every_word_lands_in_one_row(places: list[tuple[float, float, float, str]]) -> None:
    """Whatever the places and sizes, no word is lost and none is doubled."""
    words = [word(text, x, y, size, start) for start, (x, y, size, text) in enumerate(places)]
    found = [each for row in find_rows(words) for each in row.words]
    assert sorted(found) == sorted(words)


def test_signature_times() -> None:
    """PDF times become ISO 8601; what is no time becomes None."""
    assert iso_time("D:20250305101112+07'00'") == "2025-03-05T10:11:12+07:00"
    assert iso_time("D:20250305101112Z") == "2025-03-05T10:11:12Z"
    assert iso_time("D:20250305") == "2025-03-05"
    assert iso_time("hôm qua") is None
