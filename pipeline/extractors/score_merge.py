"""One item per index, year, organisation, component and kind: repeats become more evidence."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from pipeline.core.record import Org, Ranking, Score
from pipeline.extractors.score_orgs import org_key
from pipeline.normalise.text import fold


def merge_scores(scores: Iterable[Score], issuer: Org | None) -> list[Score]:
    """Return the scores, those that say the same again merged into the first.

    Two different values under one key are a contradiction of the document and both kept.
    """
    merged: list[tuple[Hashable, Score]] = []
    for score in scores:
        key = (*_key(score, issuer), score.kind)
        for at, (other, first) in enumerate(merged):
            if other == key and _same_points(first, score):
                merged[at] = key, _joined_scores(first, score)
                break
        else:
            merged.append((key, score))
    return [score for _, score in merged]


def merge_rankings(rankings: Iterable[Ranking], issuer: Org | None) -> list[Ranking]:
    """Return the rankings, those that say the same again merged into the first."""
    merged: list[tuple[Hashable, Ranking]] = []
    for ranking in rankings:
        key = (*_key(ranking, issuer), ranking.kind)
        for at, (other, first) in enumerate(merged):
            if other == key and _agree(first.rank, ranking.rank) and _agree(first.of, ranking.of):
                merged[at] = key, _joined_rankings(first, ranking)
                break
        else:
            merged.append((key, ranking))
    return [ranking for _, ranking in merged]


def _key(item: Score | Ranking, issuer: Org | None) -> tuple[Hashable, ...]:
    label = fold(item.label or "") if item.scope == "criterion" else None
    return item.index, item.year, item.scope, item.area, label, org_key(item.org, issuer)


def _agree(one: float | None, other: float | None) -> bool:
    return one is None or other is None or one == other


def _same_points(first: Score, again: Score) -> bool:
    """Whether both give the same points, or one of them only their percentage."""
    if first.value == again.value:
        return _agree(first.max, again.max)
    return (
        again.max == 100
        and again.value == again.stated_percent
        and again.value in (first.percent, first.stated_percent)
    )


def _joined_scores(first: Score, again: Score) -> Score:
    return first.model_copy(
        update={
            "max": first.max if first.max is not None else again.max,
            "percent": first.percent if first.percent is not None else again.percent,
            "stated_percent": first.stated_percent if first.stated_percent is not None else again.stated_percent,
            "change": first.change or again.change,
            "label": first.label or again.label,
            "evidence": [*first.evidence, *(span for span in again.evidence if span not in first.evidence)],
        }
    )


def _joined_rankings(first: Ranking, again: Ranking) -> Ranking:
    update = {
        name: getattr(again, name)
        for name in ("rank", "of", "change", "since_year", "previous_rank", "label")
        if getattr(first, name) is None
    }
    evidence = [*first.evidence, *(span for span in again.evidence if span not in first.evidence)]
    return first.model_copy(update={**update, "evidence": evidence})
