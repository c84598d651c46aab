"""Letters that came apart or came twice on the way out of a program: put right before offsets exist.

`Ð` (eth) stands for `Đ`, a tone mark after a space belongs to the word before it, and print that was
made bold by printing it twice comes out as `KKẾẾ`.
"""

from __future__ import annotations

import re
import unicodedata

from pipeline.normalise.syllables import is_syllable

_ETH = {ord("Ð"): "Đ", ord("Ɖ"): "Đ", ord("ð"): "đ", ord("ɖ"): "đ"}
_MARKS = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"
_ODD = re.compile(rf"[ÐðƉɖ{_MARKS}]|(\w)\1(\w)\2(\w)\3")
_SPLIT = re.compile(
    rf"([^\W\d_]{{1,6}}) {{1,3}}([{_MARKS}]{{1,2}})([^\W\d_]{{0,5}})(?: ([^\W\d_]{{1,2}})(?![^\W\d_]))?"
)
_VOWEL = re.compile("[aeiouy][\u0302\u0306\u031b]?(?!.*[aeiouy])", re.IGNORECASE)
_WORD = re.compile(r"\S+")


def repair_letters(text: str) -> str:
    """Return the text, in NFC, with such letters put right; most texts pass unchanged."""
    if not _ODD.search(text):
        return text
    text = _SPLIT.sub(_attach, text.translate(_ETH))
    return "\n".join(map(_print_once, text.split("\n")))


def _attach(match: re.Match[str]) -> str:
    """Put a mark on the vowel that it was printed over, and the rest of the syllable after it."""
    before, marks, after, rest = match.groups()
    bare = unicodedata.normalize("NFD", before)
    vowel = _VOWEL.search(bare)
    place = vowel.end() if vowel else len(bare)
    word = unicodedata.normalize("NFC", bare[:place] + marks + bare[place:] + after)
    if rest is None:
        return word
    joined = word + rest
    return joined if is_syllable(joined) and (len(rest) == 1 or not is_syllable(rest)) else f"{word} {rest}"


def _print_once(line: str) -> str:
    """Return a line whose words of letters all have every character twice with each once."""
    words = [word for word in _WORD.findall(line) if len(word) > 1]
    letters = [word for word in words if any(char.isalpha() for char in word)]
    if not any(len(word) > 5 for word in letters) or not all(map(_is_double, words)):
        return line
    return _WORD.sub(lambda match: match[0][::2] if _is_double(match[0]) else match[0], line)


def _is_double(word: str) -> bool:
    return len(word) > 1 and word[::2] == word[1::2]
