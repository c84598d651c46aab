"""What a person should look at."""

from __future__ import annotations

import csv
import io

from pipeline.exporters.review import doubtful_items, write_review
from tests.confidence.records import deadline, issued, org, record, task

TEXT = "Ngày 14 tháng 3 năm 2024\nSở Y tế báo cáo trước ngày 15/6/2024.\n=Sở Nội vụ rà soát."


def doubtful(threshold=0.9):
    """The doubtful items of a plan with two tasks, all of whose items are at 0.8 but one lead, which is sure."""
    first = task(
        TEXT,
        "Sở Y tế báo cáo trước ngày 15/6/2024.",
        confidence=0.8,
        lead=[org(TEXT, "Sở Y tế", confidence=0.99)],
        deadlines=[deadline(TEXT, "trước ngày 15/6/2024", due="2024-06-15", confidence=0.8)],
    )
    second = task(TEXT, "=Sở Nội vụ rà soát.", confidence=0.8)
    header = issued(TEXT, "Ngày 14 tháng 3 năm 2024", "2024-03-14")
    header["date"].confidence = 0.9
    return list(doubtful_items(record(TEXT, header=header, tasks=[first, second]), threshold))


def written(found, folder):
    """The rows of the file, by head."""
    write_review(found, folder)
    return list(csv.DictReader(io.StringIO((folder / "review.csv").read_text("utf-8-sig"))))


def test_only_items_below_the_threshold_are_listed():
    """An item at the threshold is accepted; one with a lower confidence is not, whatever it is a part of."""
    assert [item.field for item in doubtful()] == ["tasks", "tasks.deadlines", "tasks"]
    assert [item.field for item in doubtful(0.95)] == ["header.date", "tasks", "tasks.deadlines", "tasks"]
    assert doubtful(0.0) == []


def test_gain_counts_what_hangs_on_an_item():
    """A task is worth its parts, a deadline its last day, the date of the document the days reckoned with it."""
    date, first, due, second = doubtful(0.95)
    assert (first.gain, due.gain, second.gain) == (0.6, 0.4, 0.2)
    assert date.gain == 0.2


def test_most_rewarding_comes_first(tmp_path):
    """The list is sorted by expected gain, and its heads and fields are Vietnamese."""
    rows = written(doubtful(), tmp_path)
    assert [row["Lợi ích kỳ vọng"] for row in rows] == ["0.6", "0.4", "0.2"]
    assert [row["Trường"] for row in rows] == ["Nhiệm vụ", "Thời hạn", "Nhiệm vụ"]
    assert (rows[1]["Giá trị"], rows[1]["Trích dẫn"]) == ("2024-06-15", "trước ngày 15/6/2024")
    assert (rows[1]["Văn bản"], rows[1]["Độ tin cậy"]) == ("a.txt", "0.8")


def test_hostile_words_are_no_formula(tmp_path):
    """What a spreadsheet would run is text here, too."""
    assert written(doubtful(), tmp_path)[2]["Giá trị"] == "'=Sở Nội vụ rà soát."


def test_nothing_doubtful_is_an_empty_list(tmp_path):
    """The file is there with its heads, so that nobody takes it for forgotten."""
    assert written([], tmp_path) == []
    assert (tmp_path / "review.csv").read_text("utf-8-sig").startswith("Văn bản,Trang,Trường,")
