"""`review.csv`: what a person should look at, the most rewarding first."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from pipeline.confidence.items import Place, items_of
from pipeline.core.record import Deadline, Record, Task
from pipeline.exporters.columns import Value, quote_of
from pipeline.exporters.files import write_whole
from pipeline.exporters.tables import safe
from pipeline.messages import Messages

FILE_NAME = "review.csv"
HEADS = ("document", "page", "field", "value", "quote", "confidence", "gain")
# The list is read by whoever knows the documents, in their language, whatever that of the command line.
_SAY = Messages("vi")


@dataclass(frozen=True, slots=True)
class Doubtful:
    """An item below the threshold.

    `gain` is what looking at it is worth: how likely it is wrong, times the values that are wrong with it.
    """

    document: str
    page: int | None
    field: str
    value: str
    quote: str
    confidence: float
    gain: float

    @property
    def row(self) -> tuple[Value, ...]:
        """The cells of its row, in the order of `HEADS`."""
        told = (_SAY(f"field.{self.field.rpartition('.')[2]}"), self.value, self.quote, self.confidence, self.gain)
        return (self.document, self.page, *told)


def doubtful_items(record: Record, threshold: float) -> Iterator[Doubtful]:
    """Yield the items of a record whose confidence is below the threshold, in document order."""
    for place in items_of(record):
        confidence = place.item.confidence
        if confidence is not None and confidence < threshold:
            evidence = place.item.evidence
            yield Doubtful(
                document=record.source.path,
                page=evidence[0].page,
                field=place.field,
                value=value_of(place),
                quote=quote_of(evidence),
                confidence=confidence,
                gain=round((1 - confidence) * values_on(place, record), 3),
            )


def write_review(found: Iterable[Doubtful], out: Path) -> None:
    """Write `review.csv` into the output folder, the largest gain first; only its heads where nothing is doubtful.

    Raises:
        OSError: where it can't be written.
    """
    output = StringIO()
    writer = csv.writer(output)
    writer.writerow(_SAY(f"review.{head}") for head in HEADS)
    # Of equal gains what stands together stays together.
    ordered = sorted(found, key=lambda item: -item.gain)
    writer.writerows([safe(value) for value in item.row] for item in ordered)
    write_whole(out / FILE_NAME, output.getvalue().encode("utf-8-sig"))


def values_on(place: Place, record: Record) -> int:
    """Return how many values are wrong where an item is: its own, and those that were made with it."""
    item = place.item
    if isinstance(item, Task):
        parts = (*item.lead, *item.support, *item.report_to, *item.deadlines)
        return 1 + len(parts) + (item.product is not None) + (item.funding is not None)
    if isinstance(item, Deadline):
        return 1 + (item.due is not None) + (item.rrule is not None)
    if place.field == "header.date":
        # Years that are not printed, and days counted from the issue, come from it.
        return 1 + sum(deadline.due is not None for task in record.tasks for deadline in task.deadlines)
    return 1


def value_of(place: Place) -> str:
    """Return what an item says, in few words."""
    item: Any = place.item
    told = _VALUES.get(place.group, _header)(item)
    return " ".join(str(part) for part in told if part is not None)


def _header(item: Any) -> tuple[object, ...]:  # noqa: ANN401 (an item of any field of the header)
    for name in ("value", "name", "raw", "position"):
        if (value := getattr(item, name, None)) is not None:
            return (value,)
    return ()


def _figure(number: float | None) -> str | None:
    return None if number is None else f"{number:g}".replace(".", ",")


def _of(number: float | None, whole: float | None) -> str | None:
    figure = _figure(number)
    return f"{figure}/{_figure(whole)}" if figure and whole is not None else figure


_VALUES: Mapping[str, Callable[[Any], tuple[object, ...]]] = {
    "reference": lambda item: (item.doc_type, item.number, item.date),
    "score": lambda item: (item.index, item.year, item.label, _of(item.value, item.max)),
    "ranking": lambda item: (item.index, item.year, item.label, _of(item.rank, item.of)),
    "indicator": lambda item: (item.comparator, _figure(item.value), item.unit),
    "task": lambda item: (item.text,),
    "organisation": lambda item: (item.name or item.raw,),
    "deadline": lambda item: (item.due or item.value or item.raw,),
    "words": lambda item: (item.raw,),
    "finding": lambda item: (item.message,),
}
