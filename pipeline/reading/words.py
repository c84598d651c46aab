"""How a line is cut into words for the language model; training and reading cut alike."""

from __future__ import annotations

import re
from typing import Final

from pipeline.normalise.text import fold

WORD: Final = re.compile(r"[^\W_]+|[^\w\s]")
_TONED: Final = re.compile("[À-ÃÈ-ÊÌ-ÍÒ-ÕÙ-ÚÝĂĨŨẠ-Ỹ]")
FIGURE: Final = "#"
END: Final = "."
_ENDS: Final = frozenset(".;:!?…")


def token_of(word: str) -> str:
    """Return what the language model calls a word or a mark of a line."""
    if word[0].isalnum():
        return FIGURE if any(map(str.isdigit, word)) else fold(word)
    return END if word in _ENDS else word


def cased_token_of(word: str) -> str:
    """Return what the model of case calls a word or a mark of a line: its letters keep their case."""
    if word[0].isalnum():
        return FIGURE if any(map(str.isdigit, word)) else word
    return END if word in _ENDS else word


def is_abbreviation(word: str, in_capitals: bool) -> bool:
    """Whether a word is an abbreviation: capitals without tones, where not everything is in capitals."""
    is_bare = word.isascii() or not _TONED.search(word)
    return len(word) > 1 and word.isupper() and is_bare and not in_capitals


def is_in_capitals(text: str) -> bool:
    """Whether a text is in capitals, but for a letter in five that may be misread."""
    upper = sum(map(str.isupper, text))
    return upper > 4 * sum(map(str.islower, text))
