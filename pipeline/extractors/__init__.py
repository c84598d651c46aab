"""Doc to extractions: one module per field."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Doc

from pipeline.core.document import PlanDocument
from pipeline.core.extraction import Extraction
from pipeline.extractors import header, indicators, rankings, references, scores, tasks

Extractor = Callable[[PlanDocument, Doc], Iterator[Extraction]]

EXTRACTORS: tuple[Extractor, ...] = (
    header.extract,
    references.extract,
    scores.extract,
    rankings.extract,
    indicators.extract,
    tasks.extract,
)
