"""What became of an organisation: who succeeded it, one or several, and since when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.patterns import read_table
from pipeline.resolve.context import code_of, province_of
from pipeline.resolve.places import COMMUNES
from pipeline.resolve.register import Entry, Register

_PREFIXES = ("T.", "X.", "")
_COMMUNES_ANEW = "2025-07-01"
_MOST_STEPS = 12


@dataclass(frozen=True, slots=True)
class Change:
    """A dated fact: `before` ended on the day before `date` and went on as `after`, or in part of it.

    `fields` are the fields of work that went there, `units` the kinds of units, where there are several heirs.
    """

    before: str
    after: str
    date: str
    relation: str
    fields: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    source: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Heir:
    """Who carries on today: id, the share of the fields of work in (0, 1], and the changes that led there."""

    id: str
    share: float = 1.0
    changes: tuple[Change, ...] = ()


def heirs_of(register: Register, identifier: str, date: str) -> list[Heir]:
    """Return who carries on on an ISO date what an organisation did, the largest share first.

    That is the organisation itself where it still is; nobody where it ended without an heir that the
    register knows (a district).
    """
    heirs = [Heir(identifier)]
    for _ in range(_MOST_STEPS):
        following = [after for heir in heirs for after in _next(register, heir, date)]
        if following == heirs:
            break
        heirs = following
    merged: dict[str, Heir] = {}
    for heir in heirs:
        known = merged.get(heir.id)
        merged[heir.id] = Heir(heir.id, heir.share + known.share, known.changes) if known else heir
    return sorted(merged.values(), key=lambda heir: -heir.share)


def _next(register: Register, heir: Heir, date: str) -> list[Heir]:
    """Return the heirs after the first change that an organisation underwent until a date."""
    changes = [each for each in _changes(register, heir.id) if each.date <= date]
    if not changes:
        return [] if _has_ended(register, heir.id, date) else [heir]
    first = min(each.date for each in changes)
    now = _of_unit([each for each in changes if each.date == first], heir.id)
    total = sum(max(len(each.fields), 1) for each in now)
    return [
        Heir(_renamed(heir.id, each), heir.share * max(len(each.fields), 1) / total, (*heir.changes, each))
        for each in now
    ]


def _of_unit(changes: list[Change], identifier: str) -> list[Change]:
    """Return the changes that a unit underwent: where its kind went, if that is known."""
    unit = identifier.partition("/")[2].split("/", 1)[0]
    return [each for each in changes if unit in each.units] or changes


def _changes(register: Register, identifier: str) -> Iterator[Change]:
    """Yield the changes of the organisation that an id begins with: of its kind and of its province."""
    body = identifier.split("/", 1)[0]
    entry = _entry_of(register, body)
    province = province_of(body)
    for change in history():
        if entry is not None and change.before == entry.id:
            yield change
        if change.before == province and not _is_local(body):
            yield change


def _is_local(body: str) -> bool:
    return ":" in body


def _renamed(identifier: str, change: Change) -> str:
    """Return the id after a change of its kind or of its province."""
    body, slash, rest = identifier.partition("/")
    province = province_of(body)
    if province and change.before == province:
        return f"{body.removesuffix(province)}{change.after}{slash}{rest}"
    after = change.after.partition(".")[2] or change.after
    return f"{after}.{province}{slash}{rest}" if province else f"{after}{slash}{rest}"


def _entry_of(register: Register, body: str) -> Entry | None:
    code = code_of(body) if province_of(body) else body
    return next((found for prefix in _PREFIXES if (found := register.entries.get(prefix + code))), None)


def _has_ended(register: Register, identifier: str, date: str) -> bool:
    """Whether an organisation, or a unit of a kind that ended, was no more on a date."""
    body, _, unit = identifier.partition("/")
    if _is_local(body):
        level = body.rpartition(":")[2]
        is_old = body.count(":") > 1 or not level.startswith(COMMUNES) or not province_of(body).startswith("N")
        return is_old and date >= _COMMUNES_ANEW
    entries = (_entry_of(register, body), *(register.entries.get(part) for part in unit.split("/") if part))
    return any(entry is not None and entry.period.end < date for entry in entries)


def predecessors_of(identifier: str) -> list[Change]:
    """Return the changes by which an organisation's kind or province came about."""
    names = {identifier, province_of(identifier), f"T.{code_of(identifier)}", f"X.{code_of(identifier)}"}
    return [change for change in history() if change.after in names]


@cache
def history() -> tuple[Change, ...]:
    """Return all changes of the register, the provinces' among them, by date."""
    changes = [*_of_bodies(read_table("organisation_history.csv")), *_of_provinces(read_table("provinces.csv"))]
    return tuple(sorted(changes, key=lambda change: change.date))


def _of_bodies(rows: Iterable[dict[str, str]]) -> Iterator[Change]:
    for row in rows:
        fields = tuple(filter(None, row["fields"].split("|")))
        units = tuple(filter(None, row["units"].split("|")))
        yield Change(row["from"], row["to"], row["date"], row["relation"], fields, units, row["source"], row["status"])


def _of_provinces(rows: Iterable[dict[str, str]]) -> Iterator[Change]:
    for row in rows:
        if row["successor"] and row["valid_to"] == "2025-06-30":
            yield Change(
                row["id"], row["successor"], "2025-07-01", "merged_into", source=row["source"], status=row["status"]
            )
