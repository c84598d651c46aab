"""What the words of one deadline mean together: value, modifier, due date, rule."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta

from pipeline.normalise.deadline_context import DeadlineContext, Mod, ParsedDeadline, iso
from pipeline.normalise.deadline_moments import Moment
from pipeline.normalise.deadline_recurrence import at_time, monthly, quarterly, yearly
from pipeline.normalise.numbers import parse_integer
from pipeline.normalise.text import squeeze

_TIME = re.compile(r"(\d{1,2}) ?(?:giờ|h|g)(?: ?(\d{2}))?")
_AMOUNT = re.compile(
    r"(\d{1,3}|mười lăm|ba mươi|một|hai|ba|bốn|năm|sáu|bảy|mười)(?: \([^()]{2,20}\))? "
    r"(ngày|tuần|tháng|giờ|tiếng|phút|quý)( làm việc)?"
)
_UNITS = {"ngày": "P{}D", "tuần": "P{}W", "tháng": "P{}M", "giờ": "PT{}H", "tiếng": "PT{}H", "phút": "PT{}M"}
_TRIGGER = re.compile(
    r"(?:(?:kể|tính)(?: kể)? từ|sau(?= khi)|từ(?= (?:ngày|khi|thời))|trước(?= (?:khi|ngày)\b)|so với|tính đến|trước)"
)
_AT_LEAST = re.compile(r" (?:ít nhất|tối thiểu)(?: là)? ?$")
_ON_DEMAND = re.compile(r"đột xuất ?")
_EVENT_HEAD = re.compile(r"trước khi |(?:ngay )?(?:sau )?(?:khi )?")


@dataclass(frozen=True, slots=True)
class Lead:
    """The words before a moment: their modifiers joined, an hour, a part of the period."""

    mods: str = ""
    time: str | None = None
    part: str = ""

    @property
    def mod(self) -> Mod | None:
        """What the modifiers say, None without any."""
        words = self.mods
        if not words:
            return None
        if "trước" in words:
            return "BEFORE"
        if re.search(r"chậm nhất|muộn nhất|trễ nhất|đến|hết|hạn\b|không", words):
            return "ON_OR_BEFORE"
        if "từ" in words.split():
            return "FROM"
        return "AFTER" if words.startswith("sau") else "IN"


def parse_time(key: str) -> str | None:
    """Return `HH:MM` of `14 giờ 30`, `17h00`; None where there is no such hour."""
    match = _TIME.search(key)
    if not match:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    if (hour, minute) == (24, 0):
        hour, minute = 23, 59
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None


def narrowed(moment: Moment, part: str) -> Moment:
    """Return the part of a period that the words name: `cuối`, `trung tuần`, `nửa đầu`, `tuần đầu`."""
    if not part or moment.is_day:
        return moment
    one_month = moment.first == moment.last
    if part.startswith("thượng"):
        return replace(moment, part="START", limit=10)
    if part.startswith("trung"):
        return replace(moment, part="MID", limit=20)
    if part.startswith("nửa đầu"):
        return replace(moment, part="START", limit=15 if one_month else None)
    if part.startswith("tuần") and "cuối" not in part:
        return replace(moment, part="START" if re.search("đầu|nhất|1", part) else "MID")
    if "giữa" in part:
        return replace(moment, part="MID")
    return replace(moment, part="START" if part.startswith("đầu") else "END")


def build_date(moment: Moment, lead: Lead, context: DeadlineContext, shift: int | None = None) -> ParsedDeadline:
    """Return the deadline of a day or period, its year the document's where none is printed.

    Args:
        moment: The day or period.
        lead: The words before it.
        context: What the document says about time.
        shift: Years after the document's own (`của năm sau` is 1), None where nothing is said.
    """
    own = context.own_year
    dated = moment.with_year(own + shift if own is not None and shift is not None else context.year_for(moment))
    mod = "FROM" if context.is_start else _mod_of(dated, lead, context)
    if mod == "BEFORE":
        due = dated.last_day() if lead.time and dated.is_day else dated.day_before()
    else:
        due = None if mod in ("FROM", "AFTER") else dated.last_day()
    inferred = moment.year is None and dated.year is not None
    return ParsedDeadline("DATE", dated.timex(), mod, iso(due), time=lead.time, inferred=inferred)


def _mod_of(moment: Moment, lead: Lead, context: DeadlineContext) -> Mod | None:
    mod = lead.mod
    if mod in (None, "IN") and moment.part in ("START", "END"):
        return _part_mod(moment)
    if mod is None:
        if moment.is_day:
            return "ON_OR_BEFORE" if context.is_column else None
        return "IN"
    if mod == "IN" and moment.is_day and not re.search("trong|dịp", lead.mods):
        return None
    # `trước cuối năm` is no day before the year begins.
    return "END" if mod == "BEFORE" and moment.part == "END" else mod


def build_interval(first: Moment, last: Moment, context: DeadlineContext) -> ParsedDeadline | None:
    """Return the deadline of an interval, None where its ends don't fit together."""
    if last.is_day and first.is_day:
        first = replace(first, month=first.month or last.month)
    dated = last.with_year(context.year_for(last))
    begin = first.with_year(_year_before(first, dated))
    if begin.timex() is None and not begin.is_impossible:
        return None
    inferred = dated.year is not None and last.year is None
    values = begin.timex(), dated.timex()
    if None in values or not _in_order(begin, dated):
        return ParsedDeadline("DATE", None, "IN", None, inferred=inferred)
    if values[0] == values[1]:
        return ParsedDeadline("DATE", values[1], "IN", iso(dated.last_day()), inferred=inferred)
    return ParsedDeadline("DATE", "/".join(map(str, values)), "IN", iso(dated.last_day()), inferred=inferred)


