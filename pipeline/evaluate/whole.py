"""Whole documents: how many are right throughout, and how right one is on average."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import add
from statistics import fmean

from pipeline.evaluate.tally import Figures, Tally, group_of

NOTHING = Figures(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Share:
    """How many documents are faultless, of those that have anything to score."""

    right: int
    scored: int


@dataclass(frozen=True, slots=True)
class WholeDocuments:
    """Documents as wholes.

    `groups` has, for each group of fields (`header`, `task`), the share of documents in which every
    field of that group is right; `every_field` the share in which all are. `mean_f1` is the mean over
    documents of the F1 of all counts of one document together.
    """

    groups: Mapping[str, Share]
    every_field: Share
    mean_f1: float


def whole_documents(tallies: Collection[Tally], groups: Collection[str]) -> WholeDocuments:
    """Return the scores of documents as wholes; one with nothing to score does not count."""
    per_document = [groups_of(tally) for tally in tallies]
    shares = {group: _share([found[group] for found in per_document if group in found]) for group in groups}
    totals = [reduce(add, found.values()) for found in per_document if found]
    mean_f1 = fmean(figures.f1 for figures in totals) if totals else 0.0
    return WholeDocuments({group: share for group, share in shares.items() if share.scored}, _share(totals), mean_f1)


def groups_of(tally: Tally) -> dict[str, Figures]:
    """Return the counts of one document summed up per group of fields."""
    groups: dict[str, Figures] = {}
    for name, figures in tally.figures():
        group = group_of(name)
        groups[group] = groups.get(group, NOTHING) + figures
    return groups


def total_of(tally: Tally) -> Figures:
    """Return the counts of one document, all fields together."""
    return reduce(add, groups_of(tally).values(), NOTHING)


def _share(figures: Collection[Figures]) -> Share:
    return Share(sum(each.is_faultless for each in figures), len(figures))
