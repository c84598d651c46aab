"""Which days the calendar has."""

from __future__ import annotations

from datetime import date

_LEAP_YEAR = 2024


def day_exists(day: int, month: int, year: int | None) -> bool:
    """Whether the calendar has the day, in any year where None is printed."""
    try:
        date(year or _LEAP_YEAR, month, day)
    except ValueError:
        return False
    return True
