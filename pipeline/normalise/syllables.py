"""Which words are possible Vietnamese syllables: onsets, rimes and tones in all their combinations.

Which onsets and rimes there are is data (`syllables.csv`); after a final stop only two of the six tones
are possible. How many of a text's words are syllables shows whether it reads as Vietnamese.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from pipeline.normalise.text import fold, strip_tones
from pipeline.patterns.gazetteer import read_table

_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_STOPPED_TONES = ("\u0301", "\u0323")
_STOPS = ("c", "ch", "p", "t")
_TONE = re.compile("[" + "".join(_TONES) + "]")
_WORD = re.compile(r"[^\s!-@\[-`{-~“”‘’–—…]+")
_LONGEST = 7
_MARKED = "ăâêôơư"
_VOWELS = "aeiouy" + _MARKED


@cache
def syllables() -> frozenset[str]:
    """Return every possible syllable, in the folded spelling of `normalise.text.fold`."""
    return frozenset(fold(toned) for bare in _untoned() for toned in _toned(bare))


@cache
def bare_syllables() -> frozenset[str]:
    """Return every possible syllable without its marks."""
    return frozenset(map(strip_tones, syllables()))


def share_of_syllables(text: str) -> tuple[float, int]:
    """Return which share of the words with letters outside ASCII are possible syllables, and of how many.

    Words of ASCII letters say nothing: they are the same in every encoding. Digits and ASCII punctuation part words.
    """
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    if not words:
        return 0.0, 0
    return sum(map(is_syllable, words)) / len(words), len(words)


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Return whether a word, in any Unicode form, case and place of its tone mark, is a possible syllable."""
    if len(word) > 2 * _LONGEST:
        return False
    marked = unicodedata.normalize("NFD", word.lower())
    tones = _TONE.findall(marked)
    bare = unicodedata.normalize("NFC", _TONE.sub("", marked))
    possible = ("", *_STOPPED_TONES) if bare.endswith(_STOPS) else _TONES
    return len(tones) <= 1 and bare in _untoned_syllables() and "".join(tones) in possible


@cache
def _untoned_syllables() -> frozenset[str]:
    return frozenset(_untoned())


def _untoned() -> Iterator[str]:
    onsets: dict[str, list[str]] = {}
    for row in read_table("syllables.csv"):
        forms = row["forms"].split("|")
        if row["part"] == "onset":
            onsets[row["before"]] = forms
        elif row["part"] == "rime":
            yield from (onset + rime for onset in onsets[row["before"]] for rime in forms)
        else:
            yield from forms


def _toned(bare: str) -> Iterator[str]:
    """Yield the syllable with each tone that it can have; one that ends in a stop has only two."""
    at = _nucleus(bare)
    for tone in _STOPPED_TONES if bare.endswith(_STOPS) else _TONES:
        yield unicodedata.normalize("NFC", bare[: at + 1] + tone + bare[at + 1 :])


def _nucleus(bare: str) -> int:
    """Return where the tone mark stands: on a marked vowel, else by the shape of the rime."""
    marked = [at for at, char in enumerate(bare) if char in _MARKED]
    if marked:
        return marked[-1]
    start = 2 if bare.startswith("qu") or (bare.startswith("gi") and bare[2:3] in tuple(_VOWELS)) else 0
    vowels = [at for at, char in enumerate(bare) if char in _VOWELS and at >= start] or [1]
    if len(vowels) == 1:
        return vowels[0]
    is_glide = bare[vowels[0] : vowels[0] + 2] in ("oa", "oe", "uy") or len(vowels) > 2
    return vowels[1] if is_glide or vowels[-1] < len(bare) - 1 else vowels[0]
