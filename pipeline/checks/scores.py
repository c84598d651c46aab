"""Findings about scores and rankings: sums, percentages and impossible figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from pipeline.checks.wording import vi_count, vi_number
from pipeline.core.record import Finding, Org, Record, Score, Span

PERCENT_TOLERANCE = 0.05
SUM_TOLERANCE = 0.005
# Without maxima nothing says whether an area is left out; all known sets have at least these many.
_FULL_SET = 7
# Binary fractions: a difference of exactly the tolerance must not depend on their last bit.
_EPSILON = 1e-9


def score_percent_mismatch(record: Record) -> Iterator[Finding]:
    """Yield an error where the stated percentage is not value / max."""
    for score in record.scores:
        if not score.max or score.stated_percent is None:
            continue
        percent = 100 * score.value / score.max
        if abs(percent - score.stated_percent) > PERCENT_TOLERANCE + _EPSILON:
            yield Finding(
                code="score_percent_mismatch",
                severity="error",
                message=(
                    f"{_points(score)} là {vi_number(percent, 2)}%, văn bản ghi {vi_number(score.stated_percent)}%."
                ),
                evidence=score.evidence,
            )


def score_exceeds_max(record: Record) -> Iterator[Finding]:
    """Yield an error where more points are given than there are."""
    for score in record.scores:
        if score.max is not None and score.value > score.max:
            yield Finding(
                code="score_exceeds_max",
                severity="error",
                message=f"Điểm {vi_number(score.value)} lớn hơn điểm tối đa {vi_number(score.max)}.",
                evidence=score.evidence,
            )


def rank_exceeds_count(record: Record) -> Iterator[Finding]:
    """Yield an error where the rank is below the last place."""
    for ranking in record.rankings:
        if ranking.rank is not None and ranking.of is not None and ranking.rank > ranking.of:
            yield Finding(
                code="rank_exceeds_count",
                severity="error",
                message=f"Thứ hạng {ranking.rank} lớn hơn số đơn vị được xếp hạng {ranking.of}.",
                evidence=ranking.evidence,
            )


def score_sum_mismatch(record: Record) -> Iterator[Finding]:
    """Yield a warning where the points of all areas do not add up to the overall score."""
    for overall, areas in _breakdowns(record.scores):
        total = _total(area.value for area in areas)
        if _is_complete(overall, areas) and _differ(total, overall.value):
            yield Finding(
                code="score_sum_mismatch",
                severity="warning",
                message=(
                    f"Cộng điểm {vi_count(len(areas))} lĩnh vực được {vi_number(total)}, "
                    f"khác điểm chung {vi_number(overall.value)}."
                ),
                evidence=_all_evidence(overall, areas),
            )


def max_sum_mismatch(record: Record) -> Iterator[Finding]:
    """Yield a warning where the areas' maxima do not add up to the overall maximum.

    An area that the text leaves out is no contradiction: maxima that fall short are reported only
    where the points add up, so that nothing is left out.
    """
    for overall, areas in _breakdowns(record.scores):
        maxima = [area.max for area in areas if area.max is not None]
        if overall.max is None or len(maxima) < len(areas):
            continue
        total = _total(maxima)
        adds_up = not _differ(_total(area.value for area in areas), overall.value)
        if _differ(total, overall.max) and (adds_up or total > overall.max):
            yield Finding(
                code="max_sum_mismatch",
                severity="warning",
                message=(
                    f"Cộng điểm tối đa {vi_count(len(areas))} lĩnh vực được {vi_number(total)}, "
                    f"khác điểm tối đa chung {vi_number(overall.max)}."
                ),
                evidence=_all_evidence(overall, areas),
            )


def _breakdowns(scores: list[Score]) -> Iterator[tuple[Score, list[Score]]]:
    """Yield each overall score with the scores of its areas, where there are two or more."""
    for overall in scores:
        if overall.scope != "overall" or overall.kind == "target":
            continue
        areas = [score for score in scores if score.scope == "area" and _belongs(score, overall)]
        if len(areas) >= 2:
            yield overall, areas


def _belongs(area: Score, overall: Score) -> bool:
    return (area.index, area.year, area.kind, _org_key(area.org)) == (
        overall.index,
        overall.year,
        overall.kind,
        _org_key(overall.org),
    )


def _org_key(org: Org | None) -> str | None:
    return None if org is None else org.id or (org.name or org.raw).casefold()


def _is_complete(overall: Score, areas: list[Score]) -> bool:
    maxima = [area.max for area in areas if area.max is not None]
    if overall.max is None or not maxima:
        return len({area.area for area in areas}) >= _FULL_SET
    return len(maxima) == len(areas) and not _differ(_total(maxima), overall.max)


def _total(values: Iterable[float]) -> float:
    return round(sum(values), 6)


def _differ(one: float, other: float) -> bool:
    return abs(one - other) >= SUM_TOLERANCE - _EPSILON


def _points(score: Score) -> str:
    return f"{vi_number(score.value)}/{vi_number(score.max or 0)} điểm"


def _all_evidence(overall: Score, areas: list[Score]) -> list[Span]:
    return list(chain(overall.evidence, *(area.evidence for area in areas)))
