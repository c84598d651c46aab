"""Matches become spans only where they begin and end with tokens."""

from __future__ import annotations

from pipeline.annotate import build_nlp
from pipeline.annotate.spans import Match, write_spans

TEXT = "Sở Nội vụ(tỉnh) ban hành"


def test_a_match_that_ends_inside_a_token_is_left_out():
    """A match one character short of a token's end is counted, not widened to the token."""
    doc = build_nlp().make_doc(TEXT)
    write_spans(doc, "rules", [Match(0, 9, "A", "whole"), Match(0, 8, "A", "short"), Match(11, 15, "A", "inner")])
    write_spans(doc, "names", [Match(16, len(TEXT), "B", "last"), Match(16, len(TEXT) - 1, "B", "cut")])
    assert [span.text for span in doc.spans["rules"]] == ["Sở Nội vụ"]
    assert [span.text for span in doc.spans["names"]] == ["ban hành"]
    assert doc.user_data["misaligned"] == 3
