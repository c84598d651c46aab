"""The component that runs the rules of `pipeline.patterns` over the text.

One pass of an Aho-Corasick automaton over the folded text finds the lines on which a rule can
match at all (its `needs`); regular expressions are only tried there, line by line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import ahocorasick_rs
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.annotate.spans import Match, folded, full_text, write_spans
from pipeline.normalise.text import fold
from pipeline.patterns import Rule, load_rules

COMPONENT = "vanban_rules"
_LINE_BREAK = re.compile("\n")


@dataclass(frozen=True, slots=True)
class Prefilter:
    """Rules with the automaton that finds where they are worth trying."""

    rules: tuple[Rule, ...]
    automaton: ahocorasick_rs.AhoCorasick
    users: tuple[tuple[int, ...], ...]
    always: tuple[int, ...]

    def lines_per_rule(self, key: str, starts: list[int]) -> list[list[int]]:
        """Return, for each rule, the indexes of the lines that hold one of its literals."""
        found: list[list[int]] = [[] for _ in self.rules]
        seen = set()
        for need, start, _ in self.automaton.find_matches_as_indexes(key, overlapping=True):
            line = bisect_right(starts, start) - 1
            if (need, line) in seen:
                continue
            seen.add((need, line))
            for rule in self.users[need]:
                if not found[rule] or found[rule][-1] != line:
                    found[rule].append(line)
        for rule in self.always:
            found[rule] = list(range(len(starts)))
        return found


@Language.component(COMPONENT)
def vanban_rules(doc: Doc) -> Doc:
    """Set `doc.spans["rules"]` to the matches of all rules."""
    write_spans(doc, "rules", find_matches(build_prefilter(), full_text(doc), folded(doc)))
    return doc


@cache
def build_prefilter() -> Prefilter:
    """Return the prefilter of the package's rules but those on demand, built at the first call."""
    return prefilter_of(tuple(rule for rule in load_rules() if not rule.on_demand))


def prefilter_of(rules: tuple[Rule, ...]) -> Prefilter:
    """Return the prefilter of these rules."""
    users: dict[str, list[int]] = {}
    for index, rule in enumerate(rules):
        for need in rule.needs:
            users.setdefault(fold(need), []).append(index)
    always = tuple(index for index, rule in enumerate(rules) if not rule.needs)
    automaton = ahocorasick_rs.AhoCorasick(list(users))
    return Prefilter(rules, automaton, tuple(tuple(indexes) for indexes in users.values()), always)


def find_matches(prefilter: Prefilter, text: str, key: str) -> Iterator[Match]:
    """Yield every non-empty match of every rule.

    Args:
        prefilter: The rules.
        text: The text that is searched.
        key: Its folded form, of equal length.
    """
    starts = [0]
    starts.extend(match.end() for match in _LINE_BREAK.finditer(text))
    ends = [start - 1 for start in starts[1:]] + [len(text)]
    for rule, lines in zip(prefilter.rules, prefilter.lines_per_rule(key, starts), strict=True):
        search = rule.pattern.finditer
        for line in lines:
            for match in search(text, starts[line], ends[line]):
                if match.end() > match.start():
                    yield Match(match.start(), match.end(), rule.label, rule.id)
