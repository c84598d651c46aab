"""When two values are the same to a careful reader."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
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
    return STRICT.is_same(one, other)


def is_nearly_same(gold: object, found: object) -> bool:
    """Whether two texts are equal but for a slip of the pen; never where a figure differs."""
    return STRICT.is_nearly_same(gold, found)


def never(_gold: str, _found: str) -> bool:
    """Whether two different keys may stand for the same words: no."""
    return False


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike values must be to count as the same; the default is strict.

    Documents that were made worse on purpose can only be compared with the annotation of the clean
    ones by somebody who looks through the noise, on both sides alike.

    Args:
        fold: What is left of any value for comparison.
        misreads: Whether one key of printed words may be a misreading of another (gold first).
        holds: Whether the first key, an anchor, stands in the second with its misreadings.
    """

    fold: Callable[[object], str] = key_of
    misreads: Callable[[str, str], bool] = never
    holds: Callable[[str, str], bool] = never

    def is_same(self, gold: object, found: object) -> bool:
        """Whether two values are equal once folded: numbers, dates, codes."""
        return self.fold(gold) == self.fold(found)

    def is_same_text(self, gold: object, found: object) -> bool:
        """Whether two printed texts are equal once folded, or one is misread."""
        first, second = self.fold(gold), self.fold(found)
        return first == second or self.misreads(first, second)

    def is_nearly_same(self, gold: object, found: object) -> bool:
        """Whether two texts are equal but for a slip of the pen; never where a figure differs."""
        first, second = self.fold(gold), self.fold(found)
        is_slip = _figures(first) == _figures(second) and _is_alike(first, second)
        return first == second or is_slip or self.misreads(first, second)


STRICT = Likeness()


def _is_alike(gold: str, found: str) -> bool:
    # Common definition of the measure: longest common blocks, gold first; its cheap upper bound comes before.
    matcher = SequenceMatcher(None, gold, found, autojunk=False)
    return matcher.quick_ratio() >= NEARLY and matcher.ratio() >= NEARLY


def rounded(value: object) -> float | None:
    """Return a number as it is compared, to four decimals; None stays None."""
    return None if value is None else round(float(str(value)), 4)


def _figures(key: str) -> list[str]:
    return [figure.lstrip("0") for figure in _FIGURES.findall(key)]
