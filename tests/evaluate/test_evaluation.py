"""Records against annotations."""

from __future__ import annotations

import csv
import io
import json

import pytest

from pipeline.core.errors import UsageError
from pipeline.evaluate.evaluation import evaluate
from pipeline.evaluate.fields import compare_document
from pipeline.evaluate.grounding import ungrounded
from pipeline.evaluate.likeness import is_nearly_same, is_same
from pipeline.evaluate.report import encode_evaluation, encode_makers, report_lines
from pipeline.evaluate.tally import Figures
from pipeline.evaluate.whole import Share


def counts(gold, record):
    """Return right, spurious and missed per field."""
    tally = compare_document(gold, record)
    return {name: (figures.right, figures.spurious, figures.missed) for name, figures in tally.figures()}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Sở Khoa học và Công nghệ", "SỞ KHOA HỌC VÀ CÔNG NGHỆ", True),
        ("hoà bình", "hòa bình", True),
        ("TB – XH", "TB-XH", True),
        ("Lưu : VT ;", "Lưu: VT", True),
        ("**V/v** báo cáo", "V/v báo cáo", True),
        ("năm 2023", "năm 2024", False),
        (None, "", True),
    ],
)
def test_same_to_a_reader(one, other, expected):
    """Case, tone placement, dashes, markup and end marks make no difference; figures do."""
    assert is_same(one, other) is expected


def test_nearly_same_never_with_other_figures():
    """A slip of the pen is forgiven in a long text, a different year, quarter or number never."""
    text = "Khắc phục hạn chế về cải cách hành chính quý II năm 2024"
    assert is_nearly_same(text, text.replace("hạn chế", "hạn chê"))
    assert not is_nearly_same(text, text.replace("2024", "2023"))
    assert not is_nearly_same(text, text.replace("quý II", "quý III"))


def test_wrong_value_counts_both_ways():
    """A wrong value is one spurious and one missed; a blank left blank is nothing."""
    gold = {"header": {"doc_type": {"code": "KH"}, "place": None, "date": {"value": None}}}
    record = {"header": {"doc_type": {"code": "QĐ"}, "place": None, "date": {"value": "2024-03-01"}}}
    assert counts(gold, record) == {"header.doc_type": (0, 1, 1), "header.date": (0, 1, 0)}


def test_unannotated_fields_are_not_scored():
    """A field that the annotation leaves out says nothing about the record."""
    signer = {"name": "Trần Văn Mẫu", "position": "Giám đốc"}
    assert counts({"header": {"signer": {"name": "Trần Văn Mẫu"}}}, {"header": {"signer": signer}}) == {
        "header.signer.name": (1, 0, 0)
    }
    assert counts({"header": {}}, {"header": {"place": {"raw": "An Sơn"}}, "scores": [{"value": 1}]}) == {}


def test_issuer_is_right_by_any_of_its_names():
    """The issuer is compared as printed and by its canonical name with every annotated spelling."""
    gold = {"header": {"issuer": {"raw": "Sở Nội vụ", "also": ["SỞ NỘI VỤ TỈNH AN SƠN"]}}}
    right = {"header": {"issuer": {"raw": "SNV", "name": "Sở Nội vụ tỉnh An Sơn"}}}
    assert counts(gold, right) == {"header.issuer": (1, 0, 0)}
    assert counts(gold, {"header": {"issuer": {"raw": "Sở Tài chính"}}}) == {"header.issuer": (0, 1, 1)}


def test_lists_are_compared_as_bags():
    """Each annotated item is met once; order does not matter."""
    gold = {"references": [{"number": "1/A", "date": None}, {"number": "2/B", "date": "2024-01-02"}]}
    record = {"references": [{"number": "2/B", "date": "2024-01-02"}, {"number": "1/A"}, {"number": "1/A"}]}
    assert counts(gold, record) == {"reference": (2, 1, 0)}


def test_scores_are_compared_by_points_and_whole():
    """Right points of the wrong year are right points and a wrong score; changes are scored alone."""
    score = {"index": "PAR_INDEX", "year": 2023, "scope": "overall", "area": None, "value": 81.25, "max": 100}
    gold = {"scores": [{**score, "change": {"value": 1.5}}]}
    record = {"scores": [{**score, "year": 2022, "kind": "achieved", "change": {"value": -1.5}}]}
    assert counts(gold, record) == {"score.points": (1, 0, 0), "score": (0, 1, 1), "score.change": (0, 1, 1)}