def _year_before(first: Moment, last: Moment) -> int | None:
    """Return the year of an interval's begin; from October to March it is the year before."""
    if last.year is None:
        return None
    begins, ends = first.month or first.first or 1, last.month or last.last or 12
    return last.year - 1 if begins > ends and not first.is_year else last.year


def _in_order(first: Moment, last: Moment) -> bool:
    begin, end = first.first_day(), last.first_day()
    return begin is None or end is None or begin <= end + timedelta(days=366 if last.part else 0)


def build_yearly(moment: Moment, lead: Lead) -> ParsedDeadline | None:
    """Return the deadline of a moment that comes back every year."""
    found = yearly(moment)
    if found is None:
        return ParsedDeadline("SET", None, lead.mod) if moment.is_impossible else None
    value, rule = found
    mod = _day_mod(lead) if moment.is_day else lead.mod or _part_mod(moment)
    return ParsedDeadline("SET", value, mod, rrule=at_time(rule, lead.time), time=lead.time)


def _part_mod(moment: Moment) -> Mod:
    return "START" if moment.part == "START" else "END" if moment.part == "END" else "IN"


def build_monthly(moment: Moment, lead: Lead) -> ParsedDeadline | None:
    """Return the deadline of a day of every month."""
    return _set(monthly(moment.day or 0), lead)


def build_quarterly(moment: Moment, lead: Lead, *, first_month: bool) -> ParsedDeadline | None:
    """Return the deadline of a day of the last or first month of every quarter."""
    return _set(quarterly(moment.day or 0, first_month), lead)


def _day_mod(lead: Lead) -> Mod | None:
    """Return the modifier of a recurring day: `ngày 20 hàng tháng` has none."""
    return None if lead.mod == "IN" else lead.mod


def _set(found: tuple[str, str] | None, lead: Lead) -> ParsedDeadline | None:
    if found is None:
        return None
    return ParsedDeadline("SET", found[0], _day_mod(lead), rrule=at_time(found[1], lead.time), time=lead.time)


def build_duration(key: str, text: str) -> ParsedDeadline | None:
    """Return the deadline that counts from something: the trigger as printed, no date made up.

    Args:
        key: Folded words of the deadline.
        text: The same as printed.
    """
    amount = _AMOUNT.search(key)
    if amount is None or amount[2] not in _UNITS:
        return None
    number = parse_integer(amount[1])
    trigger = _TRIGGER.search(key, amount.end())
    words = text[trigger.end() :] if trigger else ""
    counts_back = bool(trigger and trigger[0] in ("trước", "so với", "tính đến"))
    if not trigger and (match := re.match(r"trước (?=ngày|khi|hạn)", key)):
        words, counts_back = _AT_LEAST.sub("", text[match.end() : amount.start()]), True
    return ParsedDeadline(
        "DURATION",
        _UNITS[amount[2]].format(number),
        _duration_mod(key, counts_back),
        trigger=squeeze(words).strip(" ,:;.") or None,
        working_days=bool(amount[3]),
    )


def _duration_mod(key: str, counts_back: bool) -> Mod | None:
    """Return what the first words say; `trong 05 ngày` says nothing more than its length."""
    if re.match(r"(?:thời (?:hạn|gian)[^\d,;]{0,25}? )?(?:chậm nhất|muộn nhất|không quá|tối đa)", key):
        return "ON_OR_BEFORE"
    if counts_back:
        return "BEFORE"
    return "AFTER" if key.startswith("sau") else None


def build_event(key: str, text: str) -> ParsedDeadline:
    """Return the deadline of something that happens; the trigger is what it waits for, as printed."""
    head = _ON_DEMAND.match(key) or _EVENT_HEAD.match(key)
    words = text[head.end() :] if head else text
    return ParsedDeadline("EVENT", trigger=squeeze(words).strip(" ,:;.") or squeeze(text))
