"""The component that runs the rules of `pipeline.patterns` over the text.

One pass of an Aho-Corasick automaton over the folded text finds the lines on which a rule can
match at all (its `needs`); regular expressions are only tried there, line by line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import ahocorasick_rs
import regex as engine
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.annotate.spans import Match, folded, full_text, write_spans
from pipeline.normalise.text import fold
from pipeline.patterns import Rule, load_rules

COMPONENT = "vanban_rules"
_LINE_BREAK = re.compile("\n")


@dataclass(frozen=True, slots=True)
class Prefilter:
    """Rules with the automaton that finds where they are worth trying.

    `needs[rule]` are the indexes of the rule's literals in the automaton; none where the rule is to
    be tried on every line.
    """

    rules: tuple[Rule, ...]
    automaton: ahocorasick_rs.AhoCorasick
    needs: tuple[tuple[int, ...], ...]

    def find_hits(self, key: str) -> dict[int, list[int]]:
        """Return, for each literal that the folded text holds, where it begins, in order."""
        hits: defaultdict[int, list[int]] = defaultdict(list)
        for need, start, _ in self.automaton.find_matches_as_indexes(key, overlapping=True):
            hits[need].append(start)
        return hits


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
    literals: dict[str, int] = {}
    needs = tuple(tuple(literals.setdefault(fold(need), len(literals)) for need in rule.needs) for rule in rules)
    return Prefilter(rules, ahocorasick_rs.AhoCorasick(list(literals)), needs)


def find_matches(prefilter: Prefilter, text: str, key: str) -> Iterator[Match]:
    """Yield every non-empty match of every rule.

    Args:
        prefilter: The rules.
        text: The text that is searched.
        key: Its folded form, of equal length.
    """
    starts = [0, *(match.end() for match in _LINE_BREAK.finditer(text))]
    ends = [start - 1 for start in starts[1:]] + [len(text)]
    hits = prefilter.find_hits(key)
    lines_of_need = {need: sorted({bisect_right(starts, at) - 1 for at in places}) for need, places in hits.items()}
    for rule, needs in zip(prefilter.rules, prefilter.needs, strict=True):
        if rule.anchored:
            found = _match_at(rule, text, _merged(hits, needs), starts, ends)
        else:
            lines = _merged(lines_of_need, needs) if needs else range(len(starts))
            search = rule.pattern.finditer
            found = (match for line in lines for match in search(text, starts[line], ends[line]))
        for match in found:
            if match.end() > match.start():
                yield Match(match.start(), match.end(), rule.label, rule.id)


def _merged(places: Mapping[int, list[int]], needs: tuple[int, ...]) -> list[int]:
    """Return the places of all these literals, in order, each once."""
    present = [places[need] for need in needs if need in places]
    if len(present) == 1:
        return present[0]
    return sorted({place for each in present for place in each})


def _match_at(
    rule: Rule, text: str, places: list[int], starts: list[int], ends: list[int]
) -> Iterator[engine.Match[str]]:
    """Yield the matches that begin at the places, as `finditer` would: none inside another."""
    reach = -1
    match_at = rule.pattern.match
    for place in places:
        if place < reach:
            continue
        match = match_at(text, place, ends[bisect_right(starts, place) - 1])
        if match is not None:
            reach = match.end()
            yield match
