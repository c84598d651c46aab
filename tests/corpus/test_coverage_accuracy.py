"""The measure of which tasks answer which lost points."""

from __future__ import annotations

import json

import pytest

from corpus.build import HERE
from corpus.coverage_accuracy import ANNOTATION, KNOWN, TUNED, content, lines, main, measure, parts, summed

FIGURES = json.loads((HERE / "coverage.json").read_text("utf-8"))
ANNOTATED = {path.stem: json.loads(path.read_text("utf-8"))["losses"] for path in sorted(ANNOTATION.glob("*.json"))}


@pytest.fixture(scope="module")
def found():
    """The samples, measured."""
    return measure()


def test_annotation_is_of_the_samples():
    """Every annotated loss is of an area or criterion, and every answer is the first words of an annotated task."""
    assert len(ANNOTATED) >= 6
    for stem, losses in ANNOTATED.items():
        gold = json.loads((HERE / "gold" / f"{stem}.json").read_text("utf-8"))
        anchors = {task["anchor"] for task in gold["tasks"]}
        assert all(set(loss["answered_by"]) <= anchors and loss["lost"] > 0 for loss in losses), stem
    assert set(ANNOTATED) > KNOWN > TUNED


def test_committed_figures_are_of_the_present_annotation():
    """The committed figures count as many losses and pairs as are annotated, and agree with one another."""
    for stem, losses in ANNOTATED.items():
        told = FIGURES["documents"][stem]
        assert told["losses"]["right"] + told["losses"]["missed"] == len(losses)
        assert told["pairs"]["right"] + told["pairs"]["missed"] == sum(len(loss["answered_by"]) for loss in losses)
    for part in ("tuned_on", "known", "new", "all"):
        pairs = FIGURES[part]["pairs"]
        assert pairs["precision"] == pytest.approx(pairs["right"] / (pairs["right"] + pairs["spurious"]), abs=1e-4)
        assert pairs["recall"] == pytest.approx(pairs["right"] / (pairs["right"] + pairs["missed"]), abs=1e-4)


def test_sums_and_table(found):
    """The parts add up to the whole, and the table has a line for each document and sum."""
    sums, whole = parts(found), summed(found).pairs
    assert sums["tuned_on"].pairs + sums["known"].pairs + sums["new"].pairs == whole == sums["all"].pairs
    assert len(list(lines(found))) == 1 + len(found) + 4
    assert len(list(lines(found, errors=True))) == 1 + len(found) + 4 + whole.missed + whole.spurious
    assert content(found)["all"]["pairs"]["right"] == whole.right


def test_command_writes_the_figures(tmp_path, capsys):
    """The command prints the table and writes the figures to a file."""
    assert main(["--json", str(tmp_path / "figures.json")]) == 0
    assert "tuned_on" in capsys.readouterr().out
    assert json.loads((tmp_path / "figures.json").read_text())["documents"].keys() == ANNOTATED.keys()
