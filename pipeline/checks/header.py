"""Findings about the header: blanks, dates that do not exist, announced attachments that are absent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.days import day_exists
from pipeline.core.record import Finding, PDate, Record

_MISSING = {"month": "ngày", "year": "ngày và tháng", None: "ngày, tháng và năm"}
_FIGURES = re.compile(r"\d+")


def number_blank(record: Record) -> Iterator[Finding]:
    """Yield a warning where the number's sequence is left blank."""
    number = record.header.number
    if number is None or number.value is not None or number.sequence is not None or number.sequence_text:
        return
    yield Finding(
        code="number_blank",
        severity="warning",
        message=f"Số của văn bản để trống: “{number.raw}”.",
        evidence=number.evidence,
    )


def date_incomplete(record: Record) -> Iterator[Finding]:
    """Yield a warning where the date of issue has no day, no month or no year."""
    issued = record.header.date
    if issued is None or issued.precision == "day" or _printed_date(issued) is not None:
        return
    yield Finding(
        code="date_incomplete",
        severity="warning",
        message=f"Ngày ban hành thiếu {_MISSING[issued.precision]}: “{issued.raw}”.",
        evidence=issued.evidence,
    )


def date_invalid(record: Record) -> Iterator[Finding]:
    """Yield an error where the date of issue is a day that the calendar does not have."""
    issued = record.header.date
    printed = _printed_date(issued) if issued is not None else None
    if issued is None or printed is None or day_exists(*printed):
        return
    day, month, year = printed
    yield Finding(
        code="date_invalid",
        severity="error",
        message=f"Ngày ban hành {day}/{month}/{year} không có trong lịch: “{issued.raw}”.",
        evidence=issued.evidence,
    )


def attachment_missing(record: Record) -> Iterator[Finding]:
    """Yield a warning for each announced appendix or document that is not there."""
    for attachment in record.header.attachments:
        if attachment.declared and not attachment.present:
            yield Finding(
                code="attachment_missing",
                severity="warning",
                message=f"Văn bản ghi “{attachment.evidence[0].quote}” nhưng không có tài liệu kèm theo.",
                evidence=attachment.evidence,
            )


def _printed_date(issued: PDate) -> tuple[int, int, int] | None:
    """Return day, month and year as printed, or None where one of them is blank."""
    figures = [int(figure) for figure in _FIGURES.findall(issued.raw)]
    return (figures[0], figures[1], figures[2]) if len(figures) == 3 and figures[2] >= 1900 else None
