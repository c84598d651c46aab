"""What is known of each document that its items need: whose it is, when it was issued, what it plans for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from pipeline.compare.identity import Own, own_of
from pipeline.core.record import Record
from pipeline.normalise.text import fold

_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_SPAN = re.compile(r"(?<!\d)(20\d\d)\s?[-–—]\s?(20\d\d)(?!\d)")
_MOST_YEARS = 30


@dataclass(frozen=True, slots=True)
class Source:
    """A document.

    Attributes:
        path: of the document in the input folder.
        id: of its record.
        own: whose it is.
        issued: its day of issue, the first of the month or year where no day is printed.
        years: first and last year that it plans for, None where that is not known.
        ends: whether its subject names those years, so that what recurs ends with them.
        key: the same for the same document in another file, None where number or date is blank.
    """

    path: str
    id: str
    own: Own
    issued: date | None
    years: tuple[int, int] | None
    ends: bool
    key: tuple[str, str, str] | None

    @property
    def until(self) -> date | None:
        """The last day on which what recurs can fall, None where the subject names no year."""
        return date(self.years[1], 12, 31) if self.ends and self.years else None


def source_of(record: Record) -> Source:
    """Return what is known of the document of a record."""
    own, issued = own_of(record), issued_on(record)
    ahead = _years_ahead(record.header.subject.raw if record.header.subject else "", issued)
    years = (min(ahead), max(ahead)) if ahead else (issued.year, issued.year) if issued else None
    return Source(record.source.path, record.id, own, issued, years, bool(ahead), _key(record, own))


def issued_on(record: Record) -> date | None:
    """Return the day of issue; of a month or year its first day, None where the year is blank or impossible."""
    value = record.header.date.value if record.header.date else None
    if not value:
        return None
    try:
        return date.fromisoformat(f"{value}-01-01"[:10])
    except ValueError:
        return None


def _years_ahead(subject: str, issued: date | None) -> set[int]:
    """Return the years that a subject names and that are not past; of a span (`2021 - 2030`) what is left of it."""
    spans = [(int(first), int(last)) for first, last in _SPAN.findall(subject)]
    if any(last < first or last - first > _MOST_YEARS for first, last in spans):
        return set()
    named = {int(year) for year in _YEAR.findall(subject)}
    if issued is None:
        return named
    within = {issued.year for first, last in spans if first <= issued.year <= last}
    return {year for year in named if year >= issued.year} | within


def _key(record: Record, own: Own) -> tuple[str, str, str] | None:
    number, issued = record.header.number, record.header.date
    if own.issuer is None or number is None or not number.value or issued is None or issued.precision != "day":
        return None
    return own.issuer.id, fold(number.value), issued.value or ""
