"""The language model of the reader: how likely a word is after the two before it.

Words are syllables in folded spelling; `#` stands for any figure, `.` for what ends a clause, `<` for
the beginning of a line. Counts are interpolated after Witten and Bell (1991), so that a trigram never
seen falls back to the bigram, and that to the word alone.
"""

from __future__ import annotations

import gzip
import math
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import orjson

START = "<"
_RARE = 1e-6
"""Probability of a syllable that the training text does not have."""


class LanguageModel:
    """Counts of words, pairs and triples, as trained by `models/train_reader.py`.

    Args:
        spelling: For each folded word how it is usually spelt, with its count.
        pairs: Counts of two words in a row.
        triples: Counts of three words in a row.
        codes: Abbreviations as they may be read, and how they are printed (`QD`: `QĐ`, `TTG`: `TTg`).
    """

    def __init__(
        self,
        spelling: Mapping[str, tuple[str, int]],
        pairs: Mapping[tuple[str, str], int],
        triples: Mapping[tuple[str, str, str], int],
        codes: Mapping[str, str],
    ) -> None:
        self.spelling = spelling
        self.codes = codes
        self._pairs = pairs
        self._triples = triples
        self._total = sum(count for _, count in spelling.values())
        self._after: dict[Any, tuple[int, int]] = {}
        for table in (pairs, triples):
            self._count_contexts(table)
        self._known: dict[tuple[str, str, str], float] = {}

    def _count_contexts(self, table: Mapping[Any, int]) -> None:
        """Note for every context how often it stands before anything, and before how many words."""
        for words, count in table.items():
            context = words[:-1] if len(words) > 2 else words[0]
            times, kinds = self._after.get(context, (0, 0))
            self._after[context] = (times + count, kinds + 1)

    def score(self, first: str, second: str, word: str) -> float:
        """Return the natural logarithm of the probability of a word after two others."""
        key = (first, second, word)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = math.log(self._probability(*key))
        return known

    def _probability(self, first: str, second: str, word: str) -> float:
        entry = self.spelling.get(word)
        alone = entry[1] / self._total if entry is not None else _RARE
        times, kinds = self._after.get(second, (0, 0))
        pair = (self._pairs.get((second, word), 0) + kinds * alone) / (times + kinds) if times else alone
        times, kinds = self._after.get((first, second), (0, 0))
        if not times:
            return pair
        return (self._triples.get((first, second, word), 0) + kinds * pair) / (times + kinds)

    @cached_property
    def words(self) -> Iterable[str]:
        """All words of letters that the model knows, commonest first."""
        return sorted((word for word in self.spelling if word.isalpha()), key=lambda word: -self.spelling[word][1])


def load_languages(path: Path) -> tuple[LanguageModel, LanguageModel]:
    """Read a model file: the model of folded words, and that of words in their case.

    Raises:
        OSError: where it can't be read.
    """
    content = orjson.loads(gzip.decompress(path.read_bytes()))
    return language_of(content["folded"]), language_of(content["cased"])


def language_of(content: Mapping[str, Any]) -> LanguageModel:
    """Return the model of one part of a model file, as `models/train_reader.py` makes it."""
    words = [word for word, _, _ in content["words"]]
    spelling = {word: (spelt, count) for word, spelt, count in content["words"]}
    pairs = {(words[a], words[b]): count for a, b, count in content["pairs"]}
    triples = {(words[a], words[b], words[c]): count for a, b, c, count in content["triples"]}
    return LanguageModel(spelling, pairs, triples, content["codes"])
