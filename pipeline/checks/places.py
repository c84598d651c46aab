"""Places of the text as evidence."""

from __future__ import annotations

from pipeline.core.record import Record, Span


def span_of(record: Record, start: int, end: int) -> Span:
    """Return the evidence for a range of the record's text."""
    return Span(start=start, end=end, quote=record.text[start:end])


def line_around(text: str, offset: int) -> tuple[int, int]:
    """Return the range of the line that holds an offset."""
    end = text.find("\n", offset)
    return text.rfind("\n", 0, offset) + 1, len(text) if end < 0 else end
