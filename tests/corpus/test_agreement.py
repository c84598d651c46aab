"""Scores and ranks of one organisation agree from one sample document to the next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from corpus.build import sources
from corpus.tools.gold import gold_of
from corpus.tools.model import Source

OFFICIAL = {"achieved", "appraised"}


def subject_of(source: Source, org: str) -> str:
    """The full name of whom a score is of, with its province."""
    province = source.stem.split("-")[0]
    if org in ("tỉnh", "toàn tỉnh"):
        return province
    if org.startswith("tỉnh "):
        # A province named in full, which another document may be of (`tỉnh Bình Định` in one of Gia Lai).
        return province if f"tỉnh {source.head['place']}" == org else org
    if org == source.gold.get("org"):
        org = next(name for name in source.head["issuer_also"] if "tỉnh" not in name)
    return f"{province} {org.casefold()}"


def official(field: str) -> Iterator[tuple[str, tuple[str, str, int], dict]]:
    """Overall results of all documents: stem, (who, index, year), the gold item."""
    for source in sources():
        for item in gold_of(source)[field]:
            if item["scope"] == "overall" and item["kind"] in OFFICIAL:
                yield source.stem, (subject_of(source, item["org"]), item["index"], item["year"]), item


def test_one_score_per_year() -> None:
    """Every document gives the same points to an organisation for a year."""
    seen = defaultdict(set)
    for _, key, item in official("scores"):
        seen[key].add(item["value"])
    assert len(seen) > 60
    assert {key: values for key, values in seen.items() if len(values) > 1} == {}


def test_one_rank_per_year() -> None:
    """Every document gives the same rank to an organisation for a year."""
    seen = defaultdict(set)
    for _, key, item in official("rankings"):
        if item["rank"] is not None:
            seen[key].add(item["rank"])
    assert len(seen) > 60
    assert {key: values for key, values in seen.items() if len(values) > 1} == {}


def test_rank_changes_lead_back_to_last_years_rank() -> None:
    """A rank and its change imply the rank that the documents of the year before give."""
    ranks = {key: item["rank"] for _, key, item in official("rankings") if item["rank"] is not None}
    compared, wrong = 0, []
    for stem, (who, index, year), item in official("rankings"):
        before = ranks.get((who, index, year - 1))
        if before is None or item["rank"] is None or item["change"] is None:
            continue
        compared += 1
        if item["rank"] + item["change"] != before:
            wrong.append((stem, who, index, year))
    assert compared > 40
    assert wrong == []


def test_score_changes_lead_back_to_last_years_score() -> None:
    """Points and their change imply the points that the documents of the year before give."""
    points = {key: item["value"] for _, key, item in official("scores")}
    compared, wrong = 0, []
    for stem, (who, index, year), item in official("scores"):
        before = points.get((who, index, year - 1))
        if before is None or item["change"] is None:
            continue
        compared += 1
        if abs(item["value"] - item["change"]["value"] - before) > 0.005:
            wrong.append((stem, who, index, year))
    assert compared > 5
    assert wrong == []
