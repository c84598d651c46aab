"""The words of deadlines: matches of the rules in `deadlines.toml`, and what each of them says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pipeline.normalise.dates import parse_date
from pipeline.normalise.deadline_moments import Moment, month_of, quarter_of, year_of
from pipeline.normalise.numbers import parse_integer, parse_roman
from pipeline.normalise.text import fold
from pipeline.patterns import Rule, load_rules

LABEL = "DEADLINE_"
_COLUMN = "deadline.column_"
_DAYS = {"DAY", "BARE_DAY", "MONTHDAY", "TIME", "WEEKDAY", "EVERY"}
_PERIODS = {"MONTH", "MONTHS", "BARE_MONTH", "QUARTER", "QUARTERS", "SPAN", "YEAR", "YEARS", "BARE_YEAR", "YEARPART"}
_TIMES = frozenset(_DAYS | _PERIODS)
_LEADS = ("MOD", "PART")
_REACH = 40
_AHEAD = 16
_BRACKETED = re.compile(r" ?\([^()\d]{2,20}\)")
_NUMBER = re.compile(r"\d{1,2}")
_YEAR = re.compile(r"20\d\d")
_QUARTER = re.compile(r"\b(?:iv|i{1,3}|l{1,3}|[1-4])\b")
_EVENT_END = re.compile(
    r",|\s(?:thì|để|phải|trong (?:vòng|thời hạn)|không quá (?=\d)|và trong quá trình|(?<=sử dụng )tại các|chậm nhất|"
    r"muộn nhất|trước ngày|"
    r"(?:và|hoặc) (?:định kỳ|hàng|hằng|báo cáo)|trước (?=\d))"
)
# Commas within a law's name or a pair of words that belong together (`sửa đổi, bổ sung`, `Luật Phòng, chống …`).
_PAIR = re.compile(
    r"(?:sửa đổi|bãi bỏ), (?:bổ sung|thay thế)|chi tiết, (?:và )?hướng dẫn|, chống |thi đua, khen thưởng"
)
_DURATION_END = re.compile(r"\s(?:thì|để)\b")
# A comma behind one of these separates subjects (`khi các Bộ, ngành công bố`), behind others it ends the clause.
_OPEN_SUBJECT = re.compile(r"\b(?:bộ|sở|ban|ngành|cấp|uỷ ban nhân dân|ubnd|hđnd|tỉnh uỷ|chính phủ|huyện|xã)$")


class Token(NamedTuple):
    """One word of a deadline: its kind (the rule's label without `DEADLINE_`), place, folded text and rule."""

    kind: str
    start: int
    end: int
    key: str
    rule: str


class Placed(NamedTuple):
    """A moment and where it stands."""

    moment: Moment
    start: int
    end: int


@cache
def deadline_rules() -> tuple[Rule, ...]:
    """Return the rules whose matches are words of deadlines."""
    return tuple(rule for rule in load_rules() if rule.label.startswith(LABEL))


def lex(text: str, *, is_column: bool = False) -> list[Token]:
    """Return the words of deadlines in a text.

    Args:
        text: A phrase, sentence or cell.
        is_column: Whether bare years count (the rules on demand).
    """
    key = fold(text)
    rules = (word.rule for word in _words() if word.may_match(key) and (is_column or not word.in_columns))
    found = ((rule, match) for rule in rules for match in rule.pattern.finditer(text))
    tokens = [make_token(rule.label, m.start(), m.end(), key, rule.id) for rule, m in found if m.end() > m.start()]
    return resolve(tokens, text, key)


class _Word(NamedTuple):
    """A rule that `lex` tries, its needs folded; `in_columns` says that it counts in time columns only."""

    rule: Rule
    needs: tuple[str, ...]
    in_columns: bool

    def may_match(self, key: str) -> bool:
        return any(map(key.__contains__, self.needs))


@cache
def _words() -> tuple[_Word, ...]:
    rules = (rule for rule in deadline_rules() if rule.label.removeprefix(LABEL) not in _LEADS)
    return tuple(_Word(rule, tuple(map(fold, rule.needs)), rule.id.startswith(_COLUMN)) for rule in rules)


@cache
def _lead_rules() -> tuple[Rule, ...]:
    return tuple(rule for rule in deadline_rules() if rule.label.removeprefix(LABEL) in _LEADS)


def make_token(label: str, start: int, end: int, key: str, rule: str) -> Token:
    """Return the token of a rule's match, an event cut at the end of its clause.

    Args:
        label: The rule's label.
        start: Offset in `key`.
        end: Offset in `key`.
        key: The folded text.
        rule: The rule's id.
    """
    kind = label.removeprefix(LABEL)
    if kind == "EVENT":
        end = start + _clause_length(key[start:end])
    elif kind == "DURATION" and (cut := _DURATION_END.search(key, start, end)):
        end = cut.start()
    return Token(kind, start, end, key[start:end], rule)


def _clause_length(key: str) -> int:
    """Return where an event's words end."""
    pairs = [range(*match.span()) for match in _PAIR.finditer(key)]
    for match in _EVENT_END.finditer(key):
        if any(match.start() in pair for pair in pairs):
            continue
        before = key[: match.start()].rstrip()
        if match[0] != "," or not _OPEN_SUBJECT.search(before):
            return len(before)
    return len(key.rstrip())


def resolve(tokens: list[Token], text: str, key: str) -> list[Token]:
    """Return the tokens that are read: from the left, the longest at each place.

    Args:
        tokens: Matches of the rules but those of modifiers and parts, which are sought here, before
            the times only: words like `trong` and `đến` are everywhere.
        text: The text.
        key: Its folded form.
    """
    kept: list[Token] = []
    for token in sorted({*tokens, *_leads(tokens, text, key)}, key=_order):
        if not kept or token.start >= kept[-1].end:
            kept.append(token)
    return kept


def _order(token: Token) -> tuple[int, int, bool, str]:
    return token.start, -token.end, token.kind == "EVENT", token.rule


def _leads(tokens: list[Token], text: str, key: str) -> Iterator[Token]:
    for time in (token for token in tokens if token.kind in _TIMES):
        for rule in _lead_rules():
            for match in rule.pattern.finditer(text, max(0, time.start - _REACH), time.start + _AHEAD):
                if match.start() < match.end() <= time.start:
                    yield make_token(rule.label, match.start(), match.end(), key, rule.id)


def moments_of(token: Token) -> list[Placed]:
    """Return the moments that a token names, in order; none where it is a word of another kind."""
    if token.kind in ("MONTHS", "QUARTERS"):
        return list(_listed(token))
    moment = _moment(token)
    return [Placed(moment, token.start, token.end)] if moment else []


def is_range(token: Token) -> bool:
    """Whether the items of a token are the ends of one interval (`quý I-II`, `tháng 4-6`)."""
    return token.kind in ("QUARTERS", "MONTHS") and bool(re.search(r" ?- ?| đến ", token.key))


def _moment(token: Token) -> Moment | None:
    key = _BRACKETED.sub("", token.key)
    year = int(found[0]) if (found := _YEAR.search(key)) else None
    match token.kind:
        case "DAY" | "BARE_DAY":
            return _day(key)
        case "MONTHDAY":
            number = _NUMBER.search(key)
            return Moment(day=int(number[0]) if number else -1)
        case "MONTH" | "BARE_MONTH":
            number = _NUMBER.search(key)
            return month_of(int(number[0]), year) if number else None
        case "QUARTER":
            return quarter_of(_quarter(re.sub(r"^(?:qu[ýyí]|q\.?) ?", "", key)), year)
        case "SPAN":
            return _span(key, year)
        case "YEAR":
            return year_of(year)
        case "YEARPART":
            part = {"đầu": "START", "giữa": "MID", "cuối": "END"}[key.split()[0]]
            return Moment(first=1, last=12, part=part)  # type: ignore[arg-type]
    return None


def years_of(token: Token) -> tuple[Moment, Moment] | None:
    """Return first and last year of a span of years (of a bare year twice the same)."""
    years = [int(year) for year in _YEAR.findall(token.key)]
    if not years:
        return None
    school = "năm học" in token.key
    first, last = (Moment(year=year, first=1, last=12, school=school) for year in (years[0], years[-1]))
    return first, last


def _day(key: str) -> Moment | None:
    numbers = [int(number) for number in re.findall(r"\d{1,4}", key)]
    if len(numbers) < 2:
        return None
    day, month, *rest = numbers
    year = rest[0] if rest else None
    if year is not None and year < 100:
        year += 2000
    return Moment(year=year, month=month, day=day)


def _quarter(key: str) -> int:
    found = _QUARTER.search(key)
    word = found[0] if found else key[:1]
    return parse_roman(word.replace("l", "i").upper()) or int(word)


def _span(key: str, year: int | None) -> Moment:
    count = 6 if key.startswith("nửa") else parse_integer(key.split(maxsplit=1)[0]) or 6
    if "cuối" in key:
        return Moment(year=year, first=13 - count, last=12)
    return Moment(year=year, first=1, last=count)


def _listed(token: Token) -> Iterator[Placed]:
    year = int(found[0]) if (found := _YEAR.search(token.key)) else None
    end = found.start() if found else len(token.key)
    word = _NUMBER if token.kind == "MONTHS" else _QUARTER
    places = list(word.finditer(token.key, 0, end))
    for index, place in enumerate(places):
        start = 0 if index == 0 else place.start()
        stop = len(token.key) if index == len(places) - 1 else place.end()
        moment = month_of(int(place[0]), year) if token.kind == "MONTHS" else quarter_of(_quarter(place[0]), year)
        yield Placed(moment, token.start + start, token.start + stop)


def parse_full_date(raw: str) -> str | None:
    """Return the ISO date of a full date, None where it is none."""
    found = parse_date(raw)
    return found.value if found and found.precision == "day" else None
