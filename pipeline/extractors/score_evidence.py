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
    r"(?:chỉ\s|mới\s)?(?:đạt|được)(?:\s(?:được|là))?\s$"
)
_NEAR = 50


def range_of(reading: Reading) -> tuple[int, int]:
    """Return the range from the subject, where it is in the sentence, to the last figure of the reading."""
    parts = [part for part in (reading.figure, reading.percent, reading.change) if part is not None]
    start, end = min(part.start for part in parts), max(part.end for part in parts)
    if reading.subject.start >= reading.sentence.start:
        start, end = min(start, reading.subject.start), max(end, reading.subject.end)
    return start, end


def since_year(reading: Reading, year: int | None) -> int | None:
    """Return the year compared with; `năm trước` is the year before the figure's own."""
    change = reading.change
    if change is None or change.year is not None:
        return change.year if change else None
    return year - 1 if year is not None and change.is_previous else None


def stated_maximum(context: ScoreContext, reading: Reading) -> float | None:
    """Return the points that there are where words beside the figure say so (`đạt 8 điểm, tối đa 10 điểm`)."""
    figure, sentence = reading.figure, reading.sentence
    if figure.kind != "SCORE":
        return None
    before = context.key[max(figure.start - _NEAR, sentence.start) : figure.start]
    match = _MAXIMUM_AFTER.match(context.key, figure.end, sentence.end) or _MAXIMUM_BEFORE.search(before)
    return parse_number(match[1], grouped=False) if match else None
