"""The annotation stage keeps the text and writes whole-token spans."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.annotate import annotate
from pipeline.normalise.overlaps import resolve_overlaps
from pipeline.normalise.text import fold
from tests.builders import plain_document

_PIECES = st.sampled_from(
    [
        "Sở Nội vụ",
        "12/KH-SXX",
        "ngày 3/4/2024",
        " ",
        "  ",
        "\n",
        "\n\n",
        "đạt 9,5/10",
        "5%",
        "_",
        "(",
        ")",
        "…",
        "a1b2",
        "\u00a0",
    ]
)


@given(st.lists(_PIECES | st.text(max_size=8), max_size=20).map("".join))
@settings(deadline=None, max_examples=150)
def test_text_is_kept(text: str) -> None:
    """Whatever the text, the Doc's text is the same, and every span lies in it."""
    doc = annotate(plain_document(text))
    assert doc.text == text
    assert doc.user_data["key"] == fold(text)
    assert all(0 <= span.start_char < span.end_char <= len(text) for group in doc.spans.values() for span in group)


def test_no_match_is_misaligned() -> None:
    """Matches between letters, digits and punctuation begin and end at token borders."""
    doc = annotate(plain_document("Kế hoạch số 66.4/2031/NQ-CPX,ngày 02/01/2031;đạt 95,5%/100điểm"))
    assert doc.user_data["misaligned"] == 0
    assert [span.text for span in doc.spans["rules"] if span.label_ == "DOC_NUMBER"] == ["66.4/2031/NQ-CPX"]


def test_names_have_ids_and_whole_words() -> None:
    """A name is found in any case and tone placement, never inside a longer word."""
    doc = annotate(plain_document("UỶ BAN NHÂN DÂN TỈNH HOÀ BÌNH và Sở Nội vụ, không phải Sở Nội vụn"))
    found = [(span.text, span.label_, span.id_) for span in doc.spans["names"]]
    assert ("UỶ BAN NHÂN DÂN TỈNH HOÀ BÌNH", "ORG", "UBND.P17") in found
    assert ("TỈNH HOÀ BÌNH", "PROVINCE", "P17") in found
    assert [text for text, label, _ in found if label == "ORG"].count("Sở Nội vụ") == 1


def test_ambiguous_name_keeps_all_ids() -> None:
    """A form that several entries share has all their ids."""
    doc = annotate(plain_document("tỉnh Tuyên Quang"))
    assert [span.id_ for span in doc.spans["names"]] == ["P08|N08"]


def test_longest_span_wins() -> None:
    """Of overlapping spans the longest stays, then the earlier one, then the one of higher priority."""
    doc = annotate(plain_document("a b c d e f"))
    spans = [doc[0:2], doc[1:4], doc[3:5], doc[4:6]]
    assert [span.text for span in resolve_overlaps(spans)] == ["b c d", "e f"]
    twins = [doc.char_span(0, 3, label="X"), doc.char_span(0, 3, label="Y")]
    assert [span.label_ for span in resolve_overlaps(twins, lambda span: span.label_ == "Y")] == ["Y"]
