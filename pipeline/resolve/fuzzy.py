"""Spellings that are almost one of the register's: typing and recognition errors."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from pipeline.resolve.register import Entry, Register

_SHORTEST = 7
_HEAD = 2
# Up to which length of a key how many letters may differ: the shorter, the more one letter tells apart.
_ALLOWED = ((11, 1), (24, 2), (400, 3))
# Entries that are nearly as like as the best are candidates, too.
_GAP = 2
# One letter makes another office (`Thủ trưởng`, `Thứ trưởng`), one word other organisations.
_MOST_OF_KIND = {"role": 0, "collective": 1}


@lru_cache(maxsize=50_000)
def find_alike(register: Register, key: str) -> tuple[tuple[Entry, float], ...]:
    """Return the entries with a spelling that is almost this key, each with a likeness in (0, 1).

    Of several entries only those are named that are about as like as the best. A short key (`SCT`) is
    like nothing but itself, and the first letters, of the kind of organisation, must be right.
    """
    if len(key) < _SHORTEST:
        return ()
    allowed = next(count for length, count in _ALLOWED if len(key) <= length) if len(key) <= _ALLOWED[-1][0] else 0
    keys = _keys_by_head(register).get(key[:_HEAD], ())
    found = process.extract(key, keys, scorer=OSA.distance, score_cutoff=allowed, limit=None)
    best: dict[str, int] = {}
    for form, distance, _ in found:
        for entry in (each for each in register.by_key[form] if distance <= _MOST_OF_KIND.get(each.kind, distance)):
            best[entry.id] = min(int(distance), best.get(entry.id, allowed))
    least = min(best.values(), default=0)
    near = sorted((distance, identifier) for identifier, distance in best.items() if distance < least + _GAP)
    return tuple((register.entries[identifier], 1 - distance / len(key)) for distance, identifier in near)


@lru_cache(maxsize=8)
def _keys_by_head(register: Register) -> dict[str, list[str]]:
    keys: dict[str, list[str]] = {}
    for key in register.by_key:
        keys.setdefault(key[:_HEAD], []).append(key)
    return keys
