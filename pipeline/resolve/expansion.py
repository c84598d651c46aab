"""The members of a collective, where the register knows them all."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.resolve.context import Context
from pipeline.resolve.register import Register
from pipeline.resolve.resolver import Resolution

_OFFICES = ("VPCP", "NHNN", "TTCP", "UBDT")
_PROVINCES = {"C.UBNDT": "UBND.", "C.TINH": ""}


def members_of(register: Register, found: Resolution, context: Context) -> list[str]:
    """Return the ids of a collective's members on the context's date, without those that the mention takes out.

    None are given where the register does not know all of them (`các sở`: some provinces have others), or
    where the date leaves open which there were.
    """
    if found.joint:
        return list(found.joint)
    collective = found.id or found.but
    if not collective or not context.period.is_known:
        return []
    return [each for each in _members(register, collective, context) if each not in found.excluded]


def _members(register: Register, collective: str, context: Context) -> Iterator[str]:
    """Yield the members; those of part of the period only make the collective indefinite."""
    if collective in _PROVINCES:
        every = [(each.id, each.period) for each in register.provinces.values()]
        ids = [f"{_PROVINCES[collective]}{each}" for each, period in every if period & context.period]
        is_whole = all(not period & context.period or period & context.period == context.period for _, period in every)
        yield from ids if is_whole else ()
    if collective in ("C.BO", "C.CQNB", "C.BCQNB"):
        yield from _ministries(register, collective, context)


def _ministries(register: Register, collective: str, context: Context) -> Iterator[str]:
    entries = [each for each in register.entries.values() if each.kind == "ministry" and each.period & context.period]
    if any(each.period & context.period != context.period for each in entries):
        return
    for entry in entries:
        if collective == "C.BCQNB" or (entry.id in _OFFICES) == (collective == "C.CQNB"):
            yield entry.id