def test_tasks_are_paired_by_their_first_words():
    """A task is found where an extracted one holds its first words; its parts are then compared."""
    gold = {
        "tasks": [
            {"anchor": "Rà soát quy chế", "lead": ["Văn phòng Sở"], "deadlines": [], "origin": "list"},
            {"anchor": "Báo cáo kết quả", "lead": [], "deadlines": [{"type": "DATE", "value": "2024-04-30"}]},
        ]
    }
    task = {"text": "1. Rà soát quy chế làm việc", "lead": [{"raw": "văn phòng sở"}], "origin": "list"}
    extra = {"text": "Khác", "deadlines": [{"type": "DATE", "value": "2024-05-01"}], "lead": []}
    found = counts(gold, {"tasks": [task, extra]})
    assert found["task"] == (1, 1, 1)
    assert found["task.lead"] == (1, 0, 0)
    assert found["task.origin"] == (1, 0, 0)
    assert found["deadline.date"] == (0, 1, 1)


def test_figures_of_nothing_are_zero():
    """Where nothing was found, precision, recall and F1 are 0 and nothing is divided by zero."""
    assert (Figures(0, 0, 3).precision, Figures(0, 0, 3).recall, Figures(0, 0, 0).f1) == (0.0, 0.0, 0.0)
    assert Figures(3, 1, 2).f1 == pytest.approx(2 / 3)


def test_span_that_is_not_its_quote_is_reported():
    """A shifted span and an item without a span are both told."""
    shifted = {"start": 1, "end": 3, "quote": "Số"}
    record = {"text": "Số 1", "header": {"number": {"raw": "Số 1", "evidence": [shifted]}}, "scores": [{"value": 1}]}
    assert [line.split(":")[0] for line in ungrounded(record)] == ["1", "scores has no evidence"]


@pytest.fixture
def folders(tmp_path):
    """Two annotations; one record is right, the other is not there."""
    gold, out = tmp_path / "gold", tmp_path / "out"
    gold.mkdir()
    out.mkdir()
    for stem in ("a", "b"):
        (gold / f"{stem}.json").write_text(json.dumps({"header": {"doc_type": {"code": "KH"}}}))
    span = {"start": 0, "end": 2, "quote": "KH"}
    doc_type = {"code": "KH", "maker": "rule:title", "evidence": [span]}
    record = {"source": {"path": "in/a.pdf"}, "text": "KH", "header": {"doc_type": doc_type}}
    (out / "a.pdf.json").write_text(json.dumps(record))
    (out / "run.json").write_text("{}")
    return gold, out


def test_missing_record_counts_as_missed_and_is_told(folders):
    """An annotation without a record lowers recall and is named."""
    evaluation = evaluate(*folders)
    assert evaluation.figures["header.doc_type"] == Figures(1, 0, 1)
    assert evaluation.whole.groups == {"header": Share(1, 2)}
    assert evaluation.troubles == ["b: no records"]


def test_report_lists_misses_on_demand(folders):
    """The table is always there, every miss only when asked for."""
    evaluation = evaluate(*folders)
    assert "b: header.doc_type: missed 'KH'" in list(report_lines(evaluation, with_errors=True))
    short = list(report_lines(evaluation, with_errors=False))
    assert "documents with every header field right: 1 of 2" in short
    assert not any("'KH'" in line for line in short)


def test_json_has_fields_and_documents(folders):
    """The figures can be read by a program."""
    content = json.loads(encode_evaluation(evaluate(*folders)))
    assert content["fields"]["header.doc_type"]["recall"] == 0.5
    assert content["documents"] == {
        "a": {"header.doc_type": 1.0, "all": 1.0},
        "b": {"header.doc_type": 0.0, "all": 0.0},
    }


def test_makers_are_counted_for_the_confidences(folders):
    """How often each rule was right is written as the table that confidences are read from."""
    rows = list(csv.DictReader(io.StringIO(encode_makers(evaluate(*folders)).decode())))
    assert {row["maker"]: (row["right"], row["total"]) for row in rows} == {
        "*": ("1", "1"),
        "field:header.doc_type": ("1", "1"),
        "rule:title": ("1", "1"),
    }


def test_two_records_of_one_document_are_told(folders):
    """Two records for one annotation are a trouble, whatever they say."""
    gold, out = folders
    (out / "again.json").write_bytes((out / "a.pdf.json").read_bytes())
    assert "a: 2 records" in evaluate(gold, out).troubles


def test_broken_record_is_told(folders):
    """A file that is no JSON is named, and the rest compared."""
    gold, out = folders
    (out / "bad.json").write_text("{")
    assert any(line.startswith("bad.json: can't be read") for line in evaluate(gold, out).troubles)


@pytest.mark.parametrize("content", ["{", "[]"])
def test_broken_annotation_is_a_usage_error(folders, content):
    """An annotation that can't be read stops the comparison: its figures would be wrong."""
    gold, out = folders
    (gold / "c.json").write_text(content)
    with pytest.raises(UsageError, match="annotation"):
        evaluate(gold, out)


def test_folder_without_annotations_is_a_usage_error(tmp_path):
    """Comparing with nothing is a mistake in the call."""
    with pytest.raises(UsageError, match="no annotations"):
        evaluate(tmp_path, tmp_path)
