"""The tasks of a record as rows: one per task and lead."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pipeline.compare.identity import identify
from pipeline.compare.rows import TaskRow
from pipeline.compare.sources import Source
from pipeline.compare.texts import joined, names_of, page_of, quote_of, raw_of
from pipeline.core.record import Org, Record, Task


def task_rows(record: Record, source: Source) -> Iterator[TaskRow]:
    """Yield one row per task and lead; a task without a lead has one."""
    again = repeats(record.tasks)
    for place, task in enumerate(record.tasks):
        repeat = place in again
        for order, lead in enumerate(task.lead or [None]):
            yield _row(source, task, lead, counts=order == 0 and not repeat, repeat=repeat)


def _row(source: Source, task: Task, lead: Org | None, counts: bool, repeat: bool) -> TaskRow:
    own = source.own
    first, last = source.years or (None, None)
    named = identify(lead, own) if lead else None
    days = [day for deadline in task.deadlines if (day := as_day(deadline.due))]
    return TaskRow(
        document=source.path,
        document_id=source.id,
        item_id=task.id,
        page=page_of(task.evidence),
        quote=quote_of(task.evidence),
        counts=counts,
        repeat=repeat,
        text=" ".join(task.text.split()),
        area=task.area,
        section=" > ".join(task.section),
        origin=task.origin,
        lead_count=len(task.lead),
        lead_id=named.id if named else None,
        lead=lead.raw if lead else None,
        lead_name=named.name if named else None,
        lead_kind=lead.kind if lead else None,
        lead_inferred=bool(lead and lead.inferred),
        support=names_of(task.support),
        product=raw_of(task.product),
        deadline=joined(deadline.raw for deadline in task.deadlines),
        due=min(days, default=None),
        funding=raw_of(task.funding),
        report_to=names_of(task.report_to),
        issuer_id=own.issuer.id if own.issuer else None,
        province=own.province,
        first_year=first,
        last_year=last,
        confidence=task.confidence,
    )


def as_day(text: str | None) -> date | None:
    """Return an ISO date, None where there is none or no such day."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def repeats(tasks: list[Task]) -> frozenset[int]:
    """Return the positions of the tasks that say again what another one of their group says more fully."""
    places = {task.id: place for place, task in enumerate(tasks) if task.id}
    groups = list(range(len(tasks)))
    for place, task in enumerate(tasks):
        for other in (places[same] for same in task.same_as if same in places):
            old, new = groups[place], groups[other]
            groups = [new if group == old else group for group in groups]
    kept = {group: _fullest(tasks, groups, group) for group in set(groups)}
    return frozenset(place for place, group in enumerate(groups) if kept[group] != place)


def _fullest(tasks: list[Task], groups: list[int], group: int) -> int:
    members = [place for place, each in enumerate(groups) if each == group]
    return max(members, key=lambda place: (_said(tasks[place]), -place))


def _said(task: Task) -> int:
    """Return how many of the things that a task can say it says."""
    return sum(map(bool, (task.lead, task.support, task.product, task.deadlines, task.funding, task.area)))
