"""Moves from one rank to another: `từ vị trí thứ 16 lên thứ 13 so với năm 2022` is two ranks of two years."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.extractors.score_context import ScoreContext
from pipeline.extractors.score_readings import Reading

_FROM = re.compile(r"\btừ\s(?:xếp\s|hạng\s|vị trí\s|vị thứ\s|thứ hạng\s|mức\s)?$")
_TO = re.compile(r"\s?(?:lên|xuống|còn|về|vươn|thành)\b")
_COMPARED = re.compile(r"\bso với (?:kết quả |cùng kỳ )?(?:năm )?((?:19|20)\d\d)")
_OWN_YEAR = re.compile(r"\s?\(?\s?(?:của |trong |vào )?(?:năm )?(?:19|20)\d\d")
_NEAR = 30


def date_moves(context: ScoreContext, readings: Iterable[Reading]) -> Iterator[Reading]:
    """Yield the readings; the rank that a move starts from gets the year compared with.

    Where no year is printed for it, it is left out: it is no rank of the other one's year.
    """
    found = list(readings)
    for at, reading in enumerate(found):
        following = found[at + 1] if at + 1 < len(found) else None
        if following is None or not _is_start(context, reading, following):
            yield reading
        elif year := _year_before(context, reading):
            yield replace(reading, year=year, change=None)


def _is_start(context: ScoreContext, reading: Reading, following: Reading) -> bool:
    """Whether the figure is where a move starts that the next one ends, without a year of its own."""
    figure, end = reading.figure, following.figure
    if figure.kind != "RANK" or end.kind != "RANK" or reading.sentence is not following.sentence:
        return False
    key = context.key
    starts = key.startswith("từ ", figure.start) or _FROM.search(key[max(figure.start - _NEAR, 0) : figure.start])
    if not starts or end.start - figure.end > _NEAR or _OWN_YEAR.match(key, figure.end):
        return False
    return _TO.search(key, figure.end, end.end) is not None


def _year_before(context: ScoreContext, reading: Reading) -> int | None:
    match = _COMPARED.search(context.key, reading.sentence.start, reading.sentence.end)
    return int(match[1]) if match else None
