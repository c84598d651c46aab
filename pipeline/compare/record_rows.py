"""The items of a record as rows, but for its tasks and deadlines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypedDict

from pipeline.compare.identity import Identity, Own, identify, standing
from pipeline.compare.rows import DocumentRow, FindingRow, IndicatorRow, RankingRow, ReferenceRow, ScoreRow
from pipeline.compare.sources import Source
from pipeline.compare.task_rows import repeats
from pipeline.compare.texts import page_of, quote_of
from pipeline.core.record import Finding, Item, Ranking, Record, Score


class Place(TypedDict):
    """Where an item is printed, as every row of an item has it."""

    document: str
    document_id: str
    item_id: str | None
    page: int | None
    quote: str


class Standing(TypedDict):
    """Whose a score or ranking is, as its rows have it."""

    index: str | None
    index_name: str | None
    org_id: str | None
    org: str | None
    province: str | None
    level: str | None
    year: int | None
    scope: str
    area: str | None
    label: str | None
    kind: str


def place_of(item: Item | Finding, source: Source) -> Place:
    """Return where an item of a document is printed."""
    return {
        "document": source.path,
        "document_id": source.id,
        "item_id": item.id if isinstance(item, Item) else None,
        "page": page_of(item.evidence),
        "quote": quote_of(item.evidence),
    }


def document_row(record: Record, source: Source, twin_of: str | None) -> DocumentRow:
    """Return the row of the document itself."""
    header, issuer = record.header, source.own.issuer
    first, last = source.years or (None, None)
    again = len(repeats(record.tasks))
    return DocumentRow(
        document=source.path,
        document_id=source.id,
        doc_type=header.doc_type.code if header.doc_type else None,
        number=header.number.value if header.number else None,
        date=header.date.value if header.date else None,
        issued=source.issued,
        issuer_id=issuer.id if issuer else None,
        issuer=issuer.name if issuer else None,
        province=source.own.province,
        subject=header.subject.raw if header.subject else None,
        first_year=first,
        last_year=last,
        secrecy=header.secrecy.value if header.secrecy else None,
        draft=header.draft,
        twin_of=twin_of,
        tasks=len(record.tasks) - again,
        repeated_tasks=again,
        scores=len(record.scores),
        rankings=len(record.rankings),
        findings=len(record.findings),
    )


def score_rows(record: Record, source: Source) -> Iterator[ScoreRow]:
    """Yield the scores; `nominal_max` is that of the row itself until all documents are known."""
    for score in record.scores:
        yield ScoreRow(
            **place_of(score, source),
            **_standing(score, source.own),
            value=score.value,
            max=score.max,
            nominal_max=score.max,
            percent=_percent(score),
            stated_percent=score.stated_percent,
            lost=_lost(score),
            change=score.change.value if score.change else None,
            since_year=score.change.since_year if score.change else None,
            confidence=score.confidence,
        )


def ranking_rows(record: Record, source: Source) -> Iterator[RankingRow]:
    """Yield the rankings."""
    for ranking in record.rankings:
        yield RankingRow(
            **place_of(ranking, source),
            **_standing(ranking, source.own),
            rank=ranking.rank,
            of=ranking.of,
            change=ranking.change,
            since_year=ranking.since_year,
            previous_rank=ranking.previous_rank,
            confidence=ranking.confidence,
        )


def indicator_rows(record: Record, source: Source) -> Iterator[IndicatorRow]:
    """Yield the indicators."""
    issuer = source.own.issuer
    for indicator in record.indicators:
        yield IndicatorRow(
            **place_of(indicator, source),
            kind=indicator.kind,
            text=indicator.text,
            comparator=indicator.comparator,
            value=indicator.value,
            upper=indicator.upper,
            unit=indicator.unit,
            numerator=indicator.numerator,
            denominator=indicator.denominator,
            period=indicator.period,
            area=indicator.area,
            issuer_id=issuer.id if issuer else None,
            issuer=issuer.name if issuer else None,
            province=source.own.province,
            confidence=indicator.confidence,
        )


def reference_rows(record: Record, source: Source) -> Iterator[ReferenceRow]:
    """Yield the mentions of other documents."""
    for reference in record.references:
        issuer = identify(reference.issuer, source.own) if reference.issuer else None
        yield ReferenceRow(
            **place_of(reference, source),
            doc_type=reference.doc_type,
            number=reference.number,
            date=reference.date,
            issuer_id=issuer.id if issuer else None,
            issuer=issuer.name if issuer else None,
            title=reference.title,
            relation=reference.relation,
            confidence=reference.confidence,
        )


def finding_rows(record: Record, source: Source) -> Iterator[FindingRow]:
    """Yield the findings of the document itself."""
    for finding in record.findings:
        yield FindingRow(
            **place_of(finding, source),
            source="document",
            code=finding.code,
            severity=finding.severity,
            message=finding.message,
            other_document=None,
            other_page=None,
            other_quote=None,
        )


def _standing(item: Score | Ranking, own: Own) -> Standing:
    org: Identity | None = standing(identify(item.org, own)) if item.org else None
    return {
        "index": item.index,
        "index_name": item.index_name,
        "org_id": org.id if org else None,
        "org": org.name if org else None,
        "province": org.province if org else None,
        "level": org.level if org else None,
        "year": item.year,
        "scope": item.scope,
        "area": item.area,
        "label": item.label,
        "kind": item.kind,
    }


def _percent(score: Score) -> float | None:
    """Return the share of the maximum; of points withheld there is none, without a maximum the one stated."""
    if score.kind == "deducted":
        return None
    return round(100 * score.value / score.max, 2) if score.max else score.stated_percent


def _lost(score: Score) -> float | None:
    if score.kind == "deducted":
        return score.value
    if score.kind == "target" or score.max is None:
        return None
    return round(max(score.max - score.value, 0), 4)
