"""Organisations as items of the record."""

from __future__ import annotations

import pytest

from pipeline.extractors.orgs import build_org
from tests.builders import plain_document

TEXT = "Giao Sở  Y tế, UBND huyện Lạc An thực hiện"


def test_org_has_words_name_kind_and_place():
    """An organisation has its words with single blanks, its canonical name, its kind and its place in the text."""
    org = build_org(plain_document(TEXT), 5, 13)
    assert (org.raw, org.name, org.kind, org.inferred) == ("Sở Y tế", "Sở Y tế", "department", False)
    assert [(span.start, span.end, span.quote) for span in org.evidence] == [(5, 13, "Sở  Y tế")]


def test_given_words_are_named_instead_of_the_range():
    """Words that are given are what is named; the evidence stays that of the range."""
    org = build_org(plain_document(TEXT), 15, 31, raw="Sở Nội vụ", inferred=True)
    assert (org.raw, org.name, org.inferred) == ("Sở Nội vụ", "Sở Nội vụ", True)
    assert org.evidence[0].quote == "UBND huyện Lạc A"


def test_members_are_kept_in_order():
    """The organisations that one is made of stand inside it, in the order given."""
    document = plain_document(TEXT)
    members = [build_org(document, 15, 32), build_org(document, 5, 13)]
    assert [each.raw for each in build_org(document, 5, 32, members=members).members] == [
        "UBND huyện Lạc An",
        "Sở Y tế",
    ]


def test_an_empty_range_is_refused():
    """No organisation without text."""
    with pytest.raises(ValueError, match="no text"):
        build_org(plain_document(TEXT), 5, 5)
