"""Tasks: each annotated task is paired with the extracted one that holds its first words."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.evaluate.likeness import STRICT, Likeness
from pipeline.evaluate.plain import Json
from pipeline.evaluate.tally import Found, Tally


@dataclass(frozen=True, slots=True)
class Pair:
    """An annotated task and the extracted task that is the same."""

    gold: Json
    task: Json


def compare_tasks(tally: Tally, gold: Sequence[Json], found: Sequence[Json], likeness: Likeness = STRICT) -> None:
    """Compare which tasks there are, then of the pairs who does what by when."""
    pairs, spurious, missed = pair_tasks(gold, found, likeness)
    tally.count_items("task", len(pairs), spurious, missed)
    for task in found:
        words = Found(task.get("text"), task.get("maker"), task)
        tally.judge("task", words, any(pair.task is task for pair in pairs))
    if all("deadlines" in task for task in gold):
        dates = [Found(value) for value in _dates(found)]
        tally.compare_many("deadline.date", _dates(gold), dates)
    for pair in pairs:
        compare_pair(tally, pair, likeness)


def pair_tasks(
    gold: Sequence[Json], found: Sequence[Json], likeness: Likeness = STRICT
) -> tuple[list[Pair], list[str], list[str]]:
    """Return the pairs, the texts of extracted tasks without one, the anchors of annotated ones without one."""
    free = {index: likeness.fold(task.get("text")) for index, task in enumerate(found)}
    best: dict[int, int] = {}
    for holds in (_holds, likeness.holds):  # who is found as printed is not left to another's misreading
        for number, task in enumerate(gold):
            if number not in best and (index := _best(task, found, free, likeness, holds)) is not None:
                best[number] = index
                del free[index]
    pairs = [Pair(task, found[best[number]]) for number, task in enumerate(gold) if number in best]
    missed = [task["anchor"] for number, task in enumerate(gold) if number not in best]
    return pairs, [str(found[index].get("text"))[:90] for index in free], missed


def _holds(anchor: str, text: str) -> bool:
    return anchor in text


def _best(
    task: Json,
    found: Sequence[Json],
    free: Mapping[int, str],
    likeness: Likeness,
    holds: Callable[[str, str], bool],
) -> int | None:
    """Return the extracted task that fits best: it begins with the anchor, has the same origin, is short."""
    anchors = tuple(likeness.fold(anchor) for anchor in (task["anchor"], *task.get("also", [])))

    def rank(index: int) -> tuple[bool, bool, int, int]:
        begins = free[index].startswith(anchors)
        differs = "origin" in task and found[index].get("origin") != task["origin"]
        return not begins, differs, 0 if begins else len(free[index]), index

    holding = [index for index, text in free.items() if any(holds(anchor, text) for anchor in anchors)]
    return min(holding, key=rank, default=None)


def compare_pair(tally: Tally, pair: Pair, likeness: Likeness = STRICT) -> None:
    """Compare the parts of one task that are annotated."""
    gold, task, where = pair.gold, pair.task, pair.gold["anchor"]
    for name in ("lead", "support"):
        if name in gold:
            found = _found_all(_names(task.get(name), likeness), task.get(name))
            tally.compare_many(f"task.{name}", _names(gold[name], likeness), found, where, likeness.misreads)
    if "deadlines" in gold:
        keys = _found_all(_deadline_keys(task), task.get("deadlines"))
        tally.compare_many("task.deadline", _deadline_keys(gold), keys, where)
    if "due" in gold:
        dated = [deadline for deadline in task.get("deadlines") or [] if deadline.get("due")]
        dues = _found_all([deadline["due"] for deadline in dated], dated)
        tally.compare_many("task.due", [due for due in gold["due"] if due], dues, where)
    for name, same in (
        ("product", likeness.is_nearly_same),
        ("funding", likeness.is_nearly_same),
        ("area", likeness.is_same),
        ("origin", likeness.is_same),
    ):
        if name in gold:
            tally.compare_value(f"task.{name}", _raw(gold[name]), _found(task.get(name)), same, where)


def _found(value: object) -> Found:
    return Found(_raw(value), item=value if isinstance(value, Mapping) else None)


def _found_all(values: Sequence[Hashable], items: Sequence[object] | None) -> list[Found]:
    return [Found(value, item=item) for value, item in zip(values, items or [], strict=True)]


def _raw(value: object) -> Any:  # noqa: ANN401 (a JSON value)
    return value.get("raw") if isinstance(value, Mapping) else value


def _names(organisations: Sequence[object] | None, likeness: Likeness) -> list[str]:
    return [likeness.fold(_raw(organisation)) for organisation in organisations or []]


def _deadline_keys(task: Json) -> list[tuple[Any, Any]]:
    return [(deadline.get("type"), deadline.get("value")) for deadline in task.get("deadlines") or []]


def _dates(tasks: Sequence[Json]) -> Iterator[Any]:
    """Yield the dates of all tasks, so that one invented in a spurious task shows too."""
    for task in tasks:
        yield from (value for kind, value in _deadline_keys(task) if kind == "DATE")
