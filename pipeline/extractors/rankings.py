"""Ranks among peers on an index, and how they changed, from prose and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from pipeline.core.document import PlanDocument
from pipeline.core.extraction import Extraction
from pipeline.core.record import Ranking
from pipeline.extractors.score_context import ScoreContext
from pipeline.extractors.score_evidence import range_of, since_year
from pipeline.extractors.score_labels import area_of, label_of
from pipeline.extractors.score_merge import merge_rankings
from pipeline.extractors.score_readings import Reading
from pipeline.extractors.score_results import Result, read_results
from pipeline.extractors.score_tables import TableReader

_REGION = re.compile(r"[^.;\d]{0,25}?\b(?:khu vực|vùng|miền|cụm|tây nguyên|đồng bằng)\b")
_RANKS = ("RANK", "RANK_WORD", "RANK_TOP")


def extract(document: PlanDocument, doc: Doc) -> Iterator[Extraction]:
    """Yield the document's rankings, one per index, year, organisation, component and kind."""
    context, results = read_results(document, doc)
    ranks = [result for result in results if _is_ranking(result)]
    kept = (result for result in ranks if not _is_regional(context, result, ranks))
    found = [_ranking(context, result, year) for result in kept for year in result.years]
    found += TableReader(context, results).rankings()
    if not found:
        return
    yield from (Extraction("rankings", ranking) for ranking in merge_rankings(found, context.issuer))


def _is_regional(context: ScoreContext, result: Result, ranks: list[Result]) -> bool:
    """Whether the rank is one within a region beside the rank among all in the same sentence."""
    figure, sentence = result.reading.figure, result.reading.sentence
    if not _REGION.match(context.key, figure.end, sentence.end):
        return False
    others = (other.reading for other in ranks if other is not result and other.reading.sentence is sentence)
    return any(other.subject == result.reading.subject and other.figure.kind in _RANKS for other in others)


def _is_ranking(result: Result) -> bool:
    """Whether the figure is a rank or its change; a `top N` that was reached is none."""
    kind = result.reading.figure.kind
    return kind in ("RANK", "RANK_WORD", "RANK_CHANGE") or (kind == "RANK_TOP" and result.is_target)


def _ranking(context: ScoreContext, result: Result, year: int | None) -> Ranking:
    reading = result.reading
    figure, subject = reading.figure, reading.subject
    values = [int(value) for value in figure.values] if figure.kind in _RANKS else []
    rank, change = values[0] if values else None, _change(reading)
    return Ranking(
        index=subject.index,
        index_name=subject.name or context.name_of(subject.index),
        org=result.org,
        year=year,
        scope=subject.scope,
        area=area_of(context, reading),
        label=label_of(context, reading),
        rank=rank,
        of=values[1] if len(values) > 1 else None,
        change=change,
        since_year=since_year(context, reading, year),
        previous_rank=rank + change if rank is not None and change is not None and not result.is_target else None,
        kind="target" if result.is_target else "achieved",
        maker=f"rule:{figure.rule}",
        evidence=context.document.evidence(range_of(reading)),
    )


def _change(reading: Reading) -> int | None:
    change = reading.change
    return int(change.sign * change.values[0]) if change is not None and change.values else None
