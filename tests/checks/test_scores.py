import pytest

from pipeline.checks import CHECKS
from pipeline.checks.scores import (
    max_sum_mismatch,
    rank_exceeds_count,
    score_exceeds_max,
    score_percent_mismatch,
    score_sum_mismatch,
)
from pipeline.checks.wording import vi_count, vi_number
from tests.checks.records import ranking, record, score

AREAS = (
    "steering",
    "institutions",
    "procedures",
    "apparatus",
    "civil_service",
    "public_finance",
    "digital_government",
)


def parts(*pairs):
    """Return area scores with these values and maxima."""
    return [score(value, maximum, area=area) for area, (value, maximum) in zip(AREAS, pairs, strict=False)]


def codes(check, *scores):
    """Return the messages of one check over these scores."""
    return [finding.message for finding in check(record(scores=list(scores)))]


def test_percent_mismatch_prints_both_percentages():
    """The message has the ratio and what the document says."""
    assert codes(score_percent_mismatch, score(45.5, 50, stated_percent=90.2)) == [
        "45,5/50 điểm là 91%, văn bản ghi 90,2%."
    ]


@pytest.mark.parametrize(
    ("value", "maximum", "stated"),
    [(45.5, 50, 91), (45.5, 50, 90.95), (45.5, 50, 91.05), (91, None, 70), (45.5, 50, None)],
)
def test_percent_mismatch_allows_rounding(value, maximum, stated):
    """Up to 0.05 points of a percent, and scores without a maximum or percentage, are fine."""
    assert codes(score_percent_mismatch, score(value, maximum, stated_percent=stated)) == []


def test_sum_mismatch_of_all_areas():
    """Areas whose maxima make up the whole must add up to the whole."""
    scores = [score(18.5, 20), *parts((9, 10), (9.49, 10))]
    assert codes(score_sum_mismatch, *scores) == ["Cộng điểm hai lĩnh vực được 18,49, khác điểm chung 18,5."]


@pytest.mark.parametrize(
    "scores",
    [
        [score(18.5, 20), *parts((9, 10), (9.5, 10))],
        [score(18.5, 20), *parts((9, 10), (9.496, 10))],
        [score(30, 40), *parts((9, 10), (9.5, 10))],
        [score(30), *parts((9, None), (9.5, None))],
        [score(18.5, 20, year=2022), *parts((9, 10), (9, 10))],
        [score(18.5, 20, kind="appraised"), *parts((9, 10), (9, 10))],
        [score(18.5, 20), *parts((9, 10))],
    ],
)
def test_sum_mismatch_is_silent_on_equal_partial_or_unrelated_areas(scores):
    """Rounding below 0.005, missing areas, another year and another kind are no contradiction."""
    assert codes(score_sum_mismatch, *scores) == []


def test_sum_mismatch_without_maxima_wants_a_full_set():
    """Seven areas without maxima are a whole set."""
    assert len(codes(score_sum_mismatch, score(70), *parts(*[(9.0, None)] * 7))) == 1


def test_max_sum_mismatch_where_the_points_add_up():
    """Maxima that fall short while the points add up contradict the whole's maximum."""
    assert codes(max_sum_mismatch, score(18.5, 25), *parts((9, 10), (9.5, 10))) == [
        "Cộng điểm tối đa hai lĩnh vực được 20, khác điểm tối đa chung 25."
    ]


def test_max_sum_mismatch_where_areas_have_more_than_the_whole():
    """Maxima beyond the whole's are impossible whatever is left out."""
    assert len(codes(max_sum_mismatch, score(18, 15), *parts((9, 10), (7, 10)))) == 1


def test_max_sum_mismatch_is_silent_where_an_area_may_be_missing():
    """Short maxima with short points only say that an area is not in the text."""
    assert codes(max_sum_mismatch, score(30, 40), *parts((9, 10), (9.5, 10))) == []


def test_score_exceeds_max_is_an_error():
    """More points than there are is an error, all points are not."""
    assert codes(score_exceeds_max, score(10.5, 10)) == ["Điểm 10,5 lớn hơn điểm tối đa 10."]
    assert codes(score_exceeds_max, score(10, 10), score(87.5)) == []


def test_rank_exceeds_count_is_an_error():
    """A place below the last is an error; the last place and an open field are not."""
    assert [f.severity for f in rank_exceeds_count(record(rankings=[ranking(21, 20)]))] == ["error"]
    assert list(rank_exceeds_count(record(rankings=[ranking(20, 20), ranking(7, None), ranking(None, None)]))) == []


@pytest.mark.parametrize(("value", "text"), [(93.5, "93,5"), (100.0, "100"), (0.8321, "0,8321"), (89.43, "89,43")])
def test_figures_are_printed_the_vietnamese_way(value, text):
    """Decimal comma, no trailing zeros."""
    assert vi_number(value) == text


def test_small_counts_are_words():
    """Up to ten a word, above figures."""
    assert (vi_count(7), vi_count(10), vi_count(12)) == ("bảy", "mười", "12")


def test_a_clean_record_has_no_findings():
    """Every check is silent on an empty record."""
    assert [finding for check in CHECKS for finding in check(record())] == []
