"""Finding: x of y is done, and the percentage beside it is another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.wording import vi_number
from pipeline.core.record import Finding, Indicator, Record

_PARTS = re.compile(r"(\d[\d.,]*)\s?/\s?(\d[\d.,]*)\s+((?:[^\W\d_]+)(?: [^\W\d_]+)?)?")
_WORDS = re.compile(r"\s(?:và|đã|được|đạt|chiếm|của|trong|tại)\b.*")
_STATED = re.compile(r"\d[.,](\d{1,4})\s?%")


def progress_percent_mismatch(record: Record) -> Iterator[Finding]:
    """Yield an error where the stated percentage is not x of y.

    A whole percentage may be rounded up or down; one with decimals may differ in its last place.
    """
    for indicator in record.indicators:
        numerator, denominator = indicator.numerator, indicator.denominator
        if indicator.unit != "%" or indicator.comparator != "=" or numerator is None or not denominator:
            continue
        percent = 100 * numerator / denominator
        if abs(percent - indicator.value) >= _tolerance(indicator):
            yield Finding(
                code="progress_percent_mismatch",
                severity="error",
                message=f"{_done(indicator)} là {vi_number(percent, 2)}%, văn bản ghi {vi_number(indicator.value)}%.",
                evidence=indicator.evidence,
            )


def _tolerance(indicator: Indicator) -> float:
    decimals = [len(match[1]) for match in _STATED.finditer(indicator.text)]
    return 1.01 * 10.0 ** -max(decimals, default=0)


def _done(indicator: Indicator) -> str:
    """Return x of y as printed, with what is counted."""
    match = _PARTS.search(indicator.text)
    if match is None:
        return f"{vi_number(indicator.numerator or 0)}/{vi_number(indicator.denominator or 0)}"
    counted = _WORDS.sub("", f" {match[3] or ''}")
    return f"{match[1]}/{match[2]}{counted}".rstrip()
