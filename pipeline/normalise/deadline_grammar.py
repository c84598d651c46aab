"""Puts the words of deadlines together: modifiers, moments, lists, intervals and recurrences.

    deadline  = lead? moments every? | every (lead moments)? | duration | event | ongoing
    lead      = modifier | hour | part of a period, in any order
    moments   = moment ((`-` | `đến`) moment | (`,` | `và`) moment)*

Words belong together where only blanks and light words stand between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.normalise.deadline_context import DeadlineContext, ParsedDeadline, Reading
from pipeline.normalise.deadline_counting import due_from_issue
from pipeline.normalise.deadline_moments import Moment
from pipeline.normalise.deadline_recurrence import Period, at_time, parse_period, parse_weekday, weekday_number
from pipeline.normalise.deadline_series import (
    SENTENCE_END,
    alike,
    each_period,
    further_periods,
    recurring,
    spanning,
    with_month,
    without_repeats,
)
from pipeline.normalise.deadline_tokens import Placed, Token, is_range, moments_of, years_of
from pipeline.normalise.deadline_values import (
    Lead,
    build_date,
    build_duration,
    build_event,
    build_interval,
    build_monthly,
    build_quarterly,
    build_yearly,
    narrowed,
    parse_time,
)

_LEAD_KINDS = frozenset({"MOD", "TIME", "PART"})
_TAIL_KINDS = frozenset({"EVERY", "OFMONTH", "OFQUARTER", "OFYEAR"})
_YEAR_KINDS = frozenset({"YEARS", "BARE_YEAR"})
# `kể từ ngày ký` behind one of these is the day of its signing, not that of the document.
_SIGNED_ELSE = re.compile(
    r"\b(?:kết luận (?:kiểm tra|thanh tra)|biên bản|hợp đồng|giấy phép|giấy chứng nhận|thoả thuận)\b"
)
_CLOSE = re.compile(r"[ ,(:]{0,3}(?:(?:vào|là|của|các)(?: ngày)? )?")
_TAIL = re.compile(r" ?[,(]? ?(?:của )?")
_LISTED = re.compile(r"(?: \([^()]{1,40}\))?(?: ?(?:,|;|/) ?(?:và |hoặc )?| (?:và|hoặc|&) )")
_ONWARDS = re.compile(r",? (?:trở đi|(?:và|cùng) (?:các |những |cho các )?năm (?:tiếp theo|sau|kế tiếp))")
_DASH = re.compile(r" ?- ?")


def read_readings(tokens: list[Token], key: str, text: str, start: int, context: DeadlineContext) -> list[Reading]:
    """Return all that reads like a deadline, in order.

    Args:
        tokens: The words, in order, not overlapping.
        key: The folded text.
        text: The text as printed.
        start: Where the range begins in `key`.
        context: What the document says about time.
    """
    return [_closed(each, key) for each in without_repeats(list(_Grammar(tokens, key, text, start, context)), key)]


def _closed(reading: Reading, key: str) -> Reading:
    """Return the reading with the bracket that it opened (`định kỳ hằng năm (trước ngày 20/11)`)."""
    words = key[reading.start : reading.end]
    is_open = words.count("(") > words.count(")") and key.startswith(")", reading.end)
    return reading._replace(end=reading.end + 1) if is_open else reading


@dataclass(slots=True)
class _Grammar:
    """One pass over the words; `at` is the next of them."""

    tokens: list[Token]
    key: str
    text: str
    start: int
    context: DeadlineContext
    at: int = 0

    def __iter__(self) -> Iterator[Reading]:
        while self.at < len(self.tokens):
            yield from self._deadline()

    def _peek(self) -> Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def _gap(self) -> str:
        """Return what stands between the word before and the next."""
        return self.key[self.tokens[self.at - 1].end : self.tokens[self.at].start]

    def _deadline(self) -> Iterator[Reading]:
        first = self.tokens[self.at]
        match first.kind:
            case "DURATION" | "EVENT" | "ONGOING":
                self.at += 1
                yield from self._alone(first)
            case "EVERIES":
                self.at += 1
                yield from each_period(first)
            case "EVERY":
                yield from self._every()
            case _:
                yield from self._dated()

    def _alone(self, token: Token) -> Iterator[Reading]:
        words = self.text[token.start : token.end]
        if token.kind == "ONGOING":
            parsed: ParsedDeadline | None = ParsedDeadline("ONGOING")
        elif token.kind == "EVENT":
            parsed = build_event(token.key, words)
        else:
            counted = build_duration(token.key, words)
            is_other = _SIGNED_ELSE.search(self._sentence(token.start)) is not None and token.key.endswith("ngày ký")
            parsed = counted if is_other or counted is None else due_from_issue(counted, self.context.issued)
        if parsed:
            yield Reading(token.start, token.end, token.rule, token.kind, "", parsed)

    def _every(self) -> Iterator[Reading]:
        """Read a recurrence, with the moment that it governs (`hàng tháng, trước ngày 20`)."""
        token = self.tokens[self.at]
        self.at += 1
        period = parse_period(token.key)
        if period is None:
            return
        following = self._peek()
        if following and following.kind != "EVERY" and re.fullmatch(r" ?[,(:]? ?(?:vào )?", self._gap()):
            mark = self.at
            separate = "," in self._gap()
            found = list(self._dated(period))
            own = self.tokens[self.at - 1].kind in _TAIL_KINDS
            if found and not (separate and own) and all(reading.parsed.type == "SET" for reading in found):
                yield found[0]._replace(start=token.start)
                yield from found[1:]
                yield from further_periods(self.key, found[-1].end, token.rule)
                return
            self.at = mark
        yield Reading(token.start, token.end, token.rule, "EVERY", "", recurring(period))

    def _dated(self, governing: Period | None = None) -> Iterator[Reading]:
        first = self.tokens[self.at]
        lead = self._lead()
        token = self._peek()
        if token is None or token.kind in _LEAD_KINDS:
            return
        if first is not token and not self._is_close():
            return
        start = first.start
        if token.kind in _YEAR_KINDS:
            self.at += 1
            yield from self._years(token, start, lead)
        elif token.kind == "WEEKDAY":
            yield from self._weekday(token, start, lead, governing)
        elif token.kind == "EVERY" and (lead.time or lead.part):
            self.at += 1
            if period := parse_period(token.key):
                yield Reading(start, token.end, token.rule, "EVERY", lead.mods, recurring(period, lead))
        elif placed := moments_of(token):
            self.at += 1
            yield from self._moments(token, placed, start, lead, governing)
        elif first is not token:
            return
        else:
            self.at += 1

    def _is_close(self) -> bool:
        return _CLOSE.fullmatch(self._gap()) is not None

    def _lead(self) -> Lead:
        """Read modifiers, hour and part; the next word is then what they belong to."""
        lead = Lead()
        begun = self.at
        while (token := self._peek()) and token.kind in _LEAD_KINDS and (self.at == begun or self._is_close()):
            if token.kind == "MOD":
                lead = replace(lead, mods=f"{lead.mods} {token.key}".strip())
            elif token.kind == "TIME":
                lead = replace(lead, time=parse_time(token.key))
            else:
                lead = replace(lead, part=token.key)
            self.at += 1
        return lead

    def _years(self, token: Token, start: int, lead: Lead) -> Iterator[Reading]:
        years = years_of(token)
        if years is None:
            return
        first, last = years
        parsed = build_date(last, lead, self.context) if first == last else build_interval(first, last, self.context)
        if parsed:
            yield Reading(start, token.end, token.rule, token.kind, lead.mods, self._open_ended(token, parsed))

    def _open_ended(self, token: Token, parsed: ParsedDeadline) -> ParsedDeadline:
        """Return the deadline without its end where the years that follow are meant too."""
        if _ONWARDS.match(self.key, token.end) and parsed.type == "DATE":
            return replace(parsed, mod="FROM", due=None)
        return parsed

    def _weekday(self, token: Token, start: int, lead: Lead, governing: Period | None) -> Iterator[Reading]:
        self.at += 1
        following = self._peek()
        if following and following.kind in ("DAY", "BARE_DAY") and re.fullmatch(r",? (?:\()?", self._gap()):
            self.at += 1
            yield from self._moments(following, moments_of(following), start, lead, governing)
            return
        weekly = (
            "tuần" in token.key
            or token.key.startswith(("mỗi", "hàng", "hằng"))
            or (governing == Period(1, "W"))
            or self._is_governed("tuần", token.start)
        )
        code = parse_weekday(token.key)
        if weekly and code:
            rule = at_time(f"FREQ=WEEKLY;BYDAY={code}", lead.time)
            value = f"XXXX-WXX-{weekday_number(code)}"
            mod = None if lead.mod == "IN" else lead.mod
            parsed = ParsedDeadline("SET", value, mod, rrule=rule, time=lead.time)
            yield Reading(start, token.end, token.rule, token.kind, lead.mods, parsed)

    def _moments(
        self, token: Token, placed: list[Placed], start: int, lead: Lead, governing: Period | None
    ) -> Iterator[Reading]:
        """Read an interval or a list of moments, with what comes back about it."""
        items = [placed[0]._replace(moment=narrowed(placed[0].moment, lead.part), start=start), *placed[1:]]
        if is_range(token) or self._goes_on(items[-1].moment, lead):
            yield from self._interval(token, items, lead, governing)
            return
        items += self._more(token, lead)
        items = with_month(items)
        year = next((item.moment.year for item in reversed(items) if item.moment.year), None)
        tail = self._tail(items[-1]) if token.kind != "YEAR" else None  # `từ năm 2025, mỗi năm …` are two
        end = max(items[-1].end, tail.end if tail else 0)
        for index, item in enumerate(items):
            parsed = self._parsed(item.moment.with_year(year), lead, tail, governing, item.start)
            if parsed:
                parsed = self._open_ended(token, parsed) if token.kind == "YEAR" else parsed
                stop = end if index == len(items) - 1 else item.end
                yield Reading(item.start, stop, token.rule, token.kind, lead.mods, parsed)

    def _goes_on(self, moment: Moment, lead: Lead) -> bool:
        """Whether the next word is the end of an interval that begins with this moment."""
        following = self._peek()
        if following is None or lead.mod not in (None, "IN", "FROM"):
            return False
        if following.kind == "MOD":
            after = self.tokens[self.at + 1] if self.at + 1 < len(self.tokens) else None
            is_end = following.key.startswith("đến") and re.fullmatch(r",? ", self._gap())
            return bool(is_end and after and moments_of(after) and after.start - following.end <= 2)
        return bool(_DASH.fullmatch(self._gap()) and moments_of(following))

    def _interval(self, token: Token, items: list[Placed], lead: Lead, governing: Period | None) -> Iterator[Reading]:
        last = items[-1]
        if not is_range(token):
            if self.tokens[self.at].kind == "MOD":
                self.at += 1
            last = moments_of(self.tokens[self.at])[-1]
            self.at += 1
        first, tail = items[0], self._tail(last)
        end = max(last.end, tail.end if tail else 0)
        if tail or governing:
            parsed = self._parsed(last.moment, lead, tail, governing, first.start)
            parsed = spanning(first.moment, parsed) if parsed else None
        else:
            parsed = build_interval(first.moment, last.moment, self.context)
        if parsed:
            yield Reading(first.start, end, token.rule, "INTERVAL", lead.mods, parsed)

    def _more(self, token: Token, lead: Lead) -> list[Placed]:
        """Read further items of a list: moments of the same kind, the modifier repeated or not."""
        found: list[Placed] = []
        while (following := self._peek()) and _LISTED.fullmatch(self._gap()):
            after = self.tokens[self.at + 1] if self.at + 1 < len(self.tokens) else None
            repeats = following.kind == "MOD" and following.key == lead.mods.split(":")[0]
            start, item = (following.start, after) if repeats else (following.start, following)
            if item is None or not alike(token, item) or (repeats and item.start - following.end > 1):
                break
            more = moments_of(item)
            found += [more[0]._replace(start=start), *more[1:]]
            self.at += 2 if repeats else 1
        return found

    def _tail(self, last: Placed) -> Token | None:
        """Return the word behind that makes the moments recur, and pass it."""
        token = self._peek()
        if token is None or token.kind not in _TAIL_KINDS:
            return None
        if not _TAIL.fullmatch(self.key[last.end : token.start]):
            return None
        if token.kind == "EVERY" and "định k" in token.key:
            return None
        self.at += 1
        return token

    def _parsed(
        self, moment: Moment, lead: Lead, tail: Token | None, governing: Period | None, start: int
    ) -> ParsedDeadline | None:
        period = parse_period(tail.key) if tail and tail.kind == "EVERY" else governing
        if tail and tail.kind == "OFQUARTER":
            return build_quarterly(moment, lead, first_month="đầu" in tail.key) if moment.is_day else None
        if moment.is_day and moment.month is None:
            return self._day_of_month(moment, lead, tail, period, start)
        if moment.year is None and (period or self._is_governed("năm", start) or self._is_periodic(moment, start)):
            return build_yearly(moment, lead)
        if tail and tail.kind == "OFYEAR" and moment.year is None:
            return build_date(moment, lead, self.context, _year_shift(tail.key))
        return build_date(moment, lead, self.context)

    def _day_of_month(
        self, moment: Moment, lead: Lead, tail: Token | None, period: Period | None, start: int
    ) -> ParsedDeadline | None:
        if period and period.timex == "P3M":
            return build_quarterly(moment, lead, first_month=False)
        monthly = bool(tail and tail.kind == "OFMONTH") or (period is not None and period.timex == "P1M")
        if monthly or self._is_governed("tháng", start):
            return build_monthly(moment, lead)
        return None

    def _is_governed(self, unit: str, start: int) -> bool:
        """Whether a recurrence of that unit opens the sentence (`Hằng tháng, …`) or stands before as `định kỳ`."""
        opening = rf"^[\W\d]*(?:\w{{1,3}}[.)] )?(?:hàng|hằng|mỗi) {unit}\b|\bđịnh k[ỳì] (?:hàng |hằng |mỗi )?{unit}\b"
        return re.search(opening, self._sentence(start)) is not None

    def _is_periodic(self, moment: Moment, start: int) -> bool:
        """Whether a day stands after `định kỳ` in its clause (`định kỳ báo cáo trước ngày 20/11`)."""
        return moment.is_day and re.search(r"\bđịnh k[ỳì]\b", self._sentence(start)) is not None

    def _sentence(self, start: int) -> str:
        before = self.key[max(self.start, start - 400) : start]
        ends = [match.end() for match in SENTENCE_END.finditer(before)]
        return before[ends[-1] :] if ends else before


def _year_shift(key: str) -> int:
    """Return how many years after the document's own a year is (`năm sau` is 1)."""
    if "trước" in key:
        return -1
    return 0 if key.endswith("năm báo cáo") and "liền kề" not in key else 1
