"""The gazetteers are consistent data."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from pipeline.core.record import AreaCode, IndexCode, OrgKind
from pipeline.patterns import load_names, read_table


def test_kinds_are_those_of_the_record() -> None:
    """Organisations, issuer codes and beginnings of mentions have kinds that the record knows."""
    kinds = {
        row["kind"]
        for file in ("agencies.csv", "issuer_codes.csv", "organisation_kinds.csv")
        for row in read_table(file)
    }
    assert kinds <= set(get_args(OrgKind))


def test_codes_are_those_of_the_record() -> None:
    """Areas and indices have codes that the record knows."""
    assert {row["id"] for row in read_table("areas.csv")} <= set(get_args(AreaCode))
    assert {row["code"] for row in read_table("indices.csv")} <= set(get_args(IndexCode))


@pytest.mark.parametrize("file", ["doc_types.csv", "issuer_codes.csv"])
def test_codes_are_unique(file: str) -> None:
    """A code stands for one thing."""
    codes = [row.get("id") or row["code"] for row in read_table(file)]
    assert len(set(codes)) == len(codes)


def test_forms_are_names() -> None:
    """Every form is at least three characters long, without stray blanks, and dates are ISO."""
    names = load_names()
    assert [
        form for name in names for form in name.forms if len(form) < 3 or form != form.strip() or "  " in form
    ] == []
    dates = [date for name in names for date in (name.valid_from, name.valid_to) if date]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", date) for date in dates)


def test_mergers_are_complete() -> None:
    """Every province that ended has a successor that began; 34 are left."""
    rows = read_table("provinces.csv")
    ids = {row["id"] for row in rows}
    assert all(row["successor"] in ids for row in rows if row["valid_to"])
    assert sum(not row["valid_to"] for row in rows) == 34
