"""Only what can be compared is put side by side."""

from __future__ import annotations

import pytest

from pipeline.compare.changes import change_between
from pipeline.compare.comparison import compare_records
from tests.compare.paper import Paper


def compared(*papers):
    """Return the rows side by side, by organisation and year."""
    rows = compare_records(paper.record() for paper in papers).compared
    return {(row.org, row.year): row for row in rows}


def codes(*papers):
    """Return the codes of the findings between documents."""
    rows = compare_records(paper.record() for paper in papers).findings
    return [row.code for row in rows if row.source == "comparison"]


def test_maxima_of_two_years():
    """Where the maximum changed, shares are kept and the row says so; points are never subtracted."""
    paper = Paper().score(89.1, 99, year=2022).rank(9, 20, year=2022).score(89.5, 100).rank(8, 20)
    row = compared(paper)[("Sở Nội vụ", 2023)]
    assert (row.percent, row.previous_percent) == (89.5, 90.0)
    assert row.warning == "Điểm tối đa đổi từ 99 thành 100; chỉ so sánh tỷ lệ phần trăm."


def test_number_of_places_of_two_years():
    """Ranks keep their `of`, and the row says where the number of places changed."""
    row = compared(Paper().rank(9, 19, year=2022).rank(8, 20))[("Sở Nội vụ", 2023)]
    assert (row.rank, row.of, row.previous_rank, row.previous_of) == (8, 20, 9, 19)
    assert row.warning == "Số cơ quan xếp hạng đổi từ 19 thành 20."


def test_the_first_year_has_no_warning():
    """A row without a year before compares nothing."""
    row = compared(Paper().rank(9, 19))[("Sở Nội vụ", 2023)]
    assert (row.previous_rank, row.warning) == (None, None)


def test_the_official_score_counts():
    """The appraised score comes before the achieved one, and that before what the office gave itself."""
    paper = Paper().score(95, 100, kind="self_assessed").score(90, 100)
    assert compared(paper)[("Sở Nội vụ", 2023)].value == 90
    paper.score(90, 100, kind="appraised")
    row = compared(paper)[("Sở Nội vụ", 2023)]
    assert (row.value, row.kind) == (90, "appraised")
    assert compared(Paper().score(95, 100, kind="target")) == {}


def test_self_assessed_against_appraised_is_said():
    """Two years are compared with a warning where one of them is only self-assessed."""
    paper = Paper().score(95, 100, kind="self_assessed").score(90, 100, year=2022)
    assert "tự chấm" in compared(paper)[("Sở Nội vụ", 2023)].warning


def test_nominal_and_own_maximum():
    """A department's own maximum is kept beside the highest among its peers."""
    paper = Paper(issuer="UBND tỉnh Lào Cai").score(93, 99, org="Sở Y tế").score(91, 100, org="Sở Tư pháp")
    row = compared(paper)[("Sở Y tế", 2023)]
    assert (row.max, row.nominal_max, row.percent) == (99, 100, 93.94)


def test_two_scores_of_one_year():
    """Different points of one maximum clash; the same share of different maxima does not, nor another kind."""
    assert codes(Paper("a.txt").score(90, 100), Paper("b.txt").score(91, 100)) == ["score_clash"]
    assert codes(Paper("a.txt").score(90, 100), Paper("b.txt").score(90)) == []
    assert codes(Paper("a.txt").score(90, 100), Paper("b.txt").score(89.1, 99)) == []
    assert codes(Paper("a.txt").score(90, 100), Paper("b.txt").score(95, 100, kind="self_assessed")) == []


def test_a_better_place_with_fewer_points():
    """A department before another one with a lower share of the maximum is reported with both scores."""
    one = Paper("a.txt", "Sở Y tế").score(80, 100).rank(3, 20)
    other = Paper("b.txt", "Sở Tư pháp").score(85, 100).rank(4, 20)
    (finding,) = [row for row in compare_records([one.record(), other.record()]).findings if row.source == "comparison"]
    assert finding.code == "rank_score_order"
    assert "Sở Y tế xếp thứ 3 với 80" in finding.message and "Sở Tư pháp xếp thứ 4 với 85" in finding.message
    assert codes(Paper("a.txt", "Sở Y tế").score(80).rank(3), Paper("b.txt", "Sở Tư pháp").score(85, 100).rank(4)) == []


@pytest.mark.parametrize(
    ("name", "province", "years", "day"),
    [
        ("Sở Lao động - Thương binh và Xã hội", "Cao Bằng", (2024, 2025), "28/02/2025"),
        ("Sở Y tế", "Lào Cai", (2024, 2025), "30/06/2025"),
        ("Sở Y tế", "Cao Bằng", (2024, 2025), None),
        ("Sở Y tế", "Lào Cai", (2022, 2023), None),
    ],
)
def test_organisations_that_changed(name, province, years, day):
    """A department or province that ended in one of the two years is said, with its last day."""
    found = change_between(name, province, *years)
    assert (day is None and found is None) or day in found


def test_the_change_is_a_warning_of_the_row():
    """The row of two years says that the province was merged between them."""
    row = compared(Paper().rank(2, 20, year=2024).rank(1, 14, year=2025))[("Sở Nội vụ", 2025)]
    assert "Số cơ quan xếp hạng đổi từ 20 thành 14." in row.warning
    assert "Tổ chức thay đổi" in row.warning
