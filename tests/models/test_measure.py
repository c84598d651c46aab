"""How the learned model is measured, with a model made by hand."""

from __future__ import annotations

import json

import pytest
import spacy
from spacy.tokens import Span

import pipeline.annotate.model
from corpus.marked import parse_line
from corpus.training_set import blank
from models import measure
from models.measure import beside, beside_unseen, on_documents, write_quality
from tests.models.installed import needs_model
from tests.samples import PLAN

OPEN = "+ {LEAD|Phòng Tin học} {ACTION|lo toan máy chủ} sánh vai {SUPPORT|Thanh tra Sở}."
KNOWN = "+ {LEAD|Văn phòng Sở} {ACTION|rà soát quy chế} {DEADLINE|trước ngày 15/6/2024}."
TOLD = "- 95% hồ sơ đã được giải quyết đúng hạn."
ITEMS = [parse_line(line, "cchc-terse", "written") for line in (OPEN, KNOWN, TOLD, ". Sở Y tế")]


class Model:
    """Labels `Phòng Tin học` as lead and takes what names it for an order."""

    def pipe(self, texts, batch_size=0):
        """Yield the labelled documents of the texts."""
        for text in texts:
            doc = blank()(text)
            is_order = text.startswith("Phòng")
            doc.ents = [Span(doc, 0, 3, "LEAD")] if is_order else []
            doc.cats = {"directive": float(is_order), "other": float(not is_order)}
            yield doc


@pytest.fixture
def installed(monkeypatch):
    """Put the model in the installed one's place."""
    monkeypatch.setattr(pipeline.annotate.model, "load_model", Model)
    monkeypatch.setattr(measure, "load_model", Model)


def test_three_ways_beside_each_other(installed):
    """Rules know the known wording, the model the other, both together both; fragments are not measured."""
    table = beside(ITEMS)
    assert table["rules"]["lead"] == table["model"]["lead"] == [1.0, 0.5, 0.667]
    assert table["both"]["lead"] == [1.0, 1.0, 1.0]
    assert table["rules"]["directive"] == table["model"]["directive"] == [1.0, 0.5, 0.667]
    assert table["both"]["directive"] == [1.0, 1.0, 1.0]
    assert table["rules"]["deadline"] == table["both"]["deadline"] == [1.0, 1.0, 1.0]
    assert table["model"]["deadline"] == table["both"]["support"] == [0.0, 0.0, 0.0]


def test_made_sentences_are_not_beside(installed):
    """The three ways are measured on what was written, not on frames."""
    made = [parse_line(OPEN, "frames/party", "generated")]
    assert beside(made)["both"]["lead"] == [0.0, 0.0, 0.0]


DOCUMENTS = {"rules": {"task": [1.0, 0.5, 0.667]}, "both": {"task": [1.0, 1.0, 1.0]}}


def test_tables_are_printed(installed, monkeypatch, capsys):
    """The command measures unseen families and held-out documents, and prints a line per field."""
    monkeypatch.setattr(measure, "sentences", lambda: ITEMS)
    monkeypatch.setattr(measure, "on_documents", lambda: DOCUMENTS)
    assert measure.main([]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[0].split() == ["rules", "model", "both"]
    assert [line.split()[0] for line in shown[1:5]] == ["directive", "lead", "support", "deadline"]
    assert shown[2].split()[-3:] == ["1.000", "1.000", "1.000"]
    assert shown[5].split() == ["rules", "both"]
    assert shown[6].split() == ["task", "1.000", "0.500", "0.667", "1.000", "1.000", "1.000"]


def test_tables_go_into_the_figures(installed, monkeypatch, tmp_path, capsys):
    """Measured anew, only the tables of rules and model change."""
    path = tmp_path / "quality.json"
    path.write_text('{"models": {"task": {}}, "beside": {"rules": {}}}', encoding="utf-8")
    monkeypatch.setattr(measure, "sentences", lambda: ITEMS)
    monkeypatch.setattr(measure, "on_documents", lambda: DOCUMENTS)
    monkeypatch.setattr(measure, "QUALITY", path)
    assert measure.main(["--write"]) == 0
    expected = {"models": {"task": {}}, "beside": beside(ITEMS), "documents": DOCUMENTS}
    assert json.loads(path.read_text("utf-8")) == expected


def test_documents_are_read_with_and_without_the_model(installed, monkeypatch, tmp_path):
    """On documents the model counts where it is asked: here it finds a task, with its lead, that the rules lack."""
    (tmp_path / "samples").mkdir()
    (tmp_path / "gold").mkdir()
    document = PLAN.replace("2. Các phòng chuyên môn báo cáo kết quả hằng quý.", "2. Phòng Tin học lo toan máy chủ.")
    (tmp_path / "samples" / "a.txt").write_text(document, encoding="utf-8")
    tasks = [
        {"anchor": "Văn phòng Sở rà soát", "lead": ["Văn phòng Sở"], "support": [], "deadlines": []},
        {"anchor": "Phòng Tin học lo toan", "lead": ["Phòng Tin học"], "support": [], "deadlines": []},
    ]
    gold = {"header": {"number": {"value": "57/KH-SNV"}}, "references": [], "tasks": tasks}
    (tmp_path / "gold" / "a.json").write_text(json.dumps(gold), encoding="utf-8")
    figures = on_documents(tmp_path)
    assert (figures["rules"]["task"], figures["both"]["task"]) == ([1.0, 0.5, 0.667], [1.0, 1.0, 1.0])
    assert figures["rules"]["task.lead"] == figures["both"]["task.lead"] == [1.0, 1.0, 1.0]  # of tasks that were found


@needs_model
@pytest.mark.parametrize(("name", "measured"), [("beside", beside_unseen), ("documents", on_documents)])
def test_committed_tables_are_current(name, measured):
    """What the figures say of rules and model is what the committed rules and model do."""
    committed, now = json.loads(measure.QUALITY.read_text("utf-8"))[name], measured()
    assert committed.keys() == now.keys()
    # Another processor may round one answer to the other side.
    assert all(
        committed[way] == {key: pytest.approx(value, abs=0.01) for key, value in now[way].items()} for way in now
    )


def test_figures_are_written_by_source_and_label(installed, monkeypatch, tmp_path):
    """Each model's figures are those of every label and of all, for what was written and made apart."""
    nlp = spacy.blank("xx")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "ORG", "pattern": "Sở Y tế"}, {"label": "ORG", "pattern": "Sở Thú"}])
    found = [
        parse_line("- {ORG|Sở Y tế} đã họp ở Sở Thú.", "x", "written"),
        parse_line("- {ORG|Sở Y tế} và {PERSON|Lê Văn Mẫu}", "frames/x", "generated"),
    ]
    monkeypatch.setattr(measure, "on_documents", lambda: DOCUMENTS)
    write_quality({"entities": nlp}, {"train": found * 2, "test": found}, tmp_path / "quality.json")
    quality = json.loads((tmp_path / "quality.json").read_text("utf-8"))
    assert quality["sentences"] == {"train": {"written": 2, "generated": 2}, "test": {"written": 1, "generated": 1}}
    assert quality["models"]["entities"]["written"] == {"ORG": [0.5, 1.0, 0.667], "all": [0.5, 1.0, 0.667]}
    made = quality["models"]["entities"]["generated"]
    assert (made["ORG"], made["PERSON"], made["all"]) == ([1.0, 1.0, 1.0], [0.0, 0.0, 0.0], [1.0, 0.5, 0.667])
    assert set(quality["beside"]) == {"rules", "model", "both"}
