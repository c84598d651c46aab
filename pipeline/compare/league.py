"""Ranks that are claimed for one index and year must fit: clashes, gaps, impossible moves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from pipeline.compare.cross import cross_finding
from pipeline.compare.rows import FindingRow, RankingRow

# Below this share of known places a league has holes because nobody told, not because anything is wrong.
_KNOWN_ENOUGH = 0.5
_FEWEST = 3
_SHARED_LEVELS = frozenset(("province", "ministry"))
INDEX_NAMES = {"PAR_INDEX": "Chỉ số CCHC", "OTHER": "Chỉ số khác"}


@dataclass(frozen=True, slots=True)
class League:
    """Who is ranked together: an index and year among the provinces, or the peers of one province."""

    index: str
    year: int
    level: str
    province: str | None

    @property
    def name(self) -> str:
        """What a reader calls it: `Chỉ số CCHC năm 2023, Bến Tre`."""
        place = f", {self.province}" if self.province else ""
        return f"{INDEX_NAMES.get(self.index, self.index)} năm {self.year}{place}"


@dataclass(frozen=True, slots=True)
class Claim:
    """A rank that a document gives an organisation; `direct` where it is printed for that very year."""

    org_id: str
    org: str
    rank: int
    of: int | None
    direct: bool
    row: RankingRow


def league_of(row: RankingRow, year: int | None) -> League | None:
    """Return the league of a ranking in a year, None where index, peers or year are not known."""
    if row.index is None or row.level is None or year is None or row.scope != "overall":
        return None
    return League(row.index, year, row.level, None if row.level in _SHARED_LEVELS else row.province)


def leagues_of(rankings: Iterable[RankingRow]) -> dict[League, list[Claim]]:
    """Return the claims of every league, ranks of the year before as the documents imply them included."""
    found: dict[League, list[Claim]] = defaultdict(list)
    for row in rankings:
        if row.kind != "achieved" or row.org_id is None or row.org is None:
            continue
        if (league := league_of(row, row.year)) and row.rank is not None:
            found[league].append(Claim(row.org_id, row.org, row.rank, row.of, True, row))
        previous = _previous(row)
        if (league := league_of(row, row.since_year)) and previous is not None:
            found[league].append(Claim(row.org_id, row.org, previous, None, False, row))
    return dict(found)


def league_findings(rankings: Iterable[RankingRow]) -> Iterator[FindingRow]:
    """Yield what does not fit between the ranks of all documents, league by league."""
    for league, claims in leagues_of(rankings).items():
        direct = [claim for claim in claims if claim.direct]
        yield from _two_ranks(league, claims)
        yield from _shared(league, direct)
        yield from _counts(league, direct)
        yield from _beyond(league, direct)
        yield from _gaps(league, direct)


def _previous(row: RankingRow) -> int | None:
    if row.previous_rank is not None:
        return row.previous_rank
    return row.rank + row.change if row.rank is not None and row.change is not None else None


def _two_ranks(league: League, claims: list[Claim]) -> Iterator[FindingRow]:
    """Yield a finding where an organisation has two ranks, or a move that does not lead back to its rank."""
    for own in _by_org(claims).values():
        first = next((claim for claim in own if claim.direct), own[0])
        for claim in {other.rank: other for other in reversed(own)}.values():
            if claim.rank == first.rank:
                continue
            if claim.direct or not first.direct:
                words = f"{first.org}: {league.name} có hai thứ hạng khác nhau, {first.rank} và {claim.rank}."
                yield cross_finding("rank_clash", "error", words, first.row, claim.row)
            else:
                words = (
                    f"{first.org}: {league.name} xếp thứ {first.rank}, nhưng mức tăng giảm của năm {claim.row.year} "
                    f"suy ra thứ {claim.rank}."
                )
                yield cross_finding("impossible_move", "error", words, first.row, claim.row)


def _shared(league: League, claims: list[Claim]) -> Iterator[FindingRow]:
    """Yield a finding where two organisations claim one place and no document tells them both to share it."""
    by_rank: dict[int, dict[str, Claim]] = defaultdict(dict)
    for claim in claims:
        by_rank[claim.rank].setdefault(claim.org_id, claim)
    told_by = {(claim.row.document, claim.org_id, claim.rank) for claim in claims}
    documents = {claim.row.document for claim in claims}
    for rank, held in by_rank.items():
        for one, other in pairwise(held.values()):
            both = (
                (document, one.org_id, rank) in told_by and (document, other.org_id, rank) in told_by
                for document in documents
            )
            if not any(both):
                words = f"{league.name}: {one.org} và {other.org} cùng nhận thứ {rank}."
                yield cross_finding("rank_shared", "warning", words, one.row, other.row)


def _counts(league: League, claims: list[Claim]) -> Iterator[FindingRow]:
    """Yield a finding where documents count different numbers of ranked organisations."""
    counts = {claim.of: claim for claim in reversed(claims) if claim.of is not None}
    for one, other in pairwise(sorted(counts)):
        words = f"{league.name}: có văn bản xếp hạng {one} cơ quan, có văn bản xếp hạng {other} cơ quan."
        yield cross_finding("count_clash", "warning", words, counts[one].row, counts[other].row)


def _beyond(league: League, claims: list[Claim]) -> Iterator[FindingRow]:
    """Yield a finding where a rank is beyond the number of places that another document counts."""
    counted = [claim for claim in claims if claim.of is not None]
    least = min(counted, key=lambda claim: claim.of or 0, default=None)
    for claim in claims:
        if least is None or least.of is None or claim.rank <= least.of or claim.of is not None:
            continue
        words = f"{league.name}: {claim.org} xếp thứ {claim.rank}, nhưng chỉ có {least.of} cơ quan được xếp hạng."
        yield cross_finding("rank_beyond_count", "error", words, claim.row, least.row)


def _gaps(league: League, claims: list[Claim]) -> Iterator[FindingRow]:
    """Yield a finding for each place that nobody holds, where most places of the league are known."""
    holders: dict[int, set[str]] = defaultdict(set)
    rows: dict[int, RankingRow] = {}
    for claim in claims:
        holders[claim.rank].add(claim.org_id)
        rows.setdefault(claim.rank, claim.row)
    size = max((claim.of or claim.rank for claim in claims), default=0)
    if len(holders) < max(_FEWEST, _KNOWN_ENOUGH * size):
        return
    for one, other in pairwise(sorted(holders)):
        missing = range(max(one + len(holders[one]), one + 1), other)
        if missing:
            places = str(missing[0]) if len(missing) == 1 else f"{missing[0]} đến {missing[-1]}"
            words = f"{league.name}: không cơ quan nào xếp thứ {places} (giữa thứ {one} và thứ {other})."
            yield cross_finding("rank_gap", "warning", words, rows[one], rows[other])


def _by_org(claims: list[Claim]) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        found[claim.org_id].append(claim)
    return found
