"""The deadlines of tasks: each with its rule, its days within a window, and what a calendar says of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.compare.identity import Identity, identify
from pipeline.compare.recurrence import Completed, Window, completed, occurrences
from pipeline.compare.rows import DeadlineRow
from pipeline.compare.sources import Source
from pipeline.compare.task_rows import as_day, repeats
from pipeline.compare.texts import names_of, page_of, quote_of, raw_of
from pipeline.core.record import Deadline, Record, Task

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Lead:
    """A lead of a task: as printed, and which organisation it is."""

    raw: str
    identity: Identity


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a deadline: as printed, and the last one that meets it."""

    printed: date | None
    due: date | None


@dataclass(frozen=True, slots=True)
class Duty:
    """One deadline of one task.

    Attributes:
        issuer: name of the document's issuer.
        number: which deadline of the task, from 1.
        place: which task of the document, from 0.
        repeat: whether another task of the document says the task more fully.
        rule: by days, of a recurring one.
        begins: day of issue, on which what recurs begins.
        until: last day of the years that the document's subject names.
    """

    document: str
    document_id: str
    document_number: str | None
    issuer: str | None
    item_id: str | None
    place: int
    number: int
    repeat: bool
    task: str
    area: str | None
    product: str | None
    support: str | None
    leads: tuple[Lead, ...]
    province: str | None
    deadline: Deadline
    rule: Completed | None
    begins: date | None
    until: date | None

    @property
    def is_before(self) -> bool:
        """Whether the day printed is the first that no longer meets it (`trước ngày 20`)."""
        return self.deadline.mod == "BEFORE"

    def days(self, window: Window) -> Iterator[Day]:
        """Yield a date's own day, a recurring one's days within the window; what has no day has one empty one."""
        if self.rule is None:
            due = as_day(self.deadline.due)
            yield Day(due + ONE_DAY if due and self.is_before and due < date.max else due, due)
            return
        last = min(window.last, self.until or window.last)
        if last >= window.first:
            for day in occurrences(self.rule, Window(window.first, last), self.begins):
                yield Day(day, day - ONE_DAY if self.is_before else day)

    def rows(self, window: Window) -> Iterator[DeadlineRow]:
        """Yield one row per day and lead."""
        for day in self.days(window):
            for order, lead in enumerate(self.leads or (None,)):
                yield self._row(day, lead, counts=order == 0 and not self.repeat)

    def _row(self, day: Day, lead: Lead | None, counts: bool) -> DeadlineRow:
        deadline = self.deadline
        return DeadlineRow(
            document=self.document,
            document_id=self.document_id,
            item_id=self.item_id,
            page=page_of(deadline.evidence),
            quote=quote_of(deadline.evidence),
            counts=counts,
            deadline_no=self.number,
            task=self.task,
            lead_id=lead.identity.id if lead else None,
            lead=lead.raw if lead else None,
            lead_name=lead.identity.name if lead else None,
            raw=deadline.raw,
            type=deadline.type,
            value=deadline.value,
            mod=deadline.mod,
            printed=day.printed,
            due=day.due,
            time=deadline.time,
            rrule=deadline.rrule,
            day_assumed=self.rule is not None and self.rule.assumed,
            trigger=deadline.trigger,
            inferred=deadline.inferred,
            area=self.area,
            province=self.province,
        )


def duties_of(record: Record, source: Source) -> Iterator[Duty]:
    """Yield the deadlines of a record's tasks, in document order."""
    again = repeats(record.tasks)
    for place, task in enumerate(record.tasks):
        for number, deadline in enumerate(task.deadlines, start=1):
            yield _duty(record, source, task, deadline, place=place, number=number, repeat=place in again)


def _duty(
    record: Record, source: Source, task: Task, deadline: Deadline, *, place: int, number: int, repeat: bool
) -> Duty:
    return Duty(
        document=source.path,
        document_id=source.id,
        document_number=record.header.number.value if record.header.number else None,
        issuer=source.own.issuer.name if source.own.issuer else None,
        item_id=task.id,
        place=place,
        number=number,
        repeat=repeat,
        task=" ".join(task.text.split()),
        area=task.area,
        product=raw_of(task.product),
        support=names_of(task.support),
        leads=tuple(Lead(lead.raw, identify(lead, source.own)) for lead in task.lead),
        province=source.own.province,
        deadline=deadline,
        rule=rule_of(deadline),
        begins=source.issued,
        until=source.until,
    )


def rule_of(deadline: Deadline) -> Completed | None:
    """Return the rule of a recurring deadline by days, None where it has none."""
    return completed(deadline.rrule, deadline.mod) if deadline.rrule else None


def is_dated(deadline: Deadline) -> bool:
    """Whether a deadline is a day or a recurring day."""
    return as_day(deadline.due) is not None or rule_of(deadline) is not None
