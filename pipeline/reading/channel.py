"""What may have been printed where a word is read: words of the language model that look like it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from pipeline.normalise.syllables import syllables
from pipeline.normalise.text import fold, strip_tones
from pipeline.reading.decode import Candidate
from pipeline.reading.language import LanguageModel
from pipeline.reading.words import is_abbreviation, token_of

# Costs are negative logarithms: a mark is misread about once in a hundred letters, another letter once in 250.
_MARK_COST = 4.5
_LETTER_COST = 5.5
_SPLIT_COST = 6.0
_IMPOSSIBLE_COST = 14.0
_MOST = 16
_LONGEST_PAIR = 14
_LOOKS = str.maketrans("1lt|0e8hb5unqyz", "iifioc" + "bbb" + "s" + "nngv2")
_NAME_COST = 2.5
_FIGURES_FOR_LETTERS = "0158"
_CONSONANTS = frozenset("bcdđfghjklmnpqrstvwxz")
_LETTERS = str.maketrans("0158", "OISB")


def looks_of(word: str) -> set[str]:
    """Return the keys that words share which are taken for each other: marks gone, look-alikes one letter."""
    bare = strip_tones(word).lower()
    return {bare.translate(_LOOKS), bare.replace("rn", "m").translate(_LOOKS)}


class Channel:
    """Candidates for words, toneless or misread, out of the vocabulary of a language model."""

    def __init__(self, language: LanguageModel) -> None:
        self._language = language
        self._bare: dict[str, list[str]] = {}
        self._looks: dict[str, list[str]] = {}
        for word in language.words:
            self._bare.setdefault(strip_tones(word), []).append(word)
            for look in looks_of(word):
                self._looks.setdefault(look, []).append(word)

    def toned(self, word: str, in_capitals: bool) -> list[Candidate]:
        """Return the ways to set marks on a word that has none; only itself where none is known."""
        if is_abbreviation(word, in_capitals) and (code := self._language.codes.get(word)):
            return [_candidate(word, (token_of(code),), code, 0.0)]
        words = self._bare.get(word.lower(), [])[:_MOST] if word.isalpha() else []
        found = [_candidate(word, (each,), self._spelt(each, word), 0.0) for each in words]
        return found or [_as_read(word, 0.0)]

    def misread(self, word: str, in_capitals: bool) -> list[Candidate]:
        """Return what may have been printed where the word is read, the word itself among it."""
        if is_abbreviation(word, in_capitals):
            return [self._code(word) or _as_read(word, 0.0)]
        if not _is_readable(word):
            return [_as_read(word, 0.0)]
        key = fold(word)
        is_possible = key in self._language.spelling or key in syllables()
        found = [_as_read(word, 0.0 if is_possible else _IMPOSSIBLE_COST), *self._look_alikes(word, key)]
        if is_possible and word.istitle():
            found = [found[0], *(each._replace(cost=each.cost + _NAME_COST) for each in found[1:])]
        return found if is_possible else [*found, *self._split(word)]

    def _look_alikes(self, word: str, key: str) -> Iterator[Candidate]:
        for look in sorted(looks_of(word)):
            for each in self._looks.get(look, ())[: 2 * _MOST]:
                if each != key and (cost := _cost(key, each)) is not None:
                    yield _candidate(word, (each,), self._spelt(each, word), cost)

    def _code(self, word: str) -> Candidate | None:
        """A known abbreviation with a figure read for a letter, or without its bar: `U8ND`, `QD`."""
        code = word.translate(_LETTERS)
        code = self._language.codes.get(code, code)
        is_known = len(code) > 1 and code != word and code.isalpha() and fold(code) in self._language.spelling
        return _candidate(word, (fold(code),), code, 0.0) if is_known else None

    def _split(self, word: str) -> Iterator[Candidate]:
        """Two words whose blank was lost."""
        for at in range(1, len(word) if len(word) <= _LONGEST_PAIR else 0):
            left, right = fold(word[:at]), fold(word[at:])
            if left in self._language.spelling and right in self._language.spelling:
                pieces = (*zip(word[:at], word[:at], strict=True), (" ", ""), *zip(word[at:], word[at:], strict=True))
                yield Candidate((left, right), _SPLIT_COST, pieces)

    def _spelt(self, token: str, read: str) -> str:
        return _in_case_of(self._language.spelling[token][0], read)


def _candidate(read: str, tokens: tuple[str, ...], printed: str, cost: float) -> Candidate:
    return Candidate(tokens, cost, tuple(_aligned(printed, read)))


def _as_read(word: str, cost: float) -> Candidate:
    return Candidate((token_of(word),), cost, tuple(zip(word, word, strict=True)))


def _aligned(printed: str, read: str) -> Iterator[tuple[str, str]]:
    """Pair every character of the reading with what was read for it; `rn` and `m` stand for each other."""
    if len(printed) == len(read):
        yield from zip(printed, read, strict=True)
        return
    at = 0
    for index, char in enumerate(printed):
        if char in "mM" and read[at : at + 2].lower() == "rn":
            yield char, read[at : at + 2]
            at += 2
        elif printed[index : index + 2] == "rn" and read[at : at + 1] == "m":
            yield char, ""
        else:
            yield char, read[at : at + 1]
            at += 1


def _in_case_of(word: str, read: str) -> str:
    """Set the word in the case of what is read; a figure read for a letter tells that the letter is like it."""
    if sum(map(str.isupper, read)) > max(1, sum(map(str.islower, read))):
        return word.upper()
    first = read[0]
    is_capital = first.isupper() and not (first == "I" and word[0] == "l")
    return word[0].upper() + word[1:] if is_capital or first in "58" else word


def _is_readable(word: str) -> bool:
    """Whether a word can be a misread syllable: at most one figure among its letters, and a vowel."""
    figures = [char for char in word if char.isdigit()]
    if not figures:
        return len(word) > 3 or (len(word) > 1 and not _CONSONANTS.issuperset(word.lower()))
    letters = word.translate({ord(char): None for char in _FIGURES_FOR_LETTERS})
    return len(figures) == 1 and figures[0] in _FIGURES_FOR_LETTERS and letters.isalpha() and not letters.isupper()


@lru_cache(100_000)
def _cost(read: str, printed: str) -> float | None:
    """Return what it costs to read one word for the other; None where three letters or more differ."""
    one, other = read.replace("rn", "m"), printed.replace("rn", "m")
    if len(one) != len(other):
        return None
    cost = _LETTER_COST * (len(read) != len(printed) or ("rn" in read) != ("rn" in printed))
    differing = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    if len(differing) > 2:
        return None
    return cost + sum(_MARK_COST if _bare(a) == _bare(b) else _LETTER_COST for a, b in differing)


@cache
def _bare(char: str) -> str:
    return strip_tones(char)
