"""The loader refuses what the rule files must not hold."""

from __future__ import annotations

import pytest

from pipeline.patterns import RuleError, load_names, load_rules, read_rules

GOOD = """
[[rule]]
id = "x.y"
label = "X"
regex = '''a+'''
examples = ["a", "aa"]
counterexamples = ["b"]
note = "made up"
needs = ["a"]
"""


def test_reads_a_rule() -> None:
    """A complete rule becomes a `Rule` whose pattern is compiled."""
    (rule,) = read_rules(GOOD)
    assert (rule.id, rule.label, rule.needs, rule.pattern.findall("aab")) == ("x.y", "X", ("a",), ["aa"])


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (GOOD + 'colour = "red"\n', "unknown keys"),
        (GOOD + GOOD, "used twice"),
        (GOOD.replace('note = "made up"\n', ""), "lacks"),
        (GOOD.replace('"a", "aa"', '"a"'), "two examples"),
        (GOOD.replace('["b"]', "[]"), "two examples"),
        (GOOD.replace("'''a+'''", "'''(a'''"), "rule x.y"),
        ('title = "x"\n', "unknown tables"),
        ("[[rule", "<rules>"),
    ],
)
def test_refuses_a_bad_file(source: str, reason: str) -> None:
    """Unknown or missing keys, too few examples, a bad regex and a repeated id are errors that say so."""
    with pytest.raises(RuleError, match=reason.replace("[", r"\[")):
        read_rules(source)


def test_all_rules_load() -> None:
    """The package's own files are valid and their ids unique."""
    rules = load_rules()
    assert len({rule.id for rule in rules}) == len(rules) > 0


def test_names_have_validity() -> None:
    """A merged province's name is valid until the merger, and its entry names forms."""
    names = {name.id: name for name in load_names()}
    assert names["P67"].is_valid_on("2024-03") and not names["P67"].is_valid_on("2025-07-01")
    assert "Đắk Nông" in names["P67"].forms
