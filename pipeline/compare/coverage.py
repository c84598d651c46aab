"""Lost points against the plans that should win them back, organisation by organisation, and the year after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.compare.answers import Answer, PlanTask, find_answer
from pipeline.compare.comparable import KINDS
from pipeline.compare.identity import Identity, standing
from pipeline.compare.losses import Loss
from pipeline.compare.rows import AnswerRow, CoverageRow, LooseTaskRow, LossRow, ScoreRow
from pipeline.compare.sources import Source
from pipeline.normalise.text import fold, squeeze

Part = tuple[object, ...]
_TOLERANCE = 0.005
BETTER = ("recovered", "better")


@dataclass(slots=True)
class Coverage:
    """What came out: losses with what became of them, who answers them, tasks that answer none, figures."""

    losses: list[LossRow] = field(default_factory=list)
    answers: list[AnswerRow] = field(default_factory=list)
    loose: list[LooseTaskRow] = field(default_factory=list)
    figures: list[CoverageRow] = field(default_factory=list)


@dataclass(slots=True)
class Plans:
    """Losses and tasks as they are collected, document by document."""

    losses: list[Loss] = field(default_factory=list)
    tasks: dict[str, list[PlanTask]] = field(default_factory=dict)
    sources: list[Source] = field(default_factory=list)

    def add(self, source: Source, losses: Iterable[Loss], tasks: Iterable[PlanTask]) -> None:
        """Take in one document."""
        self.sources.append(source)
        self.losses.extend(losses)
        self.tasks[source.id] = list(tasks)


def build_coverage(plans: Plans, scores: Iterable[ScoreRow]) -> Coverage:
    """Return the losses of every organisation with the tasks that answer them, and the year after."""
    found, owners, after = Coverage(), _Owners(plans), _by_part(scores)
    compared: dict[str, Source] = {}
    for losses in _by_owner(plans.losses).values():
        documents = owners.documents(losses[0])
        compared |= {source.id: source for source in documents}
        tasks = [task for source in documents for task in plans.tasks[source.id]]
        _compare(losses, tasks, after, found)
    used = {(row.document_id, row.item_id) for row in found.answers}
    for source in compared.values():
        loose = (task for task in plans.tasks[source.id] if (source.id, task.row.item_id) not in used)
        found.loose += [_loose(task, source) for task in loose]
    return found


def _compare(losses: list[Loss], tasks: list[PlanTask], after: dict[Part, ScoreRow], found: Coverage) -> None:
    """Add what the tasks of one organisation answer of its losses in an index and year."""
    rows, used = [], set()
    for loss in losses:
        answers = [answer for task in tasks if (answer := find_answer(loss, task))]
        used |= {(answer.task.row.document_id, answer.task.row.item_id) for answer in answers}
        rows.append(_loss_row(loss, answers, after))
        found.answers += map(_answer_row, answers)
    found.losses += rows
    if tasks:
        found.figures.append(_figures(rows, len(tasks), len(tasks) - len(used)))


class _Owners:
    """Which documents of an organisation may answer its losses of a year.

    Those that plan for the year after, and those that tell of the losses themselves, as far as they tell of no
    later year of the index.
    """

    def __init__(self, plans: Plans) -> None:
        self._owned: dict[str | None, list[Source]] = defaultdict(list)
        self._telling: dict[tuple[str | None, int | None], set[str]] = defaultdict(set)
        for source in plans.sources:
            if plans.tasks[source.id]:
                self._owned[_issuer(source)].append(source)
        for (document, org_id, _), year in _latest_told(plans.losses).items():
            self._telling[(org_id, year)].add(document)

    def documents(self, loss: Loss) -> list[Source]:
        """Return the documents whose tasks may answer a loss."""
        org_id, year = loss.row.org_id, loss.row.year
        own = self._owned[org_id] if org_id is not None else []
        telling = self._telling[(org_id, year)]
        return [source for source in own if source.id in telling or _plans_for(source, year)]


def _latest_told(losses: Iterable[Loss]) -> dict[tuple[str, str | None, str | None], int | None]:
    """Return the last year of an index that each document tells an organisation's losses of."""
    found: dict[tuple[str, str | None, str | None], int | None] = {}
    for row in (loss.row for loss in losses):
        key = (row.document_id, row.org_id, row.index)
        found[key] = max(found.get(key) or 0, row.year or 0) or None
    return found


def _by_owner(losses: Iterable[Loss]) -> dict[tuple[object, ...], list[Loss]]:
    """Return the losses, each once, by organisation, index and year."""
    groups: dict[tuple[object, ...], list[Loss]] = defaultdict(list)
    for loss in _each_once(losses):
        groups[(loss.row.org_id, loss.row.index, loss.row.year)].append(loss)
    return groups


