"""Figures that bear each other out."""

from __future__ import annotations

from pipeline.confidence.agreement import agreement_of
from tests.confidence.records import ranking, record, score

NAMES = ("Sở Y tế", "Sở Nội vụ", "Sở Tư pháp", "Thanh tra tỉnh")
TEXT = "\n".join(f"{name} {number}" for number, name in enumerate(NAMES, 1))


def league(ranks, points):
    """A table of offices with their ranks and points."""
    rankings = [ranking(TEXT, name, rank, name) for name, rank in zip(NAMES, ranks, strict=False)]
    scores = [score(TEXT, name, value, name) for name, value in zip(NAMES, points, strict=False)]
    return record(TEXT, rankings=rankings, scores=scores)


def test_ranks_in_the_order_of_the_points_agree():
    """Where the better rank has more points throughout, ranks and points bear each other out."""
    made = league((1, 2, 4, 3), (95.5, 93, 80.25, 88))
    found = agreement_of(made)
    assert {id(item) for item in (*made.rankings, *made.scores)} == found.in_order
    assert not found.out_of_order


def test_ranks_against_the_points_contradict():
    """One pair the other way round, and the column is not what it was taken for."""
    made = league((1, 2, 3, 4), (80.25, 93, 88, 95.5))
    found = agreement_of(made)
    assert {id(item) for item in made.rankings} == found.out_of_order
    assert not found.in_order


def test_two_pairs_say_nothing():
    """Two may agree by chance."""
    found = agreement_of(league((1, 2), (95.5, 93)))
    assert not found.in_order and not found.out_of_order


def test_ranks_with_gaps_are_told():
    """Ties leave no gap, a missing place does."""
    assert not agreement_of(league((1, 2, 2, 4), ())).with_gaps
    assert len(agreement_of(league((1, 2, 5, 6), ())).with_gaps) == 4


def test_areas_that_add_up_are_told():
    """Areas whose points make the overall score bear it out, and it them; a wrong sum says nothing good."""
    parts = [score(TEXT, name, value, scope="area") for name, value in zip(NAMES, (10.5, 20.25, 30), strict=False)]
    right, wrong = score(TEXT, NAMES[3], 60.75), score(TEXT, NAMES[3], 61.75)
    assert len(agreement_of(record(TEXT, scores=[*parts, right])).adding_up) == 4
    assert not agreement_of(record(TEXT, scores=[*parts, wrong])).adding_up
