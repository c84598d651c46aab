"""Runs that ask a learned model; one made by hand stands in for it."""

from __future__ import annotations

import json
import logging

import pytest
import spacy
from spacy.tokens import Span

import pipeline.annotate.model
import pipeline.batch.folder
import pipeline.run
from pipeline import extract, extract_folder
from pipeline.annotate.model import syllables
from pipeline.cli import run_command
from pipeline.settings import Settings
from tests.samples import ARTICLE, PLAN

OPEN = "Phòng Tin học lo toan máy chủ cho các đơn vị."
PLAN_OF_OPEN = PLAN.replace("2. Các phòng chuyên môn báo cáo kết quả hằng quý.", f"2. {OPEN}")
NAME = "vanban_vi/0.0.0"


class Model:
    """Labels the first three syllables of every clause as lead; fails at the calls it is told to."""

    def __init__(self, *failing):
        """Note at which calls, counted from 1, it fails."""
        self.nlp = spacy.blank("xx")
        self.nlp.tokenizer = syllables()(self.nlp)
        self.failing = failing
        self.calls = []

    def pipe(self, texts, batch_size):
        """Return the labelled documents of the texts."""
        self.calls.append(list(texts))
        if len(self.calls) in self.failing:
            raise ValueError("weights are damaged")
        return (self.read(text) for text in self.calls[-1])

    def read(self, text):
        """Return one labelled document."""
        doc = self.nlp(text)
        doc.ents = [Span(doc, 0, 3, "LEAD")]
        doc.cats = {"directive": 0.9, "other": 0.1}
        return doc


@pytest.fixture
def install(monkeypatch):
    """Put a model in the installed one's place, and return it."""

    def put(*failing):
        model = Model(*failing)
        monkeypatch.setattr(pipeline.annotate.model, "load_model", lambda: model)
        monkeypatch.setattr(pipeline.run, "model_name", lambda: NAME)
        return model

    return put


@pytest.fixture
def plans(tmp_path, monkeypatch):
    """Five plans with an open clause each, of which two are read together."""
    monkeypatch.setattr(pipeline.batch.folder, "_CHUNK", 2)
    folder = tmp_path / "in"
    folder.mkdir()
    for name in "abcde":
        (folder / f"{name}.txt").write_text(PLAN_OF_OPEN, encoding="utf-8")
    return folder


def records(out):
    """Return the records of an output folder by the document's name."""
    return {path.name[0]: json.loads(path.read_text("utf-8")) for path in (out / "records").iterdir()}


def leads(record):
    """Return the leads of the tasks."""
    return [[org["raw"] for org in task["lead"]] for task in record["tasks"]]


def test_documents_are_asked_about_in_chunks(plans, tmp_path, install):
    """The open clauses of the documents of a chunk are one call, those of the next chunk another."""
    model = install()
    report = extract_folder(plans, tmp_path / "out")
    assert model.calls == [[OPEN] * 2, [OPEN] * 2, [OPEN]]
    assert [outcome.path for outcome in report.outcomes] == [f"{name}.txt" for name in "abcde"]


def test_records_have_the_answers_and_the_name(plans, tmp_path, install):
    """The model's lead is in every record, beside those of the rules, and the producer names the model."""
    install()
    extract_folder(plans, tmp_path / "out")
    for record in records(tmp_path / "out").values():
        assert leads(record) == [["Văn phòng Sở"], ["Phòng Tin học"]]
        assert record["producer"]["model"] == NAME


def test_order_of_outcomes_is_that_of_the_files(plans, tmp_path, install):
    """Files that can't be read keep their place between those that can, and are not asked about."""
    model = install()
    for name in ("a.txt", "d.txt"):
        (plans / name).write_bytes(b"")
    report = extract_folder(plans, tmp_path / "out")
    assert [(outcome.path, outcome.category) for outcome in report.outcomes] == [
        ("a.txt", "empty"),
        ("b.txt", None),
        ("c.txt", None),
        ("d.txt", "empty"),
        ("e.txt", None),
    ]
    assert model.calls == [[OPEN]] * 3


