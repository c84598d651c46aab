import pytest

from pipeline.checks.outline import marker_duplicate, marker_skipped, read_marker
from pipeline.core.record import Section
from tests.checks.records import outlined, record


@pytest.mark.parametrize(
    ("markers", "duplicates"),
    [
        (("I", "II", "II", "III"), 1),
        (("1", "2", "2", "3"), 1),
        (("a", "b", "b"), 1),
        (("Điều 4", "Điều 4"), 1),
        (("I", "II", "III"), 0),
        (("1", "2", "1", "2"), 0),
        (("1", "1", "2", "2", "1", "2", "3"), 0),
        (("1", "1"), 0),
        (("a", "b", None, "a", "b"), 0),
        (("1", "2", None, "2"), 0),
        (("-", "-", "-"), 0),
        (("2.1", "3.1"), 0),
        (("1", "a", "1", "a"), 0),
    ],
)
def test_marker_duplicate_counts_repeats_among_siblings(markers, duplicates):
    """A marker used twice in one sequence is reported, a list that starts again is not."""
    assert len(list(marker_duplicate(outlined(*markers)))) == duplicates


@pytest.mark.parametrize(
    ("markers", "skips"),
    [
        (("1", "2", "4"), 1),
        (("I", "II", "IV"), 1),
        (("a", "b", "d"), 1),
        (("2.1", "2.3"), 1),
        (("a", "b", "c", "d", "đ", "e", "g", "h", "i", "k"), 0),
        (("a", "b", "c", "d", "e", "g"), 0),
        (("g", "h", "i", "k", "l"), 0),
        (("a", "b", "c", "d", "e", "f", "g"), 0),
        (("i", "ii", "iii", "iv"), 0),
        (("Điều 5", "Điều 6"), 0),
        (("1", "31"), 0),
        (("VIII", "IX", "X", "XI"), 0),
        (("A", "B", "C"), 0),
        (("1.1", "1.2", "2.1"), 0),
    ],
)
def test_marker_skipped_counts_gaps_among_siblings(markers, skips):
    """A place left out is reported; Vietnamese letter order and continued numbering are lawful."""
    assert len(list(marker_skipped(outlined(*markers)))) == skips


def test_children_are_sequences_of_their_own():
    """Numbering under one heading says nothing about numbering under the next."""
    inner = outlined("2", "2")
    one, two = (
        Section(marker=marker, title="x", level=1, start=0, end=2, children=children)
        for marker, children in (("I", inner.sections[:1]), ("II", inner.sections))
    )
    messages = [finding.message for finding in marker_duplicate(record(text=inner.text, sections=[one, two]))]
    assert messages == ["Mục “2” dùng hai lần: “tên 0” và “tên 1”."]


def test_a_marker_that_was_printed_but_not_read_is_not_skipped():
    """A line between two headings that starts with the marker left out shows that nothing was skipped."""
    text = "II. MỘT\nIII.\nHAI\nIV. BA"
    sections = [
        Section(marker="II", title="MỘT", level=1, start=0, end=16, children=[]),
        Section(marker="IV", title="BA", level=1, start=17, end=len(text), children=[]),
    ]
    assert list(marker_skipped(record(text=text, sections=sections))) == []
    assert len(list(marker_skipped(record(text=text.replace("III", "xxx"), sections=sections)))) == 1


def test_words_before_a_marker_tell_sequences_apart():
    """`Điều 2` after the paragraph `2` is no repeat, whatever the outline kept of it."""
    text = "Điều 1. MỘT\n2. HAI\nĐiều 2. BA"
    places = [(0, 11), (12, 18), (19, len(text))]
    sections = [
        Section(marker=marker, title="x", level=1, start=start, end=end, children=[])
        for marker, (start, end) in zip("122", places, strict=True)
    ]
    assert list(marker_duplicate(record(text=text, sections=sections))) == []


def test_evidence_is_the_two_headings_lines():
    """The spans of a finding quote the headings, not what stands under them."""
    text = "II. MỘT\nthân\nII. HAI\nthân"
    sections = [
        Section(marker="II", title="MỘT", level=1, start=0, end=12, children=[]),
        Section(marker="II", title="HAI", level=1, start=13, end=25, children=[]),
    ]
    [finding] = marker_duplicate(record(text=text, sections=sections))
    assert [span.quote for span in finding.evidence] == ["II. MỘT", "II. HAI"]
    assert all(text[span.start : span.end] == span.quote for span in finding.evidence)


@pytest.mark.parametrize(
    ("marker", "value"), [("II.", 2), ("(3)", 3), ("2.1", 1), ("đ)", 5), ("Chương IV", 4), ("1.2.3.", 3)]
)
def test_read_marker_gives_the_place(marker, value):
    """Numerals of all styles are read as places."""
    ordinal = read_marker(marker)
    assert ordinal is not None and ordinal.value == value


@pytest.mark.parametrize("marker", [None, "", "-", "+", "•", "IIII", "w", "abc"])
def test_read_marker_refuses_what_is_no_numeral(marker):
    """Bullets and letters outside the order are no places."""
    assert read_marker(marker) is None
