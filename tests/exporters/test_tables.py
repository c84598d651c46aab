"""The CSV tables."""

from __future__ import annotations

import csv
import io

import pytest

from pipeline import extract
from pipeline.exporters.columns import TABLES, quote_of
from pipeline.exporters.tables import TableWriter, safe
from tests.confidence.records import org
from tests.confidence.records import record as record_of
from tests.confidence.records import task as task_of
from tests.records import full_record, span


def rows_of(folder, name):
    """Return a table as dictionaries."""
    return list(csv.DictReader(io.StringIO((folder / f"{name}.csv").read_text("utf-8-sig"))))


@pytest.fixture
def folder(tmp_path):
    """Tables with one full record in them."""
    with TableWriter(tmp_path) as tables:
        tables.add(full_record())
    return tmp_path


def test_every_row_leads_back_to_its_place(folder):
    """Each table has the document, the item's id, the quote and the page."""
    places = {name: rows_of(folder, name)[0] for name in ("documents", "scores", "rankings", "references")}
    keys = ("document", "item_id", "page")
    assert {name: tuple(row[key] for key in keys) for name, row in places.items()} == {
        "documents": ("in/kế hoạch.pdf", "n1", "1"),
        "scores": ("in/kế hoạch.pdf", "s1", "2"),
        "rankings": ("in/kế hoạch.pdf", "r1", ""),
        "references": ("in/kế hoạch.pdf", "f1", "3"),
    }
    assert places["rankings"]["quote"] == "xếp thứ 9/19"


def test_score_row_has_the_figures(folder):
    """A score's figures stand in their own columns, as numbers with a point."""
    (row,) = rows_of(folder, "scores")
    assert (row["org"], row["org_id"], row["value"], row["max"]) == ("Sở Nội vụ", "an-son.snv", "81.25", "100.0")
    assert (row["change"], row["since_year"], row["confidence"]) == ("-1.5", "2022", "0.9")


def test_document_row_counts_its_items(folder):
    """A document's row has its header and how many items of each kind it gave."""
    (row,) = rows_of(folder, "documents")
    assert (row["doc_type"], row["number"], row["draft"]) == ("KH", "57/KH-SNV", "false")
    assert (row["scores"], row["references"], row["tasks"], row["findings"]) == ("1", "1", "0", "1")


def test_finding_row_has_its_sentence(folder):
    """A finding's row says what does not add up, and where."""
    (row,) = rows_of(folder, "findings")
    assert (row["code"], row["severity"], row["message"]) == ("value_suspect", "warning", "Số liệu nghi sai.")
    assert (row["item_id"], row["quote"]) == ("", "81,25/100")


def test_files_begin_with_a_byte_order_mark(folder):
    """Without the mark a spreadsheet would show Vietnamese letters as nonsense."""
    assert all((folder / f"{table.name}.csv").read_bytes().startswith(b"\xef\xbb\xbf") for table in TABLES)


def test_empty_run_still_has_heads(tmp_path):
    """A run without documents gives tables with their columns and no rows."""
    with TableWriter(tmp_path):
        pass
    assert (tmp_path / "scores.csv").read_text("utf-8-sig").startswith("document,document_id,item_id,index,")


def test_failed_run_leaves_the_old_tables(folder):
    """Where writing breaks off, the tables of the last run stay as they were."""
    before = (folder / "scores.csv").read_bytes()
    with pytest.raises(RuntimeError), TableWriter(folder) as tables:
        tables.add(full_record())
        raise RuntimeError
    assert (folder / "scores.csv").read_bytes() == before
    assert len(list(folder.iterdir())) == len(TABLES)


@pytest.mark.parametrize(
    ("value", "expected"),
    [("=HYPERLINK(1)", "'=HYPERLINK(1)"), ("- Sở", "'- Sở"), ("@a", "'@a"), ("Sở", "Sở"), (-1.5, -1.5), (True, "true")],
)
def test_text_is_never_a_formula(value, expected):
    """A spreadsheet must not run what a document says."""
    assert safe(value) == expected


def test_quote_of_several_places_is_one_line():
    """Line ends in a quote become spaces, and gaps between places an ellipsis."""
    assert quote_of([span("KẾ HOẠCH\nSố: 57"), span("9/19")]) == "KẾ HOẠCH Số: 57 … 9/19"


def test_task_row_joins_who_and_when(tmp_path):
    """A task is one row: its organisations, deadlines and due days joined by semicolons."""
    record = extract("corpus/samples/tq-snv-2024-ke-hoach.pdf")
    with TableWriter(tmp_path) as writer:
        writer.add(record)
    rows = rows_of(tmp_path, "tasks")
    assert [row["text"] for row in rows] == [task.text for task in record.tasks]
    for row, task in zip(rows, record.tasks, strict=True):
        assert row["lead"] == "; ".join(org.raw for org in task.lead)
        assert row["due"] == "; ".join(deadline.due for deadline in task.deadlines if deadline.due)
    assert any(";" in row["deadline"] for row in rows)
    assert len(rows_of(tmp_path, "indicators")) == len(record.indicators)


@pytest.mark.parametrize(("threshold", "accepted"), [(0.85, "true"), (0.95, "false")])
def test_row_says_whether_it_is_accepted(tmp_path, threshold, accepted):
    """A row is accepted from the threshold on; one whose item has no confidence never is."""
    with TableWriter(tmp_path, threshold=threshold) as tables:
        tables.add(full_record())
    assert rows_of(tmp_path, "scores")[0]["accepted"] == accepted
    assert {rows_of(tmp_path, name)[0]["accepted"] for name in ("rankings", "documents")} == {"false"}


def test_task_is_accepted_with_all_its_parts(tmp_path):
    """One doubtful lead, and the row of the task is to be looked at."""
    text = "Sở Y tế rà soát."
    for confidence, folder in ((0.99, "sure"), (0.5, "doubtful")):
        told = task_of(text, text, confidence=0.99, lead=[org(text, "Sở Y tế", confidence=confidence)])
        with TableWriter(tmp_path / folder, threshold=0.9) as tables:
            tables.add(record_of(text, tasks=[told]))
    assert rows_of(tmp_path / "sure", "tasks")[0]["accepted"] == "true"
    assert rows_of(tmp_path / "doubtful", "tasks")[0]["accepted"] == "false"
