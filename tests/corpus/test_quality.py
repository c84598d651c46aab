"""The committed figures."""

from __future__ import annotations

import json

from corpus.build import HERE
from pipeline.evaluate.evaluation import evaluate
from pipeline.evaluate.report import encode_evaluation

QUALITY = json.loads((HERE / "quality.json").read_text("utf-8"))


def test_figures_are_of_the_present_gold(tmp_path):
    """The committed figures are of the gold that is there: as many documents and items of each kind."""
    content = json.loads(encode_evaluation(evaluate(HERE / "gold", tmp_path)))
    assert QUALITY["gold"] == content["gold"]
    assert QUALITY["documents"].keys() == content["documents"].keys()
    assert QUALITY["troubles"] == []


def test_figures_agree_with_one_another():
    """Each F1 follows from its counts, and no item of the gold is counted twice or left out."""
    for name, field in QUALITY["fields"].items():
        expected = 2 * field["tp"] / (2 * field["tp"] + field["fp"] + field["fn"])
        assert abs(field["f1"] - expected) < 1e-4, name
    counted = {"task": "tasks", "indicator": "indicators", "score": "scores", "ranking": "rankings"}
    for name, kind in counted.items():
        field = QUALITY["fields"][name]
        assert field["tp"] + field["fn"] == QUALITY["gold"][kind], name
