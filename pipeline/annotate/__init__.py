"""PlanDocument -> spaCy `Doc`: syllable tokens, rule spans, names of the gazetteers; the learned model."""

from spacy.tokens import Doc

from pipeline.annotate.model import ask, model_name
from pipeline.annotate.stage import annotate, build_nlp

__all__ = ["Doc", "annotate", "ask", "build_nlp", "model_name"]
