"""Records side by side: what is taken in, what counts once, and the frames."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from pipeline.compare.comparison import FRAMES, compare_records
from pipeline.compare.frames import TYPES, columns_of
from pipeline.compare.recurrence import Window
from tests.compare.paper import Paper

YEAR = Window(date(2024, 1, 1), date(2024, 12, 31))


def frames(*papers, window=YEAR, **options):
    """Return the frames of documents."""
    return compare_records((paper.record() for paper in papers), window, **options).frames()


def test_frames_are_typed_with_and_without_rows():
    """Every frame has the columns and types that its rows declare, empty or not."""
    paper = Paper().score(8, 10, area="steering").rank(1, 20).task("Việc", "Văn phòng Sở", due="2024-05-01")
    for found in (frames(), frames(paper)):
        assert list(found) == list(FRAMES)
        for name, kind in FRAMES.items():
            expected = {column.name: column.type for column in columns_of(kind)}
            assert {column: str(kind) for column, kind in found[name].dtypes.items()} == expected, name


def test_every_column_says_what_it_means():
    """No column is without a meaning, and what may be empty is declared so."""
    for kind in FRAMES.values():
        assert all(column.meaning and column.type in TYPES.values() for column in columns_of(kind))


def test_one_row_per_task_and_lead():
    """A task with two leads has two rows of which one counts it; a task without a lead has one."""
    paper = Paper().task("Việc một", "Văn phòng Sở", "Thanh tra Sở").task("Việc hai")
    tasks = frames(paper)["tasks"]
    assert tasks["lead"].tolist()[:2] == ["Văn phòng Sở", "Thanh tra Sở"]
    assert pd.isna(tasks["lead"][2])
    assert tasks["counts"].tolist() == [True, False, True]
    assert frames(paper)["documents"]["tasks"].tolist() == [2]


def test_a_task_said_twice_counts_once():
    """Of a task in the body and again in the appendix, the fuller one counts, with its deadlines."""
    paper = Paper().task("Lập danh mục", "Văn phòng Sở", due="2024-05-01", same_as=["t1"])
    paper.task("Lập danh mục hồ sơ", "Văn phòng Sở", due="2024-05-01", product="Danh mục", same_as=["t0"])
    paper.task("Việc khác", "Văn phòng Sở", same_as=["mất"])
    found = frames(paper)
    counted = found["tasks"][found["tasks"]["counts"]]
    assert counted["item_id"].tolist() == ["t1", "t2"]
    assert found["deadlines"]["counts"].tolist() == [False, True]
    assert found["documents"][["tasks", "repeated_tasks"]].values.tolist() == [[2, 1]]
    assert len(found["task_quality"]) == 2


@pytest.mark.parametrize("secrecy", ["mật", "tối mật", "tuyệt mật"])
def test_secret_documents_stay_out(secrecy):
    """A document marked MẬT or above is in no frame unless asked for; how many were left out is told."""
    secret = Paper("mat.txt", secrecy=secrecy, number="9/KH-SNV").score(8, 10, area="impact").rank(1)
    secret.task("Việc mật", "Văn phòng Sở", due="2024-05-01")
    open_one = Paper("thuong.txt").task("Việc thường", "Văn phòng Sở", due="2024-05-01")
    comparison = compare_records([secret.record(), open_one.record()], YEAR)
    assert comparison.secret == 1
    for name, frame in comparison.frames().items():
        assert "mat.txt" not in frame.to_csv(), name
    found = compare_records([secret.record(), open_one.record()], YEAR, with_secret=True)
    assert (found.secret, len(found.documents)) == (0, 2)
    assert found.documents[0].secrecy == secrecy


def test_a_document_in_two_files_counts_once():
    """The same issuer, number and day is the same document; its second file has a row and no items."""
    papers = [Paper(path, number="12/KH-SNV").task("Việc", "Văn phòng Sở").rank(1) for path in ("a.txt", "b.txt")]
    comparison = compare_records(paper.record() for paper in papers)
    assert comparison.twins == 1
    assert [row.twin_of for row in comparison.documents] == [None, "a.txt"]
    assert {row.document for row in (*comparison.tasks, *comparison.rankings)} == {"a.txt"}
    other = Paper("c.txt", "Sở Y tế", number="12/KH-SNV")
    assert compare_records([papers[0].record(), other.record()]).twins == 0


def due(paper, window=YEAR):
    """Return the days of the deadlines that count."""
    rows = compare_records([paper.record()], window).deadlines
    return [row.due.isoformat() if row.due else None for row in rows if row.counts]


def test_recurring_deadlines_are_repeated_over_the_window():
    """A monthly deadline falls on each month of the window from the issue on; before means the day before."""
    window = Window(date(2024, 1, 1), date(2024, 5, 31))
    assert due(Paper().task("Báo cáo", rrule="FREQ=MONTHLY;BYMONTHDAY=20"), window) == [
        *("2024-03-20", "2024-04-20", "2024-05-20"),
    ]
    assert due(Paper().task("Báo cáo", rrule="FREQ=MONTHLY;BYMONTHDAY=1", mod="BEFORE"), window) == [
        *("2024-03-31", "2024-04-30"),
    ]


def test_what_recurs_ends_with_the_plan():
    """A plan whose subject names its year has no days after it; one without a year goes on in the window."""
    window = Window(date(2024, 1, 1), date(2026, 12, 31))
    plan = Paper(subject="Cải cách hành chính năm 2024").task("Họp", rrule="FREQ=YEARLY")
    assert due(plan, window) == ["2024-12-31"]
    period = Paper(subject="Cải cách hành chính giai đoạn 2024 - 2025").task("Họp", rrule="FREQ=YEARLY")
    assert due(period, window) == ["2024-12-31", "2025-12-31"]
    rule = Paper(subject="Quy định chế độ họp").task("Họp", rrule="FREQ=YEARLY")
    assert due(rule, window) == ["2024-12-31", "2025-12-31", "2026-12-31"]
    assert due(plan, Window(date(2025, 1, 1), date(2025, 12, 31))) == []


def test_deadlines_without_a_day_have_a_row():
    """`Thường xuyên` and a date outside the window have one row, a day before a day its printed day."""
    paper = Paper()
    paper.task("Trực", deadlines=[paper.deadline(type="ONGOING")]).task("Nộp", due="2030-06-29", mod="BEFORE")
    rows = compare_records([paper.record()], YEAR).deadlines
    assert [(row.printed, row.due) for row in rows] == [(None, None), (date(2030, 6, 30), date(2030, 6, 29))]


def test_the_window_is_that_of_the_documents():
    """Without a window, the years that the documents plan for are taken, at most ten."""
    papers = [Paper("a.txt", date="2023-04-01"), Paper("b.txt", subject="Kế hoạch năm 2025")]
    window = compare_records(paper.record() for paper in papers).window
    assert (window.first, window.last) == (date(2023, 1, 1), date(2025, 12, 31))
    far = Paper("c.txt", date="1995-04-01")
    window = compare_records(paper.record() for paper in (*papers, far)).window
    assert window.first == date(2016, 1, 1)


def test_years_of_a_plan():
    """A document plans for the years of its subject that are not past, else for that of its issue."""
    subjects = {
        "Kế hoạch năm 2025": (2025, 2025),
        "Kết quả năm 2023, phương hướng năm 2024": (2024, 2024),
        "Phân tích kết quả năm 2023": (2024, 2024),
        "Chương trình giai đoạn 2021 - 2030": (2024, 2030),
        "Chương trình giai đoạn 2024 - 2030": (2024, 2030),
        "Quy chế": (2024, 2024),
    }
    for subject, years in subjects.items():
        (row,) = compare_records([Paper(subject=subject).record()]).documents
        assert (row.first_year, row.last_year) == years, subject


@pytest.mark.parametrize("value", ["2024-13-40", "0000", "năm"])
def test_impossible_dates_of_issue_are_none(value):
    """A date of issue that does not exist is no day, and stops nothing."""
    paper = Paper().task("Họp", rrule="FREQ=YEARLY")
    paper.header.date.value = value
    (row,) = compare_records([paper.record()], YEAR).documents
    assert (row.issued, row.date) == (None, value)
