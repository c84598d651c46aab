"""Printed dates, complete or with blanks, to ISO values. Day before month, always.

A blank stays a blank: `ngày tháng 3 năm 2024` is the month `2024-03`, never a day of it. Text
recognition's `l` and `O` among digits are read as 1 and 0.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from typing import Literal

from pipeline.normalise.text import fold, squeeze, strip_tones

Precision = Literal["day", "month", "year"]

_DIGIT = "[0-9loi|]"
_BLANK = r"[\s.…_]*"
_WORDS = re.compile(
    rf"(?:ngay|mung)?{_BLANK}(?P<day>{_DIGIT}{{1,2}})?{_BLANK}"
    rf"(?:thang{_BLANK}(?P<month>{_DIGIT}{{1,2}})?{_BLANK}[,/-]?{_BLANK})?"
    rf"nam{_BLANK}(?P<year>{_DIGIT}{{4}})?{_BLANK}"
)
_FIGURES = re.compile(
    rf"(?:ngay)?{_BLANK}(?:thang)?{_BLANK}(?:(?:(?P<day>{_DIGIT}{{1,2}})?\s*[/.-]\s*)?(?P<month>{_DIGIT}{{1,2}})?\s*[/.-]\s*)?"
    rf"(?P<year>{_DIGIT}{{4}})"
)
_SHORT = re.compile(r"(?:ngay )?(?P<day>\d\d?)[/.-](?P<month>\d\d?)[/.-](?P<year>\d\d)")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)(?:-(?P<day>\d\d))?")
_MIXED = re.compile(r"(?:ngay)?\s*(?P<day>\d\d?)\s*[/.-]\s*(?P<month>\d\d?)\s+nam\s*(?P<year>\d{4})")
_CONFUSED = str.maketrans("loi|", "1011")
_YEARS = range(1900, 2101)
_MAX_LENGTH = 120


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as it is printed.

    `value` is `2024-03-05`, `2024-03`, `2024`, or None; then `problem` says why: `blank` (no year)
    or `impossible` (a day that does not exist).
    """

    raw: str
    value: str | None
    precision: Precision | None
    problem: Literal["blank", "impossible"] | None = None


def parse_date(raw: str) -> PartialDate | None:
    """Return the date that the text is, None where it is none.

    Args:
        raw: The date alone: `ngày 12 tháng 12 năm 2020`, `27/10/2021`, `tháng 12/2025`, `năm 2021`,
            `ngày … tháng … năm 2024`, `2024-03-05`.
    """
    words = squeeze(raw)
    if not words or len(words) > _MAX_LENGTH:
        return None
    key = strip_tones(fold(words)).strip(" ,;")
    match = next((m for form in (_ISO, _MIXED, _WORDS, _FIGURES, _SHORT) if (m := form.fullmatch(key))), None)
    if match is None:
        return None
    return _build(words, _number(match["year"]), _number(match["month"]), _number(match["day"]))


def is_calendar_date(year: int, month: int, day: int) -> bool:
    """Tell whether the day exists in the years that documents can be of."""
    return year in _YEARS and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def _number(digits: str | None) -> int | None:
    return int(digits.translate(_CONFUSED)) if digits else None


def _build(raw: str, year: int | None, month: int | None, day: int | None) -> PartialDate:
    if year is None:
        return PartialDate(raw, None, None, "blank")
    if year < 100:
        year += 2000
    if not is_calendar_date(year, 1 if month is None else month, 1 if day is None else day):
        return PartialDate(raw, None, None, "impossible")
    if month is None:
        return PartialDate(raw, f"{year:04d}", "year")
    if day is None:
        return PartialDate(raw, f"{year:04d}-{month:02d}", "month")
    return PartialDate(raw, f"{year:04d}-{month:02d}-{day:02d}", "day")
