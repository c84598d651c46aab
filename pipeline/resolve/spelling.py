"""How an organisation's name is written: words without what spellings differ in, and short forms.

Two spellings of one name have the same words: case, dashes, commas, `&` and `và` make no difference,
and the usual abbreviations (`UBND`, `VP`) are written out. A name's own initials (`LĐ-TB&XH`) are
generated from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product

from pipeline.normalise.text import fold, squeeze, strip_tones
from pipeline.patterns import read_table

_TOKEN = re.compile(r"[^\W_]+|[(),;]")
_MARKS = frozenset("(),;")
_AND = frozenset(("và", "va", "cùng"))
_BORDER = re.compile(r"\s*(?:,|&|\s-\s|\svà\s|-)\s*")
_SHORTENED_HEADS = ("sở", "bộ", "phòng", "trung tâm", "chi cục", "cục")
_GLUED_HEADS = {"sở": "s", "bộ": "b"}
_LONGEST_SHORT = 3
_MOST_SEGMENTS = 4


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a mention: folded and written out, and whether it begins with a capital."""

    text: str
    capital: bool = False


@lru_cache(maxsize=50_000)
def words_of(text: str) -> tuple[Word, ...]:
    """Return the words of a mention, brackets and commas among them, abbreviations written out."""
    raw = squeeze(text)
    key = fold(raw)
    # Where nothing has a capital, capitals tell nothing about names.
    plain = raw == raw.lower()
    found = [
        Word(match[0], plain or raw[match.start()].isupper()) for match in _TOKEN.finditer(key) if match[0] not in _AND
    ]
    return tuple(_written_out(found))


def key_of(words: Iterable[Word]) -> str:
    """Return what all spellings of these words share."""
    return "".join(word.text for word in words if word.text not in _MARKS)


def bare_key(key: str) -> str:
    """Return the key without tones, for words that lost them."""
    return strip_tones(key).lower()


@cache
def spelling_rows(where: str) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Return the short forms of one kind with what they stand for, both as folded words, the longest first."""
    rows = [row for row in read_table("organisation_spellings.csv") if row["where"] == where]
    pairs = [(tuple(fold(row["short"]).split()), tuple(fold(row["full"]).split())) for row in rows]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


@cache
def _by_short(where: str) -> dict[tuple[str, ...], tuple[str, ...]]:
    return dict(spelling_rows(where))


def _written_out(words: list[Word]) -> Iterator[Word]:
    """Yield the words with the short forms written out, those of the beginning at the first word only."""
    position = 0
    while position < len(words):
        length, full = _short_at(words, position)
        if length:
            yield from (Word(text, words[position].capital) for text in full)
        else:
            yield words[position]
        position += length or 1


def _short_at(words: list[Word], position: int) -> tuple[int, tuple[str, ...]]:
    tables = ("first", "any") if position == 0 else ("any",)
    for length in range(min(_LONGEST_SHORT, len(words) - position), 0, -1):
        short = tuple(word.text for word in words[position : position + length])
        for where in tables:
            full = _by_short(where).get(short)
            if full is not None and not (where == "first" and len(words) == 1):
                return length, full
    return 0, ()


def spellings(name: str) -> Iterator[str]:
    """Yield a name and its usual short forms: every segment written out or by its initials.

    `Sở Lao động - Thương binh và Xã hội` gives `Sở LĐ TB XH`, `Sở Lao động TB XH`, `SLĐTBXH` and so on.
    """
    yield name
    key = fold(name)
    head = next((head for head in _SHORTENED_HEADS if key.startswith(head + " ")), None)
    if head is None or any(mark in name for mark in "()"):
        return
    segments = [segment for segment in _BORDER.split(key[len(head) :].strip()) if segment]
    if not 0 < len(segments) <= _MOST_SEGMENTS:
        return
    choices = [(segment, _initials(segment)) for segment in segments]
    for choice in product(*choices):
        yield " ".join((head, *choice))
    if head in _GLUED_HEADS:
        yield _GLUED_HEADS[head] + "".join(initials for _, initials in choices)


def _initials(segment: str) -> str:
    return "".join(word[0] for word in segment.split())
