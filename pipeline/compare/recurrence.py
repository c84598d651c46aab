"""Days on which a recurring deadline falls.

A rule of the record has what is printed; `hàng quý` names no day. `completed` adds the last day of
the period, of `đầu tháng` the tenth, so that frames and calendars fall on the same days.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from dateutil.rrule import rrulestr

_FREQUENCIES = frozenset(("HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"))
_DAYS = frozenset(("BYMONTH", "BYMONTHDAY", "BYDAY"))
_HOURS = frozenset(("BYHOUR", "BYMINUTE"))
_END_OF_WEEK, _START_OF_MONTH = "FR", "10"
_MOST_YEARS = 20


@dataclass(frozen=True, slots=True)
class Window:
    """The days that deadlines are expanded over, both ends included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        """Refuse a window that is empty or longer than twenty years.

        Raises:
            ValueError: where it is.
        """
        if self.last < self.first:
            raise ValueError(f"The window ends ({self.last}) before it begins ({self.first}).")
        if self.last.year - self.first.year >= _MOST_YEARS:
            raise ValueError(f"The window is longer than {_MOST_YEARS} years.")


@dataclass(frozen=True, slots=True)
class Completed:
    """A rule that names its days, and whether a day of it is assumed."""

    rule: str
    assumed: bool


def completed(rule: str | None, mod: str | None = None) -> Completed | None:
    """Return a rule by days with the last day of its period where it names none; None where it is no such rule.

    Hours are left out: a deadline is a day, its hour stands beside it; every twelve hours is every day.

    Args:
        rule: an RFC 5545 rule of a record.
        mod: the deadline's modifier; `START` is the first ten days of a month.
    """
    parts = _parts(rule or "")
    if parts is None:
        return None
    named = _by_days({key: value for key, value in parts.items() if key not in _HOURS})
    full = _with_day(named, int(named.get("INTERVAL", "1")))
    if mod == "START" and full != named and named["FREQ"] == "MONTHLY" and full["BYMONTHDAY"] == "-1":
        full = {**full, "BYMONTHDAY": _START_OF_MONTH}
    text = ";".join(f"{key}={value}" for key, value in full.items())
    return Completed(text, assumed=full != named) if _is_valid(text) else None


def occurrences(rule: Completed, window: Window, begins: date | None = None) -> Iterator[date]:
    """Yield the days of a rule within a window, in order; none before it begins.

    `begins` also says which weeks are meant where the rule is about every second one.
    """
    begins = begins or window.first
    if window.first.year - begins.year >= _MOST_YEARS:
        begins = window.first
    for moment in rrulestr(rule.rule, dtstart=datetime.combine(begins, time())):
        if moment.date() > window.last:
            return
        if moment.date() >= window.first:
            yield moment.date()


def _parts(rule: str) -> dict[str, str] | None:
    pairs = [pair.partition("=") for pair in rule.upper().removeprefix("RRULE:").split(";") if pair]
    parts = {key: value for key, _, value in pairs}
    known = _DAYS | _HOURS | {"FREQ", "INTERVAL"}
    interval = parts.get("INTERVAL", "1")
    if parts.get("FREQ") not in _FREQUENCIES or not parts.keys() <= known:
        return None
    return parts if interval.isdecimal() and 1 <= int(interval) <= 400 else None


def _by_days(parts: dict[str, str]) -> dict[str, str]:
    """Return the parts of a rule by hours as one by days: what is due every twelve hours is due every day."""
    if parts["FREQ"] != "HOURLY":
        return parts
    days = max(int(parts.get("INTERVAL", "1")) // 24, 1)
    return {**parts, "FREQ": "DAILY", "INTERVAL": str(days)}


def _with_day(parts: dict[str, str], interval: int) -> dict[str, str]:
    """Return the parts with the last day of the period where no day is named."""
    frequency = parts["FREQ"]
    if frequency == "DAILY" or "BYMONTHDAY" in parts or "BYDAY" in parts:
        return parts
    if frequency == "WEEKLY":
        return {**parts, "BYDAY": _END_OF_WEEK}
    if frequency == "MONTHLY" and interval > 1 and 12 % interval == 0 and "BYMONTH" not in parts:
        months = ",".join(str(month) for month in range(interval, 13, interval))
        return {"FREQ": "YEARLY", "BYMONTH": months, "BYMONTHDAY": "-1"}
    if frequency == "YEARLY" and "BYMONTH" not in parts:
        return {**parts, "BYMONTH": "12", "BYMONTHDAY": "-1"}
    return {**parts, "BYMONTHDAY": "-1"}


def _is_valid(rule: str) -> bool:
    try:
        rrulestr(rule, dtstart=datetime(2024, 1, 1))
    except (ValueError, TypeError):
        return False
    return True
