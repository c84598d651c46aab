"""Records side by side: everything that frames, workbook, calendars and report are made from.

`Collector` takes the records one by one and keeps rows, so that a folder of any size passes through;
`finish` compares. Nothing here reads or writes files.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from pipeline.compare.answers import plan_tasks
from pipeline.compare.comparable import compared_rows, figures_of, score_findings, with_nominal_maxima
from pipeline.compare.copies import find_copies
from pipeline.compare.coverage import Plans, build_coverage
from pipeline.compare.frames import build_frame
from pipeline.compare.league import league_findings
from pipeline.compare.losses import find_losses
from pipeline.compare.quality import plan_rows, task_quality
from pipeline.compare.record_rows import (
    document_row,
    finding_rows,
    indicator_rows,
    ranking_rows,
    reference_rows,
    score_rows,
)
from pipeline.compare.recurrence import Window
from pipeline.compare.rows import (
    AnswerRow,
    ComparedRow,
    CopyRow,
    CoverageRow,
    DeadlineRow,
    DocumentRow,
    FindingRow,
    IndicatorRow,
    LooseTaskRow,
    LossRow,
    PlanRow,
    RankingRow,
    ReferenceRow,
    ScoreRow,
    TaskQualityRow,
    TaskRow,
)
from pipeline.compare.schedule import Duty, duties_of, is_dated
from pipeline.compare.sources import Source, source_of
from pipeline.compare.task_rows import task_rows
from pipeline.core.record import Record

# The name of every frame and the class of its rows, in the order in which they are written.
FRAMES: dict[str, type[Any]] = {
    "documents": DocumentRow,
    "scores": ScoreRow,
    "rankings": RankingRow,
    "compared": ComparedRow,
    "tasks": TaskRow,
    "deadlines": DeadlineRow,
    "indicators": IndicatorRow,
    "references": ReferenceRow,
    "findings": FindingRow,
    "losses": LossRow,
    "answers": AnswerRow,
    "loose_tasks": LooseTaskRow,
    "coverage": CoverageRow,
    "plans": PlanRow,
    "task_quality": TaskQualityRow,
    "copies": CopyRow,
}

_MOST_YEARS = 9


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came out: the rows of every frame, the duties of the calendars, and what was left out.

    Attributes:
        window: the days over which recurring deadlines are repeated.
        secret: how many documents were left out because they are MẬT or above.
        twins: how many were left out because they repeat another one.
        duties: the deadlines as calendars want them, each once, with its rule.
    """

    window: Window
    secret: int
    twins: int
    documents: tuple[DocumentRow, ...]
    scores: tuple[ScoreRow, ...]
    rankings: tuple[RankingRow, ...]
    compared: tuple[ComparedRow, ...]
    tasks: tuple[TaskRow, ...]
    deadlines: tuple[DeadlineRow, ...]
    indicators: tuple[IndicatorRow, ...]
    references: tuple[ReferenceRow, ...]
    findings: tuple[FindingRow, ...]
    losses: tuple[LossRow, ...]
    answers: tuple[AnswerRow, ...]
    loose_tasks: tuple[LooseTaskRow, ...]
    coverage: tuple[CoverageRow, ...]
    plans: tuple[PlanRow, ...]
    task_quality: tuple[TaskQualityRow, ...]
    copies: tuple[CopyRow, ...]
    duties: tuple[Duty, ...]

    def frames(self) -> dict[str, pd.DataFrame]:
        """Return every frame by its name, in the order of `FRAMES`."""
        return {name: build_frame(kind, getattr(self, name)) for name, kind in FRAMES.items()}


