"""Ranks of one index and year must fit."""

from __future__ import annotations

import pytest

from pipeline.compare.comparison import compare_records
from tests.compare.paper import Paper

NAMES = ("Sở Nội vụ", "Sở Y tế", "Sở Tư pháp", "Sở Tài chính", "Sở Xây dựng", "Sở Công Thương")


def found(*papers):
    """Return the findings between documents, without those about the order of scores."""
    return [row for row in compare_records(paper.record() for paper in papers).findings if row.source == "comparison"]


def plan(issuer, rank, of=None, **parts):
    """Return a department's own document that claims a rank."""
    return Paper(f"{issuer}.txt", issuer).rank(rank, of, **parts)


def publication(*ranks, of=None, path="cong-bo.txt"):
    """Return the committee's decision that gives the departments their ranks."""
    paper = Paper(path, "UBND tỉnh Lào Cai")
    for name, rank in zip(NAMES, ranks, strict=False):
        paper.rank(rank, of, org=name)
    return paper


def test_ranks_that_fit_are_not_reported():
    """A publication and the departments' own claims that agree give no finding."""
    moved = plan("Sở Y tế", 2, 6, change=1, since_year=2022)
    earlier = plan("Sở Y tế", 3, 6, year=2022)
    earlier.path = "2022.txt"
    assert found(publication(1, 2, 3, 4, 5, 6, of=6), plan("Sở Nội vụ", 1, 6), moved, earlier) == []


def test_two_ranks_of_one_department():
    """A department that claims another rank than the publication gives it is reported with both quotes."""
    (finding,) = found(publication(1, 2, 3), plan("Sở Y tế", 4))
    assert (finding.code, finding.severity) == ("rank_clash", "error")
    assert "Sở Y tế" in finding.message and "2 và 4" in finding.message and "Lào Cai" in finding.message
    assert (finding.document, finding.other_document) == ("cong-bo.txt", "Sở Y tế.txt")
    assert (finding.quote, finding.other_quote) == ("xếp thứ 2/None 1", "xếp thứ 4/None 0")


def test_a_move_that_does_not_lead_back():
    """A change that leads back to another rank than the year before had is impossible."""
    before = Paper("2022.txt").rank(9, 20, year=2022)
    after = Paper("2023.txt").rank(6, 20, change=2, since_year=2022)
    (finding,) = found(before, after)
    assert finding.code == "impossible_move"
    assert "xếp thứ 9" in finding.message and "thứ 8" in finding.message
    assert {finding.document, finding.other_document} == {"2022.txt", "2023.txt"}


@pytest.mark.parametrize("previous", [9, None])
def test_a_printed_rank_of_the_year_before_counts_first(previous):
    """What is printed as the rank before is compared; only where nothing is printed, what the change implies."""
    before = Paper("2022.txt").rank(9, 20, year=2022)
    after = Paper("2023.txt").rank(6, 20, change=3, since_year=2022, previous_rank=previous)
    assert found(before, after) == []


def test_one_place_claimed_twice():
    """Two departments that each claim the first place don't fit."""
    (finding,) = found(plan("Sở Nội vụ", 1), plan("Sở Y tế", 1))
    assert finding.code == "rank_shared"
    assert "Sở Nội vụ và Sở Y tế cùng nhận thứ 1" in finding.message


def test_a_tie_that_a_publication_tells_is_none():
    """Two departments on one place are a tie where one document says so of both, and the next place is free."""
    assert found(publication(1, 2, 2, 4), plan("Sở Y tế", 2), plan("Sở Tư pháp", 2)) == []


def test_a_place_that_nobody_holds():
    """A missing place is reported between its neighbours, where most of the league is known."""
    (finding,) = found(publication(1, 2, 4, 5, 6))
    assert finding.code == "rank_gap"
    assert "không cơ quan nào xếp thứ 3" in finding.message
    assert (finding.quote, finding.other_quote) == ("xếp thứ 2/None 1", "xếp thứ 4/None 2")


def test_a_league_of_which_little_is_known_has_no_gaps():
    """Two departments that tell their ranks of twenty leave no gap: the others just did not tell."""
    assert found(plan("Sở Nội vụ", 2, 20), plan("Sở Y tế", 17, 20)) == []


def test_different_numbers_of_places():
    """Documents that count different numbers of ranked departments don't fit, nor a rank beyond the number."""
    codes = {row.code for row in found(publication(1, 2, 3, of=19), plan("Sở Tài chính", 4, 20))}
    assert codes == {"count_clash"}
    (finding,) = found(publication(1, of=3), plan("Sở Y tế", 4))
    assert (finding.code, finding.severity) == ("rank_beyond_count", "error")


def test_leagues_are_apart():
    """The same place in another province, year, index or among other peers is another place."""
    papers = [
        plan("Sở Nội vụ", 1),
        Paper("b.txt", "Sở Nội vụ", "Yên Bái").rank(1),
        plan("Sở Y tế", 1, year=2022),
        plan("Sở Tư pháp", 1, index="DDCI"),
        Paper("e.txt", "UBND tỉnh Lào Cai").rank(1, org="tỉnh").rank(1, org="Huyện Bát Xát"),
        Paper("f.txt").rank(1, kind="target", year=2024),
    ]
    assert found(*papers) == []


def test_provinces_are_one_league():
    """Provinces are ranked together: two that claim one place don't fit."""
    papers = [
        Paper(f"{name}.txt", f"UBND tỉnh {name}", name).rank(5, 63, org="tỉnh") for name in ("Lào Cai", "Yên Bái")
    ]
    assert [row.code for row in found(*papers)] == ["rank_shared"]
