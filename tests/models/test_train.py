"""Training of the learned model, on a handful of sentences."""

from __future__ import annotations

import pytest
import spacy
from spacy.util import load_config

from corpus.marked import parse_line
from models import train as training
from models.train import CONFIG, learnt_by, parts, train

LINES = [
    *(f"+ {{LEAD|{{ORG|Sở số {number}}}}} {{ACTION|rà soát quy chế}}." for number in range(12)),
    *(f"- {{ORG|Sở số {number}}} đã rà soát quy chế." for number in range(12)),
    ". {ORG|SỞ Y TẾ}",
]
SENTENCES = [parse_line(line, "family", "written") for line in LINES]


def test_entities_learn_from_all_tasks_from_items():
    """Header lines and cells say nothing about tasks, so that only the model of entities learns from them."""
    assert len(learnt_by("entities", SENTENCES)) == 25
    assert len(learnt_by("task", SENTENCES)) == 24


def test_held_out_families_are_not_learnt_from():
    """Sentences of the families of the split stand in their part only, as they are; the others come noisy too."""
    held_out = parse_line("- Đã xong.", "le-hoi-du-lich", "written")
    chooser = parse_line("- Đã đủ.", "y-te", "written")
    by_part = parts([*SENTENCES, held_out, chooser])
    assert by_part["test"] == [held_out]
    assert by_part["dev"] == [chooser]
    assert len(by_part["train"]) == 3 * len(SENTENCES)
    assert not {sentence.family for sentence in by_part["train"]} & {"le-hoi-du-lich", "y-te"}


@pytest.mark.parametrize(
    ("model", "components"), [("task", ["vanban_cues", "ner", "textcat"]), ("entities", ["vanban_cues", "ner"])]
)
def test_model_can_be_trained_written_and_read(tmp_path, capsys, model, components):
    """One round over a few sentences gives a model that can be read again and names no path of its training."""
    nlp = train(model, {"train": SENTENCES, "dev": SENTENCES}, tmp_path, 1)
    nlp.to_disk(tmp_path / "out")
    assert spacy.load(tmp_path / "out").pipe_names == components
    assert not any(load_config(tmp_path / "out" / "config.cfg")["paths"].values())
    expected = {"LEAD", "ACTION"} if model == "task" else {"ORG"}
    assert set(nlp.get_pipe("ner").labels) == expected
    assert "SCORE" in capsys.readouterr().out


def test_training_is_deterministic(tmp_path, capsys):
    """The same sentences train the same model."""
    weights = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        nlp = train("task", {"train": SENTENCES, "dev": SENTENCES}, tmp_path / name, 1)
        weights.append((nlp.get_pipe("ner").model.to_bytes(), nlp.get_pipe("textcat").model.to_bytes()))
    assert weights[0] == weights[1]


def test_a_second_place_leaves_the_package_alone(tmp_path, monkeypatch, capsys):
    """With `--out` what was trained is written there, and neither package nor figures change."""
    monkeypatch.setattr(training, "sentences", lambda: SENTENCES)
    monkeypatch.setattr(training, "parts", lambda found: dict.fromkeys(("train", "dev", "test"), found))
    monkeypatch.setattr(training, "PACKAGE", tmp_path / "package")
    monkeypatch.setattr(training, "write_quality", lambda *_: pytest.fail("the figures were written"))
    assert training.main(["--model", "entities", "--epochs", "1", "--out", str(tmp_path / "out")]) == 0
    assert (tmp_path / "out" / "entities" / "meta.json").is_file()
    assert not (tmp_path / "package").exists()


def test_only_the_model_of_tasks_ships(tmp_path, monkeypatch, capsys):
    """Without `--out` the model of tasks goes into the package, that of entities is trained and measured only."""
    monkeypatch.setattr(training, "sentences", lambda: SENTENCES)
    monkeypatch.setattr(training, "parts", lambda found: dict.fromkeys(("train", "dev", "test"), found))
    monkeypatch.setattr(training, "PACKAGE", tmp_path)
    measured = []
    monkeypatch.setattr(training, "write_quality", lambda trained, *_: measured.extend(trained))
    assert training.main(["--epochs", "1"]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["task"]
    assert measured == ["entities", "task"]


def test_configuration_is_readable():
    """The configuration leaves the paths to the program and asks for the project's own parts."""
    config = load_config(CONFIG)
    assert (config["paths"]["train"], config["paths"]["dev"]) == (None, None)
    assert config["nlp"]["tokenizer"] == {"@tokenizers": "vanban.Syllables.v1"}
    assert config["training"]["annotating_components"] == ["vanban_cues"]