def _issuer(source: Source) -> str | None:
    issuer: Identity | None = source.own.issuer
    return standing(issuer).id if issuer else None


def _plans_for(source: Source, year: int | None) -> bool:
    return year is not None and source.years is not None and source.years[0] <= year + 1 <= source.years[1]


def _each_once(losses: Iterable[Loss]) -> list[Loss]:
    """Return each loss once, from the document that has it most officially, with a cause, first."""
    kept: dict[str, Loss] = {}
    for loss in losses:
        if loss.id not in kept or _rank(loss) < _rank(kept[loss.id]):
            kept[loss.id] = loss
    return list(kept.values())


def _rank(loss: Loss) -> tuple[int, bool]:
    kinds = (*KINDS, "deducted")
    return kinds.index(loss.row.kind), loss.cause is None


def _part(row: ScoreRow, year: int) -> Part:
    name = fold(squeeze(row.label or "")) if row.scope == "criterion" else ""
    return row.org_id, row.index, year, row.scope, row.area, name


def _by_part(scores: Iterable[ScoreRow]) -> dict[Part, ScoreRow]:
    """Return the most official score of every part of an index."""
    found: dict[Part, ScoreRow] = {}
    for row in scores:
        if row.scope != "overall" and row.kind in KINDS and row.percent is not None and row.year is not None:
            key = _part(row, row.year)
            if key not in found or KINDS.index(row.kind) < KINDS.index(found[key].kind):
                found[key] = row
    return found


def _loss_row(loss: Loss, answers: list[Answer], after: dict[Part, ScoreRow]) -> LossRow:
    row = loss.row
    later = after.get(_part(row, row.year + 1)) if row.year is not None else None
    return LossRow(
        document=row.document,
        document_id=row.document_id,
        item_id=row.item_id,
        page=row.page,
        quote=row.quote,
        loss_id=loss.id,
        index=row.index,
        org_id=row.org_id,
        org=row.org,
        province=row.province,
        year=row.year,
        scope=row.scope,
        area=row.area,
        label=row.label,
        kind=row.kind,
        value=None if row.kind == "deducted" else row.value,
        max=row.max,
        lost=loss.lost,
        cause=loss.cause,
        answers=len(answers),
        answered=bool(answers),
        outcome=_outcome(row, later),
        next_percent=later.percent if later else None,
        next_document=later.document if later else None,
    )


def _outcome(row: ScoreRow, later: ScoreRow | None) -> str | None:
    """Return what became of a loss the year after, by the share of the maximum; None where that is not known."""
    if later is None or later.percent is None or row.percent is None:
        return None
    if later.percent >= 100 - _TOLERANCE:
        return "recovered"
    if abs(later.percent - row.percent) <= _TOLERANCE:
        return "same"
    return "better" if later.percent > row.percent else "worse"


def _answer_row(answer: Answer) -> AnswerRow:
    task, loss = answer.task.row, answer.loss
    return AnswerRow(
        document=task.document,
        document_id=task.document_id,
        item_id=task.item_id,
        page=task.page,
        quote=task.quote,
        loss_id=loss.id,
        signals=", ".join(answer.signals),
        strength=round(answer.strength, 3),
        task=task.text,
        loss_document=loss.row.document,
        loss_page=loss.row.page,
        loss_quote=loss.row.quote,
    )


def _loose(task: PlanTask, source: Source) -> LooseTaskRow:
    row, issuer = task.row, source.own.issuer
    return LooseTaskRow(
        document=row.document,
        document_id=row.document_id,
        item_id=row.item_id,
        page=row.page,
        quote=row.quote,
        org_id=issuer.id if issuer else None,
        org=issuer.name if issuer else None,
        area=row.area,
        text=row.text,
    )


def _figures(rows: list[LossRow], tasks: int, loose: int) -> CoverageRow:
    answered = [row for row in rows if row.answered]
    still_open = [row for row in rows if not row.answered]
    lost, won = sum(row.lost for row in rows), sum(row.lost for row in answered)
    first = rows[0]
    return CoverageRow(
        org_id=first.org_id,
        org=first.org,
        province=first.province,
        index=first.index,
        year=first.year,
        losses=len(rows),
        answered=len(answered),
        lost=round(lost, 4),
        answered_points=round(won, 4),
        share=round(100 * won / lost, 2),
        tasks=tasks,
        loose_tasks=loose,
        recovered_answered=_count(answered, BETTER),
        known_answered=_known(answered),
        recovered_open=_count(still_open, BETTER),
        known_open=_known(still_open),
    )


def _count(rows: Iterable[LossRow], outcomes: tuple[str, ...]) -> int:
    return sum(row.outcome in outcomes for row in rows)


def _known(rows: Iterable[LossRow]) -> int:
    return sum(row.outcome is not None for row in rows)
