"""Spans of days as ISO dates, open ends included; a date that is only partly known is a span, too."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass

_EARLIEST = "0000-01-01"
_LATEST = "9999-12-31"
_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


@dataclass(frozen=True, slots=True)
class Period:
    """From the first to the last day, both included."""

    start: str = _EARLIEST
    end: str = _LATEST

    def __and__(self, other: Period) -> Period:
        """Return the days that both have; `bool` of it is False where there are none."""
        return Period(max(self.start, other.start), min(self.end, other.end))

    def __bool__(self) -> bool:
        """Tell whether there is any day."""
        return self.start <= self.end

    @property
    def is_known(self) -> bool:
        """Whether it is bounded on both sides."""
        return self.start != _EARLIEST and self.end != _LATEST


ALWAYS = Period()
# The provinces and districts as they had been for decades.
BEFORE_THE_REFORM = Period(_EARLIEST, "2025-06-30")


def period_between(start: str, end: str) -> Period:
    """Return the period between two ISO dates, an empty one being open."""
    return Period(start or _EARLIEST, end or _LATEST)


def period_of(date: str | None) -> Period:
    """Return the days that an ISO date, month (`2024-03`) or year can be; all days where it is none of these."""
    match = _DATE.fullmatch(date or "")
    if match is None:
        return ALWAYS
    year, month, day = match.groups()
    if month is None:
        return Period(f"{year}-01-01", f"{year}-12-31")
    if day is not None:
        return Period(date or "", date or "")
    if not 1 <= int(month) <= 12:
        return ALWAYS
    last = calendar.monthrange(max(int(year), 1), int(month))[1]
    return Period(f"{year}-{month}-01", f"{year}-{month}-{last:02d}")
