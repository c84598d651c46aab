"""Search keys: the same text with what makes no difference to a reader folded away.

Folding never changes evidence. `fold` keeps every character in its place, so that an offset found
in the key is an offset of the text; `squeeze` and `strip_tones` don't.
"""

from __future__ import annotations

import re
import unicodedata

_DASHES = "‐‑‒–—―−﹣－\u00ad"
_DOUBLE_QUOTES = "“”„‟«»″＂"
_SINGLE_QUOTES = "‘’‚‛′`´ʻʼ"
_SPACES = "\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"


def _single_characters() -> dict[int, str]:
    """Return the table of characters that fold to one other character."""
    table = {**dict.fromkeys(map(ord, _DASHES), "-"), **dict.fromkeys(map(ord, _SPACES), " ")}
    table.update(dict.fromkeys(map(ord, _DOUBLE_QUOTES), '"'))
    table.update(dict.fromkeys(map(ord, _SINGLE_QUOTES), "'"))
    table.update({ord("Ð"): "đ", ord("ð"): "đ", ord("Ɖ"): "đ", ord("ɖ"): "đ"})
    table.update({0xFF10 + digit: str(digit) for digit in range(10)})
    return table


_TABLE = _single_characters()
_FOLDED = frozenset(map(chr, _TABLE))
_FOLDABLE = re.compile("[" + re.escape("".join(sorted(_FOLDED))) + "]")

# Old placement of the tone mark (on the first vowel) -> new placement (on the second).
_TONES = {
    old + second: first + new
    for first, marked, second, moved in (
        ("o", "òóỏõọ", "a", "àáảãạ"),
        ("o", "òóỏõọ", "e", "èéẻẽẹ"),
        ("u", "ùúủũụ", "y", "ỳýỷỹỵ"),
    )
    for old, new in zip(marked, moved, strict=True)
}
_OLD_TONE = re.compile("(" + "|".join(_TONES) + r")(?![^\W\d_])")
_PAIR = re.compile("[òóỏõọùúủũụ][aey]")
_SHORT = 1000
_MARKS = re.compile("[\u0300-\u036f]+")


def fold(text: str) -> str:
    """Return the search key of a text, character by character of the same length.

    Lower case; tone marks of open syllables on the second vowel (`hòa` and `hoà` become `hoà`);
    every dash `-`, curly quotes straight, every blank but the line break a plain space, look-alikes
    of Đ `đ`, full-width digits plain.

    Args:
        text: Any text, best in NFC.

    Returns:
        A key with `len(fold(text)) == len(text)`.
    """
    lowered = text.lower()
    if len(lowered) != len(text):
        # A few letters (İ) grow when lowered; they must not move what stands after them.
        lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    # Few of the foldable characters are in any one text, and none in most phrases: replacing those that are
    # costs a fifth of `translate`.
    key = lowered
    for char in _FOLDED.intersection(lowered) if _FOLDABLE.search(lowered) else ():
        key = key.replace(char, _TABLE[ord(char)])
    # Over a whole text, one membership test per pair is cheaper than a regex pass; over a few words it is not.
    if _PAIR.search(key) if len(key) < _SHORT else any(pair in key for pair in _TONES):
        key = _OLD_TONE.sub(_move_tone, key)
    return key


def _move_tone(match: re.Match[str]) -> str:
    return _TONES[match[1]]


def squeeze(text: str) -> str:
    """Return the text with each run of white space as one space, none at the ends."""
    return " ".join(text.split())


def strip_tones(text: str) -> str:
    """Return the text without any Vietnamese marks (`Đắk Nông` becomes `Dak Nong`).

    The result can be shorter than a decomposed input; offsets are not kept.
    """
    bare = _MARKS.sub("", unicodedata.normalize("NFD", text))
    return bare.translate({ord("đ"): "d", ord("Đ"): "D", ord("ð"): "d", ord("Ð"): "D"})
