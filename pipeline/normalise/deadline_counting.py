"""Days counted from the document's own date of issue, where that is what a deadline counts from."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from pipeline.normalise.deadline_context import ParsedDeadline, iso
from pipeline.normalise.text import fold

_OWN_ISSUE = re.compile(
    r"ngày (?:ký(?: ban hành)?|ban hành)(?: (?:quyết định|thông báo|kế hoạch|chỉ thị|công văn|công điện|văn bản|"
    r"hướng dẫn|nghị quyết|chương trình|kết luận)(?: này)?)?"
)
_OWN_EFFECT = re.compile(
    r"(?:khi|ngày) (?:quyết định|quy định|quy chế|nghị quyết|chỉ thị|văn bản)(?: này)? có hiệu lực(?: thi hành)?"
)
_COUNT = re.compile(r"P(\d{1,3})([DW])")
# Times of the year with public holidays, Tết and the Hùng Kings' by the moon: what is off is decided each year, so
# working days that run into them can't be counted. Month and day, first and last.
_HOLIDAYS = (((1, 1), (1, 3)), ((1, 18), (2, 25)), ((4, 1), (5, 4)), ((8, 31), (9, 4)), ((12, 31), (12, 31)))


def is_own_effect(parsed: ParsedDeadline) -> bool:
    """Whether the deadline counts from the day that this document takes effect."""
    return parsed.type == "DURATION" and _OWN_EFFECT.fullmatch(fold(parsed.trigger or "")) is not None


def due_from_issue(parsed: ParsedDeadline, issued: str | None, *, in_force: bool = False) -> ParsedDeadline:
    """Return a duration with the day that it ends on, where it counts from the signing of this document.

    Args:
        parsed: A duration.
        issued: The document's date of issue, ISO, perhaps partial; nothing is counted from a part of a date.
        in_force: Whether the document takes effect on that day, so that its effect is as good as its signing.
    """
    count = _COUNT.fullmatch(parsed.value or "")
    is_own = _OWN_ISSUE.fullmatch(fold(parsed.trigger or "")) is not None or (in_force and is_own_effect(parsed))
    if count is None or parsed.mod not in (None, "ON_OR_BEFORE") or not is_own:
        return parsed
    begin = _day(issued)
    if begin is None:
        return parsed
    days = int(count[1]) * (7 if count[2] == "W" else 1)
    due = _after_working_days(begin, days) if parsed.working_days else begin + timedelta(days=days)
    return replace(parsed, due=iso(due))


def _day(issued: str | None) -> date | None:
    if issued is None or len(issued) < 10:
        return None
    try:
        return date.fromisoformat(issued[:10])
    except ValueError:
        return None


def _after_working_days(begin: date, days: int) -> date | None:
    """Return the last of so many working days after a day, None where holidays may fall among them."""
    at = begin
    while days:
        at += timedelta(days=1)
        if any(first <= (at.month, at.day) <= last for first, last in _HOLIDAYS):
            return None
        days -= at.weekday() < 5
    return at
