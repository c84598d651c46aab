"""Finding: a day that the calendar does not have, or that is another day of the week."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pipeline.checks import header
from pipeline.checks.days import day_exists
from pipeline.checks.places import span_of
from pipeline.core.record import Finding, Record

# Only days that not every month has, and months past the twelfth, can be wrong.
_LATE_DAY = re.compile(
    r"(?:29|3\d)\s?(?:(/)|-|\.|\stháng\s)\s?(0?[1-9]|1\d)(?!\d)"
    r"(?:\s?(?:/|-|\.|,?\snăm\s)\s?((?:19|20)\d\d)(?![\d/]))?"
)
_LATE_MONTH = re.compile(r"/(1[3-9]|[2-9]\d|00)/((?:19|20)\d\d)(?![\d/])")
_DAY_BEFORE = re.compile(r"(?<![\d/.,-])(?:0?[1-9]|[12]\d|3[01])$")
_INSIDE = tuple("0123456789/.,-")
_CUE = re.compile(r"(?:ngày|trước|đến|hết|từ|hạn|xong|vào)\s$", re.IGNORECASE)
_NUMBER = re.compile(r"(?:số|điều|khoản|điểm|mục)\s?:?\s?$", re.IGNORECASE)
_WEEKDAY = r"([Tt]hứ\s(?:[Hh]ai|[Bb]a|[Tt]ư|[Nn]ăm|[Ss]áu|[Bb]ảy|[2-7])|[Cc]hủ\s[Nn]hật)"
_DAY = r"(\d{1,2})(?:/|\stháng\s)(\d{1,2})(?:(?:/|\snăm\s)((?:19|20)\d\d))?(?![\d/])"
_DAY_OF_WEEK = re.compile(rf"{_WEEKDAY}[,\s(]{{1,3}}(?:ngày\s)?{_DAY}")
_DAY_THEN_WEEK = re.compile(rf"{_DAY}\s?\(\s?{_WEEKDAY}\s?\)")
_NAMES = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_SYLLABLES = ("hai", "ba", "tư", "năm", "sáu", "bảy", "nhật")


def date_invalid(record: Record) -> Iterator[Finding]:
    """Yield an error for each date that does not exist, in the header and the text, and each wrong weekday."""
    in_header = list(header.date_invalid(record))
    yield from in_header
    taken = {place for finding in in_header for span in finding.evidence for place in range(span.start, span.end)}
    for start, end, day, month, year in _impossible(record.text):
        if start not in taken:
            printed = f"{day}/{month}/{year}" if year else f"{day}/{month}"
            yield _finding(record, start, end, f"Ngày {printed} không có trong lịch.")
    yield from _wrong_weekdays(record)


def _impossible(text: str) -> Iterator[tuple[int, int, int, int, int | None]]:
    for match in _LATE_DAY.finditer(text):
        day, month, year = int(match[0][:2]), int(match[2]), int(match[3]) if match[3] else None
        if not day_exists(day, month, year) and _is_date(text, match):
            yield match.start(), match.end(), day, month, year
    for match in _LATE_MONTH.finditer(text):
        before = _DAY_BEFORE.search(text, max(0, match.start() - 3), match.start())
        if before and not _NUMBER.search(text, max(0, before.start() - 8), before.start()):
            yield before.start(), match.end(), int(before[0]), int(match[1]), int(match[2])


def _is_date(text: str, match: re.Match[str]) -> bool:
    """Whether the figures are meant as a date: with a year, or after a word that leads to one."""
    before = text[max(0, match.start() - 8) : match.start()]
    if _NUMBER.search(before) or before.endswith(_INSIDE) or text.startswith(("/", "-"), match.end()):
        return False
    if match[3]:
        return True
    return (match[1] is not None or "tháng" in match[0]) and _CUE.search(before) is not None


def _wrong_weekdays(record: Record) -> Iterator[Finding]:
    text = record.text
    if "hứ " not in text and "hủ " not in text:
        return
    issued = record.header.date.value if record.header.date and record.header.date.value else None
    found = [(match, match[1], match.group(2, 3, 4)) for match in _DAY_OF_WEEK.finditer(text)]
    found += [(match, match[4], match.group(1, 2, 3)) for match in _DAY_THEN_WEEK.finditer(text)]
    for match, name, (day, month, year) in found:
        # Without a year the day may be of the next one: nothing is said then.
        if year and day_exists(int(day), int(month), int(year)):
            actual = date(int(year), int(month), int(day)).weekday()
            if actual != _weekday(name):
                words = f"Ngày {int(day)}/{int(month)}/{year} là {_NAMES[actual]}, văn bản ghi {name}."
                yield _finding(record, match.start(), match.end(), words)
        elif issued and not year and _is_wrong_in_both_years(int(day), int(month), int(issued[:4]), _weekday(name)):
            words = f"Ngày {int(day)}/{int(month)} không phải là {name}."
            yield _finding(record, match.start(), match.end(), words)


def _is_wrong_in_both_years(day: int, month: int, year: int, weekday: int) -> bool:
    """Whether neither the document's year nor the next has that weekday on the day."""
    days = [date(y, month, day) for y in (year, year + 1) if day_exists(day, month, y)]
    return bool(days) and all(one.weekday() != weekday for one in days)


def _weekday(name: str) -> int:
    last = name.lower().split()[-1]
    return int(last) - 2 if last.isdigit() else _SYLLABLES.index(last)


def _finding(record: Record, start: int, end: int, message: str) -> Finding:
    return Finding(code="date_invalid", severity="error", message=message, evidence=[span_of(record, start, end)])
