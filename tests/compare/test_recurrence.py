"""Days of recurring deadlines."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.compare.recurrence import Completed, Window, completed, occurrences

YEAR = Window(date(2024, 1, 1), date(2024, 12, 31))


def days(rule, mod=None, window=YEAR, begins=None):
    """Return the days of a rule as `month-day`."""
    found = completed(rule, mod)
    return [f"{day:%m-%d}" for day in occurrences(found, window, begins)]


@pytest.mark.parametrize(
    ("rule", "mod", "expected", "assumed"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=20", None, [f"{month:02d}-20" for month in range(1, 13)], False),
        ("FREQ=MONTHLY;INTERVAL=3", None, ["03-31", "06-30", "09-30", "12-31"], True),
        ("FREQ=MONTHLY;INTERVAL=6", None, ["06-30", "12-31"], True),
        ("FREQ=YEARLY", None, ["12-31"], True),
        ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1", None, ["12-31"], False),
        ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20", None, ["03-20", "06-20", "09-20", "12-20"], False),
        ("FREQ=YEARLY;BYMONTH=2", None, ["02-29"], True),
        ("FREQ=MONTHLY", "START", [f"{month:02d}-10" for month in range(1, 13)], True),
        ("FREQ=MONTHLY;INTERVAL=5", None, ["01-31", "06-30", "11-30"], True),
    ],
)
def test_days_of_rules(rule, mod, expected, assumed):
    """A rule falls on its printed day, one without a day on the last of its period."""
    assert days(rule, mod) == expected
    assert completed(rule, mod).assumed is assumed


def test_months_without_a_day_fall_on_their_last():
    """`hàng tháng` falls on the last day also of short months."""
    assert days("FREQ=MONTHLY") == [
        f"{(date(2024 + month // 12, month % 12 + 1, 1) - timedelta(days=1)):%m-%d}" for month in range(1, 13)
    ]


def test_weeks_end_on_friday_and_hours_are_left_out():
    """A weekly deadline without a weekday is Friday's; a daily one with an hour is every day's."""
    assert completed("FREQ=WEEKLY").rule == "FREQ=WEEKLY;BYDAY=FR"
    assert completed("FREQ=DAILY;BYHOUR=19;BYMINUTE=0") == Completed("FREQ=DAILY", assumed=False)
    assert len(days("FREQ=DAILY")) == len(days("FREQ=HOURLY;INTERVAL=12")) == 366
    assert days("FREQ=HOURLY;INTERVAL=48")[:3] == ["01-01", "01-03", "01-05"]


def test_every_second_week_counts_from_the_beginning():
    """Which weeks are meant does not depend on the window."""
    begins = date(2023, 12, 1)
    whole = days("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", begins=begins)
    late = days("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", window=Window(date(2024, 6, 3), YEAR.last), begins=begins)
    assert late == [day for day in whole if day >= "06-03"]
    assert days("FREQ=MONTHLY;BYMONTHDAY=1", begins=date(2024, 11, 15)) == ["12-01"]
    assert days("FREQ=YEARLY", begins=date(1950, 1, 1)) == ["12-31"]


@pytest.mark.parametrize(
    "rule",
    ["", "x", "FREQ=SECONDLY", "FREQ=DAILY;COUNT=9", "FREQ=MONTHLY;BYDAY=XX", "FREQ=MONTHLY;INTERVAL=0", "INTERVAL=2"],
)
def test_what_is_no_rule_by_days_has_none(rule):
    """A rule that is none, or that would fall every second, has no days."""
    assert completed(rule) is None


def test_a_day_that_never_comes_ends():
    """A rule for the 31st of February yields nothing, in finite time."""
    assert days("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31") == []


def test_windows_are_sane():
    """A window that is empty or very long is refused."""
    for last in (date(2023, 12, 31), date(2044, 1, 1)):
        with pytest.raises(ValueError, match="window"):
            Window(YEAR.first, last)


@given(
    st.sampled_from(("DAILY", "WEEKLY", "MONTHLY", "YEARLY")),
    st.integers(1, 12),
    st.dates(date(2000, 1, 1), date(2040, 1, 1)),
    st.integers(0, 3000),
)
def test_days_are_in_order_and_in_the_window(frequency, interval, first, length):
    """Whatever the rule and window, the days are within it, in order, each once."""
    window = Window(first, first + timedelta(days=length))
    found = list(occurrences(completed(f"FREQ={frequency};INTERVAL={interval}"), window))
    assert found == sorted(set(found))
    assert all(window.first <= day <= window.last for day in found)
