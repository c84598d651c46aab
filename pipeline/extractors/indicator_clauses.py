"""The quantities of a line, clause by clause: which measure something, and which words are theirs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from pipeline.core.document import TextLine
from pipeline.extractors.indicator_quantities import Quantity, read_quantity, with_percent
from pipeline.normalise.overlaps import resolve_overlaps
from pipeline.normalise.text import fold
from pipeline.patterns import Rule, load_rules

_CLAUSE_END = regex.compile(r"[;\t]\s?|[.!?…]\s+(?=[\p{Lu}\d\"“(+*-])")
_PARTNER = re.compile(
    r"(?:(?:năm 20\d\d|(?!năm 20)[^;,(\d]){0,110}[,(]|[^;,(\d]{0,60}?)\s?(?:cơ bản |mới |chỉ |đã )?"
    r"(?:đạt|chiếm|bằng|tương ứng|tương đương|ứng với|tỷ lệ|tỉ lệ|hoàn thành)?"
    r"(?: (?:tỷ|tỉ) lệ| khoảng| với| là| đạt)*\s?"
)
_STATED = re.compile(r"[,(]|đạt|chiếm|bằng|tương|ứng|lệ")
_BRACKETED_RATIO = re.compile(r"\s?\((?:[^\s\d()]{1,12}\s){0,3}")
_REMARK = re.compile(
    r"bình quân|so với|cùng kỳ|tối đa|trung bình|mức|chỉ tiêu|mục tiêu|kế hoạch|năm|tăng|giảm|trên|dưới|từ "
    r"|chiếm|đạt|kh\b|nq\b"
)
_COUNT_BEFORE = re.compile(r"\d[\d.]*\s(?:[^\s\d;]{1,12}\s?){1,6}$")
_OF_PLAN = re.compile(r"\s?(?:so với\s|so\s|của\s)?(?:kế hoạch|dự toán|mục tiêu|chỉ tiêu|kh\b|nq\b|nghị quyết|cùng kỳ)")
_COMPARED = re.compile(r"[^.;,\d]{0,40}\s?(?:so với|so cùng|cùng kỳ)|\s?[,.;)]|$")
_POINTS = re.compile(r"điểm\s?$")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_TIMES = re.compile(r"(?:ngày|giờ|tháng|năm|tuần)\b")
_TIME_MEASURED = re.compile(r"thời gian (?:chờ|giải quyết|xử lý|thẩm định|thực hiện thủ tục)|thời hạn giải quyết")
_FUNDS = re.compile(r"\bphí\b|\bthu (?:không|tối)|kinh phí|dự toán chi|tổng mức|nguồn vốn|ngân sách hỗ trợ|đơn giá")
_NEW_MEASURE = re.compile(r"[,;:(\n]|\bvà\b|\bđạt\b|\bnăm 20|\bđến khi\b|\blên\b|\bcòn\b|\bquý\b|\btrong đó\b")
_NEW_CLAUSE = re.compile(r"[,;:(]")
# Nouns that a comma joins to the one before it: `100% cơ quan, tổ chức, đơn vị`.
_LISTED = re.compile(
    r",\s(?:tổ chức|phường|thị trấn|thị xã|đơn vị|địa phương|doanh nghiệp|ban|ngành|công chức|viên chức|cá nhân"
    r"|thành phố|thôn|bản|ấp|khu phố|huyện|xã)\b"
)
_JOINTS = (",", ":", "(", " và", " và có", "đồng thời", "trong đó")
_SEPARATORS = frozenset({", ", " và ", " ("})


@dataclass(frozen=True, slots=True)
class Match:
    """Where a rule found a figure."""

    rule: str
    start_char: int
    end_char: int


@dataclass(frozen=True, slots=True)
class Measure:
    """A quantity that measures something, with its clause (`floor` to `ceiling`) and its own words."""

    quantity: Quantity
    line: TextLine
    floor: int
    ceiling: int
    start: int
    end: int


def find_measures(text: str, key: str, line: TextLine, matches: Iterable[Match]) -> Iterator[Measure]:
    """Yield what is measured on a line, in text order."""
    found = resolve_overlaps(matches)
    refused = _refused(text, key, line)
    if line.table is not None and any(label == "NO_SEGMENT" for label, _, _ in refused):
        return
    for floor, ceiling in _clauses(text, line):
        inside = [match for match in found if floor <= match.start_char and match.end_char <= ceiling]
        if inside and not any(rule == "NO_SEGMENT" and start < ceiling and floor < end for rule, start, end in refused):
            read = (read_quantity(text, key, m.rule, m.start_char, m.end_char, floor) for m in inside)
            quantities = [quantity for quantity in read if quantity is not None]
            yield from _measures(text, key, line, (floor, ceiling), quantities, refused)


def _measures(
    text: str,
    key: str,
    line: TextLine,
    clause: tuple[int, int],
    quantities: list[Quantity],
    refused: list[tuple[str, int, int]],
) -> Iterator[Measure]:
    merged = _merged(key, quantities)
    ranges = [(start, end) for _, start, end in refused]
    kept = [q for q in merged if not any(start <= q.figure < end for start, end in ranges)]
    kept = [q for at, q in enumerate(kept) if _is_measure(text, key, clause, kept[:at], q, kept[at + 1 :])]
    for at, quantity in enumerate(_share_changes(key, kept)):
        start, end = _words(key, clause, kept, at)
        yield Measure(quantity, line, *clause, start, end)


def _clauses(text: str, line: TextLine) -> Iterator[tuple[int, int]]:
    start = line.content
    for match in _CLAUSE_END.finditer(text, line.content, line.end):
        if match.start() > start:
            yield start, match.start()
        start = match.end()
    if line.end > start:
        yield start, line.end


def _refused(text: str, key: str, line: TextLine) -> list[tuple[str, int, int]]:
    """Return the ranges of the line whose figures measure nothing."""
    words = key[line.start : line.end]
    return [
        (rule.label, match.start(), match.end())
        for rule, needs in _refusing_rules()
        if any(need in words for need in needs)
        for match in rule.pattern.finditer(text, line.start, line.end)
    ]


@cache
def _refusing_rules() -> tuple[tuple[Rule, tuple[str, ...]], ...]:
    rules = (rule for rule in load_rules() if rule.id.startswith("indicator.not."))
    return tuple((rule, tuple(fold(need) for need in rule.needs)) for rule in rules)


def _merged(key: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    """Return the quantities, x of y and the percentage beside it as one."""
    merged: list[Quantity] = []
    for quantity in quantities:
        last = merged[-1] if merged else None
        if last is not None and _are_partners(key, last, quantity):
            ratio, percent = (quantity, last) if quantity.is_ratio else (last, quantity)
            merged[-1] = with_percent(ratio, percent)
        else:
            merged.append(quantity)
    return merged


def _are_partners(key: str, one: Quantity, other: Quantity) -> bool:
    if one.is_ratio and not one.is_percent and other.is_percent and not other.is_change:
        between = key[one.end : other.figure]
        return _PARTNER.fullmatch(between) is not None and _STATED.search(between) is not None
    if one.is_percent and not one.is_ratio and other.is_ratio:
        return _BRACKETED_RATIO.fullmatch(key, one.end, other.figure) is not None
    return False


def _is_measure(
    text: str, key: str, clause: tuple[int, int], before: list[Quantity], quantity: Quantity, after: list[Quantity]
) -> bool:
    """Whether the figure is the measured quantity itself, not a remark on it or a part of its name."""
    floor, ceiling = clause
    words = key[floor : quantity.figure] + key[quantity.end : ceiling]
    if not _LETTERS.search(words):
        return False
    if not quantity.is_percent and not _is_counted(key, clause, quantity):
        return False
    if not _stands_alone(text, key, clause, quantity):
        return False
    if _is_margin(key, floor, quantity) or _repeats_level(key, before, quantity):
        return False
    return not _is_named_in(key, floor, before, quantity)


def _is_counted(key: str, clause: tuple[int, int], quantity: Quantity) -> bool:
    """Whether a count is one of things, or of time where time is what is measured; money for a task is none."""
    words = key[clause[0] : clause[1]]
    unit = key[quantity.end - len(quantity.unit) : quantity.end]
    if _TIMES.match(unit):
        return quantity.is_change or _TIME_MEASURED.search(words) is not None
    if "đồng" in unit or "usd" in unit:
        return _FUNDS.search(words) is None
    return True


def _stands_alone(text: str, key: str, clause: tuple[int, int], quantity: Quantity) -> bool:
    """Whether a figure in brackets says something of its own, or states a count before them in percent."""
    opening = key.rfind("(", max(clause[0], quantity.start - 80), quantity.start)
    if opening < 0 or ")" in key[opening : quantity.start] or quantity.is_ratio:
        return True
    closing = key.find(")", quantity.end, quantity.end + 120)
    inside = key[opening + 1 : closing if closing > 0 else quantity.end]
    before = key[clause[0] : opening].rstrip()
    if key[quantity.end : closing].strip() or quantity.figure - opening > 12:
        return _REMARK.match(inside) is None and _LETTERS.search(key, quantity.end, max(closing, 0)) is not None
    return _COUNT_BEFORE.search(before) is not None and _POINTS.search(before) is None


def _is_margin(key: str, floor: int, quantity: Quantity) -> bool:
    """Whether a change only compares a level that stands before it (`đạt 48%, tăng 12% so với cùng kỳ`)."""
    if not quantity.is_change:
        return False
    lead = key[floor : quantity.start].rstrip()
    has_level = any(char.isdigit() for char in lead)
    return has_level and lead.endswith((",", "(")) and _COMPARED.match(key, quantity.end) is not None


def _repeats_level(key: str, before: list[Quantity], quantity: Quantity) -> bool:
    """Whether a percentage of the plan follows the level itself (`đạt 1.200 tấn, bằng 98% kế hoạch`)."""
    if not quantity.is_percent or not before or before[-1].is_percent:
        return False
    between = key[before[-1].end : quantity.figure]
    return len(between) < 40 and "," in between and _OF_PLAN.match(key, quantity.end) is not None


def _is_named_in(key: str, floor: int, before: list[Quantity], quantity: Quantity) -> bool:
    """Whether a figure belongs to what another one measures (`100% xã có ít nhất 02 tin`)."""
    if before and before[-1].is_percent and not quantity.is_percent and not quantity.is_ratio:
        lead = key[before[-1].end : quantity.start].rstrip()
        return not lead.endswith(_JOINTS) and not _NEW_CLAUSE.search(_LISTED.sub(" ", lead))
    if before:
        return _NEW_MEASURE.search(key, before[-1].end, quantity.start) is None
    lead = key[floor : quantity.start]
    return not quantity.is_percent and lead.lstrip().startswith(("tỷ lệ", "tỉ lệ")) and "đạt" not in lead


def _share_changes(key: str, quantities: list[Quantity]) -> Iterator[Quantity]:
    """Yield the quantities; what `và` joins to a change is one too (`giảm 10% số đơn vị và 10% biên chế`)."""
    last: Quantity | None = None
    for quantity in quantities:
        current = quantity
        if last is not None and last.is_change and quantity.comparator == "=" and not quantity.is_ratio:
            between = key[last.end : quantity.figure]
            if between.endswith(" và ") and "," not in between and "đạt" not in between:
                current = Quantity(
                    quantity.rule, quantity.start, quantity.figure, quantity.end, quantity.value, last.comparator,
                    quantity.unit, quantity.upper,
                )  # fmt: skip
        last = current
        yield current


def _words(key: str, clause: tuple[int, int], quantities: list[Quantity], at: int) -> tuple[int, int]:
    """Return the range of a quantity's own words: its part of the clause between its neighbours."""
    floor, ceiling = clause
    quantity = quantities[at]
    start, end = floor, ceiling
    if at:
        start = _border(key, quantities[at - 1].end, quantity.start)
    elif (colon := key.rfind(": ", floor, quantity.start)) >= 0:
        start = colon + 2
    if at + 1 < len(quantities):
        end = _border(key, quantity.end, quantities[at + 1].start)
    return start, max(end, quantity.end)


def _border(key: str, start: int, end: int) -> int:
    """Return where the words of one quantity end and those of the next begin."""
    if key[start:end].rstrip().endswith((",", " và")):
        return end
    for mark in (" cho đến khi ", " đến khi ", ", ", " và ", " ("):
        if (place := key.find(mark, start, end)) >= 0:
            return place + (len(mark) if mark in _SEPARATORS else 1)
    return end
