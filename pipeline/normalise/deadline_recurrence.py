"""Recurring deadlines: periods (`P3M`) and RFC 5545 rules for what is printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from pipeline.normalise.deadline_moments import Moment, period_timex
from pipeline.normalise.numbers import parse_integer

Unit = Literal["H", "D", "W", "M", "Y"]

_FREQUENCIES: dict[Unit, str] = {"H": "HOURLY", "D": "DAILY", "W": "WEEKLY", "M": "MONTHLY", "Y": "YEARLY"}
_UNITS: dict[str, tuple[int, Unit]] = {
    "ngày": (1, "D"),
    "tuần": (1, "W"),
    "tháng": (1, "M"),
    "quý": (3, "M"),
    "năm": (1, "Y"),
}
_UNIT = "(ngày|tuần|tháng|quý|năm)"
_COUNT = r"(\d{1,2}|một|hai|ba|bốn|sáu|chín)"
_PER_UNIT = re.compile(rf"\b{_COUNT} (?:lần|kỳ|đợt|cuộc) ?(?:/|trong|một|mỗi|hàng|trên) ?(?:(?:0?1|một) )?{_UNIT}")
_UNIT_FIRST = re.compile(rf"\b(?:mỗi|một) {_UNIT} {_COUNT} lần")
_DAYS_PER_UNIT = re.compile(rf"\b\d{{1,2}} (?:ngày|buổi) ?(?:/|trong|một|mỗi|hàng) ?(?:một )?{_UNIT}")
_SPACED = re.compile(rf"(?:\b{_COUNT} |\bnửa )?{_UNIT}\b(?! (?:một|0?1) lần\b.*lần)")
_WEEKDAYS = {"hai": "MO", "ba": "TU", "tư": "WE", "năm": "TH", "sáu": "FR", "bảy": "SA", "bẩy": "SA", "nhật": "SU"}
_WEEKDAYS |= {str(number): day for number, day in zip(range(2, 8), ("MO", "TU", "WE", "TH", "FR", "SA"), strict=True)}
_WEEKDAY = re.compile(r"(?:thứ|chủ) (hai|ba|tư|năm|sáu|bảy|bẩy|[2-7]|nhật)")
_DAY_NUMBERS = {"MO": 1, "TU": 2, "WE": 3, "TH": 4, "FR": 5, "SA": 6, "SU": 7}


@dataclass(frozen=True, slots=True)
class Period:
    """How often: `count` units (`P3M` is a quarter)."""

    count: int
    unit: Unit

    @property
    def timex(self) -> str:
        """The TIMEX3 value."""
        return f"{'PT' if self.unit == 'H' else 'P'}{self.count}{self.unit}"

    @property
    def rrule(self) -> str:
        """The RFC 5545 rule, without a day."""
        interval = f";INTERVAL={self.count}" if self.count > 1 else ""
        return f"FREQ={_FREQUENCIES[self.unit]}{interval}"


def parse_period(key: str) -> Period | None:
    """Return how often: `hàng quý`, `6 tháng/lần`, `2 lần/năm`, `mỗi tuần một lần`.

    Times per year or quarter divide into whole months, times a day into hours; other rates keep the printed period.

    Args:
        key: Folded words.
    """
    if match := _PER_UNIT.search(key):
        return _divided(_UNITS[match[2]], parse_integer(match[1]) or 1)
    if match := _DAYS_PER_UNIT.search(key):
        return Period(*_UNITS[match[1]])
    if match := _UNIT_FIRST.search(key):
        return _divided(_UNITS[match[1]], parse_integer(match[2]) or 1)
    match = _SPACED.search(key)
    if match is None:
        return None
    if "nửa" in match[0]:
        return Period(6, "M")
    count, unit = _UNITS[match[2]]
    return Period(count * ((parse_integer(match[1]) if match[1] else None) or 1), unit)


def _divided(whole: tuple[int, Unit], times: int) -> Period:
    if whole == (1, "D") and times > 1 and 24 % times == 0:
        return Period(24 // times, "H")
    months = 12 if whole == (1, "Y") else whole[0] if whole[1] == "M" else 0
    if months and months % times == 0:
        return _months(months // times)
    return Period(*whole)


def _months(count: int) -> Period:
    return Period(count // 12, "Y") if count % 12 == 0 else Period(count, "M")


def parse_weekday(key: str) -> str | None:
    """Return the RFC 5545 code of a weekday (`thứ Sáu` is FR), or None."""
    match = _WEEKDAY.search(key)
    return _WEEKDAYS[match[1]] if match else None


def weekday_number(code: str) -> int:
    """Return the ISO number of a weekday, Monday 1."""
    return _DAY_NUMBERS[code]


def yearly(moment: Moment) -> tuple[str, str] | None:
    """Return value and rule of a moment that comes back every year, on its last day where it is a period."""
    if moment.is_day:
        if moment.month is None or moment.is_impossible:
            return None
        return moment.timex() or "", f"FREQ=YEARLY;BYMONTH={moment.month};BYMONTHDAY={moment.day}"
    last = moment.last or 12
    rule = f"FREQ=YEARLY;BYMONTH={last};BYMONTHDAY={moment.limit or -1}"
    # Nine months are reported at the end of the third quarter: one place in the year, not an interval.
    value = "XXXX-Q3" if (moment.first, last) == (1, 9) else period_timex("XXXX", moment.first or 1, last)
    return ("P1Y" if moment.is_year else value), rule


def monthly(day: int) -> tuple[str, str] | None:
    """Return value and rule of a day of every month; -1 is the last."""
    if day == -1:
        return "P1M", "FREQ=MONTHLY;BYMONTHDAY=-1"
    return (f"XXXX-XX-{day:02d}", f"FREQ=MONTHLY;BYMONTHDAY={day}") if 1 <= day <= 31 else None


def quarterly(day: int, first_month: bool) -> tuple[str, str] | None:
    """Return value and rule of a day of the last (or first) month of every quarter."""
    months = "1,4,7,10" if first_month else "3,6,9,12"
    return ("P3M", f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={day}") if day == -1 or 1 <= day <= 31 else None


def at_time(rrule: str, time: str | None) -> str:
    """Return the rule with the hour in it."""
    if time is None:
        return rrule
    hour, minute = time.split(":")
    return f"{rrule};BYHOUR={int(hour)};BYMINUTE={int(minute)}"
