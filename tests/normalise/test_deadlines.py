"""Deadlines: the table of phrasings, what is refused, rules that expand, and properties for all words."""

from __future__ import annotations

import csv
from datetime import datetime
from itertools import groupby
from pathlib import Path

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalise.deadline_moments import Moment, month_of, quarter_of, year_of
from pipeline.normalise.deadline_recurrence import Period, parse_period, parse_weekday
from pipeline.normalise.deadlines import DeadlineContext, ParsedDeadline, parse_deadline, parse_deadlines

DATA = Path(__file__).parents[1] / "data"
# One row per deadline; the rows of one phrase follow each other. `pack 12` is phrasing 12 of the domain pack with
# the outcome of the contract; `held out` rows were written before the rules were run on them.
ROWS = tuple(csv.DictReader((DATA / "deadlines.csv").read_text(encoding="utf-8").splitlines()))
REFUSED = tuple(
    line for line in (DATA / "no_deadlines.txt").read_text(encoding="utf-8").splitlines() if line[:1] != "#"
)
PROSE = DeadlineContext(issued="2024-03-05", year=2024)
CELL = DeadlineContext(issued="2024-03-05", year=2024, is_column=True)
FIELDS = ("type", "value", "mod", "due", "rrule", "time", "trigger")


def as_row(parsed: ParsedDeadline) -> dict[str, str]:
    """Return a deadline as the table writes it."""
    row = {field: getattr(parsed, field) or "" for field in FIELDS}
    row["working_days"] = {None: "", True: "yes", False: "no"}[parsed.working_days]
    row["inferred"] = "yes" if parsed.inferred else ""
    return row


def phrases():
    """Yield set, place, phrase and the rows expected of it."""
    for (kind, place, raw), rows in groupby(ROWS, key=lambda row: (row["set"], row["place"], row["raw"])):
        yield kind, place, raw, [row for row in rows if row["type"] != "NONE"]


PHRASES = tuple(phrases())


@pytest.mark.parametrize(("kind", "place", "raw", "expected"), PHRASES, ids=[f"{p[0]}: {p[2]}" for p in PHRASES])
def test_phrase_means_what_the_table_says(kind, place, raw, expected):
    """Each phrase of the table gives the deadlines of its rows, every field of them."""
    found = [as_row(parsed) for parsed in parse_deadlines(raw, CELL if place == "cell" else PROSE)]
    names = [*FIELDS, "working_days", "inferred"]
    assert found == [{name: row[name] for name in names} for row in expected], kind


def test_table_covers_the_domain_pack_and_more():
    """All ninety phrasings of the pack are there, 150 of our own, and some held out."""
    kinds = [phrase[0] for phrase in PHRASES]
    assert {kind for kind in kinds if kind.startswith("pack")} == {f"pack {number}" for number in range(1, 91)}
    assert kinds.count("developed") + kinds.count("held out") >= 150
    assert kinds.count("held out") >= 50


@pytest.mark.parametrize("raw", REFUSED)
def test_what_only_looks_like_a_deadline_is_refused(raw):
    """Citations, titles, results, horizons, rates, scores, ranks, vague words: no deadline, so no invented date."""
    assert parse_deadlines(raw, PROSE) == []


def test_enough_look_alikes():
    """At least a hundred strings are refused."""
    assert len(set(REFUSED)) >= 100


@pytest.mark.parametrize("rule", sorted({row["rrule"] for row in ROWS if row["rrule"]}))
def test_every_rule_expands(rule):
    """python-dateutil expands each rule, into rising moments."""
    start = datetime(2024, 1, 1)
    moments = rrulestr(rule, dtstart=start)[:6]
    assert len(moments) == 6
    assert moments == sorted(set(moments))


@pytest.mark.parametrize(
    ("raw", "first"),
    [
        ("tháng 12 hàng năm", (2024, 12, 31)),
        ("quý I hằng năm", (2024, 3, 31)),
        ("trước ngày 20 hàng tháng", (2024, 1, 20)),
        ("ngày 20 của tháng cuối quý", (2024, 3, 20)),
        ("thứ Sáu hàng tuần", (2024, 1, 5)),
        ("trước ngày 10 của tháng đầu quý sau", (2024, 1, 10)),
        ("ngày cuối cùng của tháng", (2024, 1, 31)),
    ],
)
def test_rule_falls_on_the_printed_day(raw, first):
    """The first moment of a rule from 1 January 2024 is the printed day, the last day of a named period."""
    parsed = parse_deadline(raw, PROSE)
    moment = rrulestr(parsed.rrule, dtstart=datetime(2024, 1, 1))[0]
    assert (moment.year, moment.month, moment.day) == first


