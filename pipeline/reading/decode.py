"""The likeliest reading of a line: candidates per word, ranked by the language model from left to right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.reading.language import START, LanguageModel

_BEAM = 8


class Candidate(NamedTuple):
    """One way to read a word: the tokens it stands for (two where a blank was lost) and what it costs.

    `cost` is the negative logarithm of the probability that these words are read as what stands there;
    `pieces` are the characters of the reading, each with the characters that were read for it.
    """

    tokens: tuple[str, ...]
    cost: float
    pieces: tuple[tuple[str, str], ...]


class _Path(NamedTuple):
    score: float
    first: str
    second: str
    chosen: _Chosen | None


class _Chosen(NamedTuple):
    """The last choice of a path, and the one before it: paths share their beginnings."""

    number: int
    before: _Chosen | None


def best_reading(
    slots: Sequence[Sequence[Candidate]], language: LanguageModel, before: tuple[str, str] = (START, START)
) -> list[Candidate]:
    """Return the candidate of every slot that makes the likeliest line after the two tokens before it.

    The eight likeliest histories are kept from word to word; of two with the same last two words the
    likelier.
    """
    paths = [_Path(0.0, *before, None)]
    for slot in slots:
        found: dict[tuple[str, str], _Path] = {}
        for path in paths:
            for number, candidate in enumerate(slot):
                longer = _extended(path, number, candidate, language)
                key = (longer.first, longer.second)
                if key not in found or longer.score > found[key].score:
                    found[key] = longer
        paths = sorted(found.values(), key=lambda path: -path.score)[:_BEAM]
    last = paths[0].chosen
    numbers: list[int] = []
    while last is not None:
        numbers.append(last.number)
        last = last.before
    return [slot[number] for slot, number in zip(slots, reversed(numbers), strict=True)]


def _extended(path: _Path, number: int, candidate: Candidate, language: LanguageModel) -> _Path:
    score, first, second = path.score - candidate.cost, path.first, path.second
    for token in candidate.tokens:
        score += language.score(first, second, token)
        first, second = second, token
    return _Path(score, first, second, _Chosen(number, path.chosen))
