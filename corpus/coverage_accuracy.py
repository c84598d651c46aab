"""How often the tasks that are said to answer lost points do, and how many that do are found.

Compares the matching with `coverage/<stem>.json`, over the samples as the pipeline extracts them: losses
found, and pairs of loss and task. `python -m corpus.coverage_accuracy [--json FILE] [--errors]`
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.build import HERE
from pipeline.compare.comparison import compare_records
from pipeline.compare.rows import LossRow
from pipeline.evaluate.tally import Figures
from pipeline.normalise.text import fold, squeeze
from pipeline.run import extract

ANNOTATION = HERE / "coverage"
# The matching was tuned on these, and its word lists were written with those of `KNOWN` in mind; the others were
# annotated after that, by who had not read them before.
TUNED = frozenset(("bt-sld-2024-quyet-dinh", "bt-snn-2023-bao-cao", "qb-sgtvt-2024-ke-hoach", "tq-stc-2024-ke-hoach"))
KNOWN = TUNED | {"bt-snn-2024-ke-hoach", "bt-stttt-2024-bao-cao", "tq-snv-2023-ke-hoach", "tq-syt-2023-bao-cao"}
_MARKER = 40  # characters that a task's text may have before its first words: marker, label


@dataclass(slots=True)
class Accuracy:
    """What came out of one document: losses and pairs right, missed and spurious, and the wrong ones as lines."""

    losses: Figures = field(default_factory=lambda: Figures(0, 0, 0))
    pairs: Figures = field(default_factory=lambda: Figures(0, 0, 0))
    errors: list[str] = field(default_factory=list)


def measure(folder: Path = ANNOTATION) -> dict[str, Accuracy]:
    """Return how each annotated sample came out, by its stem."""
    return {path.stem: _measured(path) for path in sorted(folder.glob("*.json"))}


def summed(found: dict[str, Accuracy], stems: Collection[str] | None = None) -> Accuracy:
    """Return the sum over documents, all where none are named."""
    total = Accuracy()
    for stem, each in found.items():
        if stems is None or stem in stems:
            total.losses, total.pairs = total.losses + each.losses, total.pairs + each.pairs
    return total


def parts(found: dict[str, Accuracy]) -> dict[str, Accuracy]:
    """Return the sums over the documents tuned on, known, and new, and over all."""
    return {
        "tuned_on": summed(found, TUNED),
        "known": summed(found, KNOWN - TUNED),
        "new": summed(found, found.keys() - KNOWN),
        "all": summed(found),
    }


def _measured(path: Path) -> Accuracy:
    (sample,) = (HERE / "samples").glob(f"{path.stem}.*")
    gold = json.loads((HERE / "gold" / f"{path.stem}.json").read_text("utf-8"))
    annotated = json.loads(path.read_text("utf-8"))["losses"]
    comparison = compare_records([extract(sample, sample.name)])
    expected = {(*_key(each), each["lost"]) for each in annotated}
    pairs = {(*_key(each), _words(anchor)) for each in annotated for anchor in each["answered_by"]}
    losses = {row.loss_id: _of(row) for row in comparison.losses}
    found = {(*_of(row), row.lost) for row in comparison.losses}
    anchors = [_words(task["anchor"]) for task in gold["tasks"]]
    answered = {(*losses[answer.loss_id], _anchor(answer.task, anchors)) for answer in comparison.answers}
    errors = [f"missed: {pair}" for pair in sorted(pairs - answered, key=str)]
    errors += [f"spurious: {pair}" for pair in sorted(answered - pairs, key=str)]
    return Accuracy(_figures(expected, found), _figures(pairs, answered), errors)


def _figures(expected: set[Any], found: set[Any]) -> Figures:
    return Figures(len(expected & found), len(found - expected), len(expected - found))


def _of(row: LossRow) -> tuple[Any, ...]:
    return row.index, row.year, row.scope, row.area, _words(row.label or "")


def _key(loss: dict[str, Any]) -> tuple[Any, ...]:
    return loss["index"], loss["year"], loss["scope"], loss["area"], _words(loss["label"])


def _anchor(task: str, anchors: list[str]) -> str:
    """Return the annotated first words of a task, its own words where none of them are."""
    words = _words(task)
    return next((anchor for anchor in anchors if anchor in words[: len(anchor) + _MARKER]), words)


def _words(text: str) -> str:
    return fold(squeeze(text))


def lines(found: dict[str, Accuracy], errors: bool = False) -> Iterator[str]:
    """Yield the figures as a table, with every error where asked for."""
    yield f"{'document':28}{'losses':>8}{'pairs':>7}{'missed':>8}{'spurious':>9}{'precision':>11}{'recall':>8}"
    for name, each in {**found, **parts(found)}.items():
        pairs, losses = each.pairs, each.losses
        told = f"{losses.right:>8}{pairs.right:>7}{pairs.missed:>8}{pairs.spurious:>9}"
        yield f"{name:28}{told}{pairs.precision:>11.3f}{pairs.recall:>8.3f}"
        yield from (f"  {error}" for error in each.errors if errors)


def content(found: dict[str, Accuracy]) -> dict[str, Any]:
    """Return the figures for the JSON file."""
    documents = {stem: _told(each) for stem, each in found.items()}
    return {"documents": documents, **{name: _told(each) for name, each in parts(found).items()}}


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
