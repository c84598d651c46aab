"""The items of a record that have a confidence, each with its field and its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.core.record import Attachment, Finding, Item, Org, Record, Task

Sure = Item | Org | Finding
LISTS = ("references", "scores", "rankings", "indicators", "tasks", "findings")
PARTS = ("lead", "support", "report_to", "deadlines", "product", "funding")
GROUPS = {
    "references": "reference",
    "scores": "score",
    "rankings": "ranking",
    "indicators": "indicator",
    "tasks": "task",
    "tasks.lead": "organisation",
    "tasks.support": "organisation",
    "tasks.report_to": "organisation",
    "tasks.deadlines": "deadline",
    "tasks.product": "words",
    "tasks.funding": "words",
    "findings": "finding",
}
"""The group in which the items of a field are judged together; every field of the header is in `header`."""


@dataclass(frozen=True, slots=True)
class Place:
    """An item, its field (`header.number`, `tasks.lead`), and the way to it from the record.

    `path` has keys and indices (`("tasks", 3, "lead", 0)`); `task` is the task that the item is a part of.
    """

    field: str
    path: tuple[str | int, ...]
    item: Sure
    task: Task | None = None

    @property
    def group(self) -> str:
        """The group of the field, one of `header` and the values of `GROUPS`."""
        return GROUPS.get(self.field, "header")


def items_of(record: Record) -> Iterator[Place]:
    """Yield every item that has a confidence: the header's, then the lists', each task before its parts."""
    yield from _header(record)
    for name in LISTS:
        for place in _places(name, (name,), getattr(record, name)):
            yield place
            if isinstance(place.item, Task):
                yield from _parts(place.item, place.path)


def header_items(record: Record) -> list[Sure]:
    """Return the items of the header."""
    return [place.item for place in _header(record)]


def item_and_parts(item: Sure) -> list[Sure]:
    """Return an item of a list, and behind a task its parts."""
    return [item, *(place.item for place in _parts(item, ()))] if isinstance(item, Task) else [item]


def _header(record: Record) -> Iterator[Place]:
    for name, value in record.header:
        yield from _places(f"header.{name}", ("header", name), value)


def _parts(task: Task, path: tuple[str | int, ...]) -> Iterator[Place]:
    for name in PARTS:
        yield from _places(f"tasks.{name}", (*path, name), getattr(task, name), task)


def _places(field: str, path: tuple[str | int, ...], value: object, task: Task | None = None) -> Iterator[Place]:
    """Yield the item that a value is, or the items of the list that it is; an attachment has no confidence."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _places(field, (*path, index), item, task)
    elif isinstance(value, Item | Org | Finding) and not isinstance(value, Attachment):
        yield Place(field, path, value, task)
