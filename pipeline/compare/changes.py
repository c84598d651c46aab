"""Organisations that ended, merged or were renamed between two years, so that their figures are not alike."""

from __future__ import annotations

from functools import cache, lru_cache

from pipeline.normalise.text import fold
from pipeline.patterns import load_names


@lru_cache(maxsize=4096)
def change_between(name: str, province: str | None, first: int, last: int) -> str | None:
    """Return a Vietnamese sentence where an organisation or its province changed between two years, else None.

    Args:
        name: full name of the organisation.
        province: its province, None where it has none.
        first: the year assessed first.
        last: the year assessed last.
    """
    for form in (fold(name), fold(province or "")):
        for ended in _ends().get(form, ()):
            if first <= int(ended[:4]) <= last:
                day = "/".join(reversed(ended.split("-")))
                return f"Tổ chức thay đổi: “{name if form == fold(name) else province}” cũ hoạt động đến {day}."
    return None


@cache
def _ends() -> dict[str, tuple[str, ...]]:
    """Return the last days of names that ended, by every folded form."""
    found: dict[str, set[str]] = {}
    for name in load_names():
        if name.valid_to and name.label in ("ORG", "PROVINCE"):
            for form in name.forms:
                found.setdefault(fold(form), set()).add(name.valid_to)
    return {form: tuple(sorted(days)) for form, days in found.items()}
