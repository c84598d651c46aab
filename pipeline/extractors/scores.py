"""Points reached or aimed at on an index: overall, by area and by criterion, from prose and tables."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from pipeline.core.document import PlanDocument
from pipeline.core.extraction import Extraction
from pipeline.core.record import Change, Score, ScoreKind
from pipeline.extractors.score_context import ScoreContext
from pipeline.extractors.score_evidence import is_deducted, range_of, since_year, stated_maximum
from pipeline.extractors.score_labels import area_of, label_of
from pipeline.extractors.score_merge import merge_scores
from pipeline.extractors.score_readings import Reading
from pipeline.extractors.score_results import Result, read_results
from pipeline.extractors.score_subjects import names_survey
from pipeline.extractors.score_tables import TableReader


def extract(document: PlanDocument, doc: Doc) -> Iterator[Extraction]:
    """Yield the document's scores, one per index, year, organisation, component and kind."""
    context, results = read_results(document, doc)
    found = [_score(context, result, year) for result in results if _is_score(context, result) for year in result.years]
    found += TableReader(context, results).scores()
    if not found:
        return
    yield from (Extraction("scores", score) for score in merge_scores(found, context.issuer))


def _is_score(context: ScoreContext, result: Result) -> bool:
    """Whether the figure is points: thresholds are none, a target level of satisfaction is an indicator."""
    reading = result.reading
    if reading.figure.kind not in ("SCORE", "PERCENT") or (context.is_rulebook and len(reading.figure.values) == 1):
        return False
    if len(reading.figure.values) == 1 and is_deducted(context, reading):
        return False
    return reading.subject.index != "SIPAS" if result.is_target else not reading.figure.is_bound


def _score(context: ScoreContext, result: Result, year: int | None) -> Score:
    reading = result.reading
    figure, subject = reading.figure, reading.subject
    value, maximum = figure.values[0], figure.values[1] if len(figure.values) > 1 else None
    stated = reading.percent.values[0] if reading.percent else None
    if figure.kind == "PERCENT":
        maximum, stated = 100.0, value
    if maximum is None:
        maximum = stated_maximum(context, reading)
    kind, part = _kind(context, result)
    return Score(
        index=subject.index,
        index_name=subject.name or context.name_of(subject.index),
        org=result.org,
        year=year,
        scope="criterion" if part else subject.scope,
        area=None if part else area_of(context, reading),
        label=part or label_of(context, reading),
        value=value,
        max=maximum,
        percent=round(100 * value / maximum, 2) if maximum else None,
        stated_percent=stated,
        kind=kind,
        change=_change(context, reading, year),
        maker=f"rule:{figure.rule}",
        evidence=context.document.evidence(range_of(reading)),
    )


def _kind(context: ScoreContext, result: Result) -> tuple[ScoreKind, str | None]:
    """Return who gave the points, and their name where they are the appraised part beside a survey.

    The nearest word since the figure before says it.
    """
    reading = result.reading
    if result.is_target:
        return "target", None
    sentence = reading.sentence
    earlier = [figure.end for figure in sentence.figures if figure.end <= reading.figure.start]
    marks = sentence.between(max(earlier, default=sentence.start), reading.figure.start, "SELF_ASSESSED", "APPRAISED")
    if not marks or reading.subject.scope == "criterion":
        return "achieved", None
    if marks[-1].label == "SELF_ASSESSED":
        return "self_assessed", None
    if names_survey(context, sentence):
        return "achieved", context.document.text[marks[-1].start : marks[-1].end]
    return "appraised", None


def _change(context: ScoreContext, reading: Reading, year: int | None) -> Change | None:
    change = reading.change
    if change is None or not change.values:
        return None
    return Change(value=change.sign * change.values[0], since_year=since_year(context, reading, year))
