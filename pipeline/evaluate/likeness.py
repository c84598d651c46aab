"""When two values are the same to a careful reader."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from pipeline.normalise.text import fold, squeeze

NEARLY = 0.93
"""Two texts with the same figures that are this alike (ratio of equal characters) differ by a slip of the pen only."""

_MARKUP = re.compile(r"[*_#`]+")
_AROUND_MARKS = re.compile(r"\s*([-/&,;:.()])\s*")
_FIGURES = re.compile(r"\d+|\b[ivx]+\b")
_END_MARKS = " .;:,/-"


def key_of(value: object) -> str:
    """Return what is left of a value when case, tone placement, dashes, spaces and end marks are folded."""
    text = fold(_MARKUP.sub("", "" if value is None else str(value)))
    return squeeze(_AROUND_MARKS.sub(r"\1", text)).strip(_END_MARKS)


def is_same(one: object, other: object) -> bool:
    """Whether two values are equal once folded."""
    return key_of(one) == key_of(other)


def is_nearly_same(gold: object, found: object) -> bool:
    """Whether two texts are equal but for a slip of the pen; never where a figure differs."""
    first, second = key_of(gold), key_of(found)
    return first == second or (_figures(first) == _figures(second) and _is_alike(first, second))


def _is_alike(gold: str, found: str) -> bool:
    # Common definition of the measure: longest common blocks, gold first; its cheap upper bound comes before.
    matcher = SequenceMatcher(None, gold, found, autojunk=False)
    return matcher.quick_ratio() >= NEARLY and matcher.ratio() >= NEARLY


def rounded(value: object) -> float | None:
    """Return a number as it is compared, to four decimals; None stays None."""
    return None if value is None else round(float(str(value)), 4)


def _figures(key: str) -> list[str]:
    return [figure.lstrip("0") for figure in _FIGURES.findall(key)]
