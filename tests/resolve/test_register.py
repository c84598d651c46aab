"""The register's data: ids, dates, edges and where each fact comes from."""

from __future__ import annotations

import re
from typing import get_args

from pipeline.core.record import OrgKind
from pipeline.patterns import read_table
from pipeline.resolve.history import history
from pipeline.resolve.periods import period_of
from pipeline.resolve.register import load_register, without_area
from pipeline.resolve.spelling import words_of

REGISTER = load_register()
OWNERS = {"P", "P!", "D", "H", "B", "I", "I!", "*", "T.*"}


def on(date):
    """Return the provinces that there were on a date."""
    return [each for each in REGISTER.provinces.values() if each.period & period_of(date)]


def test_every_fact_says_where_it_comes_from():
    """Each entry, province and change names its source and whether it is verified."""
    facts = [*REGISTER.entries.values(), *REGISTER.provinces.values(), *history()]
    assert all(fact.source and fact.status in ("verified", "unverified") for fact in facts)


def test_provinces_of_both_divisions():
    """There were 63 provinces until 30 June 2025 and are 34 since."""
    assert (len(on("2024-06-01")), len(on("2025-06-30")), len(on("2025-07-01"))) == (63, 63, 34)


def test_provinces_have_their_codes():
    """A province has a GSO code, and each of the old 63 an `H` code of its own that says whether it is verified."""
    old = on("2024-06-01")
    assert all(re.fullmatch(r"\d\d", each.gso_code) for each in REGISTER.provinces.values())
    assert len({each.h_code for each in old}) == 63
    assert all(re.fullmatch(r"H\d\d", each.h_code) and each.h_code_status for each in old)


def test_a_code_without_a_date_is_ambiguous():
    """Seven new provinces have the code that a province of another name had before."""
    names = {}
    for each in REGISTER.provinces.values():
        names.setdefault(each.gso_code, set()).add(each.short)
    moved = {code for code, short in names.items() if len(short) > 1}
    assert moved == {"15", "24", "44", "46", "52", "80", "82", "91"}


def test_every_province_that_ended_has_a_successor():
    """A province ends where its successor begins, on the next day."""
    for each in REGISTER.provinces.values():
        if each.successor:
            after = REGISTER.provinces[each.successor]
            assert (each.period.end, after.period.start) in {
                ("2025-06-30", "2025-07-01"),
                ("2024-12-31", "2025-01-01"),
            }


def test_edges_lead_from_the_ended_to_the_existing():
    """A change begins at an entry that ended on the day before, at the latest, and leads to one that then was."""
    for change in history():
        names = {**REGISTER.entries, **REGISTER.provinces}
        before, after = names[change.before], names[change.after]
        assert before.period.end < change.date <= after.period.end
        assert after.period.start <= change.date
        assert change.relation in ("merged_into", "split_into", "renamed")


def test_a_split_says_what_went_where():
    """What became several has an edge to each, with the fields of work that went there."""
    for change in history():
        siblings = [each for each in history() if (each.before, each.date) == (change.before, change.date)]
        assert (len(siblings) > 1) == (change.relation == "split_into")
        assert bool(change.fields) == (change.relation == "split_into")


def test_units_of_edges_are_in_the_register():
    """The kinds of units that an edge names are entries."""
    assert all(unit in REGISTER.entries for change in history() for unit in change.units)


def test_owners_are_known():
    """Whose part an entry is, is another entry or one of the general words; its kind is one of the record's."""
    for entry in REGISTER.entries.values():
        assert all(owner in OWNERS or owner in REGISTER.entries for owner in entry.owners), entry.id
        assert entry.kind in get_args(OrgKind), entry.id


def test_ids_are_unique():
    """No id stands twice in the files of the register, nor do further forms belong to nothing."""
    ids = [row["id"] for file in ("agencies.csv", "organisations.csv", "provinces.csv") for row in read_table(file)]
    assert len(ids) == len(set(ids))
    assert {row["id"] for row in read_table("organisation_forms.csv")} <= set(ids) | {"UBND", "HDND"}


def test_ministries_before_and_after():
    """On 1 March 2025 the 22 ministries and offices of their rank became 17."""
    ministries = [entry for entry in REGISTER.entries.values() if entry.kind == "ministry"]
    counts = [sum(bool(each.period & period_of(date)) for each in ministries) for date in ("2025-02-28", "2025-03-01")]
    assert counts == [22, 17]


def test_uniform_departments_before_and_after():
    """Of the departments that every province has, six ended with February 2025 and one more kind began."""
    ended = {"T.SLDTBXH", "T.SKHDT", "T.STTTT", "T.STNMT", "T.SNNPTNT", "T.SGTVT"}
    assert {entry.id for entry in REGISTER.entries.values() if entry.period.end == "2025-02-28"} >= ended
    assert REGISTER.entries["T.SNNMT"].period.start == "2025-03-01"


def test_a_code_of_a_symbol_is_a_spelling():
    """The abbreviations of document symbols name their offices."""
    rows = [row for row in read_table("issuer_codes.csv") if row["kind"] in ("ministry", "department")]
    unknown = [row["code"] for row in rows if not REGISTER.find(without_area(words_of(row["code"])))]
    assert unknown == []
