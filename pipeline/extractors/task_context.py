"""What a document says of itself that its tasks depend on: issuer, day of issue, year and period planned for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.core.document import PlanDocument
from pipeline.core.record import Org, PDate
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
    issuer, issued = None, None
    for extraction in header.extract(document, doc):
        item = extraction.item
        if extraction.field == "header.issuer" and isinstance(item, Org):
            issuer = fold(item.raw)
        elif extraction.field == "header.date" and isinstance(item, PDate):
            issued = item.value
    context = ScoreContext(document, doc)
    start, end = context.subject
    period = _period(context.key[start:end])
    year = context.plan_year if period is None else None
    return TaskContext(context.key, issuer, DeadlineContext(issued=issued, year=year, period=period))


def _period(subject: str) -> tuple[int, int] | None:
    match = _PERIOD.search(subject)
    return (int(match[1]), int(match[2])) if match and match[1] < match[2] else None
