"""Fit the confidences anew: `python -m corpus.calibrate`.

A logistic model tells from the features of an item how likely it is right; an isotonic one makes of that
score the share that is right among items of documents whose family took no part. Both become the table
`pipeline/patterns/confidence_model.csv`, which is all that the pipeline reads.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import StringIO
from itertools import groupby
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

from corpus.calibration_set import BLIND, EARLY, NOISE, SAMPLE, SENTENCE, Example, examples
from pipeline.annotate import model_name
from pipeline.confidence.scoring import ANY, TABLE, Calibration
from pipeline.evaluate.outcomes import Outcome
from pipeline.evaluate.reliability import accepted_at, reliability_lines

HERE = Path(__file__).parent
TARGET = HERE.parent / "pipeline" / "patterns" / TABLE

_FIGURE_DOUBTS = (
    *("clashes", "clashes_in_table", "document_clashes", "area_unknown", "label_compares", "no_index", "no_year"),
    *("year_far", "several_years", "doubted", "out_of_order", "with_gaps", "maker table"),
)
WEIGHTS = {BLIND: 1.0, EARLY: 0.5, SAMPLE: 0.5, NOISE: 0.15, SENTENCE: 1.0}
"""How much an item counts: of a document that is there in seven copies, each copy little."""
PENALTY = 2.0
"""Inverse strength of the penalty on weights: low, since errors are few."""
DOUBTS = {
    "organisation": ("glued", "generic", "one_word", "no_head", "long", "several_heads", "holds_verb", "figures"),
    "task": ("head", "past_in_results", "bare_in_results", "closing", "of_points", "compares", "bare", "no_section"),
    "score": _FIGURE_DOUBTS,
    "ranking": _FIGURE_DOUBTS,
    "indicator": ("of_money", "on_figures", "of_index", "line_of_index", "small_letter", "compares", "doubted"),
    "deadline": ("before_issue", "no_year", "duration_due", "far", "no_due", "long"),
    "reference": ("no_number", "doubted"),
    "header": ("inferred",),
    "words": ("long",),
}
"""Features that make a careful reader doubt, whether or not the few documents show it."""
IMAGINED = 4.0
"""So much counts an imagined item with one such doubt that is right, and one that is wrong."""
SMALLEST_STEP = 25
RIGHT_AT_THRESHOLD = 0.99
LEAST_ACCEPTED = 0.95


@dataclass(frozen=True, slots=True)
class Fitted:
    """A calibration, and the outcomes it is judged by: each scored without the documents of its family."""

    calibration: Calibration
    held_out: Sequence[Outcome]


def fit(found: Sequence[Example]) -> Fitted:
    """Return the calibration of these examples."""
    unseen = np.array([each.source == BLIND for each in found])
    right = np.array([each.outcome.is_right for each in found], dtype=int)
    scores, model = _scores(found, unseen)
    steps = list(_steps(scores[unseen], right[unseen]))
    shares = [share for _, share in steps]
    calibration = Calibration(model, [bound for bound, _ in steps], shares, 0.0)
    held_out = [
        replace(each.outcome, confidence=calibration.share_of(score))
        for each, score, is_unseen in zip(found, scores, unseen, strict=True)
        if is_unseen
    ]
    return Fitted(replace(calibration, threshold=_threshold(held_out)), held_out)


def _scores(found: Sequence[Example], unseen: np.ndarray) -> tuple[np.ndarray, dict[str, float]]:
    """Return the score of every unseen item by a model without its family, and the weights of the model of all."""
    items = [*map(_named, found), *(names for names, _ in _imagined())]
    matrix = DictVectorizer()
    table = matrix.fit_transform(items)
    right = np.array([*(each.outcome.is_right for each in found), *(good for _, good in _imagined())], dtype=int)
    weight = np.array([*_counted(found), *(IMAGINED for _ in _imagined())])
    family = np.array([*(each.family for each in found), *("" for _ in _imagined())])
    scores = np.zeros(len(items))
    for held_out in sorted(set(family[: len(found)][unseen])):
        rest = family != held_out
        model = _logistic(table[rest], right[rest], weight[rest])
        scores[~rest] = model.decision_function(table[~rest])
    return scores[: len(found)], _weights(matrix, _logistic(table, right, weight))


def _counted(found: Sequence[Example]) -> Iterator[float]:
    """Yield how much each item counts; the figures of one table, right or wrong together, count as one item."""
    keys = [_table_of(each) or (number,) for number, each in enumerate(found)]
    sizes = Counter(keys)
    return (WEIGHTS[each.source] / sizes[key] for each, key in zip(found, keys, strict=True))


def _table_of(example: Example) -> tuple[object, ...] | None:
    outcome = example.outcome
    is_figure = outcome.group in ("score", "ranking") and outcome.maker == "table"
    # Copies in other noise share the key: they are the same table once more.
    return (example.source, outcome.document, outcome.group) if is_figure else None


def _imagined() -> Iterator[tuple[dict[str, float], bool]]:
    """Yield for every doubt an item that has nothing else, once right and once wrong."""
    for group, doubts in DOUBTS.items():
        for doubt in doubts:
            names = {ANY: 1.0, group: 1.0, f"{group}.{doubt}": 1.0}
            yield from ((names, True), (names, False))


def _named(example: Example) -> dict[str, float]:
    """Return the features, and for what was seen before how much better or worse its kind does as a whole.

    The pipeline does not know that last one: it reads every document as one that was not seen.
    """
    names = dict.fromkeys(example.outcome.features, 1.0)
    if example.source != BLIND:
        names[f"{example.source}|{example.outcome.group}"] = 1.0
    names[ANY] = 1.0
    return names


def _logistic(table: object, right: np.ndarray, weight: np.ndarray) -> LogisticRegression:
    model = LogisticRegression(C=PENALTY, max_iter=5000, fit_intercept=False, tol=1e-6)
    return model.fit(table, right, sample_weight=weight)


def _weights(matrix: DictVectorizer, model: LogisticRegression) -> dict[str, float]:
    """Return the weights that are not nothing, by name; those of the kinds of documents stay here."""
    pairs = zip(matrix.get_feature_names_out(), model.coef_[0], strict=True)
    found = {str(name): round(float(weight), 2) for name, weight in pairs}
    return {name: found[name] for name in sorted(found) if found[name] and not ("|" in name and name != ANY)}


def _steps(scores: np.ndarray, right: np.ndarray) -> Iterator[tuple[float, float]]:
    """Yield rising scores and the confidence from each on.

    Steps of few items are joined, and every share is that of Laplace, so that luck makes nothing certain.
    """
    order = np.argsort(scores, kind="stable")
    isotonic = IsotonicRegression(increasing=True).fit(scores, right)
    level = isotonic.predict(scores[order])
    blocks: list[tuple[float, int, int]] = []
    for _, group in groupby(zip(level, scores[order], right[order], strict=True), key=lambda item: item[0]):
        items = list(group)
        blocks.append((items[0][1], sum(int(item[2]) for item in items), len(items)))
    for bound, good, count in _joined(blocks):
        yield round(float(bound), 3), round((good + 1) / (count + 2), 3)


def _joined(blocks: Sequence[tuple[float, int, int]]) -> list[tuple[float, int, int]]:
    """Join blocks until each has its least size and no share falls."""
    done: list[tuple[float, int, int]] = []
    for block in blocks:
        done.append(block)
        while len(done) > 1 and (done[-2][2] < SMALLEST_STEP or _share(done[-2]) >= _share(done[-1])):
            last = done.pop()
            done[-1] = (done[-1][0], done[-1][1] + last[1], done[-1][2] + last[2])
    if len(done) > 1 and done[-1][2] < SMALLEST_STEP:
        last = done.pop()
        done[-1] = (done[-1][0], done[-1][1] + last[1], done[-1][2] + last[2])
    return done


def _share(block: tuple[float, int, int]) -> float:
    return (block[1] + 1) / (block[2] + 2)


def _scored(outcome: Outcome, confidence: float) -> Outcome:
    return replace(outcome, confidence=confidence)


def _threshold(found: Sequence[Outcome]) -> float:
    """Return the lowest confidence from which enough items are right; the highest where there is none.

    Nor is an item accepted for the company it is in: it is sure enough by itself.
    """
    levels = sorted({each.confidence for each in found if each.confidence is not None})
    for level in levels:
        passed = accepted_at(found, level)
        if level >= LEAST_ACCEPTED and passed.share_right >= RIGHT_AT_THRESHOLD:
            return level
    return levels[-1]


def encode(calibration: Calibration) -> bytes:
    """Return the table as CSV."""
    output = StringIO()
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(("kind", "name", "value"))
    writer.writerow(("threshold", "", calibration.threshold))
    steps = zip(calibration.scores, calibration.confidences, strict=True)
    writer.writerows(("step", score, confidence) for score, confidence in steps)
    writer.writerows(("weight", name, weight) for name, weight in calibration.weights.items())
    return output.getvalue().encode()


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m corpus.calibrate", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--jobs", type=int, default=2, help="processes (default 2)")
    parser.add_argument("--out", type=Path, default=TARGET, help="the table to write")
    options = parser.parse_args(arguments)
    if model_name() is None:
        sys.stderr.write("corpus.calibrate: the learned model is not installed; without it other items are found.\n")
        return 2
    fitted = fit(examples(options.jobs))
    options.out.write_bytes(encode(fitted.calibration))
    lines = reliability_lines(fitted.held_out, fitted.calibration.threshold)
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 0


if __name__ == "__main__":
    sys.exit(main())
