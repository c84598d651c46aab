"""Whether a text reads as Vietnamese: the share of its words that are possible syllables.

A syllable is an onset, a rime and a tone; which there are is data (`syllables.csv`). After a final
stop only two of the six tones are possible. The place of the tone mark makes no difference.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from pipeline.patterns import read_table

_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_STOP_TONES = frozenset({"\u0301", "\u0323"})
_WORD = re.compile(r"[^\s!-@\[-`{-~“”‘’–—…]+")
_LONGEST = 7


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
    """Return whether a word, in any Unicode form and case, is a possible Vietnamese syllable."""
    if len(word) > 2 * _LONGEST:
        return False
    marked = unicodedata.normalize("NFD", word.lower())
    tones = _TONE.findall(marked)
    bare = unicodedata.normalize("NFC", _TONE.sub("", marked))
    if len(tones) > 1 or len(bare) > _LONGEST:
        return False
    open_forms, stop_forms = _forms()
    return bare in open_forms or (bare in stop_forms and (not tones or tones[0] in _STOP_TONES))


@cache
def _forms() -> tuple[frozenset[str], frozenset[str]]:
    """Return all syllables without their tone: those that take any tone, and those that end in a stop."""
    kinds = {row["kind"]: row["words"].split("|") for row in read_table("syllables.csv")}
    onsets = ["", *kinds["onset"]]
    free = frozenset(onset + rime for onset in onsets for rime in kinds["rime"] + kinds["nasal"])
    # `gì`, `gìn` and `giêng` write one i for two; `quy` has it in the onset.
    return free | {"gi", "gin", "giêng", "giêm"}, frozenset(onset + rime for onset in onsets for rime in kinds["stop"])
