"""Whether confidences mean something: how many of the items that are given a confidence are right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.evaluate.outcomes import Outcome

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Items of about the same confidence: how many, the mean confidence, and how many are right."""

    count: int
    confidence: float
    right: int

    @property
    def share(self) -> float:
        """The share that is right."""
        return self.right / self.count

    @property
    def gap(self) -> float:
        """How far the confidence is from the share that is right."""
        return abs(self.confidence - self.share)


@dataclass(frozen=True, slots=True)
class Accepted:
    """What a threshold lets through: how many items of all, and how many of them are right."""

    accepted: int
    right: int
    count: int

    @property
    def share_right(self) -> float:
        """The share of the accepted items that is right; 1 where none is accepted."""
        return self.right / self.accepted if self.accepted else 1.0

    @property
    def coverage(self) -> float:
        """The share of all items that is accepted."""
        return self.accepted / self.count if self.count else 0.0


def bins_of(found: Iterable[Outcome], number: int = BINS) -> list[Bin]:
    """Return bins of about equal numbers of items, rising; items of equal confidence are in one bin."""
    items = sorted((each.confidence, each.is_right) for each in found if each.confidence is not None)
    bins: list[list[tuple[float, bool]]] = []
    for item in items:
        is_full = bins and len(bins[-1]) * number >= len(items) and bins[-1][-1][0] != item[0]
        if not bins or is_full:
            bins.append([])
        bins[-1].append(item)
    return [Bin(len(each), sum(item[0] for item in each) / len(each), sum(item[1] for item in each)) for each in bins]


def calibration_error(found: Sequence[Outcome]) -> float:
    """Return the expected calibration error: the mean gap of the bins, weighted by their items."""
    bins = bins_of(found)
    count = sum(each.count for each in bins)
    return sum(each.gap * each.count for each in bins) / count if count else 0.0


def accepted_at(found: Iterable[Outcome], threshold: float) -> Accepted:
    """Return what a threshold lets through."""
    items = [(each.confidence or 0.0, each.is_right) for each in found]
    passed = [is_right for confidence, is_right in items if confidence >= threshold]
    return Accepted(len(passed), sum(passed), len(items))


def groups_of(found: Iterable[Outcome]) -> Mapping[str, Sequence[Outcome]]:
    """Return the items by the group of their field, in the order of their first item, then all together."""
    groups: dict[str, list[Outcome]] = {}
    items = list(found)
    for each in items:
        groups.setdefault(each.group, []).append(each)
    return {**groups, "all": items}


def encode_reliability(found: Sequence[Outcome], threshold: float) -> dict[str, object]:
    """Return the figures per group as plain values for JSON."""
    groups = {}
    for name, items in groups_of(found).items():
        passed = accepted_at(items, threshold)
        groups[name] = {
            "items": len(items),
            "right": sum(each.is_right for each in items),
            "calibration_error": round(calibration_error(items), 4),
            "accepted": passed.accepted,
            "accepted_right": passed.right,
        }
    return {"threshold": threshold, "groups": groups}


def reliability_lines(found: Sequence[Outcome], threshold: float) -> Iterator[str]:
    """Yield the reliability table, and per group the calibration error and what the threshold lets through."""
    yield f"{'confidence':>12}{'items':>8}{'right':>9}"
    for each in bins_of(found):
        yield f"{each.confidence:12.3f}{each.count:8}{each.share:9.3f}"
    yield f"{'group':14}{'items':>8}{'right':>9}{'error':>9}{'accepted':>10}{'right':>9}   (from {threshold:.3f})"
    for name, items in groups_of(found).items():
        passed = accepted_at(items, threshold)
        right = sum(each.is_right for each in items) / len(items) if items else 0.0
        figures = f"{len(items):8}{right:9.3f}{calibration_error(items):9.3f}{passed.coverage:10.1%}"
        yield f"{name:14}{figures}{passed.share_right:9.3f}"
