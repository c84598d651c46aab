"""What the benchmark of the learned model measures."""

from __future__ import annotations

import spacy

from bench import model
from bench.model import measure_model, records
from bench.rounds import Ratio
from pipeline.readers.text import read_text
from pipeline.run import extract
from tests.samples import PLAN


def test_the_stages_are_those_of_the_pipeline(tmp_path):
    """What is timed gives the records that `extract` gives, but for where they come from."""
    path = tmp_path / "a.txt"
    path.write_text(PLAN, encoding="utf-8")
    (timed,) = records([read_text(PLAN.encode(), "a.txt")])
    assert timed.model_dump(exclude={"source"}) == extract(path).model_dump(exclude={"source"})


def test_without_a_model_nothing_is_measured(monkeypatch):
    """Where no model is installed, the benchmark has no such section."""
    monkeypatch.setattr(model, "load_model", lambda: None)
    assert list(measure_model(None)) == []


def test_documents_of_a_folder_are_measured_too(monkeypatch, tmp_path):
    """The samples come first, then the documents of the folder that can be read."""
    measured = []

    def compare(name, action, floor_name, floor, limit, rounds):
        measured.append((name, len(action()), len(floor()), limit))
        return Ratio(name, floor_name, 0.2, 0.1, 0.3, limit)

    monkeypatch.setattr(model, "load_model", lambda: spacy.blank("xx"))
    monkeypatch.setattr(model, "compare", compare)
    monkeypatch.setattr(model, "records", list)
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "a.txt").write_text(PLAN, encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    found = list(measure_model(folder))
    assert [ratio.holds for ratio in found] == [True, True]
    assert measured[1] == ("text with model on open clauses: mine (1)", 1, 1, 0.5)
    assert measured[0][1] == measured[0][2] > 30
