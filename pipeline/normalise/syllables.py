"""Which words are possible Vietnamese syllables: onsets, rimes and tones in all their combinations."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

from pipeline.normalise.text import fold, strip_tones
from pipeline.patterns.gazetteer import read_table

_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_STOPPED_TONES = ("\u0301", "\u0323")
_STOPS = ("c", "ch", "p", "t")
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
