"""What a quantity in the text says: value, comparator, unit. Offsets are those of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from typing import Literal

from pipeline.normalise.numbers import parse_number
from pipeline.normalise.text import fold
from pipeline.patterns import read_table

Comparator = Literal["=", ">=", ">", "<=", "<", "range", "increase", "decrease"]

NUMBER = re.compile(r"\d[\d.]*(?:,\d+)?(?<!\.)")
_MORE = r"(?: (?:thêm|tối thiểu|ít nhất|trên|khoảng|bình quân|hơn|được|từ|mạnh|gần|đạt|là|tối đa|không quá|tổng số))*\s"
_WORDS: tuple[tuple[Comparator, str, str], ...] = (
    ("increase", r"tăng(?: trưởng)?(?! lên)", _MORE),
    ("decrease", r"(?<!tinh )giảm|rút ngắn|tinh giản|cắt bớt", _MORE),
    ("<=", "không quá|tối đa|nhiều nhất|không vượt quá|không cao hơn|không lớn hơn|không trên", r"(?: là| đạt)?\s"),
    (
        ">=",
        "tối thiểu|ít nhất|không dưới|không thấp hơn|không ít hơn|thấp nhất|từ",
        r"(?: là| đạt| từ| trên| được)*\s",
    ),
    (">", "trên|hơn|lớn hơn", r"\s"),
    ("<", "dưới|nhỏ hơn|thấp hơn|ít hơn|chưa đến|chưa tới|không đến|không đầy", r"\s"),
)
_COMPARATORS = tuple((name, re.compile(rf"\b(?:{words}){more}$")) for name, words, more in _WORDS)
_SIGNS: dict[str, Comparator] = {"≥": ">=", "≤": "<=", ">": ">", "<": "<"}
_AND_UP = re.compile(r"\s?trở (lên|xuống)")
_PER = re.compile(r"/(?!năm|quý)lượt(?: [^\W\d_]+){1,2}(?=\s*(?:[.,;:)]|$))|/(?!năm|quý)[^\W\d_]+(?!\w)")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure with its words.

    `start` is where its words begin (`ít nhất`), `figure` its first digit, `end` after its unit.
    """

    rule: str
    start: int
    figure: int
    end: int
    value: float
    comparator: Comparator
    unit: str
    upper: float | None = None
    numerator: float | None = None
    denominator: float | None = None

    @property
    def is_percent(self) -> bool:
        """Whether the figure is a percentage."""
        return self.unit == "%"

    @property
    def is_change(self) -> bool:
        """Whether the figure says by how much something grows or shrinks."""
        return self.comparator in ("increase", "decrease")

    @property
    def is_ratio(self) -> bool:
        """Whether the figure is x of y."""
        return self.denominator is not None


def read_quantity(text: str, key: str, rule: str, start: int, end: int, floor: int) -> Quantity | None:
    """Return the quantity that a rule found at a range, None where its numbers can't be read.

    Args:
        text: the document's text.
        key: its folded form.
        rule: the rule's id.
        start: where the match begins.
        end: where it ends.
        floor: where the clause begins; no word before it belongs to the figure.
    """
    numbers = list(NUMBER.finditer(text, start, end))
    values = [value for number in numbers if (value := parse_number(number[0])) is not None]
    if not values or len(values) != len(numbers):
        return None
    figure, is_percent = numbers[0].start(), text[end - 1] == "%"
    comparator, opening = _comparator(key, figure, end, floor)
    if rule == "indicator.rate":
        unit = text[numbers[0].end() : end].strip()
        return Quantity(rule, min(start, opening), figure, end, values[0], comparator, unit)
    unit, after = ("%", end) if is_percent else _unit(text, key, numbers[-1].end())
    quantity = Quantity(rule, min(start, opening), figure, after, values[0], comparator, unit)
    if rule == "indicator.ratio":
        if len(values) != 2 or not values[1]:
            return None
        return replace(quantity, comparator="=", numerator=values[0], denominator=values[1])
    if len(values) > 1:
        return replace(quantity, comparator="range", upper=values[1])
    return quantity


def read_comparator(key: str, figure: int, end: int) -> Comparator:
    """Return how a cell's figure is compared; `figure` to `end` is its number in the folded text of the cell."""
    return _comparator(key, figure, end, 0)[0]


def with_percent(ratio: Quantity, percent: Quantity) -> Quantity:
    """Return x of y and its percentage as one quantity."""
    return replace(
        percent,
        start=min(ratio.start, percent.start),
        end=max(ratio.end, percent.end),
        numerator=ratio.numerator,
        denominator=ratio.denominator,
    )


def _comparator(key: str, figure: int, end: int, floor: int) -> tuple[Comparator, int]:
    """Return the comparator and where its words begin."""
    before = key[max(floor, figure - 60) : figure]
    after = _AND_UP.match(key, end)
    if (sign := before.rstrip()[-1:]) in _SIGNS:
        return _SIGNS[sign], floor + len(before.rstrip()) - 1 + max(0, figure - 60 - floor)
    for name, pattern in _COMPARATORS:
        if match := pattern.search(before):
            opening = figure - len(before) + match.start()
            return ("<=" if after and after[1] == "xuống" else name), opening
    if after:
        return (">=" if after[1] == "lên" else "<="), figure
    return "=", figure


def _unit(text: str, key: str, start: int) -> tuple[str, int]:
    """Return the counted thing's name and where it ends: two syllables where it is not in the list."""
    words = list(islice(_WORD.finditer(text, start, start + 60), 2))
    if not words:
        return "", start
    first, last = words[0].start(), words[0].end()
    if known := _units().match(key, first):
        last = known.end()
    elif len(words) > 1 and text[last : words[1].start()] == " ":
        last = words[1].end()
    if per := _PER.match(key, last):
        last = per.end()
    return text[first:last], last


@cache
def _units() -> re.Pattern[str]:
    """Return the pattern of counted things whose names do not have two syllables, the longest first."""
    names = sorted((fold(row["name"]) for row in read_table("units.csv")), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, names))})(?!\w)")
