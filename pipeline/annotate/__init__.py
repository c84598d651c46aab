"""PlanDocument -> spaCy `Doc`: syllable tokens, rule spans, names of the gazetteers."""

from pipeline.annotate.stage import annotate, build_nlp

__all__ = ["annotate", "build_nlp"]
