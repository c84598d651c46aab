import pytest

from pipeline.checks.deadlines import deadline_before_issue
from pipeline.core.record import Deadline, DocType, Header, Span, Task
from tests.checks.records import SPAN, dated, record

ISSUED = dated("ngày 20 tháng 5 năm 2022", "2022-05-20", "day")


def due(day, header=ISSUED, origin="list", section=(), **parts):
    """Return a record with one task that is due on a day."""
    base = {"type": "DATE", "value": day, "mod": "BEFORE", "rrule": None}
    deadline = Deadline(raw="hạn cũ", due=day, evidence=[Span(start=3, end=5, quote="VÍ")], **(base | parts))
    task = Task(
        text="Lập hồ sơ",
        area=None,
        lead=[],
        support=[],
        product=None,
        deadlines=[deadline],
        funding=None,
        report_to=[],
        section=list(section),
        origin=origin,
        evidence=[SPAN],
    )
    return record(header=header, tasks=[task])


@pytest.mark.parametrize("parts", [{}, {"mod": "ON_OR_BEFORE"}, {"value": "2022-04", "mod": "IN"}])
def test_passed_deadlines_are_reported(parts):
    """A task that was due before the document was issued is doubtful."""
    [finding] = deadline_before_issue(due("2022-04-30", **parts))
    assert (finding.code, finding.severity) == ("deadline_before_issue", "warning")
    assert finding.message == "Thời hạn “hạn cũ” đã qua khi văn bản ban hành ngày 20/5/2022."
    assert finding.evidence[0].quote == "VÍ"


@pytest.mark.parametrize(
    "document",
    [
        due("2022-05-20"),
        due("2022-06-30"),
        due("2015-01-31"),
        due("2021-12-31", value="2021"),
        due("2022-04-30", mod="FROM"),
        due(None, type="SET", value="P1M"),
        due("2022-04-30", header=Header()),
        due("2022-04-30", header=dated("ngày tháng 5 năm 2022", "2022-05", "month")),
        due("2022-04-30", origin="table", section=("Nhiệm vụ quá hạn",)),
    ],
)
def test_what_may_be_is_silent(document):
    """Later days, history, bare years, beginnings, unknown days of issue and overdue lists are no findings."""
    assert list(deadline_before_issue(document)) == []


def test_tables_of_reports_look_back():
    """A report's table of tasks tells what was due, a plan's orders it."""
    report = ISSUED.model_copy(update={"doc_type": DocType(code="BC", name="Báo cáo", evidence=[SPAN])})
    plan = ISSUED.model_copy(update={"doc_type": DocType(code="KH", name="Kế hoạch", evidence=[SPAN])})
    assert list(deadline_before_issue(due("2022-04-30", header=report, origin="table"))) == []
    assert len(list(deadline_before_issue(due("2022-04-30", header=plan, origin="table")))) == 1


def test_a_deadline_of_two_tasks_is_reported_once():
    """A merged cell that is the deadline of several rows is one finding."""
    document = due("2022-04-30")
    twice = document.model_copy(update={"tasks": document.tasks * 2})
    assert len(list(deadline_before_issue(twice))) == 1
