"""What only looks like a score or a rank, and times that look like one: no item comes out."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.annotate import annotate
from pipeline.extractors import rankings, scores
from tests.builders import plain_document

DATA = Path(__file__).parents[1] / "data"


def lines(name):
    """Return the lines of a table of refused texts."""
    return [line for line in (DATA / name).read_text(encoding="utf-8").splitlines() if line[:1] != "#"]


@pytest.mark.parametrize("text", lines("no_scores.txt"))
def test_look_alikes_are_no_scores_or_ranks(text):
    """Ordinals, fractions of other things, points of order, dates and counts near an index are refused."""
    document = plain_document(text)
    doc = annotate(document)
    assert [e.item for extractor in (scores, rankings) for e in extractor.extract(document, doc)] == []


def test_times_are_no_scores_or_ranks():
    """No phrasing of a deadline is read as a score or a rank."""
    rows = (DATA / "deadlines.csv").read_text(encoding="utf-8").splitlines()[1:]
    document = plain_document("\n".join(sorted({row.split(",")[2].strip('"') for row in rows})))
    doc = annotate(document)
    assert [e.item for extractor in (scores, rankings) for e in extractor.extract(document, doc)] == []
