"""A spreadsheet's values as they are shown: decimal commas, percentages, days before months."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

_DECIMALS = re.compile(r"[0#]\.([0#?]+)")
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.')
_PRECISION = 10


def shown_value(value: object, number_format: str) -> str:
    """Return a cell's value as a reader sees it with Vietnamese settings.

    Args:
        value: text, number, date, time, truth value or None.
        number_format: the cell's format, `General` where it has none of its own.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _number(value, _QUOTED.sub("", number_format.split(";", maxsplit=1)[0]))
    if isinstance(value, datetime | date):
        return _date(value, number_format)
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return f"{value.days} ngày" if isinstance(value, timedelta) else str(value)


def _number(value: float, pattern: str) -> str:
    if "%" in pattern:
        return _decimal(value * 100, pattern) + "%"
    return _decimal(value, pattern)


def _decimal(value: float, pattern: str) -> str:
    """Return a number with the decimals that its format has, else as many as it needs."""
    found = _DECIMALS.search(pattern)
    if found is not None:
        text = f"{value:,.{len(found[1])}f}"
        for sign in reversed(found[1]):
            if sign != "0" and text.endswith("0"):
                text = text[:-1]
        text = text.removesuffix(".")
    elif re.search(r"[0#]", pattern):
        text = f"{value:,.0f}"
    else:
        text = f"{value:.{_PRECISION}g}" if abs(value) < 10**_PRECISION else f"{value:.0f}"
    if "," not in pattern:
        text = text.replace(",", "")
    return text.translate(str.maketrans(",.", ".,"))


def _date(value: date, number_format: str) -> str:
    pattern = _QUOTED.sub("", number_format).lower()
    if "d" not in pattern and "y" in pattern:
        return value.strftime("%m/%Y") if "m" in pattern else value.strftime("%Y")
    if isinstance(value, datetime) and "h" in pattern:
        return value.strftime("%d/%m/%Y %H:%M")
    return value.strftime("%d/%m/%Y")
