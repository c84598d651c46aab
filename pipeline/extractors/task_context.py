"""What a document says of itself that its tasks depend on: issuer, day of issue, year and period planned for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.core.document import PlanDocument
from pipeline.extractors import header
from pipeline.extractors.score_context import ScoreContext
from pipeline.normalise.deadlines import DeadlineContext
from pipeline.normalise.text import fold

_PERIOD = re.compile(r"((?:19|20)\d\d)\s?(?:-|đến|đến năm)\s?((?:19|20)\d\d)")


@dataclass(frozen=True, slots=True)
class TaskContext:
    """`key` is the folded text, `issuer` the folded name as printed, `time` what deadlines are read with."""

    key: str
    issuer: str | None
    time: DeadlineContext


def read_context(document: PlanDocument, doc: Doc) -> TaskContext:
    """Return what the header and the subject of the document say."""
    issuer, issued = header.find_issuer(document), header.find_issue_date(document)
    context = ScoreContext(document, doc)
    start, end = context.subject
    period = _period(context.key[start:end])
    year = context.plan_year if period is None else None
    time = DeadlineContext(issued=issued.value if issued else None, year=year, period=period)
    return TaskContext(context.key, fold(issuer.raw) if issuer else None, time)


def _period(subject: str) -> tuple[int, int] | None:
    match = _PERIOD.search(subject)
    return (int(match[1]), int(match[2])) if match and match[1] < match[2] else None
