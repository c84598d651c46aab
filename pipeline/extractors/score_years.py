"""Which years a figure is of: printed beside it, in its sentence, its heading or its document."""

from __future__ import annotations

import re

from pipeline.extractors.score_context import ScoreContext
from pipeline.extractors.score_figures import YEAR
from pipeline.extractors.score_readings import Reading

_AFTER = re.compile(
    r"\s?\)?\s?(?:của\s|trong\s|vào\s)?(?:\(\s?)?(?:của\s|trong\s)?(?:năm\s)((?:19|20)\d\d)(?!\s(?:là|đạt|xếp|đứng|chỉ)\b|\s?:)|[^,;.:()\d]{0,40}\((?:năm\s)?((?:19|20)\d\d)\)"
)
# What stands in brackets after a comparison is the earlier figure: `so với năm 2022 (xếp thứ 5)`.
_BRACKETED = re.compile(r"so với năm\s((?:19|20)\d\d)\s?\([^()]{0,30}$")
_YEARS = re.compile(
    r"\bnăm\s((?:19|20)\d\d)((?:(?:,\s|\svà\s|;\s)(?:năm\s)?(?:19|20)\d\d(?![\d/]))*)(?!\s?[-–]\s?\d)|\(((?:19|20)\d\d)\)"
)
_COMPARED = re.compile(r"(?:so với|so|hơn|kém|bằng|tháng \d{1,2}|tháng)\s(?:kết quả\s|cùng kỳ\s|chỉ số\s|của\s)*$")
# A year told in passing is of what stands in the same brackets: `đạt 88 điểm (năm 2022 là 84 điểm); xếp hạng 8/18`.
_ASIDE = re.compile(r"\((?![^()]{0,5}(?:19|20)\d\d\))[^()]{0,120}\)")
_CLAUSE_END = re.compile(r"[;,.]")


def printed_years(context: ScoreContext, reading: Reading) -> list[int]:
    """Return the years printed for a figure in its sentence, the nearest mention's; empty where none is."""
    key = context.key[reading.sentence.start : reading.sentence.end]
    offset = reading.sentence.start
    end = reading.figure.end - offset
    if match := _AFTER.match(key, end):
        return [int(match[1] or match[2])]
    if match := _BRACKETED.search(key[max(reading.figure.start - offset - 60, 0) : reading.figure.start - offset]):
        return [int(match[1])]
    return _before(key, reading.figure.start - offset) or _later(key, end)


def paragraph_years(context: ScoreContext, reading: Reading) -> list[int]:
    """Return the years last printed in the sentences of the paragraph before the figure's."""
    line = reading.sentence.line
    key = context.key[line.start : reading.sentence.start] if line.table is None else ""
    return _before(key, len(key))


def later_years(context: ScoreContext, reading: Reading) -> list[int]:
    """Return the year named further on in the sentence, of all its figures (`A đạt 9 điểm; B đạt 8 điểm năm 2022`)."""
    key = context.key[reading.sentence.start : reading.sentence.end]
    start = reading.figure.end - reading.sentence.start
    asides = [aside.span() for aside in _ASIDE.finditer(key, start)]
    for match in _YEARS.finditer(key, start):
        if not _is_within(match, asides) and not _is_compared(key, match.start()):
            return [int(YEAR.findall(match[0])[0])]
    return []


def _before(key: str, end: int) -> list[int]:
    """Return the years of the last mention before the figure that is no comparison."""
    found: list[int] = []
    asides = [aside.span() for aside in _ASIDE.finditer(key, 0, end)]
    for match in _YEARS.finditer(key, 0, end):
        if not _is_within(match, asides) and not _is_compared(key, match.start()):
            found = [int(year) for year in YEAR.findall(match[0])]
    return found


def _later(key: str, start: int) -> list[int]:
    """Return the year named after the figure in the same clause (`xếp thứ 5 cả nước năm 2022`)."""
    stop = _CLAUSE_END.search(key, start)
    asides = [aside.span() for aside in _ASIDE.finditer(key, start)]
    years = _YEARS.finditer(key, start, stop.start() if stop else len(key))
    match = next((match for match in years if not _is_within(match, asides)), None)
    if match is None or _is_compared(key, match.start()):
        return []
    return [int(YEAR.findall(match[0])[0])]


def _is_within(match: re.Match[str], asides: list[tuple[int, int]]) -> bool:
    return any(start < match.start() and match.end() <= stop for start, stop in asides)


def _is_compared(key: str, start: int) -> bool:
    return _COMPARED.search(key[max(start - 40, 0) : start]) is not None
