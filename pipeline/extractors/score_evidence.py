"""The range that shows a figure with its subject, and the year that a change is counted from."""

from __future__ import annotations

from pipeline.extractors.score_readings import Reading


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
