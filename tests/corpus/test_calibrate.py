"""Fitting confidences."""

from __future__ import annotations

import csv
import gzip
import io
import json

import pytest

from corpus import calibrate
from corpus.build import HERE
from corpus.calibrate import DOUBTS, encode, fit
from corpus.calibration_set import BLIND, FIRST_RUN, NOISE, SENTENCE, TUNED, Example, family_of, first_runs
from pipeline.confidence.scoring import calibration_of
from pipeline.core.record import Record
from pipeline.evaluate.outcomes import Outcome


def example(is_right, *names, family="x", source=BLIND):
    """An item with some features besides those that every task has."""
    features = frozenset({"task", *(f"task.{name}" for name in names)})
    return Example(Outcome("d", "tasks", "task", "rule:task.item", None, features, is_right), source, family)


def items(source=BLIND):
    """Three families in which a task that is `odd` is mostly wrong, any other mostly right."""
    return [
        example(number % 10 < (2 if names else 9), *names, family=family, source=source)
        for family in "xyz"
        for names in ((), ("odd",))
        for number in range(40)
    ]


@pytest.fixture(scope="module")
def fitted():
    """The calibration of those items."""
    return fit(items())


def test_confidence_is_the_share_that_is_right(fitted):
    """What is right nine times in ten, and twice in ten, is told so."""
    assert fitted.calibration.confidence({"task"}) == pytest.approx(0.9, abs=0.02)
    assert fitted.calibration.confidence({"task", "task.odd"}) == pytest.approx(0.2, abs=0.02)


def test_each_family_is_judged_by_the_others():
    """A feature that is wrong in one family only does not help to judge that family."""
    alone = [each for each in items() if each.family != "z" or "task.odd" not in each.outcome.features]
    alone += [example(False, "peculiar", family="z") for _ in range(40)]
    held_out = fit(alone).held_out
    peculiar = [each.confidence for each in held_out if "task.peculiar" in each.features]
    assert min(peculiar) > 0.3


def test_imagined_doubts_count_without_an_error(fitted):
    """A feature that makes a reader doubt makes an item less sure before any document shows it."""
    score = fitted.calibration.score
    assert score({"task", f"task.{DOUBTS['task'][0]}"}) < score({"task"}) == score({"task", "task.unheard"})


@pytest.mark.parametrize("source", [NOISE, SENTENCE])
def test_other_kinds_of_documents_move_no_level(source):
    """How often sentences or noisy copies are wrong as a whole says nothing about documents."""
    wrong = [example(False, family=f"{number}", source=source) for number in range(200)]
    assert fit([*items(), *wrong]).calibration.confidence({"task"}) == pytest.approx(0.9, abs=0.02)


def test_fitting_again_gives_the_same_bytes(fitted):
    """The table depends on the items only, and reads back as what was fitted."""
    content = encode(fitted.calibration)
    assert content == encode(fit(items()).calibration)
    read = calibration_of(list(csv.DictReader(io.StringIO(content.decode()))), "table")
    assert read.confidence({"task", "task.odd"}) == fitted.calibration.confidence({"task", "task.odd"})


def test_first_runs_are_records_of_samples():
    """Every kept record is valid, has a gold annotation, and names its file without a folder."""
    paths = sorted(FIRST_RUN.glob("*.json.gz"))
    assert len(paths) >= 40
    for path in paths:
        record = Record.model_validate(json.loads(gzip.decompress(path.read_bytes())))
        stem = path.name.removesuffix(".json.gz")
        assert record.source.path.rpartition(".")[0] == stem
        assert (HERE / "gold" / f"{stem}.json").is_file()


def test_first_runs_tell_something():
    """Among the items of documents nobody had seen there are wrong ones, and of several families."""
    found = [each for each in first_runs() if each.source == BLIND]
    assert len({each.family for each in found}) >= 5
    assert not {each.family for each in found} & set(TUNED)
    assert 0.02 < sum(not each.outcome.is_right for each in found) / len(found) < 0.2


def test_held_out_documents_take_no_part():
    """No family of the documents that confidences are measured on is one that they were fitted on."""
    held_out = {path.stem for path in (HERE / "held_out" / "gold").glob("*.json")}
    fitted_on = {path.name.removesuffix(".json.gz") for path in FIRST_RUN.glob("*.json.gz")}
    assert held_out and not held_out & fitted_on
    assert not {family_of(stem) for stem in held_out} & {family_of(stem) for stem in fitted_on}


def test_nothing_is_fitted_without_the_model(tmp_path, monkeypatch, capsys):
    """Where the learned model is missing other items would be found; the table stays as it is, and why is said."""
    monkeypatch.setattr(calibrate, "model_name", lambda: None)
    assert calibrate.main(["--out", str(tmp_path / "table.csv")]) == 2
    assert "not installed" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
