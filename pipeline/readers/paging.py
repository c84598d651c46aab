"""Page numbers and running heads of paginated text: found among the lines, and left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.core.document import Line
from pipeline.readers.marks import BAR

_DRESSED = re.compile(
    r"[-–—]\s?\d{1,4}\s?[-–—]$|(?:Trang|TRANG|Page)\s?:?\s?\d{1,4}(?:\s?(?:/|of|trên)\s?\d{1,4})?$|\d{1,4}\s?\|\s?(?:P\s?a\s?g\s?e|Trang)$"
)
_BARE = re.compile(r"\d{1,4}$")
_LONGEST_HEAD = 90
_FEWEST_REPEATS = 3
_WIDEST_STEP = 3


def drop_paging(lines: list[Line]) -> list[Line]:
    """Return the lines without page numbers and without heads repeated beside them."""
    numbers = _page_numbers(lines)
    if not numbers:
        return lines
    heads = _running_heads(lines, numbers)
    return [line for index, line in enumerate(lines) if index not in numbers and index not in heads]


def _page_numbers(lines: Sequence[Line]) -> set[int]:
    dressed = {index for index, line in enumerate(lines) if len(line.text) < 24 and _DRESSED.match(line.text)}
    bare = [
        index
        for index, line in enumerate(lines)
        if len(line.text) <= 4 and _BARE.match(line.text) and _stands_alone(lines, index)
    ]
    return dressed | _rising(lines, bare)


def _stands_alone(lines: Sequence[Line], index: int) -> bool:
    """A number between bars is a cell, and one in a column of numbers belongs to it."""
    around = [lines[place] for place in (index - 1, index + 1) if 0 <= place < len(lines)]
    if any(line.text == BAR or "\t" in line.text or _BARE.match(line.text) for line in around):
        return False
    after = lines[index + 1] if index + 1 < len(lines) else None
    return lines[index].gap or after is None or after.gap


def _rising(lines: Sequence[Line], bare: Sequence[int]) -> set[int]:
    """Return those of the lone numbers that count pages: small steps upwards from a small first one."""
    pages: set[int] = set()
    last = 0
    for index in bare:
        value = int(lines[index].text)
        if last < value <= last + _WIDEST_STEP:
            pages.add(index)
            last = value
    return pages


def _running_heads(lines: Sequence[Line], numbers: set[int]) -> set[int]:
    beside = [
        place
        for index in numbers
        for place in (index - 1, index + 1)
        if 0 <= place < len(lines) and place not in numbers and 0 < len(lines[place].text) <= _LONGEST_HEAD
    ]
    counts = Counter(lines[place].text for place in beside if lines[place].text != BAR)
    return {place for place in beside if counts[lines[place].text] >= _FEWEST_REPEATS}
