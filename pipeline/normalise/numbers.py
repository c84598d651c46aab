"""Numbers as Vietnamese documents print them, to values. Nothing here ever raises.

A decimal comma is the norm and a decimal point common (`89,42`, `93.5`); thousands are grouped by
points, rarely by commas or blanks (`1.234,5`).
"""

from __future__ import annotations

import re

from pipeline.normalise.text import fold, squeeze

_SIGNED = re.compile(r"([+-]?)\s?(\d[\d., ]*)\s?%?")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3}){1,8}|[1-9]\d{0,2}(?:,\d{3}){2,8}|[1-9]\d{0,2}(?: \d{3}){1,8}")
_BOTH = re.compile(r"(\d{1,3}(?:\.\d{3}){1,8}),(\d{1,9})|(\d{1,3}(?:,\d{3}){1,8})\.(\d{1,9})")
_DECIMAL = re.compile(r"(\d{1,15})(?:[.,](\d{1,9}))?")
_ROMAN = re.compile(r"(X{0,3})(IX|IV|V?I{0,3})")
_MAX_LENGTH = 40

_UNITS = {
    **{"không": 0, "một": 1, "mốt": 1, "nhất": 1, "hai": 2, "nhì": 2, "ba": 3, "tư": 4, "bốn": 4},
    **{"năm": 5, "lăm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9},
}


def parse_number(raw: str, *, grouped: bool = True) -> float | None:
    """Return the value of a printed number, or None where it can't be read.

    A point before exactly three digits groups thousands (`1.234` is 1234), a comma does not
    (`1,234` is 1.234): so Vietnamese text has it. A percent sign at the end is ignored. Words are
    read up to ninety-nine (`nhất`, `mười hai`).

    Args:
        raw: The number alone.
        grouped: False where the quantity can't reach a thousand (points of an index): then a single
            point is always decimal.
    """
    key = squeeze(fold(raw[:_MAX_LENGTH])) if len(raw) <= _MAX_LENGTH else ""
    match = _SIGNED.fullmatch(key)
    if not match:
        return _from_words(key)
    value = _from_digits(match[2].strip(), grouped)
    return -value if value is not None and match[1] == "-" else value


def parse_integer(raw: str) -> int | None:
    """Return the value of a printed whole number (`09` is 9, `nhì` is 2), or None."""
    value = parse_number(raw)
    return int(value) if value is not None and value == int(value) else None


def parse_roman(raw: str) -> int | None:
    """Return the value of a Roman numeral up to XXXIX in capitals, or None."""
    match = _ROMAN.fullmatch(raw.strip())
    if not match or not match[0]:
        return None
    tens, ones = match[1], match[2]
    value = {"IX": 9, "IV": 4}.get(ones)
    return 10 * len(tens) + (ones.count("I") + 5 * ones.count("V") if value is None else value)


def _from_digits(digits: str, grouped: bool) -> float | None:
    if match := _BOTH.fullmatch(digits):
        whole, fraction = (match[1], match[2]) if match[1] else (match[3], match[4])
        return float(re.sub(r"[.,]", "", whole) + "." + fraction)
    if (grouped or digits.count(".") > 1) and _THOUSANDS.fullmatch(digits):
        return float(re.sub(r"[., ]", "", digits))
    if match := _DECIMAL.fullmatch(digits):
        return float(match[1] + "." + (match[2] or "0"))
    return None


def _from_words(key: str) -> float | None:
    tens, words = 0, key.split(" ")
    if words[0] == "mười":
        tens, words = 1, words[1:]
    elif len(words) > 1 and words[1] in {"mươi", "mười"}:
        if words[0] not in _UNITS:
            return None
        tens, words = _UNITS[words[0]], words[2:]
    if len(words) > 1 or any(word not in _UNITS for word in words):
        return None
    return float(10 * tens + (_UNITS[words[0]] if words else 0))
