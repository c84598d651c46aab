"""What is given to the reading of a deadline, and what comes out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from pipeline.normalise.deadline_moments import Moment

Kind = Literal["DATE", "SET", "DURATION", "EVENT", "ONGOING"]
Mod = Literal["BEFORE", "ON_OR_BEFORE", "IN", "FROM", "AFTER", "START", "END"]


@dataclass(frozen=True, slots=True)
class DeadlineContext:
    """What the document says about time.

    `issued` is the date of issue, ISO, perhaps partial; `year` the year that the document is about;
    `period` its first and last year, where it covers several. `is_column` says that the text is a
    cell of a time column: a bare year or period is due at its end, a bare date on that day;
    `is_start` that the column says when the work begins, so that nothing is due then.
    """

    issued: str | None = None
    year: int | None = None
    period: tuple[int, int] | None = None
    is_column: bool = False
    is_start: bool = False

    @property
    def own_year(self) -> int | None:
        """The year of dates without one: the document's, else that of issue, else of a one-year period."""
        if self.year is not None and not self._is_over(self.year):
            return self.year
        if self.issued is not None and self.issued[:4].isdigit():
            return int(self.issued[:4])
        return self.period[0] if self.period and self.period[0] == self.period[1] else None

    def _is_over(self, year: int) -> bool:
        """Whether the year was over at issue: what a report on it orders is still to be done."""
        return self.issued is not None and self.issued[:4].isdigit() and year < int(self.issued[:4])

    def year_for(self, moment: Moment) -> int | None:
        """Return the year of a moment printed without one.

        A day or month of the first months named in the last two months of a year is next year's,
        and in a plan of several years so is every day that is past at issue.
        """
        year = self.own_year
        if year is None or self.issued is None or self.issued[:4] != str(year) or len(self.issued) < 7:
            return year
        last = moment.with_year(year).last_day()
        if last is None or last.isoformat() >= self.issued:
            return year
        turns = int(self.issued[5:7]) >= 11 and last.month <= 3 and not moment.is_year
        spans = self.period is not None and self.period[0] <= year < self.period[1]
        return year + 1 if turns or spans else year


@dataclass(frozen=True, slots=True)
class ParsedDeadline:
    """A deadline's meaning: fields as in the record. `inferred` where the year is the document's.

    `period` is the moment of a `DATE`, for the judgement of what is past.
    """

    type: Kind
    value: str | None = None
    mod: Mod | None = None
    due: str | None = None
    rrule: str | None = None
    time: str | None = None
    trigger: str | None = None
    working_days: bool | None = None
    inferred: bool = False


class Reading(NamedTuple):
    """A deadline in its place. `has_modifier` says that a word (`trước`, `trong`) makes it one."""

    start: int
    end: int
    rule: str
    kind: str
    lead: str
    parsed: ParsedDeadline


def iso(day: date | None) -> str | None:
    """Return the ISO form of a day."""
    return day.isoformat() if day else None