@dataclass(slots=True)
class Collector:
    """Takes records one by one.

    Attributes:
        window: for recurring deadlines; the documents' own years where not given.
        with_secret: whether documents marked MẬT and above are taken in.
    """

    window: Window | None = None
    with_secret: bool = False
    secret: int = 0
    _documents: list[DocumentRow] = field(default_factory=list)
    _scores: list[ScoreRow] = field(default_factory=list)
    _rankings: list[RankingRow] = field(default_factory=list)
    _tasks: list[TaskRow] = field(default_factory=list)
    _quality: list[TaskQualityRow] = field(default_factory=list)
    _indicators: list[IndicatorRow] = field(default_factory=list)
    _references: list[ReferenceRow] = field(default_factory=list)
    _findings: list[FindingRow] = field(default_factory=list)
    _duties: list[Duty] = field(default_factory=list)
    _plans: Plans = field(default_factory=Plans)
    _seen: dict[tuple[str, str, str], str] = field(default_factory=dict)

    def add(self, record: Record) -> None:
        """Take in a record; one that is secret is counted, one that repeats another has a row and no items."""
        if record.header.secrecy is not None and not self.with_secret:
            self.secret += 1
            return
        source = source_of(record)
        twin_of = self._seen.get(source.key) if source.key else None
        self._documents.append(document_row(record, source, twin_of))
        if twin_of is not None:
            return
        if source.key:
            self._seen[source.key] = source.path
        self._add_items(record, source)

    def _add_items(self, record: Record, source: Source) -> None:
        tasks = list(task_rows(record, source))
        self._scores += score_rows(record, source)
        self._rankings += ranking_rows(record, source)
        self._indicators += indicator_rows(record, source)
        self._references += reference_rows(record, source)
        self._findings += finding_rows(record, source)
        self._tasks += tasks
        self._duties += duties_of(record, source)
        dated = {task.id: any(map(is_dated, task.deadlines)) for task in record.tasks}
        self._quality += (task_quality(row, dated[row.item_id]) for row in tasks if row.counts)
        self._plans.add(source, find_losses(record, source), plan_tasks(record, source, tasks))

    def finish(self) -> Comparison:
        """Compare what was taken in."""
        window = self.window or self._own_window()
        scores = with_nominal_maxima(self._scores)
        figures = figures_of(scores, self._rankings)
        coverage = build_coverage(self._plans, scores)
        copies = tuple(find_copies(self._tasks, self._documents))
        cross = (*league_findings(self._rankings), *score_findings(figures))
        return Comparison(
            window=window,
            secret=self.secret,
            twins=sum(row.twin_of is not None for row in self._documents),
            documents=tuple(self._documents),
            scores=scores,
            rankings=tuple(self._rankings),
            compared=tuple(compared_rows(figures)),
            tasks=tuple(self._tasks),
            deadlines=tuple(row for duty in self._duties for row in duty.rows(window)),
            indicators=tuple(self._indicators),
            references=tuple(self._references),
            findings=(*self._findings, *cross),
            losses=tuple(coverage.losses),
            answers=tuple(coverage.answers),
            loose_tasks=tuple(coverage.loose),
            coverage=tuple(coverage.figures),
            plans=tuple(plan_rows(self._documents, self._quality, copies, self._findings)),
            task_quality=tuple(self._quality),
            copies=copies,
            duties=tuple(self._duties),
        )

    def _own_window(self) -> Window:
        """Return the years in which the documents were issued or that they plan for, but no more than ten."""
        years = {year for row in self._documents for year in (row.first_year, row.last_year) if year}
        last = max(years, default=date.today().year)
        return Window(date(max(min(years, default=last), last - _MOST_YEARS), 1, 1), date(last, 12, 31))


def compare_records(
    records: Iterable[Record], window: Window | None = None, *, with_secret: bool = False
) -> Comparison:
    """Return the records side by side.

    Args:
        records: of all documents; they are not kept.
        window: the days over which recurring deadlines are repeated; the documents' own years where not given.
        with_secret: whether documents marked MẬT and above are taken in.
    """
    collector = Collector(window, with_secret)
    for record in records:
        collector.add(record)
    return collector.finish()
