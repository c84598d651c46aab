"""The range that shows a figure with its subject, and the year that a change is counted from."""

from __future__ import annotations

import re

from pipeline.extractors.score_context import ScoreContext
from pipeline.extractors.score_readings import Reading
from pipeline.normalise.numbers import parse_number

_MAXIMUM_AFTER = re.compile(
    r"\s?[/(,]?\s?(?:trên\s)?(?:số\s)?(?:điểm\s)?tối đa\s?:?\s?(?:là\s)?(\d{1,4}(?:[.,]\d{1,2})?)"
)
_MAXIMUM_BEFORE = re.compile(
    r"\btối đa\s?:?\s?(?:là\s)?(\d{1,4}(?:[.,]\d{1,2})?)(?:\sđiểm)?\)?\s?[,;:]?\s?"
    r"(?:(?:số\s)?điểm\s)?(?:chỉ\s|mới\s)?(?:đạt|được)(?:\s(?:được|là))?\s?:?\s$"
)
_NEAR = 50
_DEDUCTED = re.compile(
    r"\b(?:điểm (?:bị )?(?:trừ|mất)|(?:bị )?trừ (?:điểm|\d)|mất (?:điểm|\d))(?:(?!\bđạt\b|\bđược\b).){0,120}$"
)
_COMPARED = re.compile(r"\bso với (?:kết quả |cùng kỳ )?(?:của )?(?:năm )?((?:19|20)\d\d)")


def range_of(reading: Reading) -> tuple[int, int]:
    """Return the range from the subject, where it is in the sentence, to the last figure of the reading."""
    parts = [part for part in (reading.figure, reading.percent, reading.change) if part is not None]
    start, end = min(part.start for part in parts), max(part.end for part in parts)
    if reading.subject.start >= reading.sentence.start:
        start, end = min(start, reading.subject.start), max(end, reading.subject.end)
    return start, end


def since_year(context: ScoreContext, reading: Reading, year: int | None) -> int | None:
    """Return the year compared with; `năm trước` is the year before the figure's own.

    Where the change itself prints none, the only one that its sentence compares with counts.
    """
    change = reading.change
    if change is None or change.year is not None:
        return change.year if change else None
    if change.is_previous:
        return year - 1 if year is not None else None
    compared = set(_COMPARED.findall(context.key, reading.sentence.start, reading.sentence.end))
    return int(compared.pop()) if len(compared) == 1 else None


def stated_maximum(context: ScoreContext, reading: Reading) -> float | None:
    """Return the points that there are where words beside the figure say so (`đạt 8 điểm, tối đa 10 điểm`)."""
    figure, sentence = reading.figure, reading.sentence
    if figure.kind != "SCORE":
        return None
    before = context.key[max(figure.start - _NEAR, sentence.start) : figure.start]
    match = _MAXIMUM_AFTER.match(context.key, figure.end, sentence.end) or _MAXIMUM_BEFORE.search(before)
    return parse_number(match[1], grouped=False) if match else None


def is_deducted(context: ScoreContext, reading: Reading) -> bool:
    """Whether the words before say that the points were lost (`điểm bị trừ gồm: tài chính công 3 điểm`)."""
    return _DEDUCTED.search(context.key[reading.sentence.start : reading.figure.start]) is not None
