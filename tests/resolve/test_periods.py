"""Spans of days."""

from __future__ import annotations

import pytest

from pipeline.resolve.periods import ALWAYS, Period, period_between, period_of


@pytest.mark.parametrize(
    ("date", "period"),
    [
        ("2024-03-15", Period("2024-03-15", "2024-03-15")),
        ("2024-02", Period("2024-02-01", "2024-02-29")),
        ("2025", Period("2025-01-01", "2025-12-31")),
        ("2024-13", ALWAYS),
        ("XXXX-12", ALWAYS),
        (None, ALWAYS),
    ],
)
def test_dates_are_periods(date, period):
    """A month or a year is all its days; what is no date is every day."""
    assert period_of(date) == period


def test_intersection_may_be_empty():
    """Two periods without a common day have an empty intersection."""
    before, after = period_between("", "2025-06-30"), period_between("2025-07-01", "")
    assert not before & after
    assert before & period_of("2025")


def test_only_bounded_periods_are_known():
    """A period is known where it has both ends."""
    assert period_of("2024").is_known
    assert not period_between("2024-01-01", "").is_known
