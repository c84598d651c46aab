"""The annotated tables of mentions: how many get the right id, and none of an issuer is wrong."""

from __future__ import annotations

import pytest

from corpus.resolution import main, measure, read_rows
from pipeline.resolve import Resolver

RIGHT = 0.97
WRONG = 0.01


@pytest.fixture(scope="module")
def resolver():
    """A resolver of the package's register."""
    return Resolver()


def test_there_are_enough_mentions():
    """The tables hold at least 400 mentions, at least 100 of them held out."""
    held_out = len(read_rows("held_out.csv"))
    assert held_out >= 100
    assert held_out + len(read_rows("mentions.csv")) >= 400


def test_no_mention_is_in_two_tables():
    """No row of the held-out table is in the one that the resolver was written with."""
    keys = [
        {(row["mention"], row["issuer"], row["province"], row["date"]) for row in read_rows(name)}
        for name in ("mentions.csv", "held_out.csv", "held_out_second.csv")
    ]
    assert not keys[0] & (keys[1] | keys[2])


@pytest.mark.parametrize("table", ["mentions.csv", "held_out.csv", "held_out_second.csv", "seeds.csv"])
def test_mentions_get_the_right_id(table, resolver):
    """Of each table at least 97 % of the mentions get the right id and at most 1 % a wrong one."""
    figures = measure(read_rows(table), resolver)
    assert figures.right >= RIGHT * figures.total, figures.errors
    assert figures.wrong <= WRONG * figures.total, figures.errors


def test_no_issuer_of_the_seeds_is_wrong(resolver):
    """Every issuer of the seeds has its id."""
    issuers = [row for row in read_rows("seeds.csv") if row["field"] == "issuer"]
    figures = measure(issuers, resolver)
    assert (figures.right, figures.wrong) == (len(issuers), 0), figures.errors
    assert len(issuers) == 5


def test_figures_are_printed():
    """`python -m corpus.resolution` has a line for every table, or for the one that is named."""
    assert [line.split(":")[0] for line in main([])] == ["held_out", "held_out_second", "mentions", "seeds"]
    (line,) = main(["seeds", "--errors"])
    assert line.startswith("seeds: 47/47 right (100.0 %), 0 wrong")


def test_measure_tells_wrong_from_missed(resolver):
    """An id where another is right is wrong; no id where there is one is missed."""
    row = {"mention": "Sở Nội vụ", "issuer": "UBND.P67", "province": "", "date": "2024-01-01"}
    wrong = measure([{**row, "id": "STC.P67"}], resolver)
    missed = measure([{**row, "mention": "Sở Trồng cây", "id": "SNV.P67"}], resolver)
    assert (wrong.right, wrong.wrong) == (0, 1)
    assert (missed.right, missed.wrong) == (0, 0)
