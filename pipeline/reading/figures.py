"""Figures with letters in them that can only be misread: `O6/2024`, `l5/6/2024`, `9l,75`, `quý 1V`.

Only `O` for 0, `l` or `I` for 1, and 1 or `l` for a Roman I, and only where what stands around leaves no
other reading: a repaired figure is never a guess.
"""

from __future__ import annotations

import re
from typing import Final

_MAY: Final = re.compile(r"[\dIVX][OolI1]|[OolI1][\dIVX]|^l\.")
# A number with its separators; what touches it is no letter. After a slash a code may follow.
_NUMBER: Final = re.compile(r"(?<![\w/])[\dOlI]{1,12}(?:[.,/-][\dOlI]{1,12}){0,5}(?!\w|[.,-]\w)")
_QUARTER: Final = re.compile(r"(?<=[Qq]uý )(?=[IVXl1]{0,3}[IVX])[IVXl1]{1,4}(?!\w)")
_HEAD: Final = re.compile(r"^(?:l|(?=[IVXl1]{0,3}[IVX])[IVXl1]{1,4})(?=\.\s+(\S\S))")
_TABLE: Final = str.maketrans("OlI", "011")
_TO_ROMAN: Final = str.maketrans("l1", "II")
_STROKES: Final = frozenset("1lI")
_GROUPS: Final = re.compile("([.,/-])")


def repair_figures(text: str) -> str:
    """Return the text with misread figures put right; its length stays."""
    if _MAY.search(text) is None:
        return text
    text = _QUARTER.sub(lambda match: match[0].translate(_TO_ROMAN), text)
    return _NUMBER.sub(_repaired, _HEAD.sub(_marker, text))


def _marker(match: re.Match[str]) -> str:
    """Headings in capitals have Roman figures; `l.` before other text is 1."""
    marker = match[0]
    if match[1].isupper() or not _STROKES.issuperset(marker):
        return marker.translate(_TO_ROMAN)
    return "1" if marker == "l" else marker


def _repaired(match: re.Match[str]) -> str:
    """Repair the groups of a number; an `I` counts as 1 only where other figures stand in it or beside it."""
    number = match[0]
    figures = sum(char.isdigit() for char in number if char not in _STROKES)
    return "".join(_group(part, figures) for part in _GROUPS.split(number))


def _group(part: str, figures: int) -> str:
    """Strokes alone may be a Roman figure: they stay."""
    if not part or _STROKES.issuperset(part):
        return part
    return part.translate(_TABLE) if figures > 1 or "I" not in part else part
