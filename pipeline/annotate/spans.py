"""Writes character ranges as spans of a `Doc`, and keeps the folded text beside it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from spacy.tokens import Doc

from pipeline.normalise.text import fold


class Match(NamedTuple):
    """A range of the text that a rule or a name matched."""

    start: int
    end: int
    label: str
    id: str


def full_text(doc: Doc) -> str:
    """Return the text of the `Doc`, put together once."""
    text = doc.user_data.get("text")
    if text is None:
        text = doc.user_data["text"] = doc.text
    return str(text)


def folded(doc: Doc) -> str:
    """Return the search key of the text, computed once per `Doc`."""
    key = doc.user_data.get("key")
    if key is None:
        key = doc.user_data["key"] = fold(full_text(doc))
    return str(key)


def write_spans(doc: Doc, group: str, matches: Iterable[Match]) -> None:
    """Set `doc.spans[group]` to the matches, in text order, the longer of two at one place first.

    Matches that don't begin and end at token borders are left out and counted in
    `doc.user_data["misaligned"]`.
    """
    ordered = sorted(set(matches), key=lambda match: (match.start, -match.end, match.id))
    spans = [doc.char_span(m.start, m.end, label=m.label, span_id=m.id) for m in ordered]
    aligned = [span for span in spans if span is not None]
    doc.spans[group] = aligned
    doc.user_data["misaligned"] = doc.user_data.get("misaligned", 0) + len(spans) - len(aligned)
