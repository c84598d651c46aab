"""Documents as wholes, and how much is annotated."""

from __future__ import annotations

import pytest

from pipeline.evaluate.evaluation import GROUPS
from pipeline.evaluate.fields import compare_document
from pipeline.evaluate.sizes import sizes_of
from pipeline.evaluate.whole import Share, whole_documents

GOLD = {
    "header": {"doc_type": {"code": "KH"}, "place": "An Sơn"},
    "tasks": [{"anchor": "Rà soát quy chế", "lead": ["Văn phòng Sở"]}],
}
RIGHT = {
    "header": {"doc_type": {"code": "KH"}, "place": {"raw": "An Sơn"}},
    "tasks": [{"text": "Rà soát quy chế làm việc", "lead": [{"raw": "Văn phòng Sở"}]}],
}
WRONG_LEAD = {**RIGHT, "tasks": [{"text": "Rà soát quy chế làm việc", "lead": [{"raw": "Phòng Tổng hợp"}]}]}


def whole(*records):
    """Return the whole-document scores of records that all have the same gold."""
    return whole_documents([compare_document(GOLD, record) for record in records], GROUPS)


def test_one_wrong_part_spoils_its_group_and_the_document():
    """A document counts as right in a group only where every field of it is, and as a whole where all are."""
    result = whole(RIGHT, WRONG_LEAD)
    assert result.groups == {"header": Share(2, 2), "task": Share(1, 2)}
    assert result.every_field == Share(1, 2)


def test_mean_f1_weighs_documents_alike():
    """Each document has the F1 of all its counts together, and the mean is over documents."""
    assert whole(RIGHT, WRONG_LEAD).mean_f1 == pytest.approx((1 + 6 / 8) / 2)


def test_document_with_nothing_to_score_does_not_count():
    """A document whose annotation says nothing changes neither share nor mean."""
    blank = compare_document({}, RIGHT)
    assert whole_documents([blank], GROUPS).every_field == Share(0, 0)
    assert whole_documents([blank], GROUPS).mean_f1 == 0.0
    assert whole_documents([blank, compare_document(GOLD, RIGHT)], GROUPS).mean_f1 == 1.0


def test_sizes_count_what_is_annotated():
    """What an annotation leaves out is not counted; deadlines are those of all tasks."""
    tasks = [{"anchor": "a", "deadlines": [{}, {}]}, {"anchor": "b", "deadlines": []}, {"anchor": "c"}]
    assert sizes_of({"header": {}, "tasks": tasks, "scores": []}) == {
        "documents": 1,
        "headers": 1,
        "scores": 0,
        "tasks": 3,
        "deadlines": 2,
    }
