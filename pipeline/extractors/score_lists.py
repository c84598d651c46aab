"""Parallel lists: `A và B lần lượt đạt 43,96 điểm và 41,77 điểm` is one figure for each name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from pipeline.extractors.score_context import ScoreContext
from pipeline.extractors.score_figures import Mention
from pipeline.extractors.score_readings import Reading
from pipeline.extractors.score_subjects import LOCAL_BODIES, subject_of
from pipeline.normalise.numbers import parse_number

_MORE = re.compile(r"(?:,\s|\svà\s)(?:thứ\s|hạng\s)?(\d{1,3})(?:\s?/\s?(\d{1,3}))?(?![\w/.%-]|[.,]\d|\s\w)")
_NUMBER = re.compile(r"\d{1,4}(?:[.,]\d{1,4})?")
_BARE = re.compile(r"(?:\d{1,4}(?:[.,]\d{1,4})?(?:\s?[,;]\s(?:và\s)?|\svà\s)){1,12}$")
_YEAR = re.compile(r"(?:năm\s)?((?:19|20)\d\d)(?!\d)")


def share_lists(context: ScoreContext, readings: Iterable[Reading]) -> Iterator[Reading]:
    """Yield the readings, each figure of a parallel list with the name or year at its place."""
    for _, group in groupby(readings, key=lambda reading: reading.sentence.start):
        found = list(group)
        yield from _shared(context, found) if "lần lượt" in _words(context, found[0]) else found


def _words(context: ScoreContext, reading: Reading) -> str:
    return context.key[reading.sentence.start : reading.sentence.end]


def _shared(context: ScoreContext, readings: list[Reading]) -> Iterator[Reading]:
    at = context.key.find("lần lượt", readings[0].sentence.start)
    yield from (reading for reading in readings if reading.figure.start < at)
    after = [reading for reading in readings if reading.figure.start > at]
    for _, group in groupby(after, key=lambda reading: reading.figure.kind):
        figures = list(_expanded(context, list(group)))
        names = _names(context, figures[0], at, len(figures))
        if names is None:
            yield from figures
        else:
            yield from (_given(context, reading, name) for reading, name in zip(figures, names, strict=True))


def _expanded(context: ScoreContext, readings: list[Reading]) -> Iterator[Reading]:
    """Yield the readings with the bare numbers that go on a rank (`xếp thứ 2 và 3`) or lead to points."""
    yield from _leading(context, readings[0])
    yield from readings
    last = readings[-1]
    if last.figure.kind != "RANK":
        return
    end = last.figure.end
    while match := _MORE.match(context.key, end, last.sentence.end):
        values = tuple(v for v in map(parse_number, filter(None, match.groups())) if v is not None)
        yield replace(
            last, change=None, figure=replace(last.figure, start=match.start(1), end=match.end(), values=values)
        )
        end = match.end()


def _leading(context: ScoreContext, reading: Reading) -> Iterator[Reading]:
    """Yield the bare numbers before points, whose unit is printed once (`72,14 và 71,08 điểm`)."""
    start = context.key.find("lần lượt", reading.sentence.start)
    run = (
        _BARE.search(context.key, start, reading.figure.start) if reading.figure.kind in ("SCORE", "PERCENT") else None
    )
    for number in _NUMBER.finditer(context.key, *run.span()) if run else ():
        value = parse_number(number[0], grouped=False)
        if value is not None:
            figure = replace(reading.figure, start=number.start(), end=number.end(), values=(value,))
            yield replace(reading, change=None, percent=None, figure=figure)


def _names(context: ScoreContext, reading: Reading, at: int, count: int) -> Sequence[Mention | int] | None:
    """Return the list of exactly so many names or years before `lần lượt`, or None."""
    sentence = reading.sentence
    for labels in (("INDEX",), ("ORG", "PROVINCE")):
        names = sentence.between(sentence.start, at, *labels)
        if len(names) == count:
            return names
    local = [*LOCAL_BODIES.finditer(context.document.text, sentence.start, at)]
    found = [Mention("ORG", "", *part) for match in local for part in match.spans("name")]
    if len(found) == count:
        return found
    years = [int(match[1]) for match in _YEAR.finditer(context.key, sentence.start, at)]
    return years if len(years) == count else None


def _given(context: ScoreContext, reading: Reading, name: Mention | int) -> Reading:
    if isinstance(name, int):
        return replace(reading, year=name)
    if name.label == "INDEX":
        return replace(reading, subject=subject_of(context, reading.sentence, name))
    return replace(reading, org=name)
