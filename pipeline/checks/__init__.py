"""What does not add up in a document: one function per finding code, each `Record -> Iterator[Finding]`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pipeline.checks.dates import date_invalid
from pipeline.checks.deadlines import deadline_before_issue
from pipeline.checks.header import attachment_missing, date_incomplete, number_blank
from pipeline.checks.organisations import foreign_organisation
from pipeline.checks.outline import marker_duplicate, marker_skipped
from pipeline.checks.progress import progress_percent_mismatch
from pipeline.checks.scores import (
    max_sum_mismatch,
    rank_exceeds_count,
    score_exceeds_max,
    score_percent_mismatch,
    score_sum_mismatch,
)
from pipeline.checks.suspects import value_suspect
from pipeline.checks.years import stale_year
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
    progress_percent_mismatch,
    deadline_before_issue,
    foreign_organisation,
    stale_year,
    value_suspect,
)

__all__ = ["CHECKS", "Check"]
