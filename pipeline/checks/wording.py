"""How figures and counts are printed in the sentences of findings."""

from __future__ import annotations

_COUNTS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")


def vi_number(value: float, decimals: int = 4) -> str:
    """Return the number with a decimal comma, without trailing zeros (`93,5`).

    Args:
        value: the number.
        decimals: digits after the comma that are kept at most.
    """
    text = f"{value:.{decimals}f}".rstrip("0").rstrip(".") if decimals else f"{value:.0f}"
    return text.replace(".", ",")


def vi_count(count: int) -> str:
    """Return a small count as a word (`bảy`), a larger one in figures."""
    return _COUNTS[count] if 0 <= count < len(_COUNTS) else str(count)


def vi_date(value: str) -> str:
    """Return an ISO date as documents print it (`2024-06-20` is `20/6/2024`)."""
    year, month, day = value.split("-")
    return f"{int(day)}/{int(month)}/{year}"
