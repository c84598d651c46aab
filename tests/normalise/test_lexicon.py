"""Word lists found at a place of a folded text."""

from __future__ import annotations

import pytest

from pipeline.normalise.lexicon import Lexicon, load_lexicon

WORDS = Lexicon(["rà soát", "rà", "hướng dẫn", "p."])


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [("rà soát lại", 0, 7), ("rà lại", 0, 2), ("ràng buộc", 0, None), ("đã hướng dẫn", 3, 12), ("p. tài chính", 0, 2)],
)
def test_longest_word_counts(text, start, end):
    """The longest word that ends at a word border is found, a part of a longer word is not."""
    assert WORDS.end_at(text, start) == end


def test_words_of_one_letter():
    """A word of one letter is found before a blank, a mark and at the end, not at the beginning of a longer word."""
    words = Lexicon(["ở", "ở trên"])
    assert [words.end_at(text, 0) for text in ("ở tỉnh", "ở, tại", "ở", "ở trên", "ởn", "")] == [1, 1, 1, 6, None, None]


def test_unknown_kind():
    """A kind that the file does not have is an error, not an empty list."""
    with pytest.raises(KeyError):
        load_lexicon("task_words.csv", "adjective")


@pytest.mark.parametrize("kind", ["verb", "adverb", "opener", "predicate", "relative", "modifier", "staff", "noun"])
def test_words_are_folded(kind):
    """Words are found in folded text, however they are written in the file."""
    words = load_lexicon("task_words.csv", kind).words
    assert words
    assert all(word == word.lower() for word in words)
