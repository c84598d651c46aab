"""What does not add up in a document: one function per finding code, each `Record -> Iterator[Finding]`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pipeline.checks.header import attachment_missing, date_incomplete, date_invalid, number_blank
from pipeline.checks.outline import marker_duplicate, marker_skipped
from pipeline.checks.scores import (
    max_sum_mismatch,
    rank_exceeds_count,
    score_exceeds_max,
    score_percent_mismatch,
    score_sum_mismatch,
)
from pipeline.core.record import Finding, Record

Check = Callable[[Record], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    number_blank,
    date_incomplete,
    date_invalid,
    attachment_missing,
    marker_duplicate,
    marker_skipped,
    score_percent_mismatch,
    score_sum_mismatch,
    max_sum_mismatch,
    score_exceeds_max,
    rank_exceeds_count,
)

__all__ = ["CHECKS", "Check"]
