"""Quantitative targets and results that are not scores of an index, from prose and table cells."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from pipeline.core.document import PlanDocument, TextLine, Zone
from pipeline.core.extraction import Extraction
from pipeline.core.record import Indicator
from pipeline.extractors.indicator_clauses import Match, Measure, find_measures
from pipeline.extractors.indicator_context import IndicatorContext, Kind
from pipeline.extractors.indicator_tables import is_indicator_table, read_table_indicators
from pipeline.extractors.rule_spans import rule_spans
from pipeline.extractors.score_results import Result, read_results

_ZONES = frozenset({Zone.BODY, Zone.APPENDIX})
_END_MARKS = " \t,;:.(-–"
# No paragraph measures so much: it is a table whose borders were lost, or made to be slow.
_MOST = 60


def extract(document: PlanDocument, doc: Doc) -> Iterator[Extraction]:
    """Yield the document's indicators, one per measured quantity and period."""
    by_line = _matches_by_line(document, doc)
    if not by_line and not document.tables:
        return
    context, results = read_results(document, doc)
    around = IndicatorContext(context)
    tables = {at for at, table in enumerate(document.tables) if is_indicator_table(around, table)}
    for at in sorted(tables):
        for item in read_table_indicators(around, document.tables[at]):
            yield Extraction("indicators", item)
    scored = {place for result in results for place in _places(result)}
    for line, matches in by_line:
        if line.table in tables:
            continue
        free = [match for match in matches if not any(match.start_char <= place < match.end_char for place in scored)]
        for measure in find_measures(document.text, context.key, line, free):
            kind = around.kind_of(measure)
            if not around.is_score(measure, kind) and not _is_counted_change(measure, kind):
                yield Extraction("indicators", _indicator(around, measure, kind))


def _matches_by_line(document: PlanDocument, doc: Doc) -> list[tuple[TextLine, list[Match]]]:
    found: dict[int, list[Match]] = {}
    for span in rule_spans(doc, "QUANTITY"):
        match = Match(span.id_, span.start_char, span.end_char)
        found.setdefault(document.line_index_at(match.start_char), []).append(match)
    lines = ((document.lines[index], matches) for index, matches in sorted(found.items()))
    return [(line, matches) for line, matches in lines if line.zone in _ZONES and len(matches) <= _MOST]


def _places(result: Result) -> Iterator[int]:
    """Yield where figures of an index stand that are no indicators: a level of satisfaction aimed at is one."""
    reading = result.reading
    if reading.subject.index == "SIPAS" and (result.is_target or reading.figure.is_bound):
        return
    for figure in (reading.figure, reading.percent, reading.change):
        if figure is not None:
            yield figure.end - 1


def _is_counted_change(measure: Measure, kind: Kind) -> bool:
    """Whether a report only counts what became more or fewer (`sáp nhập, giảm 02 phòng`)."""
    quantity = measure.quantity
    return kind == "result" and quantity.is_change and not quantity.is_percent


def _indicator(context: IndicatorContext, measure: Measure, kind: Kind) -> Indicator:
    text = context.document.text
    start, end = measure.start, measure.end
    while end > measure.quantity.end and text[end - 1] in _END_MARKS:
        end -= 1
    quantity = measure.quantity
    evidence = context.document.evidence((start, end))
    return Indicator(
        kind=kind,
        text=" ".join(span.quote for span in evidence),
        comparator=quantity.comparator,
        value=quantity.value,
        upper=quantity.upper,
        unit=quantity.unit,
        numerator=quantity.numerator,
        denominator=quantity.denominator,
        period=context.period_of(measure, kind),
        area=context.area_of(measure.line),
        maker=f"rule:{quantity.rule}",
        evidence=evidence,
    )
