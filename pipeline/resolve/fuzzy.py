"""Spellings that are almost one of the register's: typing and recognition errors."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from pipeline.resolve.register import Entry, Register
from pipeline.resolve.spelling import Word, bare_key, key_of, words_of

_SHORTEST = 7
_SHORTEST_CITY = 5
_HEAD = 2
# Up to which length of a key how many letters may differ: the shorter, the more one letter tells apart.
_ALLOWED = ((11, 1), (24, 2), (400, 3))
# Entries that are nearly as like as the best are candidates, too.
_GAP = 2


@lru_cache(maxsize=50_000)
def find_alike(register: Register, key: str) -> tuple[tuple[Entry, float], ...]:
    """Return the entries with a spelling that is almost this key, each with a likeness in (0, 1).

    Of several entries only those are named that are about as like as the best. A short key (`SCT`) is
    like nothing but itself; where its first letters, of the kind of organisation, are not right, all
    others must be.
    """
    if len(key) < _SHORTEST:
        return ()
    allowed = next(count for length, count in _ALLOWED if len(key) <= length) if len(key) <= _ALLOWED[-1][0] else 0
    keys = _keys_by_head(register).get(key[:_HEAD], ())
    found = process.extract(key, keys, scorer=OSA.distance, score_cutoff=allowed, limit=None)
    if not found:
        keys = [each for length in range(-1, 2) for each in _keys_by_length(register).get(len(key) + length, ())]
        found = process.extract(key, keys, scorer=OSA.distance, score_cutoff=1, limit=None)
    best: dict[str, int] = {}
    for form, distance, _ in found:
        for entry in (each for each in register.by_key[form] if distance <= _most(each)):
            best[entry.id] = min(int(distance), best.get(entry.id, allowed))
    least = min(best.values(), default=0)
    near = sorted((distance, identifier) for identifier, distance in best.items() if distance < least + _GAP)
    return tuple((register.entries[identifier], 1 - distance / len(key)) for distance, identifier in near)


def _most(entry: Entry) -> int:
    """Return how many letters may differ: one makes another office (`Thủ trưởng`), one word other collectives."""
    if entry.id.startswith("R."):
        return 0
    return 1 if entry.kind == "collective" else _ALLOWED[-1][1]


@lru_cache(maxsize=8)
def _keys_by_head(register: Register) -> dict[str, list[str]]:
    keys: dict[str, list[str]] = {}
    for key in register.by_key:
        keys.setdefault(key[:_HEAD], []).append(key)
    return keys


def provinces_alike(register: Register, words: Sequence[Word]) -> tuple[str, ...]:
    """Return the provinces of the one name that is almost these words, none where it is several or none."""
    key = bare_key(key_of(words))
    if len(key) < _SHORTEST_CITY:
        return ()
    alike = {name for name in register.bare_places if OSA.distance(key, name, score_cutoff=1) <= 1}
    found = {register.bare_places[name] for name in alike}
    return next(iter(found)) if len(found) == 1 else ()


def is_like_city(register: Register, words: Sequence[Word]) -> bool:
    """Whether words are almost, and not quite, the name of a city under the central government."""
    key = bare_key(key_of(words))
    if not register.find_provinces(words) and len(key) >= _SHORTEST_CITY:
        return any(OSA.distance(key, city, score_cutoff=1) <= 1 for city in _cities(register))
    return False


@lru_cache(maxsize=8)
def _cities(register: Register) -> frozenset[str]:
    return frozenset(bare_key(key_of(words_of(each.short))) for each in register.provinces.values() if each.is_city)


@lru_cache(maxsize=8)
def _keys_by_length(register: Register) -> dict[int, list[str]]:
    keys: dict[int, list[str]] = {}
    for key in register.by_key:
        keys.setdefault(len(key), []).append(key)
    return keys
