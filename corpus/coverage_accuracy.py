"""How often the tasks that are said to answer lost points do, and how many that do are found.

Compares the matching with `coverage/<stem>.json`, over the samples as the pipeline extracts them: losses
found, and pairs of loss and task. `python -m corpus.coverage_accuracy [--json FILE] [--errors]`
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.build import HERE
from pipeline.compare.answers import PlanTask, find_answer, plan_tasks
from pipeline.compare.losses import Loss, find_losses
from pipeline.compare.sources import source_of
from pipeline.compare.task_rows import task_rows
from pipeline.core.record import Record
from pipeline.evaluate.tally import Figures
from pipeline.normalise.text import fold, squeeze
from pipeline.run import extract

ANNOTATION = HERE / "coverage"
# The matching was tuned on these; the others only measure it.
TUNED = frozenset(("bt-sld-2024-quyet-dinh", "bt-snn-2023-bao-cao", "qb-sgtvt-2024-ke-hoach", "tq-stc-2024-ke-hoach"))
_MARKER = 40  # characters that a task's text may have before its first words: marker, label

Pair = tuple[str, str, str, str]


@dataclass(slots=True)
class Accuracy:
    """What came out of one document: losses and pairs right, missed and spurious, and the wrong ones as lines."""

    losses: Figures = field(default_factory=lambda: Figures(0, 0, 0))
    pairs: Figures = field(default_factory=lambda: Figures(0, 0, 0))
    errors: list[str] = field(default_factory=list)


def measure(folder: Path = ANNOTATION) -> dict[str, Accuracy]:
    """Return how each annotated sample came out, by its stem."""
    return {path.stem: _measured(path) for path in sorted(folder.glob("*.json"))}


def summed(found: dict[str, Accuracy], tuned: bool | None = None) -> Accuracy:
    """Return the sum over all documents, or over those that were tuned on, or that were not."""
    total = Accuracy()
    for stem, each in found.items():
        if tuned is None or (stem in TUNED) is tuned:
            total.losses, total.pairs = total.losses + each.losses, total.pairs + each.pairs
    return total


def _measured(path: Path) -> Accuracy:
    (sample,) = (HERE / "samples").glob(f"{path.stem}.*")
    gold = json.loads((HERE / "gold" / f"{path.stem}.json").read_text("utf-8"))
    annotated = json.loads(path.read_text("utf-8"))["losses"]
    record = extract(sample, sample.name)
    source = source_of(record)
    losses, tasks = list(find_losses(record, source)), _tasks(record)
    expected = {_key(each["scope"], each["area"], each["label"]): each["lost"] for each in annotated}
    found = {_of(loss): loss.lost for loss in losses}
    pairs = {
        (*_key(each["scope"], each["area"], each["label"]), _words(anchor))
        for each in annotated
        for anchor in each["answered_by"]
    }
    anchors = [_words(task["anchor"]) for task in gold["tasks"]]
    answered = {(*_of(loss), _anchor(task, anchors)) for loss in losses for task in tasks if find_answer(loss, task)}
    errors = [f"missed: {pair}" for pair in sorted(pairs - answered)]
    errors += [f"spurious: {pair}" for pair in sorted(answered - pairs)]
    return Accuracy(_figures(set(expected.items()), set(found.items())), _figures(pairs, answered), errors)


def _figures(expected: set[Any], found: set[Any]) -> Figures:
    return Figures(len(expected & found), len(found - expected), len(expected - found))


def _tasks(record: Record) -> list[PlanTask]:
    source = source_of(record)
    return list(plan_tasks(record, source, list(task_rows(record, source))))


def _of(loss: Loss) -> tuple[str, str, str]:
    return _key(loss.row.scope, loss.row.area, loss.row.label)


def _key(scope: str, area: str | None, label: str | None) -> tuple[str, str, str]:
    return scope, area or "", _words(label or "")


def _anchor(task: PlanTask, anchors: list[str]) -> str:
    """Return the annotated first words of a task, its own words where none of them are."""
    words = _words(task.row.text)
    return next((anchor for anchor in anchors if anchor in words[: len(anchor) + _MARKER]), words)


def _words(text: str) -> str:
    return fold(squeeze(text))


def lines(found: dict[str, Accuracy], errors: bool = False) -> Iterator[str]:
    """Yield the figures as a table, with every error where asked for."""
    yield f"{'document':28}{'losses':>8}{'pairs':>7}{'missed':>8}{'spurious':>9}{'precision':>11}{'recall':>8}"
    parts = {**found, "tuned on": summed(found, True), "not tuned on": summed(found, False), "all": summed(found)}
    for name, each in parts.items():
        pairs, losses = each.pairs, each.losses
        told = f"{losses.right:>8}{pairs.right:>7}{pairs.missed:>8}{pairs.spurious:>9}"
        yield f"{name:28}{told}{pairs.precision:>11.3f}{pairs.recall:>8.3f}"
        yield from (f"  {error}" for error in each.errors if errors)


def content(found: dict[str, Accuracy]) -> dict[str, Any]:
    """Return the figures for the JSON file."""
    parts = {"tuned_on": summed(found, True), "not_tuned_on": summed(found, False), "all": summed(found)}
    return {
        "documents": {stem: _told(each) for stem, each in found.items()},
        **{name: _told(each) for name, each in parts.items()},
    }


def _told(each: Accuracy) -> dict[str, dict[str, float]]:
    return {"losses": _counts(each.losses), "pairs": _counts(each.pairs)}


def _counts(figures: Figures) -> dict[str, float]:
    precision, recall = round(figures.precision, 4), round(figures.recall, 4)
    counts = {"right": figures.right, "spurious": figures.spurious, "missed": figures.missed}
    return {**counts, "precision": precision, "recall": recall}


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m corpus.coverage_accuracy", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--errors", action="store_true", help="list every wrong pair")
    parser.add_argument("--json", type=Path, help="write the figures to this file, too")
    options = parser.parse_args(arguments)
    found = measure()
    sys.stdout.writelines(f"{line}\n" for line in lines(found, options.errors))
    if options.json:
        options.json.write_text(json.dumps(content(found), indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `| head` has enough of it
    sys.exit(main())
