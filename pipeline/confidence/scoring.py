"""From features to a confidence: a few additions and a look into a table, both fitted by `corpus.calibrate`."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.confidence.features import features_of
from pipeline.core.record import Record
from pipeline.patterns.gazetteer import read_table

TABLE = "confidence_model.csv"
ANY = "|all"
"""The feature that every item has."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was fitted.

    Args:
        weights: What each feature adds to the score of an item; a feature that is not there adds nothing.
        scores: Rising scores; from each on, the confidence of the same place in `confidences` holds.
        confidences: Shares of right items, rising; the first is that of all scores below the second.
        threshold: Confidence from which an item is accepted where nobody says otherwise.
    """

    weights: Mapping[str, float]
    scores: Sequence[float]
    confidences: Sequence[float]
    threshold: float

    def score(self, names: Iterable[str]) -> float:
        """Return the score of an item: the log odds of its being right, as far as features tell."""
        return self.weights.get(ANY, 0.0) + sum(self.weights.get(name, 0.0) for name in names)

    def confidence(self, names: Iterable[str]) -> float:
        """Return how many of a hundred such items are right, as a share."""
        return self.share_of(self.score(names))

    def share_of(self, score: float) -> float:
        """Return the share that is right of items with that score."""
        return self.confidences[max(bisect_right(self.scores, score) - 1, 0)]


@cache
def load_calibration() -> Calibration:
    """Return the fitted table of the package."""
    return calibration_of(read_table(TABLE), TABLE)


def calibration_of(rows: Sequence[Mapping[str, str]], file: str) -> Calibration:
    """Return the calibration of a table with the columns `kind` (weight, step, threshold), `name` and `value`.

    Raises:
        ValueError: where it has no steps or no threshold, steps that fall, or something that is no share.
    """
    steps = [(float(row["name"]), float(row["value"])) for row in rows if row["kind"] == "step"]
    thresholds = [float(row["value"]) for row in rows if row["kind"] == "threshold"]
    weights = {row["name"]: float(row["value"]) for row in rows if row["kind"] == "weight"}
    shares = [share for _, share in steps]
    if not steps or len(thresholds) != 1 or steps != sorted(steps) or shares != sorted(shares):
        raise ValueError(f"{file}: steps must rise, and there is one threshold")
    if not all(0 <= share <= 1 for share in (*shares, *thresholds)):
        raise ValueError(f"{file}: confidences and the threshold are shares")
    return Calibration(weights, [score for score, _ in steps], shares, thresholds[0])


def default_threshold() -> float:
    """Return the confidence from which an item is accepted where nobody says otherwise."""
    return load_calibration().threshold


def with_confidences(record: Record) -> Record:
    """Return the record with the confidence of every item set, in place; the last thing done to a record."""
    calibration = load_calibration()
    for place, names in features_of(record):
        place.item.confidence = calibration.confidence(names)
    return record
