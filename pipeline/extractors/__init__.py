"""Doc to extractions: one module per field."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Doc

from pipeline.core.document import PlanDocument
from pipeline.core.extraction import Extraction
from pipeline.extractors import header, indicators, rankings, references, scores, tasks
from pipeline.extractors.resolution import ANSWERS
from pipeline.extractors.tasks import find_open_clauses

__all__ = ["ANSWERS", "EXTRACTORS", "Extractor", "find_open_clauses"]

Extractor = Callable[[PlanDocument, Doc], Iterator[Extraction]]

EXTRACTORS: tuple[Extractor, ...] = (
    header.extract,
    references.extract,
    scores.extract,
    rankings.extract,
    indicators.extract,
    tasks.extract,
)