@pytest.mark.parametrize(
    ("context", "raw", "value", "inferred"),
    [
        (DeadlineContext(year=2025, issued="2024-12-20"), "trước ngày 15/3", "2025-03-15", True),
        (DeadlineContext(issued="2024-12-20"), "trước ngày 15/01", "2025-01-15", True),
        (DeadlineContext(issued="2024-12-20"), "trước ngày 15/10", "2024-10-15", True),
        (DeadlineContext(issued="2024-12-20"), "trước ngày 25/12", "2024-12-25", True),
        (DeadlineContext(issued="2024-06-20"), "trước ngày 15/01", "2024-01-15", True),
        (DeadlineContext(issued="2024"), "trước ngày 15/01", "2024-01-15", True),
        (DeadlineContext(issued="2021-10-05", period=(2021, 2025)), "trước ngày 15/3", "2022-03-15", True),
        (DeadlineContext(period=(2026, 2026)), "trước ngày 15/3", "2026-03-15", True),
        (DeadlineContext(period=(2026, 2030)), "trước ngày 15/3", "XXXX-03-15", False),
        (DeadlineContext(), "trước ngày 15/3", "XXXX-03-15", False),
        (DeadlineContext(), "trong quý II", "XXXX-Q2", False),
        (DeadlineContext(year=2024), "trước ngày 15/3/2023", "2023-03-15", False),
    ],
)
def test_year_of_the_document(context, raw, value, inferred):
    """A date without a year takes the document's, and says so; without one it stays open and has no due date."""
    parsed = parse_deadline(raw, context)
    assert (parsed.value, parsed.inferred) == (value, inferred)
    assert (parsed.due is None) == value.startswith("XXXX")


@pytest.mark.parametrize("raw", ["trước ngày 31/6/2024", "chậm nhất ngày 30/02/2024", "trước ngày 29/02/2023"])
def test_impossible_day_is_kept_without_a_value(raw):
    """A day that no calendar has is a DATE with neither value nor due date, for a check to report."""
    parsed = parse_deadline(raw, PROSE)
    assert (parsed.type, parsed.value, parsed.due) == ("DATE", None, None)


def test_past_deadline_is_kept():
    """A date before the issue date is never mended: a check reports it."""
    parsed = parse_deadline("hoàn thành trước ngày 15/3/2023", PROSE)
    assert (parsed.value, parsed.due) == ("2023-03-15", "2023-03-14")


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("hàng quý", Period(3, "M")),
        ("2 lần/năm", Period(6, "M")),
        ("12 lần/năm", Period(1, "M")),
        ("5 lần/năm", Period(1, "Y")),
        ("mỗi tuần hai lần", Period(1, "W")),
        ("nửa năm", Period(6, "M")),
        ("kế hoạch", None),
    ],
)
def test_period(words, period):
    """How often, in words; rates that don't divide into months keep the printed period."""
    assert parse_period(words) == period


def test_weekdays_count_from_monday_as_second():
    """Thứ Hai is Monday, Chủ nhật Sunday; in figures as in words."""
    days = [parse_weekday(words) for words in ("thứ hai", "thứ 7", "chủ nhật", "thứ bảy", "ngày")]
    assert days == ["MO", "SA", "SU", "SA", None]


@pytest.mark.parametrize(
    ("moment", "value", "last"),
    [
        (quarter_of(3, 2024), "2024-Q3", "2024-09-30"),
        (month_of(2, 2024), "2024-02", "2024-02-29"),
        (year_of(2025), "2025", "2025-12-31"),
        (Moment(year=2024, first=7, last=12), "2024-H2", "2024-12-31"),
        (Moment(year=2024, first=2, last=5), "2024-02/2024-05", "2024-05-31"),
        (Moment(year=2024, month=2, day=30), None, None),
    ],
)
def test_moments(moment, value, last):
    """Periods have TIMEX3 values and last days; an impossible day has neither."""
    day = moment.last_day()
    assert (moment.timex(), day.isoformat() if day else None) == (value, last)


TIME_WORDS = """trước ngày 15/3 tháng 6 quý II năm 2024 hàng mỗi định kỳ đến hết từ , và - ( ) ; . 17 giờ 00 chậm nhất
là cuối đầu tuần thứ Sáu 2 lần/năm khi có yêu cầu thường xuyên trong 05 ngày làm việc kể từ 31/6/2024 giai đoạn
2021-2025 của cuối quý"""
WORDS = st.sampled_from(TIME_WORDS.split())


@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=14).map(" ".join)), st.booleans())
def test_no_words_crash_the_reading(raw, is_column):
    """Whatever the words, the reading ends without an error, due dates are ISO and rules expand."""
    for parsed in parse_deadlines(raw, CELL if is_column else PROSE):
        assert parsed.due is None or datetime.fromisoformat(parsed.due)
        assert parsed.rrule is None or rrulestr(parsed.rrule, dtstart=datetime(2024, 1, 1))[0]
        assert (parsed.type == "SET") or parsed.rrule is None
        assert parsed.type == "DATE" or parsed.due is None
