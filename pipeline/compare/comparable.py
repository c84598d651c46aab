"""Figures that may be put side by side: one score and one rank per organisation, index and year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from pipeline.compare.changes import change_between
from pipeline.compare.cross import cross_finding, told
from pipeline.compare.league import INDEX_NAMES, League
from pipeline.compare.rows import ComparedRow, FindingRow, RankingRow, ScoreRow

# The official figure first; what an office gives itself counts only where nothing else is known.
KINDS = ("appraised", "achieved", "self_assessed")
_TOLERANCE = 0.011
_SHARED_LEVELS = frozenset(("province", "ministry"))


@dataclass(slots=True)
class Figures:
    """What is printed of one organisation, index and year, overall."""

    scores: list[ScoreRow] = field(default_factory=list)
    ranks: list[RankingRow] = field(default_factory=list)

    @property
    def score(self) -> ScoreRow | None:
        """The score that counts: the most official, with a maximum, the first printed."""
        return min(self.scores, key=lambda row: (KINDS.index(row.kind), row.max is None), default=None)

    @property
    def rank(self) -> RankingRow | None:
        """The rank that counts: one that says of how many, the first printed."""
        return min(self.ranks, key=lambda row: row.of is None, default=None)


@dataclass(frozen=True, slots=True)
class Key:
    """An organisation in an index."""

    index: str
    level: str
    org_id: str


def with_nominal_maxima(scores: Iterable[ScoreRow]) -> tuple[ScoreRow, ...]:
    """Return the scores with the highest maximum that is printed for the same part, index, year and peers."""
    rows = tuple(scores)
    highest: dict[tuple[object, ...], float] = {}
    for row in rows:
        if row.max is not None:
            highest[_part(row)] = max(row.max, highest.get(_part(row), row.max))
    return tuple(replace(row, nominal_max=highest.get(_part(row))) for row in rows)


def _part(row: ScoreRow) -> tuple[object, ...]:
    """Return what a maximum is of: a criterion is known by its name, an area by its code."""
    label = row.label if row.scope == "criterion" else None
    place = None if row.level in _SHARED_LEVELS else row.province
    return row.index, row.year, row.level, place, row.scope, row.area, label


def figures_of(scores: Iterable[ScoreRow], rankings: Iterable[RankingRow]) -> dict[Key, dict[int, Figures]]:
    """Return the overall figures of every organisation in every index, by year."""
    found: dict[Key, dict[int, Figures]] = defaultdict(lambda: defaultdict(Figures))
    for score in scores:
        key = _key(score)
        if key and score.year is not None and score.kind in KINDS:
            found[key][score.year].scores.append(score)
    for ranking in rankings:
        key = _key(ranking)
        if key and ranking.year is not None and ranking.kind == "achieved" and ranking.rank is not None:
            found[key][ranking.year].ranks.append(ranking)
    return found


def _key(row: ScoreRow | RankingRow) -> Key | None:
    if row.index is None or row.level is None or row.org_id is None or row.scope != "overall":
        return None
    return Key(row.index, row.level, row.org_id)


def compared_rows(figures: dict[Key, dict[int, Figures]]) -> Iterator[ComparedRow]:
    """Yield one row per organisation, index and year, with the year before where it is known."""
    for key in sorted(figures, key=lambda key: (key.index, key.level, key.org_id)):
        years = figures[key]
        for year in sorted(years):
            yield _compared(key, year, years[year], years.get(year - 1))


def _compared(key: Key, year: int, now: Figures, before: Figures | None) -> ComparedRow:
    score, rank = now.score, now.rank
    old_score, old_rank = (before.score, before.rank) if before else (None, None)
    named = next(row for row in (score, rank) if row is not None)
    return ComparedRow(
        index=key.index,
        level=key.level,
        province=named.province,
        org_id=key.org_id,
        org=named.org or key.org_id,
        year=year,
        value=score.value if score else None,
        max=score.max if score else None,
        nominal_max=score.nominal_max if score else None,
        percent=score.percent if score else None,
        kind=score.kind if score else None,
        score_document=score.document if score else None,
        score_page=score.page if score else None,
        rank=rank.rank if rank else None,
        of=_count(now),
        rank_document=rank.document if rank else None,
        rank_page=rank.page if rank else None,
        previous_rank=old_rank.rank if old_rank else None,
        previous_of=_count(before) if before else None,
        previous_percent=old_score.percent if old_score else None,
        warning=" ".join(_warnings(named, year, now, before)) or None if before else None,
    )


def _count(figures: Figures) -> int | None:
    return next((row.of for row in figures.ranks if row.of is not None), None)


def _warnings(named: ScoreRow | RankingRow, year: int, now: Figures, before: Figures) -> Iterator[str]:
    """Yield why the figures of two years are not quite alike."""
    of, old_of = _count(now), _count(before)
    if of is not None and old_of is not None and of != old_of:
        yield f"Số cơ quan xếp hạng đổi từ {old_of} thành {of}."
    score, old = now.score, before.score
    if score and old:
        if score.max is not None and old.max is not None and score.max != old.max:
            yield f"Điểm tối đa đổi từ {told(old.max)} thành {told(score.max)}; chỉ so sánh tỷ lệ phần trăm."
        if "self_assessed" in (score.kind, old.kind) and score.kind != old.kind:
            yield "Một năm là điểm tự chấm, năm kia là điểm thẩm định."
    changed = change_between(named.org or "", named.province, year - 1, year)
    if changed:
        yield changed


def score_findings(figures: dict[Key, dict[int, Figures]]) -> Iterator[FindingRow]:
    """Yield where documents give an organisation different scores, and ranks that scores contradict."""
    peers: dict[League, list[Figures]] = defaultdict(list)
    for key, years in figures.items():
        for year, found in years.items():
            yield from _clashes(found)
            if found.score and found.rank:
                place = None if key.level in _SHARED_LEVELS else found.score.province
                peers[League(key.index, year, key.level, place)].append(found)
    for league, all_of_them in peers.items():
        yield from _order(league, all_of_them)


def _clashes(figures: Figures) -> Iterator[FindingRow]:
    """Yield a finding where two documents print different scores of one kind for the same year."""
    for self_assessed in (False, True):
        rows = [row for row in figures.scores if (row.kind == "self_assessed") is self_assessed]
        for one, other in pairwise(rows):
            if not _same(one, other):
                name = INDEX_NAMES.get(one.index or "", one.index)
                words = f"{one.org}: {name} năm {one.year} có hai mức điểm, {_printed(one)} và {_printed(other)}."
                yield cross_finding("score_clash", "error", words, one, other)


def _same(one: ScoreRow, other: ScoreRow) -> bool:
    """Whether two scores agree: in points where a maximum is missing or the same, else in percent."""
    if one.max is None or other.max is None or one.max == other.max:
        return abs(one.value - other.value) < _TOLERANCE
    return one.percent is None or other.percent is None or abs(one.percent - other.percent) < _TOLERANCE


def _printed(row: ScoreRow) -> str:
    return told(row.value) if row.max is None else f"{told(row.value)}/{told(row.max)}"


def _order(league: League, figures: list[Figures]) -> Iterator[FindingRow]:
    """Yield a finding where the better place has the lower score."""
    ranked = [(found.rank.rank or 0, found.score) for found in figures if found.rank and found.score]
    for (rank, score), (next_rank, next_score) in pairwise(sorted(ranked, key=lambda pair: pair[0])):
        figures_told = _alike(score, next_score)
        if rank < next_rank and figures_told and figures_told[0] + _TOLERANCE < figures_told[1]:
            low, high = map(told, figures_told)
            words = (
                f"{league.name}: {score.org} xếp thứ {rank} với {low}, trên {next_score.org} xếp thứ {next_rank} "
                f"với {high}."
            )
            yield cross_finding("rank_score_order", "warning", words, score, next_score)


def _alike(one: ScoreRow, other: ScoreRow) -> tuple[float, float] | None:
    """Return two figures that may be compared: percentages, or points of one maximum."""
    if one.percent is not None and other.percent is not None:
        return one.percent, other.percent
    return (one.value, other.value) if one.max == other.max else None
