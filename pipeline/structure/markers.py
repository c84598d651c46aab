"""List and heading markers: what stands before an item, its style, its place in the order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

# Styles from the widest to the narrowest. A style that is not in the outline yet opens a level
# below; of the first seven, one that is wider than an open one closes it.
STYLES: Final = (
    "appendix",
    "part",
    "chapter",
    "item",
    "upper",
    "roman",
    "article",
    "decimal1",
    "decimal2",
    "decimal3",
    "decimal4",
    "letter",
    "round",
    "dash",
    "plus",
)
BULLETS: Final = frozenset({"dash", "plus"})
# The Vietnamese alphabet as outlines use it (f, j, w, z come only from word processors).
LETTERS: Final = "abcdđeghiklmnopqrstuvxy"

_MARKER: Final = re.compile(
    r"""
    (?P<appendix>PHỤ\ LỤC(?:\ (?:SỐ\ )?(?:[IVXLC]{1,6}|\d{1,2}[A-Z]?|[A-Z])\b)?[.:]?(?=\s|$)
      |Phụ\ lục(?:\ (?:số\ )?(?:[IVXLC]{1,6}|\d{1,2}[A-Z]?|[A-Z]))?[.:]?$)
  | (?P<part>(?:PHẦN|Phần)\ (?:thứ\ \w{2,4}|THỨ\ \w{2,4}|[IVX]{1,5}|\d{1,2}|[A-Z])\b[.:]?)
  | (?P<chapter>(?:CHƯƠNG|Chương)\ (?:[IVXLC]{1,6}|\d{1,2})\b[.:]?)
  | (?P<item>(?:MỤC|Mục)\ (?:[IVX]{1,5}|\d{1,2})\b[.:]?(?=\s+[A-ZĐÀ-Ỹ]|$))
  | (?P<article>(?:Điều|ĐIỀU)\ \d{1,3}\b[.:]?)
  | (?P<roman>[IVXLl]{1,6}\s?[./)]|[IVX]{1,6}\s?[-–](?=\s))(?=\s*[^\s\d])
  | (?P<upper>[A-HĐ]\s?[./)](?=\s+\S))
  | (?P<decimal>\d{1,2}(?:\.\d{1,2}){1,3}\s?[./)]?|\d{1,3}\s?(?:[.)]|/(?!\S{0,9}[-/]|[A-ZĐ]{2})))(?=\s+\S|[A-ZĐÀ-Ỹ])
  | (?P<letter>[a-zđ]{1,2}\s?[)/](?=\s*\S)|[a-zđ]\.(?=\s+\S))
  | (?P<round>\((?:\d{1,2}|[a-zđ]|[ivx]{1,5})\)(?=\s*\S))
  | (?P<plus>\+(?=\s*[^\s\d]))
  | (?P<dash>[-–—•●*▪◦](?=\s+\S|[^\W\d_])|o(?=\s+[A-ZĐÀ-Ỹ]))
    """,
    re.VERBOSE,
)
_ROMAN: Final = {"I": 1, "l": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_WORD_STARTS: Final = frozenset({"Ph", "Ch", "Mụ", "Đi"})
_AFTER_LETTER: Final = frozenset(")./ ")
_STARTS: Final = frozenset("PpCcMmĐđ(+-–—•●*▪◦IVXLlABDEFGH0123456789aáàbcdeghiklmnopqrstuvxy")


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker as printed, its style (one of `STYLES`), its ordinal (None for bullets) and its end in the line."""

    text: str
    style: str
    ordinal: int | None
    end: int


def find_marker(text: str) -> Marker | None:
    """Return the marker that the line starts with, or None."""
    if not _may_start(text):
        return None
    match = _MARKER.match(text)
    if match is None or match.end() == 0:
        return None
    style = match.lastgroup or ""
    raw = match.group().strip()
    label = raw.rstrip(" .:/)-–").lstrip("(")
    if style == "decimal":
        style = f"decimal{label.count('.') + 1}"
        if style == "decimal1" and len(label) == 3:
            return None  # a quantity or a year, not an item
    end = match.end()
    while end < len(text) and text[end] == " ":
        end += 1
    return Marker(label if style not in BULLETS else raw, style, _ordinal(style, label), end)


def _may_start(text: str) -> bool:
    """Tell prose at a glance: nearly every line begins with a word."""
    first, second = text[:1], text[1:2]
    if first not in _STARTS or not first:
        return False
    if first == "l" or not first.isalpha():
        return True
    if second.islower():
        return text[:2] in _WORD_STARTS or (first.islower() and text[2:3] in _AFTER_LETTER)
    return not first.islower() or second in _AFTER_LETTER


def _ordinal(style: str, label: str) -> int | None:
    if style.startswith("decimal"):
        return int(label.rsplit(".", 1)[-1])
    if style in ("letter", "upper", "round") and not label.isdigit():
        key = label.lower()
        return LETTERS.find(key) + 1 or None if len(key) == 1 else None
    tail = label.rsplit(None, 1)[-1] if label else ""
    if tail.isdigit():
        return int(tail)
    return roman_value(tail) if style not in BULLETS else None


def roman_value(text: str) -> int | None:
    """Return the value of a Roman number, lower-case l read as I; None where it is none."""
    values = [_ROMAN.get(symbol, 0) for symbol in text]
    if not values or 0 in values:
        return None
    following = [*values[1:], 0]
    return sum(-here if here < after else here for here, after in zip(values, following, strict=True))
