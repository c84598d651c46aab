"""Series of deadlines: lists of periods and days, recurring intervals, recurrences said twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.normalise.deadline_context import ParsedDeadline, Reading
from pipeline.normalise.deadline_moments import Moment, month_of, quarter_of
from pipeline.normalise.deadline_recurrence import Period, at_time, parse_period
from pipeline.normalise.deadline_tokens import Placed, Token
from pipeline.normalise.deadline_values import Lead, build_yearly
from pipeline.normalise.numbers import parse_integer, parse_roman

_ITEM = re.compile(
    r"(?:(?:theo |định k[ỳì]|báo cáo|hàng|hằng|mỗi|một|cả|từng)[ :(]{0,3}){0,4}"
    r"(?:(?P<months>0?[369]|ba|sáu|chín) tháng(?P<half> (?:đầu|cuối)(?: của)? năm)?"
    r"|(?P<unit>ngày|tuần|tháng|quý|năm)(?: (?P<quarter>iv|i{1,3}|[1-4])\b)?)"
)
_FURTHER = re.compile(r"\)((?:(?:,| và) (?:hàng |hằng )?(?:quý|0?6 tháng|năm)\b(?! ?\d| i| \()){1,4})")
_OPENING = re.compile(r"(?:^|[.;:\n])[\s+*•-]*(?:\w{1,3}[.)] )?$")
_DAYS_OF = {
    "P1Y": re.compile(r"XXXX-\d\d-\d\d .*"),
    "P1M": re.compile(r"XXXX-XX-\d\d .*"),
    "P1W": re.compile(r"XXXX-WXX-\d .*"),
}
SENTENCE_END = re.compile(r"[.;](?!\d)")


def without_repeats(readings: list[Reading], key: str) -> list[Reading]:
    """Return the readings without those that only open a recurrence whose day stands further on.

    `Định kỳ hằng năm gửi báo cáo trước ngày 15/12` is one deadline, on 15 December of every year.
    """
    kept = []
    for index, reading in enumerate(readings):
        day = _DAYS_OF.get(reading.parsed.value or "") if reading.kind == "EVERY" else None
        later = readings[index + 1] if index + 1 < len(readings) else None
        if day and later and day.fullmatch(f"{later.parsed.value} {later.parsed.rrule}"):
            between = key[reading.end : later.start]
            if not SENTENCE_END.search(between) and _opens(reading, key):
                continue
        kept.append(reading)
    return kept


def _opens(reading: Reading, key: str) -> bool:
    before = key[max(0, reading.start - 12) : reading.start]
    return key.startswith(("định k", "theo định k"), reading.start) or _OPENING.search(before) is not None


def with_month(items: list[Placed]) -> list[Placed]:
    """Return the days of a list with the month that only the last names (`ngày 10 và 11/3`)."""
    last = items[-1].moment
    if not last.is_day or last.month is None:
        return items
    filled = (
        replace(i.moment, month=last.month) if i.moment.is_day and not i.moment.month else i.moment for i in items
    )
    return [item._replace(moment=moment) for item, moment in zip(items, filled, strict=True)]


def spanning(first: Moment, parsed: ParsedDeadline) -> ParsedDeadline:
    """Return a recurring interval from its end's deadline (`từ tháng 3 đến tháng 11 hàng năm`)."""
    begin = replace(first, year=None).timex()
    if parsed.type != "SET" or begin is None or not (parsed.value or "").startswith("XXXX"):
        return replace(parsed, mod="IN")
    return replace(parsed, value=f"{begin}/{parsed.value}", mod="IN")


def alike(first: Token, other: Token) -> bool:
    """Whether two words can be items of one list."""
    days, quarters = {"DAY", "BARE_DAY", "MONTHDAY"}, {"QUARTER", "QUARTERS"}
    groups = (days, quarters, {"MONTH", "MONTHS", "BARE_MONTH"}, {"YEAR"}, {"SPAN"})
    return any(first.kind in group and other.kind in group for group in groups)


def recurring(period: Period, lead: Lead | None = None) -> ParsedDeadline:
    """Return the deadline of a recurrence, with the hour or part (`tuần đầu hàng tháng`) that its lead names."""
    if lead is None:
        return ParsedDeadline("SET", period.timex, rrule=period.rrule)
    mod = lead.mod if lead.mod != "IN" else None
    if lead.part and mod is None:
        mod = "END" if "cuối" in lead.part or lead.part.startswith("hạ") else "START"
        mod = None if re.match(r"giữa|trung|tuần (?!đầu|cuối|thứ nhất|0?1)", lead.part) else mod
    return ParsedDeadline("SET", period.timex, mod, rrule=at_time(period.rrule, lead.time), time=lead.time)


def each_period(token: Token) -> Iterator[Reading]:
    """Yield a deadline for each period that a list names (`định kỳ tháng, quý, 6 tháng, quý III, năm`)."""
    for item in _ITEM.finditer(token.key):
        parsed = _item(item)
        if parsed:
            start, end = token.start + item.start(), token.start + item.end()
            yield Reading(start, end, token.rule, "EVERY", "", parsed)


def further_periods(key: str, end: int, rule: str) -> Iterator[Reading]:
    """Yield the periods listed behind a recurrence with its day (`hàng tháng (trước ngày 20), quý, năm`)."""
    if rest := _FURTHER.match(key, end):
        yield from each_period(Token("EVERIES", rest.start(1), rest.end(1), rest[1], rule))


def _item(item: re.Match[str]) -> ParsedDeadline | None:
    if item["quarter"]:
        number = parse_roman(item["quarter"].upper()) or int(item["quarter"])
        return build_yearly(quarter_of(number), Lead())
    months = parse_integer(item["months"]) if item["months"] else None
    if months and item["half"]:
        first, last = (13 - months, 12) if "cuối" in item["half"] else (1, months)
        return build_yearly(replace(month_of(first), last=last), Lead())
    if months == 9:
        return build_yearly(replace(month_of(1), last=9), Lead())
    period = Period(months, "M") if months else parse_period(item["unit"])
    return recurring(period) if period else None
