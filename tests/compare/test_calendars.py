"""The calendars, read back by icalendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import takewhile

import pytest
from dateutil.rrule import rrulestr
from icalendar import Calendar

from pipeline.compare.calendars import EVERYBODY, build_calendars
from pipeline.compare.comparison import compare_records
from pipeline.compare.recurrence import Window
from tests.compare.paper import Paper

STAMP = datetime(2024, 7, 1, 9, tzinfo=UTC)
YEAR = Window(date(2024, 1, 1), date(2024, 12, 31))


def calendars(*papers, stamp=STAMP):
    """Return the calendars of documents by their names."""
    comparison = compare_records((paper.record() for paper in papers), YEAR)
    return dict(build_calendars(comparison, stamp))


def events(*papers, name=EVERYBODY, stamp=STAMP):
    """Return the events of a calendar."""
    return Calendar.from_ical(calendars(*papers, stamp=stamp)[name]).walk("VEVENT")


def test_a_day_is_an_event_of_that_day():
    """A deadline is a whole-day event on its last day, with task, document and words in its description."""
    paper = Paper(number="12/KH-SNV", page=3)
    paper.task("Nộp báo cáo; kèm bảng, biểu", "Văn phòng Sở", due="2024-06-29", mod="BEFORE", area="steering")
    (event,) = events(paper)
    assert event["DTSTART"].dt == date(2024, 6, 29)
    assert event["DTEND"].dt == date(2024, 6, 30)
    assert str(event["SUMMARY"]) == "Hạn: Nộp báo cáo; kèm bảng, biểu"
    assert event["CATEGORIES"].cats == ["Chỉ đạo, điều hành"]
    told = str(event["DESCRIPTION"])
    assert all(words in told for words in ("Văn phòng Sở", "12/KH-SNV", "hạn 2024-06-29", "ke-hoach.txt", "Trang: 3"))


def test_an_hour_is_told_in_vietnam_s_time():
    """A deadline with an hour begins at that hour of Vietnam, and its zone is in the file."""
    (event,) = events(Paper().task("Gửi", "Văn phòng Sở", due="2024-06-29", time="17:00"))
    assert event["DTSTART"].dt.utcoffset() == timedelta(hours=7)
    assert event["DTSTART"].dt.hour == 17
    assert "DTEND" not in event
    assert b"BEGIN:VTIMEZONE" in calendars(Paper().task("Gửi", due="2024-06-29", time="17:00"))[EVERYBODY]
    assert events(Paper().task("Gửi", due="2024-06-29", time="25:61"))[0]["DTSTART"].dt == date(2024, 6, 29)


@pytest.mark.parametrize(
    ("rule", "reminders"),
    [
        (None, [-6.666667, -0.666667]),
        ("FREQ=MONTHLY", [-6.666667, -0.666667]),
        ("FREQ=WEEKLY", [-0.666667]),
        ("FREQ=DAILY", []),
    ],
)
def test_reminders(rule, reminders):
    """There is a reminder a week and a day before, at eight; of a weekly one a day before, of a daily one none."""
    due = None if rule else "2024-06-29"
    (event,) = events(Paper().task("Gửi", "Văn phòng Sở", due=due, rrule=rule))
    found = [alarm["TRIGGER"].dt.total_seconds() / 86_400 for alarm in event.walk("VALARM")]
    assert found == pytest.approx(reminders)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=MONTHLY",
        "FREQ=MONTHLY;INTERVAL=3",
        "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20",
        "FREQ=WEEKLY;BYDAY=FR",
        "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1",
        "FREQ=DAILY;BYHOUR=19;BYMINUTE=0",
    ],
)
def test_rules_fall_on_the_days_of_the_frame(rule):
    """A recurring event, expanded by another library, falls on the days that the frame has in the window."""
    paper = Paper().task("Họp", "Văn phòng Sở", rrule=rule)
    (event,) = events(paper)
    start = datetime.combine(event["DTSTART"].dt, datetime.min.time())
    moments = rrulestr(event["RRULE"].to_ical().decode(), dtstart=start)
    found = [moment.date() for moment in takewhile(lambda moment: moment.date() <= YEAR.last, moments)]
    frame = [row.printed for row in compare_records([paper.record()], YEAR).deadlines]
    assert found == frame
    assert len(found) >= 1


def test_what_recurs_ends_with_the_plan():
    """The rule of a plan for one year ends with that year, in the form of its beginning."""
    paper = Paper(subject="Kế hoạch năm 2024")
    (event,) = events(paper.task("Họp", rrule="FREQ=MONTHLY"))
    assert event["RRULE"]["UNTIL"] == [date(2024, 12, 31)]
    (event,) = events(Paper(subject="Kế hoạch năm 2024").task("Họp", rrule="FREQ=MONTHLY", time="08:00"))
    assert event["RRULE"]["UNTIL"] == [datetime(2024, 12, 31, 16, 59, 59, tzinfo=UTC)]
    (event,) = events(Paper(subject="Quy chế").task("Họp", rrule="FREQ=MONTHLY"))
    assert "UNTIL" not in event["RRULE"]


def test_before_a_recurring_day_is_said():
    """`trước ngày 20 hàng tháng` stands on the 20th and says that it is due before."""
    (event,) = events(Paper().task("Báo cáo", rrule="FREQ=MONTHLY;BYMONTHDAY=20", mod="BEFORE"))
    assert event["DTSTART"].dt == date(2024, 3, 20)
    assert str(event["SUMMARY"]).startswith("Trước ngày này: ")


def test_ids_stay_when_it_is_made_again():
    """A second export has the same ids and a later stamp, so that importing it updates; no two events share one."""
    paper = Paper().task("Một", "Văn phòng Sở", due="2024-05-01").task("Hai", rrule="FREQ=YEARLY")
    paper.task("Ba", deadlines=[paper.deadline(due="2024-05-01"), paper.deadline(due="2024-06-01")])
    first, second = events(paper), events(paper, stamp=STAMP + timedelta(days=30))
    ids = [str(event["UID"]) for event in first]
    assert ids == [str(event["UID"]) for event in second]
    assert len(set(ids)) == 4
    assert second[0]["DTSTAMP"].dt - first[0]["DTSTAMP"].dt == timedelta(days=30)


def test_every_unit_has_its_own_calendar():
    """A unit's calendar has its deadlines only; one has all, each once; units of one name are told apart."""
    one = Paper("a.txt").task("Một", "Văn phòng Sở", "Thanh tra Sở", due="2024-05-01").task("Hai", due="2024-05-02")
    other = Paper("b.txt", "Sở Y tế").task("Ba", "Văn phòng Sở", due="2024-05-03")
    found = calendars(one, other)
    assert len(found) == 4
    tasks = {
        name: [str(event["SUMMARY"]) for event in Calendar.from_ical(content).walk("VEVENT")]
        for name, content in found.items()
    }
    assert tasks[EVERYBODY] == ["Hạn: Một", "Hạn: Hai", "Hạn: Ba"]
    names = {str(Calendar.from_ical(content)["X-WR-CALNAME"]) for content in found.values()}
    assert names == {
        *("Hạn nhiệm vụ: tất cả đơn vị", "Hạn nhiệm vụ: Văn phòng Sở (Sở Nội vụ, Lào Cai)"),
        *("Hạn nhiệm vụ: Văn phòng Sở (Sở Y tế, Lào Cai)", "Hạn nhiệm vụ: Thanh tra Sở (Sở Nội vụ, Lào Cai)"),
    }
    assert all(name.isascii() and name == name.lower() for name in found)


def test_what_has_no_day_or_is_a_repeat_is_no_event():
    """`Thường xuyên` is no event, nor is a task that says again what another one says."""
    paper = Paper()
    paper.task("Trực", deadlines=[paper.deadline(type="ONGOING")])
    paper.task("Lập danh mục", due="2024-05-01", same_as=["t2"])
    paper.task("Lập danh mục", due="2024-05-01", product="Danh mục", same_as=["t1"])
    assert len(events(paper)) == 1
    assert events(Paper().task("Không bao giờ", rrule="FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31")) == []
