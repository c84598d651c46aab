"""Which tasks of a plan answer which lost points, and why.

A task answers a loss where it stands in its table row, says what the criterion is about, takes up the
cause that is stated, or belongs to the area that lost: by its heading or by what it is about. The
duties that close every plan answer nothing but a cause. How often this is right is measured by
`python -m corpus.coverage_accuracy`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from pipeline.compare.causes import has_word, line_at, words_pattern
from pipeline.compare.losses import Loss
from pipeline.compare.rows import TaskRow
from pipeline.compare.sources import Source
from pipeline.core.record import Record
from pipeline.normalise.text import fold
from pipeline.patterns import read_table

# Chosen on the four documents that corpus/README.md names; the other four only measure.
CRITERION_LIKENESS = 0.6
CAUSE_LIKENESS = 0.3
_SYLLABLE = re.compile(r"[^\W\d_]+")
_BREAK = re.compile(r"[^\w\s]|\d+")


@dataclass(frozen=True, slots=True)
class PlanTask:
    """A task that may answer a loss: its row, where its line begins, whether it closes the plan."""

    row: TaskRow
    line: int
    closing: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """That a task answers a loss: the signals, and how like the words behind them are (1 for a row or heading)."""

    loss: Loss
    task: PlanTask
    signals: tuple[str, ...]
    strength: float


def plan_tasks(record: Record, source: Source, rows: list[TaskRow]) -> Iterator[PlanTask]:
    """Yield the tasks of a document that count, from its task rows."""
    places = {task.id: task.evidence[0].start for task in record.tasks}
    for row in rows:
        if row.counts and row.document_id == source.id:
            yield PlanTask(row, line_at(record.text, places.get(row.item_id, 0)), _is_closing(row))


def find_answer(loss: Loss, task: PlanTask) -> Answer | None:
    """Return how a task answers a loss, None where it does not."""
    signals = dict(_signals(loss, task))
    return Answer(loss, task, tuple(signals), max(signals.values())) if signals else None


def _signals(loss: Loss, task: PlanTask) -> Iterator[tuple[str, float]]:
    """Yield each reason with its strength in (0, 1]."""
    row, text = loss.row, task.row.text
    if row.document_id == task.row.document_id and loss.line == task.line:
        yield "row", 1.0
    cause = likeness(loss.cause or "", text)
    if cause >= CAUSE_LIKENESS and _may_be_of(row.area, task):
        yield "cause", cause
    if task.closing:
        return
    if row.scope == "criterion":
        named = likeness(row.label or "", f"{text} | {task.row.section}")
        if named >= CRITERION_LIKENESS and _may_be_of(row.area, task):
            yield "criterion", named
    elif row.area is not None:
        if task.row.area == row.area:
            yield "heading", 1.0
        elif row.area in areas_of(text):
            yield "content", 1.0


def _may_be_of(area: str | None, task: PlanTask) -> bool:
    """Whether a task may be of an area: its heading says so, or its words, or nothing says what it is of."""
    if area is None or task.row.area in (None, area):
        return True
    return area in areas_of(task.row.text)


def _is_closing(row: TaskRow) -> bool:
    closes = has_word("closing", row.section.rpartition(" > ")[2])
    return row.area is None and (closes or has_word("closing_task", row.text))


@lru_cache(maxsize=100_000)
def areas_of(text: str) -> frozenset[str]:
    """Return the areas of reform that a text is about, by what each area measures."""
    key = fold(text)
    return frozenset(area for area, pattern in _contents() if pattern.search(key))


@cache
def _contents() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = read_table("area_content.csv")
    areas = dict.fromkeys(row["area"] for row in rows)
    return tuple((area, re.compile("|".join(row["pattern"] for row in rows if row["area"] == area))) for area in areas)


def likeness(wanted: str, text: str) -> float:
    """Return how much of what is wanted a text says, in [0, 1]: the share of its pairs of syllables."""
    pairs = pairs_of(wanted)
    return len(pairs & pairs_of(text)) / len(pairs) if pairs else 0.0


@lru_cache(maxsize=100_000)
def pairs_of(text: str) -> frozenset[tuple[str, str]]:
    """Return the pairs of neighbouring syllables of a text, across no word that says nothing and no figure."""
    key = _BREAK.sub("|", words_pattern("empty").sub("|", fold(text)))
    parts = (_SYLLABLE.findall(part) for part in key.split("|"))
    return frozenset(pair for part in parts for pair in pairwise(part))
