"""Every rule against its own examples, and against text made to be slow."""

from __future__ import annotations

import pytest

from pipeline.annotate.rules import find_matches, prefilter_of
from pipeline.normalise.text import fold
from pipeline.patterns import Rule, load_rules

RULES = load_rules()
HOSTILE = (
    "1", "1,", "1.", "1/", "/", "-", "- ", " ", "(", "a", "Đ", "A-", "ngày ", "ngày 1", "tháng ", "năm ", "số ", "của ",
    "điểm ", "đạt 1/", "từ 1 đến ", "quý I ", "hàng ", "UBND ", "Quyết định số ", "%", "1% ", "và ", ", ", "; ", "thứ ",
)  # fmt: skip


def _matched(rule: Rule, text: str) -> list[str]:
    prefilter = prefilter_of((rule,))
    return [text[match.start : match.end] for match in find_matches(prefilter, text, fold(text))]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rule_matches_its_examples_whole(rule: Rule) -> None:
    """Each example of a rule is one whole match, found through the rule's own prefilter."""
    assert [text for text in rule.examples if text not in _matched(rule, text)] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rule_leaves_its_counterexamples(rule: Rule) -> None:
    """No counterexample of a rule holds a match."""
    assert {text: found for text in rule.counterexamples if (found := _matched(rule, text))} == {}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rule_survives_hostile_text(rule: Rule) -> None:
    """A long line made of one repeated fragment, also of the rule's own examples, is searched in linear time."""
    fragments = (*HOSTILE, *rule.needs, *rule.examples, *(example[:-1] for example in rule.examples))
    size = 20_000
    for fragment in fragments:
        text = fragment * (size // len(fragment))
        # `timeout` raises TimeoutError where the search runs away.
        assert sum(1 for _ in rule.pattern.finditer(text, timeout=5)) <= len(text) + 1
