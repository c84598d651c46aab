"""Moments and periods as documents name them: a day, month, quarter, half or year, perhaps without its year."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from pipeline.normalise.dates import is_calendar_date

Part = Literal["START", "MID", "END"]


@dataclass(frozen=True, slots=True)
class Moment:
    """A day or a period of months.

    A day has `month` and `day` (`month` None for a bare day of some month); a period `first` and
    `last`, its months. `year` is None where none is printed. `part` and `limit` (a day of the last
    month) narrow a period: `cuối tháng 8`, `thượng tuần tháng 8` (limit 10). `school` marks a school year.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    first: int | None = None
    last: int | None = None
    part: Part | None = None
    limit: int | None = None
    school: bool = False

    @property
    def is_day(self) -> bool:
        """Whether it is one day."""
        return self.day is not None

    @property
    def is_year(self) -> bool:
        """Whether it is a whole year."""
        return self.day is None and (self.first, self.last) == (1, 12)

    def with_year(self, year: int | None) -> Moment:
        """Return the moment in that year, where it has none of its own."""
        return self if self.year is not None or year is None else replace(self, year=year)

    def first_day(self) -> date | None:
        """Return the first day; None without a year, or where the day does not exist."""
        return self._date(self.day or 1, self.month if self.is_day else self.first)

    def last_day(self) -> date | None:
        """Return the last day; None without a year, where the day does not exist, or the part has no clear end."""
        if self.is_day:
            return self.first_day()
        if self.year is None or self.last is None or self.school:
            return None
        if self.limit is None and self.part in ("START", "MID"):
            return None
        return self._date(self.limit or monthrange(self.year, self.last)[1], self.last)

    def day_before(self) -> date | None:
        """Return the day before the first day."""
        first = self.first_day()
        return first - timedelta(days=1) if first else None

    @property
    def is_impossible(self) -> bool:
        """Whether it is a day that no calendar has (31/6); 29/2 without a year is one."""
        if not self.is_day:
            return False
        year = 2024 if self.year is None else self.year
        return not is_calendar_date(year, 1 if self.month is None else self.month, self.day or 1)

    def timex(self) -> str | None:
        """Return the TIMEX3 value, `XXXX` for an unknown year; None for an impossible day."""
        year = "XXXX" if self.year is None else f"{self.year:04d}"
        if self.is_day:
            month = "XX" if self.month is None else f"{self.month:02d}"
            return None if self.is_impossible else f"{year}-{month}-{self.day:02d}"
        return period_timex(year, self.first or 1, self.last or 12)

    def _date(self, day: int, month: int | None) -> date | None:
        if self.year is None or month is None or not is_calendar_date(self.year, month, day):
            return None
        return date(self.year, month, day)


def period_timex(year: str, first: int, last: int) -> str:
    """Return the TIMEX3 value of the months from `first` to `last` of a year."""
    length = last - first + 1
    if length == 12:
        return year
    if length == 1:
        return f"{year}-{first:02d}"
    if length == 3 and last % 3 == 0:
        return f"{year}-Q{last // 3}"
    if length == 6 and last % 6 == 0:
        return f"{year}-H{last // 6}"
    return f"{year}-{first:02d}/{year}-{last:02d}"


def month_of(number: int, year: int | None = None) -> Moment:
    """Return a month."""
    return Moment(year=year, first=number, last=number)


def quarter_of(number: int, year: int | None = None) -> Moment:
    """Return a quarter, 1 to 4."""
    return Moment(year=year, first=3 * number - 2, last=3 * number)


def year_of(year: int | None) -> Moment:
    """Return a year."""
    return Moment(year=year, first=1, last=12)
