"""Word lists of one kind each, found at a place of a folded text.

A CSV of words has the columns `kind,words`; `words` are separated by `|`, and a kind may have
several rows. Words are folded when they are loaded, so that spelling variants need no entries.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from pipeline.normalise.text import fold
from pipeline.patterns import read_table

_SYLLABLE = re.compile(r"[^\W_]+|\S")


class Lexicon:
    """The words of one or more kinds, by their first syllable, the longest first."""

    def __init__(self, words: Iterable[str]) -> None:
        """Index the words; an empty word is refused by the regular expression that finds syllables."""
        self.words = tuple(sorted(set(words), key=len, reverse=True))
        self._forms: dict[str, list[str]] = {}
        for word in self.words:
            if first := _SYLLABLE.match(word):
                self._forms.setdefault(first[0], []).append(word)
        self._openings = frozenset(word[:2] for words in self._forms.values() for word in words)

    def end_at(self, key: str, start: int) -> int | None:
        """Return where the longest word that begins at `start` ends, None where none does.

        Args:
            key: A folded text.
            start: An offset in it, best at the beginning of a word.
        """
        opening = key[start : start + 2]
        if opening not in self._openings and opening[:1] not in self._openings:  # nearly everywhere
            return None
        first = _SYLLABLE.match(key, start)
        for form in self._forms.get(first[0], ()) if first else ():
            end = start + len(form)
            if key.startswith(form, start) and not (end < len(key) and key[end].isalnum() and form[-1].isalnum()):
                return end
        return None


@cache
def load_lexicon(file: str, *kinds: str) -> Lexicon:
    """Return the words of these kinds in a CSV file of `pipeline.patterns`.

    Raises:
        KeyError: where the file has no words of a kind.
    """
    rows: dict[str, list[str]] = {}
    for row in read_table(file):
        rows.setdefault(row["kind"], []).extend(fold(word) for word in row["words"].split("|"))
    return Lexicon(word for kind in kinds for word in rows[kind])
