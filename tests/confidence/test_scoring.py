"""From features to confidences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.confidence import default_threshold, items_of, with_confidences
from pipeline.confidence.scoring import ANY, Calibration, calibration_of, load_calibration
from tests.records import full_record

SMALL = Calibration({ANY: 1.0, "a": 2.0, "b": -4.0}, (-1.0, 0.5, 2.5), (0.2, 0.6, 0.9), 0.9)


@pytest.mark.parametrize(
    ("names", "confidence"), [(("a",), 0.9), ((), 0.6), (("b",), 0.2), (("a", "b"), 0.2), (("new",), 0.6)]
)
def test_confidence_is_a_sum_looked_up(names, confidence):
    """Weights are added, what is not known adds nothing, and a score below all steps has the lowest confidence."""
    assert SMALL.confidence(names) == confidence


@given(st.floats(-9, 9), st.floats(-9, 9))
def test_higher_scores_are_never_less_sure(one, other):
    """Confidence rises with the score."""
    low, high = sorted((one, other))
    assert load_calibration().share_of(low) <= load_calibration().share_of(high)


def test_every_item_of_a_record_gets_its_confidence():
    """Also items that had one and findings; all are shares, and the same record has the same ones again."""
    record = full_record()
    with_confidences(record)
    first = [place.item.confidence for place in items_of(record)]
    assert all(confidence is not None and 0 < confidence < 1 for confidence in first)
    assert record.scores[0].confidence != 0.9
    assert [place.item.confidence for place in items_of(with_confidences(record))] == first


@pytest.mark.parametrize(
    "rows",
    [
        [("step", "1", "0.9")],
        [("threshold", "", "0.9")],
        [("threshold", "", "0.9"), ("step", "1", "0.9"), ("step", "2", "0.8")],
        [("threshold", "", "0.9"), ("step", "1", "1.9")],
        [("threshold", "", "0.9"), ("threshold", "", "0.8"), ("step", "1", "0.9")],
    ],
)
def test_broken_tables_are_refused(rows):
    """Steps rise, confidences are shares, and there is one threshold."""
    with pytest.raises(ValueError, match=r"step|threshold|share"):
        calibration_of([dict(zip(("kind", "name", "value"), row, strict=True)) for row in rows], "c.csv")


def test_published_table_lets_the_surest_through():
    """The default threshold is one of the confidences that items can have."""
    assert default_threshold() in load_calibration().confidences
