"""Anchored rules find what they would find if they were tried everywhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.build import sources
from corpus.tools.to_text import canonical_text
from pipeline.annotate.rules import find_matches, prefilter_of
from pipeline.normalise.text import fold
from pipeline.patterns import load_rules

ANCHORED = tuple(rule for rule in load_rules() if rule.anchored)
TEXT = "\n".join([*map(canonical_text, sources()), *(example for rule in ANCHORED for example in rule.examples)])


@pytest.mark.parametrize("rule", ANCHORED, ids=lambda rule: rule.id)
def test_anchored_rule_misses_nothing(rule):
    """Every match begins with one of the rule's needs: over all samples nothing is lost or won."""
    key = fold(TEXT)
    anchored = set(find_matches(prefilter_of((rule,)), TEXT, key))
    free = set(find_matches(prefilter_of((replace(rule, anchored=False),)), TEXT, key))
    assert anchored == free
    assert anchored
