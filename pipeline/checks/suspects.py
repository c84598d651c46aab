"""Finding: a figure that reads like an error of typing or recognition."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.citations import cited_dates
from pipeline.checks.places import span_of
from pipeline.checks.wording import vi_number
from pipeline.core.record import Finding, Indicator, Record

_STANDARD = re.compile(r"ISO(?:/IEC)?\s?(\d{4,5})\s?[:-]\s?(\d{2,8})(?![\d/])")
_EDITIONS = {
    "9001": (1987, 1994, 2000, 2008, 2015),
    "14001": (1996, 2004, 2015),
    "27001": (2005, 2013, 2022),
    "22000": (2005, 2018),
    "45001": (2018,),
    "17025": (1999, 2005, 2017),
}
_YEAR = re.compile(r"năm\s((?:19|20)\d{3}|2[1-9]\d\d)(?![\d.,]*\d|\s?(?:đồng|%|m2|km|hộ|người))")
_YEAR_OF_DATE = re.compile(r"/((?:19|20)\d{3})(?!\d|[.,]\d|\s?(?:đồng|%|m2|km|hộ|người))")
_DAY_AND_MONTH = re.compile(r"(?<![\d/])\d{1,2}/\d{1,2}$")
_FAR_FROM_NOW = 2100
_WHOLE = re.compile(
    r"%\s(?:số\s|các\s|tổng số\s)?(?:hồ sơ|thủ tục|tthc|văn bản|cán bộ|công chức|viên chức|người|hộ\b|xã\b|phường"
    r"|đơn vị|cơ quan|dịch vụ|trường hợp|học sinh|doanh nghiệp)",
    re.IGNORECASE,
)
_SATISFIED = re.compile(r"hài lòng[^;\n]{0,60}%", re.IGNORECASE)
_COUNTED = re.compile(r"\d\s(?:nhiệm vụ|hồ sơ|thủ tục|đơn vị|xã\b|cơ quan|tthc|sở\b)", re.IGNORECASE)
_PLANNED = re.compile(r"kế hoạch|dự toán|chỉ tiêu|vượt|so với|cùng kỳ", re.IGNORECASE)


def value_suspect(record: Record) -> Iterator[Finding]:
    """Yield a warning for each figure that can't be meant: editions, years, dates of citations, shares of a whole."""
    yield from _standards(record)
    yield from _years(record)
    yield from cited_dates(record)
    for indicator in record.indicators:
        if words := _impossible_share(indicator):
            yield Finding(code="value_suspect", severity="warning", message=words, evidence=indicator.evidence)


def _standards(record: Record) -> Iterator[Finding]:
    if "ISO" not in record.text:
        return
    for match in _STANDARD.finditer(record.text):
        if not _is_year(match[2]):
            raw = match[0]
            meant = _edition(match[1], match[2])
            right = raw[: match.start(2) - match.start()] + meant if meant else None
            words = f"“{raw}” đọc như lỗi gõ của “{right}”." if right else f"“{raw}” không ghi đúng năm của tiêu chuẩn."
            yield _finding(record, match.start(), match.end(), words)


def _is_year(digits: str) -> bool:
    # Two digits are an old way of writing a year (`ISO 9001:08`).
    return len(digits) == 2 or (len(digits) == 4 and 1980 <= int(digits) <= _FAR_FROM_NOW)


def _edition(standard: str, printed: str) -> str | None:
    """Return the edition that is meant: the one whose digits stand in the printed ones, in order."""
    fitting = [str(year) for year in _EDITIONS.get(standard, ()) if _is_within(str(year), printed)]
    return fitting[-1] if fitting else None


def _is_within(digits: str, printed: str) -> bool:
    rest = iter(printed)
    return all(digit in rest for digit in digits)


def _years(record: Record) -> Iterator[Finding]:
    text = record.text
    for match in _YEAR.finditer(text):
        if len(match[1]) > 4 or int(match[1]) > _FAR_FROM_NOW:
            yield from _year(record, match)
    for match in _YEAR_OF_DATE.finditer(text):
        if _DAY_AND_MONTH.search(text, max(0, match.start() - 6), match.start()):
            yield from _year(record, match)


def _year(record: Record, match: re.Match[str]) -> Iterator[Finding]:
    if len(match[1]) == 4 or not _has_note(record.text, match[1][-1]):
        words = f"Năm “{match[1]}” đọc như lỗi gõ."
        yield _finding(record, match.start(1), match.end(1), words)


def _has_note(text: str, mark: str) -> bool:
    """Whether a footnote has the mark: then the last digit is the mark, not part of the year."""
    return re.search(rf"^\W?{mark}[\s.)\]]", text, re.MULTILINE) is not None


def _impossible_share(indicator: Indicator) -> str | None:
    """Return what is wrong with a share of a whole, None where nothing is."""
    if _PLANNED.search(indicator.text):
        return None
    done, total = indicator.numerator, indicator.denominator
    if done is not None and total and done > total and _COUNTED.search(indicator.text):
        return f"Số đã làm {vi_number(done)} lớn hơn tổng số {vi_number(total)}."
    if indicator.unit == "%" and indicator.value > 100 and _is_share(indicator):
        return f"Tỷ lệ {vi_number(indicator.value)}% lớn hơn 100%."
    return None


def _is_share(indicator: Indicator) -> bool:
    if indicator.comparator in ("increase", "decrease"):
        return False
    return _WHOLE.search(indicator.text) is not None or _SATISFIED.search(indicator.text) is not None


def _finding(record: Record, start: int, end: int, message: str) -> Finding:
    return Finding(code="value_suspect", severity="warning", message=message, evidence=[span_of(record, start, end)])
