"""The line that an office prints at the top right when it signs an attachment: number, day and time."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from pipeline.core.document import PlanDocument
from pipeline.core.record import Number, PDate
from pipeline.normalise.dates import parse_date
from pipeline.normalise.symbols import parse_document_number
from pipeline.normalise.text import squeeze

_FIRST_LINES: Final = 8
_LINE: Final = re.compile(
    r"(?:Số\s?:?\s?)?(\d{1,5}[a-zđ]?/(?:\d{4}/)?[A-ZĐ][\w&-]{0,30}(?:/[\w&-]{1,20})?)[;,]?\s{1,3}"
    r"(?:ngày\s)?(\d{1,2}[/.-]\d{1,2}[/.-]\d{4})[,;]?\s{1,3}\d{1,2}:\d{2}"
)


class SignedLine(NamedTuple):
    """The number and the day that stand in the line."""

    number: Number
    date: PDate


def find_signed_line(document: PlanDocument) -> SignedLine | None:
    """Return what the line says, None where the first lines have none."""
    for line in document.lines[:_FIRST_LINES]:
        match = _LINE.match(document.text, line.start, line.end)
        if match is None:
            continue
        parsed = parse_document_number(f"Số: {match[1]}")
        date = parse_date(re.sub(r"[.-]", "/", match[2]))
        if parsed is not None and parsed.value and date is not None and date.precision == "day":
            number = Number(
                raw=squeeze(match[1]),
                sequence=parsed.sequence,
                sequence_text=parsed.sequence_text,
                year=parsed.year,
                symbol=parsed.symbol,
                value=parsed.value,
                evidence=document.evidence(match.span(1)),
                maker="rule:header.number",
            )
            spans = document.evidence(match.span(2))
            return SignedLine(
                number, PDate(raw=match[2], value=date.value, precision="day", evidence=spans, maker="rule:header.date")
            )
    return None
