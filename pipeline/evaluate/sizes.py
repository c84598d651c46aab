"""How much is annotated."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.evaluate.plain import LISTS, Json


def sizes_of(gold: Json) -> Mapping[str, int]:
    """Return how many items of each kind an annotation has; a kind that it leaves out is not counted."""
    sizes = {"documents": 1, **{name: len(gold[name]) for name in LISTS if name in gold}}
    if "header" in gold:
        sizes["headers"] = 1
    if "tasks" in gold:
        sizes["deadlines"] = sum(len(task.get("deadlines") or []) for task in gold["tasks"])
    return sizes
