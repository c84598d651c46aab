"""Whether confidences mean something."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluate.fields import compare_document
from pipeline.evaluate.outcomes import Outcome, outcomes_of
from pipeline.evaluate.reliability import accepted_at, bins_of, calibration_error, encode_reliability, reliability_lines
from tests.confidence.records import deadline, org, record, score, task

TEXT = "Sở Y tế báo cáo trước ngày 15/6/2024.\nCòn 04 việc.\nTổng điểm 80,5"


def outcome(confidence, is_right, group="task"):
    """An item of which only confidence and verdict matter."""
    return Outcome("a", "tasks", group, "rule:task.item", confidence, frozenset(), is_right)


def judged(gold):
    """The outcomes of a record with two tasks and a score, by field."""
    first = task(
        TEXT,
        "Sở Y tế báo cáo trước ngày 15/6/2024.",
        lead=[org(TEXT, "Sở Y tế")],
        deadlines=[deadline(TEXT, "trước ngày 15/6/2024", due="2024-06-15")],
    )
    second = task(TEXT, "Còn 04 việc.", lead=[org(TEXT, "việc")])
    made = record(TEXT, tasks=[first, second], scores=[score(TEXT, "80,5", 80.5)]).model_dump(mode="json")
    return [(each.field, each.is_right) for each in outcomes_of("a", made, compare_document(gold, made))]


def test_items_are_judged_as_the_figures_count_them():
    """A task is right where it is matched; its parts are judged with it, those of a spurious one not at all."""
    gold = {"tasks": [{"anchor": "Sở Y tế báo cáo", "lead": ["Sở Y tế"], "due": ["2024-06-16"]}]}
    assert judged(gold) == [("tasks", True), ("tasks.lead", True), ("tasks.deadlines", False), ("tasks", False)]


def test_item_is_right_where_all_of_it_is():
    """Points that are right of another year are wrong as an item."""
    points = {"value": 80.5, "index": "PAR_INDEX", "scope": "overall"}
    assert judged({"scores": [{**points, "year": 2023}]}) == [("scores", True)]
    assert judged({"scores": [{**points, "year": 2022}]}) == [("scores", False)]


def test_what_is_not_annotated_is_not_judged():
    """Of an annotation without a field nothing is right or wrong."""
    assert judged({"header": {}}) == []


def test_broken_record_has_no_outcomes():
    """A record that breaks the schema is counted by the figures, but its confidences mean nothing."""
    broken = {"tasks": [{"text": "x"}]}
    assert list(outcomes_of("a", broken, compare_document({"tasks": []}, broken))) == []


def test_error_is_the_gap_between_promise_and_outcome():
    """Ten items at 0.9 of which five are right are off by 0.4; nine right are not off at all."""
    half = [outcome(0.9, number < 5) for number in range(10)]
    assert calibration_error(half) == pytest.approx(0.4)
    assert calibration_error([outcome(0.9, number < 9) for number in range(10)]) == pytest.approx(0)
    assert calibration_error([]) == 0


def test_error_of_two_bins_is_weighted():
    """Too sure here and too modest there do not cancel out."""
    found = [*(outcome(0.9, number < 5) for number in range(10)), *(outcome(0.1, number < 5) for number in range(10))]
    assert calibration_error(found) == pytest.approx(0.4)


def test_threshold_lets_through_from_itself_on():
    """Accepted are items at the threshold and above; their share of all is the coverage."""
    found = [outcome(0.9, True), outcome(0.8, False), outcome(0.7, True), outcome(0.7, True)]
    passed = accepted_at(found, 0.8)
    assert (passed.share_right, passed.coverage) == (0.5, 0.5)
    assert accepted_at(found, 0.95).share_right == 1.0


def test_report_has_groups_and_all():
    """The figures stand per group of fields and for all items."""
    found = [outcome(0.9, True), outcome(0.2, False, "score")]
    lines = list(reliability_lines(found, 0.5))
    assert [line.split()[0] for line in lines[-3:]] == ["task", "score", "all"]
    assert encode_reliability(found, 0.5)["groups"]["all"] == {
        **{"items": 2, "right": 1, "accepted": 1, "accepted_right": 1},
        "calibration_error": 0.15,
    }


ITEMS = st.lists(st.tuples(st.sampled_from([0.1, 0.5, 0.53, 0.9, 0.99]), st.booleans()), max_size=60)


@given(ITEMS)
def test_bins_lose_nothing_and_split_no_confidence(pairs):
    """Every item is in one bin, items of equal confidence in the same one, and bins rise."""
    bins = bins_of(outcome(*pair) for pair in pairs)
    assert sum(each.count for each in bins) == len(pairs)
    assert sum(each.right for each in bins) == sum(is_right for _, is_right in pairs)
    levels = [each.confidence for each in bins]
    assert levels == sorted(set(levels))
    assert len(bins) <= len({confidence for confidence, _ in pairs})
