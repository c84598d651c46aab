"""What the rules know about each token, as features of the learned model.

The model is small and its training set too: it need not learn again which words are organisations'
heads, verbs of orders, dates. It learns what to make of them, and of the words that no list has.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.annotate.names import build_finder, find_names
from pipeline.annotate.rules import build_prefilter, find_matches
from pipeline.annotate.spans import folded, full_text
from pipeline.normalise.lexicon import Lexicon, load_lexicon

COMPONENT = "vanban_cues"
# The kinds of words, the surest first: a syllable has the cue of the first list that knows it.
_WORDS = (
    ("organisation_words.csv", ("determiner", "role", "name", "common", "place", "not")),
    ("task_words.csv", ("order", "staff", "adverb", "verb", "opener", "modifier", "relative", "predicate", "noun")),
)


@Language.component(COMPONENT)
def vanban_cues(doc: Doc) -> Doc:
    """Set `tag_` of every token to what a rule or gazetteer says, `lemma_` to the kind of word that begins there."""
    tags, kinds = _tags(doc), _kinds(doc)
    for token in doc:
        token.tag_ = tags.get(token.idx, "")
        token.lemma_ = kinds.get(token.idx, "")
    return doc


def _tags(doc: Doc) -> dict[int, str]:
    """Return by token offset the label of the rule or name over it, with `B-` where that begins."""
    text, key = full_text(doc), folded(doc)
    found = [*find_matches(build_prefilter(), text, key), *find_names(build_finder(), key)]
    found.sort(key=lambda match: (match.start - match.end, match.start))
    tags: dict[int, str] = {}
    offsets = [token.idx for token in doc]
    for match in found:
        inside = offsets[bisect_left(offsets, match.start) : bisect_left(offsets, match.end)]
        if inside and not any(at in tags for at in inside):
            label = match.label.partition("_")[0]
            tags.update((at, f"I-{label}") for at in inside)
            tags[inside[0]] = f"B-{label}"
    return tags


def _kinds(doc: Doc) -> dict[int, str]:
    key, offsets = folded(doc), [token.idx for token in doc]
    kinds: dict[int, str] = {}
    for kind, lexicon in _lexicons():
        reach = 0
        for index, start in enumerate(offsets):
            if start < reach or start in kinds:
                continue
            end = lexicon.end_at(key, start)
            if end is None:
                continue
            kinds[start] = f"B-{kind}"
            kinds.update((at, f"I-{kind}") for at in offsets[index + 1 : bisect_left(offsets, end)])
            reach = end
    return kinds


@cache
def _lexicons() -> tuple[tuple[str, Lexicon], ...]:
    return tuple((kind, load_lexicon(file, kind)) for file, kinds in _WORDS for kind in kinds)
