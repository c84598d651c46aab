"""What the words of an item give away: misread words, and words of known kinds.

The kinds are those of `confidence_words.csv` and, for verbs, of `task_words.csv`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from pipeline.normalise.syllables import syllables
from pipeline.normalise.text import fold
from pipeline.patterns.gazetteer import read_table

_WORD = re.compile(r"[^\W\d_]{2,}")
_STRANGE_DOCUMENT = 0.004
_FEWEST_WORDS = 30
_TONELESS = 0.9
_CAPITALS = 0.9


def words_of(text: str) -> list[str]:
    """Return the words of a text, of two letters and more."""
    return _WORD.findall(text)


@lru_cache(20_000)
def is_strange(word: str) -> bool:
    """Whether a word with Vietnamese letters is no syllable: it was misread, or typed wrongly."""
    return not word.isascii() and not word[1:].isupper() and fold(word) not in syllables()


def noise_of(words: Sequence[str]) -> str:
    """Return what is wrong with the words of a document: `toneless`, `capitals`, `misread` or `clean`."""
    if len(words) < _FEWEST_WORDS:
        return "clean"
    if sum(map(str.isascii, words)) > _TONELESS * len(words):
        return "toneless"
    if sum(map(str.isupper, words)) > _CAPITALS * len(words):
        return "capitals"
    return "misread" if sum(map(is_strange, words)) > _STRANGE_DOCUMENT * len(words) else "clean"


def holds(kind: str, key: str) -> bool:
    """Whether one of the words of that kind stands in a folded text, whole."""
    return _pattern(kind).search(key) is not None


def begins(kind: str, key: str) -> bool:
    """Whether a folded text begins with one of the words of that kind."""
    return _pattern(kind).match(key) is not None


def count(kind: str, key: str) -> int:
    """Return how many words of that kind stand in a folded text."""
    return len(_pattern(kind).findall(key))


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    rows = (*read_table("confidence_words.csv"), *read_table("task_words.csv"))
    words = {word for row in rows if row["kind"] == kind for word in fold(row["words"]).split("|")}
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