def test_failing_model_leaves_documents_to_the_rules(plans, tmp_path, install, caplog):
    """Where the model fails, the chunk's records are those of the rules and name no model; the next has it again."""
    install(1)
    with caplog.at_level(logging.WARNING, logger="vanban"):
        report = extract_folder(plans, tmp_path / "out")
    assert [outcome.status for outcome in report.outcomes] == ["done"] * 5
    assert report.exit_code == 0
    found = records(tmp_path / "out")
    assert [found[name]["producer"]["model"] for name in "abcde"] == [None, None, NAME, NAME, NAME]
    assert [leads(found[name])[1:] for name in "abc"] == [[], [], [["Phòng Tin học"]]]
    assert [record.getMessage().count("weights are damaged") for record in caplog.records] == [1]


def test_failing_model_fails_a_single_document(tmp_path, install):
    """A caller of `extract` learns that the model failed, and at which stage."""
    install(1)
    path = tmp_path / "a.txt"
    path.write_text(PLAN_OF_OPEN, encoding="utf-8")
    with pytest.raises(pipeline.run.CrashedError, match="weights are damaged") as caught:
        extract(path)
    assert caught.value.stage == "annotate"
    assert extract(path, use_model=False).producer.model is None


def test_without_the_model_the_rules_alone(plans, tmp_path, install):
    """With `model` off nothing is asked, no record names a model, and the report says so."""
    model = install()
    extract_folder(plans, tmp_path / "out", Settings(model=False))
    assert model.calls == []
    assert all(record["producer"]["model"] is None for record in records(tmp_path / "out").values())
    assert all(leads(record) == [["Văn phòng Sở"]] for record in records(tmp_path / "out").values())
    assert json.loads((tmp_path / "out/run.json").read_text("utf-8"))["settings"]["model"] is False


def test_flag_of_the_command_line(plans, tmp_path, install):
    """`--no-model` gives the records of the rules alone."""
    model = install()
    assert run_command(["extract", str(plans), "-o", str(tmp_path / "bare"), "--no-model"]) == 0
    assert model.calls == []
    assert run_command(["extract", str(plans), "-o", str(tmp_path / "full")]) == 0
    assert len(model.calls) == 3
    bare, full = records(tmp_path / "bare")["a"], records(tmp_path / "full")["a"]
    assert (bare["producer"]["model"], full["producer"]["model"]) == (None, NAME)


def test_model_can_be_switched_off_in_the_settings_file(plans, tmp_path, install):
    """`model = false` in the settings file does the same."""
    model = install()
    (tmp_path / "vanban.toml").write_text("model = false\n")
    config = str(tmp_path / "vanban.toml")
    assert run_command(["extract", str(plans), "-o", str(tmp_path / "out"), "--config", config]) == 0
    assert model.calls == []


def test_document_without_open_clauses_needs_no_answer(tmp_path, install):
    """A document in which the rules leave nothing open is the same with and without the model, but for its name."""
    model = install()
    path = tmp_path / "a.txt"
    path.write_text(PLAN, encoding="utf-8")
    bare, full = (extract(path, use_model=use).model_dump() for use in (False, True))
    assert model.calls == []
    assert (bare.pop("producer")["model"], full.pop("producer")["model"]) == (None, NAME)
    assert bare == full


def test_article_is_not_changed_by_the_model(tmp_path, install):
    """A text that is no document gets no tasks from the model either."""
    install()
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    assert extract(path).tasks == extract(path, use_model=False).tasks == []


def test_stopped_run_reports_what_is_done(plans, tmp_path, install):
    """Stopped in the second chunk, a run keeps the first and what came of the second."""
    install()

    def stop(outcome, total):
        if outcome.path == "c.txt":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        extract_folder(plans, tmp_path / "out", watcher=stop)
    run = json.loads((tmp_path / "out/run.json").read_text("utf-8"))
    assert run["interrupted"] is True
    assert [document["path"] for document in run["documents"]] == ["a.txt", "b.txt", "c.txt"]
